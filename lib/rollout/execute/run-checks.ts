import type { Check } from '../../checks/check-kinds';
import { groupedBy } from '../../checks/indexed';
import type { CheckResult, VerifyReport } from '../../checks/verify';
import { describeFailure, verify } from '../../checks/verify';
import { checksFailed } from './errors';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf } from '../problem';

/** Waits for checks to become true, and tells what did not, one problem a device. */
export async function runChecks(
  context: ChangeContext,
  participants: readonly Participant[],
  checks: readonly Check[],
): Promise<Problem[]> {
  const { clock, checkDeadlineMs, signal } = context.settings;
  const hostnames = participants.map((one) => one.hostname);
  const sessions = new Map(participants.map((one) => [one.hostname, one.operationalSession]));
  const report = await verify(sessions, checks, {
    clock,
    signal,
    deadlineMs: checkDeadlineMs,
    onRound: (round, failing) => {
      context.emit({ type: 'checking', hostnames, round, failing });
    },
  });
  for (const result of report.reported) {
    context.emit({ type: 'notUpYet', ...eventOf(result) });
  }
  for (const result of report.failures) {
    context.emit({ type: 'checkFailed', ...eventOf(result) });
  }
  if (report.passed) {
    context.note({ entry: 'checked', hostnames }, { type: 'checksPassed', hostnames, count: holdingIn(report) });
  }
  return problemsPerDevice(report.failures);
}

function holdingIn({ counts }: VerifyReport): number {
  return [...counts.values()].reduce((sum, { holding }) => sum + holding, 0);
}

function eventOf({ constructPath, expected, hostname, seen }: CheckResult): Omit<CheckResult, 'check' | 'holds'> {
  return { hostname, expected, seen, constructPath };
}

function problemsPerDevice(failures: readonly CheckResult[]): Problem[] {
  return [...groupedBy(failures, ({ hostname }) => hostname)].map(([hostname, own]) =>
    problemOf(checksFailed(own.map(describeFailure)), hostname),
  );
}
