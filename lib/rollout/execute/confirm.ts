import { otherEngineBehind } from './errors';
import { pendingCommitGone } from '../errors';
import type { ChangeContext } from '../change-context';
import { changeDigest, committedState } from '../group/device-state';
import type { DeviceWarnings } from '../device-session';
import { heldOnce, noteLoss } from './hold';
import type { Participant } from '../participant';
import { isRefusal, problemOf } from '../problem';
import { settleByReading } from './settle-by-reading';

const PAUSE_MS = 5_000;

/** Each attempt that reaches one routing engine only is one more commit in its history, of which Junos keeps fifty. */
const ATTEMPTS_IN_FORCE = 3;
/** A routing engine that boots anew takes minutes. */
const PAUSE_IN_FORCE_MS = 60_000;

/**
 * Makes the change permanent on one device. The decision has been made: what fails is tried again until the device's
 * timer, and then its outcome is read. Where one of two routing engines keeps the change and the other one does not say so,
 * it is tried a few times more.
 */
export async function confirm(context: ChangeContext, participant: Participant): Promise<void> {
  const began = context.now();
  const { hostname } = participant;
  let attemptsInForce = 0;
  for (;;) {
    const attempt = await confirmOnce(context, participant);
    if ('warnings' in attempt) {
      context.deviceWarned(hostname, 'confirm', attempt.warnings);
      const tookMs = context.now() - began;
      context.note({ entry: 'outcome', hostname, outcome: 'confirmed' }, { type: 'confirmed', hostname, tookMs });
      await Promise.allSettled([participant.session.unlock()]);
      return;
    }
    const { error } = attempt;
    if (!isRefusal(error) && !participant.sessionIsLost) {
      noteLoss(context, participant, error);
    }
    const inForce = isRefusal(error) && (await isInForce(participant));
    attemptsInForce += inForce ? 1 : 0;
    if (attemptsInForce > 0 && (!inForce || attemptsInForce === ATTEMPTS_IN_FORCE)) {
      await leaveOtherEngine(context, participant, error);
      return;
    }
    if (!inForce && isOver(context, participant, error)) {
      await settleAndReport(context, participant, error);
      return;
    }
    const pauseMs = inForce ? PAUSE_IN_FORCE_MS : PAUSE_MS;
    const leftMs = (ATTEMPTS_IN_FORCE - attemptsInForce) * PAUSE_IN_FORCE_MS;
    const retriedUntil = inForce ? context.now() + leftMs : participant.revertsAt;
    context.emit({ type: 'confirmFailed', hostname, message: problemOf(error, hostname).message, retriedUntil });
    await context.sleep(pauseMs);
  }
}

function isOver(context: ChangeContext, participant: Participant, error: unknown): boolean {
  const { code } = problemOf(error);
  return code === 'pendingCommitGone' || context.now() + PAUSE_MS >= participant.revertsAt;
}

/** What the device had to say of the confirmation, or why it is not confirmed. */
type Attempt = { readonly warnings: DeviceWarnings } | { readonly error: unknown };

/** A commit that succeeds after the timer has run out confirms nothing: what is committed then is what counts. */
async function confirmOnce(context: ChangeContext, participant: Participant): Promise<Attempt> {
  const { hostname } = participant;
  try {
    if (participant.sessionIsLost) {
      await heldOnce(context, participant);
    }
    const log = context.log('confirmed', changeDigest(participant));
    const warnings = await participant.session.commit({ log, synchronize: participant.synchronize });
    const isConfirmed = (await committedState(participant, participant.session)) === 'new';
    return isConfirmed ? { warnings } : { error: pendingCommitGone(hostname) };
  } catch (error) {
    return { error };
  }
}

/** Whether the routing engine that we talk to keeps the change already. */
async function isInForce(participant: Participant): Promise<boolean> {
  const { session } = participant;
  const [pending, state] = await Promise.allSettled([session.pendingCommit(), committedState(participant, session)]);
  const isConfirmed = pending.status === 'fulfilled' && pending.value === undefined;
  return isConfirmed && state.status === 'fulfilled' && state.value === 'new';
}

/** One routing engine keeps the change for good, and the other one will not say so. */
async function leaveOtherEngine(context: ChangeContext, participant: Participant, error: unknown): Promise<void> {
  const { hostname } = participant;
  await Promise.allSettled([participant.session.unlock()]);
  context.note({ entry: 'outcome', hostname, outcome: 'unknown' });
  context.report([problemOf(otherEngineBehind(hostname, problemOf(error).message), hostname)]);
}

/** A confirmation whose reply was lost may have arrived: the device is read before anything is said. */
async function settleAndReport(context: ChangeContext, participant: Participant, error: unknown): Promise<void> {
  await settleByReading(context, participant);
  if (participant.outcome !== 'confirmed') {
    context.report([problemOf(error, participant.hostname)]);
  }
}
