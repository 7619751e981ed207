import type { FabricError } from '../model/fabric-error';
import type { RuleReport } from './report';
import type { RuleDescription } from './rule';
import { Severity } from './rule';

/** What else than a rule can refuse a fabric, so that one report has everything that stops a synth. */
export const REFUSED: RuleDescription = {
  id: 'intent/refused',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'the fabric cannot be put together',
  why: 'a value is not usable, a pool has nothing left, two elements share a Terraform address, or a device cannot be rendered',
  fix: 'correct what the message says; rules that need the whole fabric may find more after that',
  reference: 'docs/rules.md',
};

/** The report of a fabric of which no intent can be made yet. */
export function emptyReport(fabric: string, pack: string): RuleReport {
  return { fabric, pack, findings: [], acknowledged: [] };
}

/** The report with errors of the library in it, as findings. */
export function withRefusals(report: RuleReport, refusals: readonly FabricError[], fabricPath: string): RuleReport {
  const findings = refusals.map((refusal) => ({
    rule: REFUSED,
    message: withoutPlaces(refusal.message),
    constructPaths: [refusal.constructPath ?? fabricPath],
    acknowledgedAt: [],
  }));
  return { ...report, findings: [...findings, ...report.findings] };
}

/** The message without the lines at its end that say where the construct is. */
function withoutPlaces(message: string): string {
  const lines = message.split('\n');
  const last = lines.findLastIndex((line) => !line.startsWith('  at '));
  return lines.slice(0, Math.max(last, 0) + 1).join('\n');
}
