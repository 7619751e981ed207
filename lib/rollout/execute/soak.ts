import type { ChangeContext } from '../change-context';
import type { CheckPlan } from './check-plan';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { runChecks } from './run-checks';

const SLICE_MS = 5_000;

/** Lets a wave be for the soak time, and looks at its devices once more. */
export async function soak(
  context: ChangeContext,
  number: number,
  wave: readonly Participant[],
  checks: CheckPlan,
): Promise<Problem[]> {
  const { soakMs } = context.settings;
  if (soakMs === 0 || wave.length === 0) {
    return [];
  }
  const until = context.now() + soakMs;
  context.emit({ type: 'soaking', wave: number, hostnames: wave.map((one) => one.hostname), until });
  while (context.now() < until) {
    context.requireWanted();
    await context.sleep(Math.min(SLICE_MS, until - context.now()));
  }
  return (await Promise.all(wave.map((one) => runChecks(context, [one], checks.afterCommit(one))))).flat();
}
