import type { ChangeContext } from '../change-context';
import type { CheckPlan } from './check-plan';
import { commitWave } from './commit-wave';
import type { Schedule } from './schedule';
import { confirmAll, decideToConfirm, guarded, readyToConfirm } from './decide';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { rollBack } from './roll-back';
import { runChecks } from './run-checks';

/** What a rolling change is told about the fabric. */
export interface RollingInput {
  readonly participants: readonly Participant[];
  readonly checks: CheckPlan;
}

/**
 * Carries a change out wave by wave, each confirmed once its checks pass. A device that fails takes its part back and the
 * change goes on without it, until more have failed than the budget allows: then it stops, and what is confirmed stays.
 *
 * @returns whether every device has been told to keep the change
 */
export async function roll(context: ChangeContext, schedule: Schedule, input: RollingInput): Promise<boolean> {
  const failed = new Set<string>();
  for (const [index, wave] of schedule.waves.entries()) {
    const problems = await guarded(async () => {
      const found = await commitWave(context, schedule, index, input.checks);
      // Called off in the last of its checks, a wave that is sound is rolled back all the same, and that is why.
      if (found.length === 0) context.requireWanted();
      return found;
    });
    const goesOn = await settleWave(context, schedule, { wave, problems, failed, input });
    if (!goesOn) {
      return false;
    }
  }
  // Nothing of this can be rolled back any more, but it must be known.
  context.report(await guarded(() => runChecks(context, input.participants, input.checks.ofFabric)));
  return failed.size === 0;
}

interface WaveResult {
  readonly wave: readonly Participant[];
  readonly problems: readonly Problem[];
  /** Host names of the devices that have failed so far; this wave's are added. */
  readonly failed: Set<string>;
  readonly input: RollingInput;
}

/**
 * Confirms what is sound and takes back what failed, in this order: a device that only its timer takes back would keep the
 * others waiting beyond theirs.
 *
 * @returns whether the change goes on
 */
async function settleWave(context: ChangeContext, schedule: Schedule, result: WaveResult): Promise<boolean> {
  const { wave, problems, failed, input } = result;
  context.report(problems);
  const named = new Set(problems.map(({ hostname }) => hostname));
  const own = wave.filter(({ hostname }) => named.has(hostname));
  own.forEach(({ hostname }) => failed.add(hostname));
  const isAboutDevices = problems.every(({ hostname }) => own.some((one) => one.hostname === hostname));
  if (!isAboutDevices || failed.size > context.settings.failureBudget || isCalledOff(context)) {
    await rollBack(context, schedule, wave);
    return false;
  }
  const sound = wave.filter((one) => !own.includes(one));
  const late = await guarded(async () => {
    const found = await checkedWithOthers(context, sound, own, input);
    if (found.length === 0 && sound.length > 0) await decideToConfirm(context, sound);
    return found;
  });
  context.report(late);
  if (late.length > 0) {
    await rollBack(context, schedule, wave);
    return false;
  }
  await confirmAll(context, sound);
  await rollBack(context, schedule, own);
  return true;
}

/** What needs both ends is looked at as soon as the later one has changed, and before it is confirmed. */
async function checkedWithOthers(
  context: ChangeContext,
  sound: readonly Participant[],
  failed: readonly Participant[],
  { participants, checks }: RollingInput,
): Promise<Problem[]> {
  if (sound.length === 0) {
    return [];
  }
  const failures = await runChecks(context, participants, checks.withOthers(sound, failed));
  return failures.length > 0 ? failures : readyToConfirm(context, sound);
}

function isCalledOff({ settings }: ChangeContext): boolean {
  return settings.signal?.aborted === true;
}
