import { attachmentsMissing } from './errors';
import type { ChangeContext } from '../change-context';
import { checkDeadlineOf } from '../check-deadline';
import type { CheckPlan } from './check-plan';
import { commitConfirmed, requireTime } from './commit';
import type { Schedule } from './schedule';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemOf, problemsOf } from '../problem';
import { runChecks } from './run-checks';
import { waitForHomes } from './wait-for-homes';

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
  const held = await holdForHomes(context, schedule, wave);
  if (held.length > 0) {
    return held;
  }
  const neededMs = checkDeadlineOf(context.settings, wave) + context.settings.confirmReserveMs;
  requireTime(context, schedule.waves.flat(), neededMs);
  const hostnames = wave.map((one) => one.hostname);
  context.note(
    { entry: 'wave', wave: index + 1, hostnames },
    { type: 'waveStarted', wave: index + 1, waves: schedule.waves.length, hostnames },
  );
  const minutes = schedule.timers.minutes(index);
  const refused = await Promise.all(
    wave.map((one) =>
      problemsOf(one.hostname, () => commitConfirmed(context, one, { minutes, ownedVrfs: schedule.ownedVrfs })),
    ),
  );
  const committed = wave.filter((_, place) => refused[place]?.length === 0);
  if (committed.length < wave.length && context.settings.mode === 'transaction') {
    return refused.flat();
  }
  schedule.timers.requireApart(schedule.waves);
  // Each by itself and all at the same time: one that is slow to come up keeps nobody else.
  const failed = await Promise.all(committed.map((one) => checkReady(context, one, checks)));
  const sound = committed.filter((_, place) => failed[place]?.length === 0);
  const isOver = sound.length < wave.length && context.settings.mode === 'transaction';
  const unsettled = isOver ? [] : await soak(context, index + 1, sound, checks);
  return [...refused.flat(), ...failed.flat(), ...unsettled];
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

/** Looks at the other attachments of every server that the wave takes one of, and waits for them. */
async function holdForHomes(
  context: ChangeContext,
  { homes }: Schedule,
  moving: readonly Participant[],
): Promise<Problem[]> {
  const missing = await waitForHomes(context, homes, {
    moving,
    until: context.now() + context.settings.checkDeadlineMs,
    goOn: () => {
      context.requireWanted();
    },
  });
  const hostnames = moving.map((one) => one.hostname);
  return missing.length === 0 ? [] : [problemOf(attachmentsMissing(hostnames, missing))];
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
    await context.sleep(Math.min(SLICE_MS, until - context.now()));
  }
  return (await Promise.all(wave.map((one) => runChecks(context, [one], checks.afterCommit(one))))).flat();
}
