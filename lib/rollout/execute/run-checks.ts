import type { Check } from '../../checks/expectation';
import type { CheckResult } from '../../checks/verify';
import { describeFailure, verify } from '../../checks/verify';
import { checksFailed } from './errors';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf } from '../problem';

/** Waits for expectations to become true, and tells what did not, one problem a device. */
export async function runChecks(
  context: ChangeContext,
  participants: readonly Participant[],
  expectations: readonly Check[],
): Promise<Problem[]> {
  const { clock, checkDeadlineMs, signal } = context.settings;
  const hostnames = participants.map((one) => one.hostname);
  const sessions = new Map(participants.map((one) => [one.hostname, one.operationalSession]));
  const report = await verify(sessions, expectations, {
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
    context.journal.append({ entry: 'checked', hostnames });
    context.emit({ type: 'checksPassed', hostnames, count: report.results.length - report.reported.length });
  }
  return problemsPerDevice(report.failures);
}

function eventOf({ expectation, expected, seen }: CheckResult): {
  hostname: string;
  expected: string;
  seen: string;
  constructPath: string;
} {
  return { hostname: expectation.hostname, expected, seen, constructPath: expectation.constructPath };
}

function problemsPerDevice(failures: readonly CheckResult[]): Problem[] {
  const hostnames = [...new Set(failures.map((one) => one.expectation.hostname))];
  return hostnames.map((hostname) => {
    const own = failures.filter((one) => one.expectation.hostname === hostname);
    return problemOf(checksFailed(own.map(describeFailure)), hostname);
  });
}
