import { confirmedByOthers, oldStateNotBack } from './errors';
import { verify } from '../../checks/verify';
import type { ChangeContext } from '../change-context';
import type { DeviceWarnings } from '../device-session';
import { checkDeadlineOf } from '../check-deadline';
import type { Schedule } from './schedule';
import { candidateState, committedState } from '../group/device-state';
import { pendingEntry } from './commit';
import { heldOnce, noteLoss } from './hold';
import type { Participant } from '../participant';
import { failedChecks } from './run-checks';
import { isRefusal, problemOf } from '../problem';
import { TIMER_PAUSE_MS, TimerWait } from './settle-by-reading';
import { release } from './rehearse';
import { loadGroupsBefore, regainConfirmed } from './take-groups-back';
import { waitForHomes } from './wait-for-homes';

/** Before its timer runs out a device is rolled back, whatever the others do: then at least it is known when. */
const LAST_CHANCE_MS = 30_000;

/**
 * Takes the change back from devices that may carry it, wave by wave, the last one first, under the same rule as it was
 * made: a wave waits until the other attachments of its servers are up, and what was up before the change must be up again
 * before the next wave is rolled back. Devices that do not answer come after those that do: while we wait for one, the
 * timers of the others would run out.
 */
export async function rollBack(
  context: ChangeContext,
  schedule: Schedule,
  devices: readonly Participant[],
): Promise<void> {
  const inMotion = devices.filter((one) => one.isInMotion);
  if (inMotion.length === 0) {
    return;
  }
  const hostnames = inMotion.map((one) => one.hostname);
  const decided = { decision: 'rollBack', hostnames } as const;
  await context.recordIfPossible({ entry: 'decided', ...decided }, { type: 'decided', ...decided });
  const failures: Failures = new Map();
  for (const wave of [...schedule.waves].reverse()) {
    const own = wave.filter((one) => inMotion.includes(one));
    await Promise.all(own.filter(isLost).map((one) => whyNotRegained(context, one)));
    await takeWaveBack(context, schedule, own.filter(canBeTakenBack), failures);
  }
  await takeLostBack(
    context,
    schedule,
    inMotion.filter((one) => one.isInMotion),
    failures,
  );
}

/** Why devices could not be taken back, the latest reason last: while they are tried again, each thing is told once. */
type Failures = Map<Participant, Set<string>>;

/**
 * Devices that do not answer are asked again until their own timer has done it. One that answers before is taken back by us,
 * wave by wave as all others: hours may be left until then. So is one that somebody has confirmed meanwhile.
 */
async function takeLostBack(
  context: ChangeContext,
  schedule: Schedule,
  lost: readonly Participant[],
  failures: Failures,
): Promise<void> {
  const waits = new Map(lost.map((one) => [one, new TimerWait(context, one, true)]));
  const settled: Promise<void>[] = [];
  for (;;) {
    await Promise.all(
      [...waits].map(async ([participant, wait]) => {
        const wasLost = isLost(participant);
        const reason = wasLost ? await whyNotRegained(context, participant) : undefined;
        const failure = [...(failures.get(participant) ?? [])].at(-1);
        if (wasLost && reason === undefined && failure === undefined) return;
        // One that answered and refused is left to its timer, and nobody tries for ever what failed before.
        if (await wait.isOver(reason ?? failure)) settled.push(requireBaseline(context, participant));
      }),
    );
    for (const wave of [...schedule.waves].reverse()) {
      await takeWaveBack(
        context,
        schedule,
        wave.filter((one) => waits.has(one) && canBeTakenBack(one)),
        failures,
      );
    }
    for (const participant of [...waits.keys()]) if (!participant.isInMotion) waits.delete(participant);
    if (waits.size === 0) break;
    await context.sleep(TIMER_PAUSE_MS);
  }
  await Promise.all(settled);
}

/**
 * Takes session and lock again, whether our commit still is the newest one and pending, or somebody has confirmed it since.
 *
 * @returns undefined where both are ours, else why not
 */
async function whyNotRegained(context: ChangeContext, participant: Participant): Promise<string | undefined> {
  try {
    await heldOnce(context, participant);
    if (participant.state === 'sent') context.note(pendingEntry(participant));
    return undefined;
  } catch (error) {
    const { code, message } = problemOf(error);
    if (code !== 'pendingCommitGone') return message;
  }
  try {
    await regainConfirmed(context, participant);
    return undefined;
  } catch (error) {
    return problemOf(error).message;
  }
}

function isLost(participant: Participant): boolean {
  return participant.isInMotion && participant.sessionIsLost;
}

async function takeWaveBack(
  context: ChangeContext,
  schedule: Schedule,
  wave: readonly Participant[],
  failures: Failures,
): Promise<void> {
  if (wave.length === 0) {
    return;
  }
  const missing = await waitForHomes(context, schedule.homes, {
    moving: wave,
    until: latestStart(context, schedule, wave),
  });
  for (const { server, down } of missing) {
    context.emit({
      type: 'warning',
      message: `rolled back although server ${server} has no session on ${down.join(', ')}`,
    });
  }
  await Promise.all(
    wave.map(async (participant) => {
      await takeBackOrReport(context, participant, failures);
      await requireBaseline(context, participant);
    }),
  );
}

/**
 * Until when a wave waits for other attachments. An attachment whose device rolls its change back by its confirm timer is worth waiting for, as
 * its timer runs out before ours; one that stays away is not, and going back by our own timer would be no better.
 */
function latestStart(context: ChangeContext, schedule: Schedule, wave: readonly Participant[]): number {
  const { checkDeadlineMs, settleMs } = context.settings;
  const others = schedule.waves.flat().filter((one) => one.isInMotion && !canBeTakenBack(one) && !wave.includes(one));
  const patience = Math.max(context.now() + checkDeadlineMs, ...others.map((one) => one.revertsBy + settleMs));
  const waiting = wave.filter((one) => !one.confirmedByOthers);
  const ours = Math.min(...waiting.map((one) => one.revertsAt)) - LAST_CHANCE_MS;
  return Math.min(patience, ours);
}

/** The session that has the lock is there; without it the device's timer does the work. */
function canBeTakenBack(participant: Participant): boolean {
  const carries = participant.state === 'pending' || (participant.state === 'sent' && participant.confirmedByOthers);
  return carries && !participant.sessionIsLost;
}

/** What cannot be rolled back stays in motion. */
async function takeBackOrReport(context: ChangeContext, participant: Participant, failures: Failures): Promise<void> {
  try {
    await takeBack(context, participant);
  } catch (error) {
    const problem = problemOf(error, participant.hostname);
    const earlier = failures.get(participant) ?? new Set();
    if (!earlier.has(problem.message)) context.report([problem]);
    failures.set(participant, earlier.add(problem.message));
    if (!isRefusal(error)) {
      noteLoss(context, participant, error);
    }
  }
}

/** Commits what was there before the change. */
async function takeBack(context: ChangeContext, participant: Participant): Promise<void> {
  const { confirmedByOthers: isConfirmed, hostname, session } = participant;
  const loaded = await loadOld(context, participant);
  if (loaded === undefined) return;
  const committed = await session.commit({ log: context.log('rolledBack'), synchronize: participant.synchronize });
  const isBack = (await committedState(participant, session)) === 'old';
  await Promise.allSettled([session.unlock()]);
  context.deviceWarned(hostname, 'rollBack', [...loaded, ...committed]);
  if (isBack) {
    context.note({ entry: 'outcome', hostname, outcome: 'rolledBack' }, { type: 'rolledBack', hostname, by: 'commit' });
  } else {
    context.note({ entry: 'outcome', hostname, outcome: 'unknown' });
    context.report([problemOf(oldStateNotBack(hostname), hostname)]);
  }
  if (isBack && isConfirmed) {
    const groups = participant.change.wanted.map(({ name }) => name);
    context.report([problemOf(confirmedByOthers(hostname, groups), hostname)]);
  }
}

/**
 * Unless somebody has confirmed the change, nobody else can have committed since, for the lock was never given up; but the
 * device's timer can have. Then rollback 1 is the change itself, which must not be committed: the candidate is read before.
 *
 * @returns undefined where the device went back by itself
 */
async function loadOld(context: ChangeContext, participant: Participant): Promise<DeviceWarnings | undefined> {
  const { session } = participant;
  if (participant.confirmedByOthers) return groupsBeforeOrReleased(context, participant);
  const loaded = await session.rollback(1);
  if ((await candidateState(participant, session)) === 'old') return loaded;
  await release(session);
  return undefined;
}

/** Where the groups cannot go back, the next try is made over another session, for which this one must not hold the lock. */
async function groupsBeforeOrReleased(context: ChangeContext, participant: Participant): Promise<DeviceWarnings> {
  try {
    return await loadGroupsBefore(context, participant);
  } catch (error) {
    if (!isRefusal(error)) await release(participant.session);
    participant.isForGood = problemOf(error).code === 'rollbackGone';
    throw error;
  }
}

/** Reports what was up before the change and does not come back. */
async function requireBaseline(context: ChangeContext, participant: Participant): Promise<void> {
  if (participant.outcome !== 'rolledBack' || participant.baseline.length === 0) {
    return;
  }
  const { hostname } = participant;
  try {
    const session = participant.sessionIsLost ? await context.connect(participant.device) : participant.session;
    const report = await verify(new Map([[hostname, session]]), participant.baseline, {
      clock: context.settings.clock,
      deadlineMs: checkDeadlineOf(context.settings, [participant]),
    });
    if (session !== participant.session) {
      await session.close();
    }
    if (!report.passed) {
      context.report(failedChecks(context, report));
    }
  } catch (error) {
    context.report([problemOf(error, hostname)]);
  }
}
