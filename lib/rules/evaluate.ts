import { FabricError } from '../model/fabric-error';
import type { FabricIntent } from '../intent/fabric-intent';
import { compareText } from '../model/order';
import { knownQfxModel } from '../platform/qfx-models';
import { Acknowledgements } from './acknowledgements';
import type { AcknowledgedFinding, Finding, RuleReport } from './report';
import type { Rule, RuleContext, RuleDescription, Violation } from './rule';
import { Severity } from './rule';
import { RulePack } from './rule-pack';

/** How rules are evaluated. */
export interface EvaluationOptions {
  /**
   * The rules.
   * @default RulePack.DEFAULT
   */
  readonly pack?: RulePack;

  /**
   * Whether an acknowledgement of a rule that the pack does not have is reported. Not where the rules of the user's
   * program are not known, as on the command line.
   * @default true
   */
  readonly reportUnknownRules?: boolean;
}

const CONTEXT: RuleContext = {
  model: ({ model, modelFacts }) => modelFacts ?? knownQfxModel(model),
};

/** What the rules say of a fabric: every violation at once. Never throws; a rule that does is reported. */
export function evaluate(fabric: FabricIntent, options: EvaluationOptions = {}): RuleReport {
  const { pack = RulePack.DEFAULT, reportUnknownRules = true } = options;
  const acknowledgements = new Acknowledgements(fabric.acknowledgements ?? [], fabric.constructPath);
  const findings: Finding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];
  for (const rule of pack.rules) {
    for (const violation of distinct(violationsOf(rule, fabric))) {
      const judged = acknowledgements.judge(rule, violation);
      if ('acknowledgements' in judged) acknowledged.push(judged);
      else findings.push(judged);
    }
  }
  findings.push(...acknowledgements.stray(pack.rules, reportUnknownRules));
  return {
    fabric: fabric.name,
    pack: pack.name,
    findings: findings.sort(compareFindings),
    acknowledged: acknowledged.sort(compareFindings),
  };
}

function violationsOf(rule: Rule, fabric: FabricIntent): Violation[] {
  const found: Violation[] = [];
  try {
    for (const { message, constructPaths } of rule.check(fabric, CONTEXT)) {
      found.push({ message, constructPaths: [...new Set(constructPaths)].sort(compareText) });
    }
  } catch (error) {
    found.push({ message: `could not be evaluated: ${messageOf(error)}`, constructPaths: [fabric.constructPath] });
  }
  return found;
}

function messageOf(error: unknown): string {
  if (FabricError.isFabricError(error)) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function distinct(violations: readonly Violation[]): Violation[] {
  const byContent = new Map(violations.map((one) => [`${one.constructPaths.join('\n')}\n\n${one.message}`, one]));
  return [...byContent.values()];
}

interface Comparable extends Violation {
  readonly rule: RuleDescription;
}

function compareFindings(a: Comparable, b: Comparable): number {
  return (
    Number(b.rule.severity === Severity.ERROR) - Number(a.rule.severity === Severity.ERROR) ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.constructPaths.join('\n'), b.constructPaths.join('\n')) ||
    compareText(a.message, b.message)
  );
}
