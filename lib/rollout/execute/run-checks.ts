import type { Check } from '../../checks/check-kinds';
import { kindOf } from '../../checks/check-kinds';
import { groupedBy } from '../../checks/indexed';
import type { CheckResult, VerifyReport } from '../../checks/verify';
import { describeFailure, verify } from '../../checks/verify';
import { CheckSession } from './check-session';
import { checksFailed } from './errors';
import type { ChangeContext } from '../change-context';
import { checkDeadlineOf } from '../check-deadline';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf } from '../problem';

/** Waits for checks to become true, and tells what did not, one problem a device. */
export async function runChecks(
  context: ChangeContext,
  participants: readonly Participant[],
  checks: readonly Check[],
): Promise<Problem[]> {
  const { clock, signal } = context.settings;
  const hostnames = participants.map((one) => one.hostname);
  const sessions = new Map(participants.map((one) => [one.hostname, new CheckSession(context, one)]));
  const report = await verify(sessions, checks, {
    clock,
    signal,
    deadlineMs: checkDeadlineOf(context.settings, participants),
    onRound: (round, failing) => {
      context.emit({ type: 'checking', hostnames, round, failing });
    },
  });
  for (const result of report.reported) {
    context.emit({ type: 'provisionedNotUp', ...eventOf(result) });
  }
  if (report.passed) {
    const passed = { hostnames, count: holdingIn(report), asBefore: asBeforeIn(checks) };
    context.note({ entry: 'checked', hostnames }, { type: 'checksPassed', ...passed });
  }
  return failedChecks(context, report);
}

/** Tells each check that failed, and sums them up: one problem a device. */
export function failedChecks(context: ChangeContext, { failures }: VerifyReport): Problem[] {
  for (const result of failures) {
    context.emit({ type: 'checkFailed', ...eventOf(result) });
  }
  return problemsPerDevice(failures);
}

/** How many hold a device to what it showed before the change; the others come from the intent. */
function asBeforeIn(checks: readonly Check[]): number {
  const asBefore = checks.filter((check) => kindOf(check).before !== undefined);
  return asBefore.reduce((sum, { hostnames }) => sum + hostnames.length, 0);
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
