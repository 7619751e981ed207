import { pendingCommitGone } from '../errors';
import type { ChangeContext } from './change-context';
import { changeDigest, committedState } from './device-state';
import { heldOnce, noteLoss } from './hold';
import type { Participant } from './participant';
import { isRefusal, problemOf } from './problem';
import { settleByReading } from './settle-by-reading';

const PAUSE_MS = 5_000;

/**
 * Makes the change permanent on one device. The decision has been made: what fails is tried again until the device's
 * timer, and then its outcome is read.
 */
export async function confirm(context: ChangeContext, participant: Participant): Promise<void> {
  const began = context.now();
  for (;;) {
    try {
      await confirmOnce(context, participant);
      context.emit({ type: 'confirmed', hostname: participant.hostname, tookMs: context.now() - began });
      await Promise.allSettled([participant.session.unlock()]);
      return;
    } catch (error) {
      if (!isRefusal(error) && !participant.sessionIsLost) {
        noteLoss(context, participant, error);
      }
      if (isOver(context, participant, error)) {
        await settleAndReport(context, participant, error);
        return;
      }
      const { hostname, revertsAt } = participant;
      const { message } = problemOf(error, hostname);
      context.emit({ type: 'confirmFailed', hostname, message, retriedUntil: revertsAt });
      await context.sleep(PAUSE_MS);
    }
  }
}

function isOver(context: ChangeContext, participant: Participant, error: unknown): boolean {
  const { code } = problemOf(error);
  return code === 'pendingCommitGone' || context.now() + PAUSE_MS >= participant.revertsAt;
}

/** A commit that succeeds after the timer has run out confirms nothing: what is committed then is what counts. */
async function confirmOnce(context: ChangeContext, participant: Participant): Promise<void> {
  const { hostname } = participant;
  if (participant.sessionIsLost) {
    await heldOnce(context, participant);
  }
  await participant.session.commit({ log: context.log('confirmed', changeDigest(participant)) });
  if ((await committedState(participant, participant.session)) !== 'new') {
    throw pendingCommitGone(hostname);
  }
  participant.settle('confirmed');
  context.journal.append({ entry: 'outcome', hostname, outcome: 'confirmed' });
}

/** A confirmation whose reply was lost may have arrived: the device is read before anything is said. */
async function settleAndReport(context: ChangeContext, participant: Participant, error: unknown): Promise<void> {
  await settleByReading(context, participant);
  if (participant.outcome !== 'confirmed') {
    context.report([problemOf(error, participant.hostname)]);
  }
}
