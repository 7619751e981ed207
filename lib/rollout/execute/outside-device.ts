import { FabricError } from '../../model/fabric-error';
import { isDeviceRefusal } from '../../netconf/rpc-error';
import type { ChangeContext } from '../change-context';
import type { AwaitedConfirmation, DeviceSession } from '../device-session';
import { readCommitLog } from '../journal/commit-log';
import type { Participant } from '../participant';
import { isRefusal, problemOf } from '../problem';

const MINUTE_MS = 60_000;

/** Why a device cannot be held now. */
export interface Obstacle {
  readonly hostname: string;
  /** In words that follow its host name. */
  readonly reason: string;
  /** Where a commit waits for its confirmation there: milliseconds since the epoch when that is over at the latest. */
  readonly until?: number;
  /** Id of the change whose commit waits there. */
  readonly changeId?: string;
}

/** Whether a commit waits for its confirmation on a device that we do not change. Nothing is locked for it. */
export async function pendingOn(context: ChangeContext, participant: Participant): Promise<Obstacle | undefined> {
  const { hostname, outside } = participant;
  try {
    return await asked(context, participant, async (session) => {
      const history = await session.commitHistory();
      if (outside !== undefined && JSON.stringify(history) !== JSON.stringify(outside.history)) outside.hasNews = true;
      const pending = history[0]?.isPending === true ? await session.pendingCommit() : undefined;
      return pending === undefined ? undefined : obstacleOf(context, hostname, pending);
    });
  } catch (error) {
    return obstacleIn(error, hostname);
  }
}

/**
 * Takes the configuration lock of a device that we do not change, and only that: a check there would confirm a commit of others,
 * and a load or a discard would be about their candidate.
 */
export async function holdOutside(context: ChangeContext, participant: Participant): Promise<Obstacle | undefined> {
  try {
    await asked(context, participant, (session) => session.lock());
    return undefined;
  } catch (error) {
    return obstacleIn(error, participant.hostname);
  }
}

/** Under the lock: whether others have something under way there all the same. */
export async function notAtRest(context: ChangeContext, participant: Participant): Promise<Obstacle | undefined> {
  const { hostname, session } = participant;
  const pending = await pendingOn(context, participant);
  if (pending !== undefined) return pending;
  try {
    const isModified = (await session.compare()).trim() !== '';
    return isModified ? { hostname, reason: UNCOMMITTED } : undefined;
  } catch (error) {
    return obstacleIn(error, hostname);
  }
}

/** Gives a lock back. Where that fails the session goes, and the lock with it. */
export async function letGo({ session }: Participant): Promise<void> {
  try {
    await session.unlock();
  } catch {
    await Promise.allSettled([session.close()]);
  }
}

/** Why a device is not to be had, by its refusal or by why there is no session. @throws what is no error of a device */
export function obstacleIn(error: unknown, hostname: string): Obstacle {
  if (!FabricError.isFabricError(error)) throw error;
  if (isDeviceRefusal(error) && error.lockHolder !== undefined) {
    const { pid, user } = error.lockHolder;
    return { hostname, reason: `is locked by ${user}${pid === undefined ? '' : ` (process ${pid})`}` };
  }
  if (error.code === 'candidateModified') return { hostname, reason: UNCOMMITTED };
  return { hostname, reason: `cannot be held: ${problemOf(error).message}` };
}

const UNCOMMITTED = 'has a candidate that nobody has committed';

function obstacleOf(
  context: ChangeContext,
  hostname: string,
  { log, minutesLeft, user = 'somebody' }: AwaitedConfirmation,
): Obstacle {
  const change = readCommitLog(log);
  const whose = change === undefined ? `a commit of ${user}` : `change ${change.changeId} of ${change.fabric}`;
  const left = minutesLeft === undefined ? 'an unknown time' : `at most ${minutesLeft} min`;
  const longestMs = context.settings.longestConfirmMinutes * MINUTE_MS;
  return {
    hostname,
    reason: `carries ${whose}, which is not confirmed yet; automatic rollback in ${left}`,
    until: context.now() + (minutesLeft === undefined ? longestMs : (minutesLeft + 1) * MINUTE_MS),
    changeId: change?.changeId,
  };
}

/** Asks over a new session where the one that there is is of no use any more: it may have waited for long. */
async function asked<Answer>(
  context: ChangeContext,
  participant: Participant,
  work: (session: DeviceSession) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work(participant.session);
  } catch (error) {
    if (!FabricError.isFabricError(error) || isRefusal(error)) throw error;
  }
  const session = await context.connect(participant.device);
  await Promise.allSettled([participant.session.close()]);
  participant.session = session;
  return work(session);
}
