import type { ChangeContext } from '../change-context';
import { checkDeadlineOf } from '../check-deadline';
import type { CheckPlan } from './check-plan';
import { commitConfirmed, requireTime } from './commit';
import type { Fence } from './fence';
import { raiseFence } from './fence';
import type { Schedule } from './schedule';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemsOf } from '../problem';
import { runChecks } from './run-checks';

/**
 * Commits the devices of one wave at the same time, checks each, and watches them for the soak time.
 *
 * @param index - of the wave, from 0
 * @returns why the change cannot go on; nothing was sent to any device of the wave where attachments are missing
 */
export async function commitWave(
  context: ChangeContext,
  schedule: Schedule,
  index: number,
  checks: CheckPlan,
): Promise<Problem[]> {
  const wave = schedule.waves[index] ?? [];
  const fence = await raiseFence(context, schedule, wave);
  if (!('lower' in fence)) {
    return fence;
  }
  let committed: CommittedWave;
  try {
    committed = await commitFenced(context, schedule, index, { checks, fence });
  } finally {
    await fence.lower();
  }
  const { problems, sound } = committed;
  const isOver = sound.length < wave.length && context.settings.mode === 'transaction';
  const unsettled = isOver ? [] : await soak(context, index + 1, sound, checks);
  return [...problems, ...unsettled];
}

/** What came of the commits of a wave. */
interface CommittedWave {
  readonly problems: readonly Problem[];
  /** Devices that carry the change and show what they have to show by themselves. */
  readonly sound: readonly Participant[];
}

async function commitFenced(
  context: ChangeContext,
  schedule: Schedule,
  index: number,
  { checks, fence }: { readonly checks: CheckPlan; readonly fence: Fence },
): Promise<CommittedWave> {
  const wave = schedule.waves[index] ?? [];
  const neededMs = checkDeadlineOf(context.settings, wave) + context.settings.confirmReserveMs;
  requireTime(context, schedule.waves.flat(), neededMs);
  const hostnames = wave.map((one) => one.hostname);
  context.note(
    { entry: 'wave', wave: index + 1, hostnames },
    { type: 'waveStarted', wave: index + 1, waves: schedule.waves.length, hostnames },
  );
  const terms = {
    minutes: schedule.timers.minutes(index),
    ownedVrfs: schedule.ownedVrfs,
    isLocked: fence.isLocked,
  };
  const refused = await Promise.all(
    wave.map((one) => problemsOf(one.hostname, () => commitConfirmed(context, one, terms))),
  );
  await fence.narrow();
  const committed = wave.filter((_, place) => refused[place]?.length === 0);
  if (committed.length < wave.length && context.settings.mode === 'transaction') {
    return { problems: refused.flat(), sound: [] };
  }
  schedule.timers.requireApart(schedule.waves);
  // Each by itself and all at the same time: one that is slow to come up keeps nobody else.
  const failed = await Promise.all(committed.map((one) => checkReady(context, one, checks)));
  const sound = committed.filter((_, place) => failed[place]?.length === 0);
  return { problems: [...refused.flat(), ...failed.flat()], sound };
}

/** Checks what a device that was committed has to show by itself. */
async function checkReady(context: ChangeContext, participant: Participant, checks: CheckPlan): Promise<Problem[]> {
  const began = context.now();
  const problems = await runChecks(context, [participant], checks.afterCommit(participant));
  if (problems.length === 0) {
    const tookMs = participant.commitMs + context.now() - began;
    context.emit({ type: 'deviceReady', hostname: participant.hostname, tookMs });
  }
  return problems;
}

const SLICE_MS = 5_000;

/** Lets a wave be for the soak time, and looks at its devices once more. */
async function soak(
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
    await context.pause(Math.min(SLICE_MS, until - context.now()));
  }
  return (await Promise.all(wave.map((one) => runChecks(context, [one], checks.afterCommit(one))))).flat();
}
