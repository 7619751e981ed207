import type { AcknowledgedFinding, Finding, RuleReport } from './report';
import { errorsIn } from './report';
import type { RuleDescription } from './rule';
import { jsonText } from '../text/json-text';

/** Version of the form of `rules.json`. */
const REPORT_VERSION = 1;

/**
 * The report as JSON (`rules.json`): every finding, and each rule that is named in it once.
 *
 *     { "reportVersion": 1, "fabric": "dc1", "pack": "default", "success": false,
 *       "rules": { "<id>": { "severity", "what", "why", "fix", "reference" } },
 *       "violations": [{ "rule", "severity", "message", "constructPaths", "acknowledgedAt" }],
 *       "acknowledged": [{ "rule", "severity", "message", "constructPaths", "acknowledgements" }] }
 */
export function writeReportJson(report: RuleReport): string {
  const { fabric, pack, findings, acknowledged } = report;
  const document = {
    reportVersion: REPORT_VERSION,
    fabric,
    pack,
    success: errorsIn(report).length === 0,
    rules: Object.fromEntries(rulesIn(report).map(({ id, ...description }) => [id, description])),
    violations: findings.map((finding) => ({ ...common(finding), acknowledgedAt: finding.acknowledgedAt })),
    acknowledged: acknowledged.map((finding) => ({
      ...common(finding),
      acknowledgements: finding.acknowledgements.map(({ constructPath, reason }) => ({ constructPath, reason })),
    })),
  };
  return `${jsonText(document, 2)}\n`;
}

/** The rules that a report names, by id. */
export function rulesIn({ findings, acknowledged }: RuleReport): RuleDescription[] {
  const byId = new Map([...findings, ...acknowledged].map(({ rule }) => [rule.id, rule]));
  return [...byId.keys()].sort().flatMap((id) => byId.get(id) ?? []);
}

function common({ rule, message, constructPaths }: Finding | AcknowledgedFinding): object {
  return { rule: rule.id, severity: rule.severity, message, constructPaths };
}
