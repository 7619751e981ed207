import { groupedBy } from './facts/groups';
import { counted, listed } from '../model/listing';
import type { Finding, RuleReport } from './report';
import { errorsIn, warningsIn } from './report';
import type { RuleDescription } from './rule';

const MAX_FINDINGS = 10;
const MAX_PATHS = 6;

/**
 * Findings as people read them, one text for each rule: what is wrong in general and where, then why it matters and what
 * to do. Of many findings of a rule the first ten are shown; the machine-readable report has all.
 */
export function describeByRule(findings: readonly Finding[]): string[] {
  return groupedBy(findings, ({ rule }) => rule.id).map(({ items }) => describeRule(items));
}

/** The whole report. It ends with one sentence that says how it went. */
export function describeReport(report: RuleReport): string {
  const parts = describeByRule(report.findings).map((text) => `${text}\n\n`);
  return `${parts.join('')}${summary(report)}\n`;
}

/** In one sentence. */
function summary(report: RuleReport): string {
  const [errors, warnings] = [errorsIn(report).length, warningsIn(report).length];
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), `${report.acknowledged.length} acknowledged`];
  return `${report.fabric}: ${parts.join(', ')} (rule pack ${report.pack})`;
}

function describeRule(findings: readonly [Finding, ...Finding[]]): string {
  const [{ rule }] = findings;
  const left = findings.length - MAX_FINDINGS;
  return [
    `${rule.severity} ${rule.id}: ${rule.what}`,
    ...findings.slice(0, MAX_FINDINGS).flatMap(describeFinding),
    ...(left > 0 ? [`  and ${left} more`] : []),
    ...explanation(rule),
  ].join('\n');
}

function describeFinding({ message, constructPaths, acknowledgedAt }: Finding): string[] {
  const left = constructPaths.length - MAX_PATHS;
  return [
    `  ${message.replaceAll('\n', '\n    ')}`,
    ...constructPaths.slice(0, MAX_PATHS).map((path) => `    at ${path}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
    ...(acknowledgedAt.length > 0
      ? [`    acknowledged at ${listed(acknowledgedAt)}, which does not cover all of them`]
      : []),
  ];
}

function explanation({ why, fix, reference }: RuleDescription): string[] {
  return [`  why: ${why}`, `  fix: ${fix}`, `  see: ${reference}`];
}
