import type { AcknowledgementIntent } from '../intent/fabric-intent';
import type { RuleDescription, Violation } from './rule';
import { Severity } from './rule';

/** A violation and the rule that it violates. */
export interface Finding extends Violation {
  readonly rule: RuleDescription;
  /** Each once, sorted. */
  readonly constructPaths: readonly string[];
  /** Where the rule is acknowledged for some of the constructs involved, which is not enough; sorted. */
  readonly acknowledgedAt: readonly string[];
}

/** A violation that somebody has acknowledged for every construct involved. */
export interface AcknowledgedFinding extends Violation {
  readonly rule: RuleDescription;
  readonly constructPaths: readonly string[];
  /** Sorted by construct path. */
  readonly acknowledgements: readonly AcknowledgementIntent[];
}

/** What the rules say of a fabric. It depends on the fabric and the rules only, and not on the order of anything. */
export interface RuleReport {
  /** Name of the fabric. */
  readonly fabric: string;
  /** Name of the pack. */
  readonly pack: string;
  /** Errors first, then by rule, construct path and message. */
  readonly findings: readonly Finding[];
  /** In the same order. */
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/** The findings that stop synth. */
export function errorsIn({ findings }: RuleReport): Finding[] {
  return findings.filter(({ rule }) => rule.severity === Severity.ERROR);
}

/** The findings that do not. */
export function warningsIn({ findings }: RuleReport): Finding[] {
  return findings.filter(({ rule }) => rule.severity === Severity.WARNING);
}
