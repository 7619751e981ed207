import { REPAIRED_BUG } from '../twin/engine/repair';
import { describeTwinFailure } from '../twin/engine/failures';
import type { ExcusedStatement } from '../twin/translate/translate-device';
import type { TwinCheck, TwinReport } from '../twin/verify/verify-twin';
import type { Palette } from './palette';
import { table } from './table';
import { jsonText } from '../text/json-text';

/**
 * What a person reads of a verification.
 *
 * @param measure - what it was held against: without a manifest there are configurations only
 */
export function reportText(report: TwinReport, measure: 'intent' | 'configurations', palette: Palette): string {
  const { checks, failures, passed, repairs } = report;
  const missed = checks.filter(({ holds }) => !holds);
  const demanded = missed.filter(({ expect }) => expect === 'UP');
  const lines = [
    ...demanded.map((check) => `${palette.tone('bad', 'failed')}  ${describeCheck(check)}`),
    ...missed
      .filter(({ expect }) => expect === 'PROVISIONED')
      .map((check) => `${palette.tone('warning', 'not up yet')}  ${describeCheck(check)}`),
    ...failures.map((failure) => palette.tone('warning', `broken on purpose: ${describeTwinFailure(failure)}`)),
    ...(repairs.length === 0
      ? []
      : [
          palette.tone(
            'warning',
            `repaired (${REPAIRED_BUG}): ${repairs.length} forgotten MAC addresses of tunnel ends`,
          ),
        ]),
    passed
      ? palette.tone(
          'good',
          `The twin does what the ${measure} ${measure === 'intent' ? 'says' : 'say'}: all ${checks.length - missed.length} checks hold.`,
        )
      : palette.tone('bad', `${demanded.length} of ${checks.length} checks failed.`),
  ];
  return `${counts(checks)}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function describeCheck({ node, expected, seen, constructPath }: TwinCheck): string {
  const where = constructPath === undefined ? '' : `\n  at ${constructPath}`;
  return `${node}: expected ${expected}; seen: ${seen}${where}`;
}

function counts(checks: readonly TwinCheck[]): string {
  const nodes = [...new Set(checks.map(({ node }) => node))];
  const rows = nodes.map((name) => {
    const own = checks.filter(({ node }) => node === name);
    const missed = own.filter(({ holds }) => !holds);
    const failed = missed.filter(({ expect }) => expect === 'UP');
    return [name, String(own.length - missed.length), String(failed.length), String(missed.length - failed.length)];
  });
  return table(['Node', 'Holds', 'Failed', 'Not up yet'], rows);
}

/** The same for programs. */
export function reportJson({ checks, failures, passed, repairs }: TwinReport): string {
  const document = {
    passed,
    checks,
    failures: failures.map((failure) => describeTwinFailure(failure)),
    repairs: repairs.map((repair) => ({ ...repair, reason: REPAIRED_BUG })),
  };
  return `${jsonText(document, 2)}\n`;
}

/** Statements that mean nothing in the twin: one line for each reason. */
export function excusedText(excused: Readonly<Record<string, readonly ExcusedStatement[]>>): string {
  const byReason = new Map<string, number>();
  for (const { reason } of Object.values(excused).flat()) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  if (byReason.size === 0) return '';
  const rows = [...byReason].sort(([, a], [, b]) => b - a).map(([reason, count]) => [String(count), reason]);
  return `${table(['Left out', 'Why it changes nothing in the twin'], rows)}\n`;
}
