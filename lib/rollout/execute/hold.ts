import { candidateNotCommitted, pendingCommitGone } from '../errors';
import type { ChangeContext } from '../change-context';
import type { DeviceSession, AwaitedConfirmation } from '../device-session';
import { committedState } from '../group/device-state';
import type { Participant } from '../participant';
import { isRefusal, problemOf } from '../problem';

const PAUSE_MS = 5_000;
const ATTEMPTS = 3;

/**
 * Makes sure that the device still waits for our confirmation and that we have the session and the lock to give it.
 * A lost session is replaced when that is safe.
 *
 * @throws pendingCommitGone, candidateNotCommitted, or why there is no session
 */
export async function requireHeld(context: ChangeContext, participant: Participant): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await heldOnce(context, participant);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || isFinal(error)) {
        throw error;
      }
      await context.pause(PAUSE_MS);
    }
  }
}

/** One attempt of `requireHeld`. */
export async function heldOnce(context: ChangeContext, participant: Participant): Promise<void> {
  if (!participant.sessionIsLost) {
    try {
      await requirePending(context, participant, participant.session);
      return;
    } catch (error) {
      if (isRefusal(error) || isFinal(error)) {
        throw error;
      }
      noteLoss(context, participant, error);
    }
  }
  await regain(context, participant, (session) => requirePending(context, participant, session));
}

/** Notes that the session that holds the pending commit is gone. */
export function noteLoss(context: ChangeContext, participant: Participant, error: unknown): void {
  const { hostname } = participant;
  participant.sessionIsLost = true;
  context.emit({ type: 'sessionLost', hostname, message: problemOf(error, hostname).message });
}

/**
 * Replaces the session. With the lock in our hands again, the candidate must be what is committed: whatever comes next is a
 * commit, and would commit whatever somebody has typed in between.
 *
 * @param requireState - throws where the device is not as it has to be
 * @throws candidateNotCommitted, or why there is no session or lock
 */
export async function regain(
  context: ChangeContext,
  participant: Participant,
  requireState: (session: DeviceSession) => Promise<void>,
): Promise<void> {
  const session = await context.connect(participant.device);
  try {
    await session.lock();
    if ((await session.compare()).trim() !== '') {
      throw candidateNotCommitted(participant.hostname);
    }
    await requireState(session);
  } catch (error) {
    await session.close();
    throw error;
  }
  await Promise.allSettled([participant.session.close()]);
  participant.session = session;
  participant.sessionIsLost = false;
  context.emit({ type: 'sessionRegained', hostname: participant.hostname });
}

async function requirePending(context: ChangeContext, participant: Participant, session: DeviceSession): Promise<void> {
  const pending = await session.pendingCommit();
  if (pending === undefined || !(await isOurs(context, participant, session, pending))) {
    throw pendingCommitGone(participant.hostname);
  }
}

/** Not every release shows the log line of a commit that is pending; then the committed groups say whose it is. */
async function isOurs(
  context: ChangeContext,
  participant: Participant,
  session: DeviceSession,
  { log }: AwaitedConfirmation,
): Promise<boolean> {
  return log === undefined ? (await committedState(participant, session)) === 'new' : context.isOurs(log);
}

const FINAL: ReadonlySet<string> = new Set(['pendingCommitGone', 'candidateNotCommitted']);

/** Trying again does not help. */
function isFinal(error: unknown): boolean {
  return FINAL.has(problemOf(error).code);
}
