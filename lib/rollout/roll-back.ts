import { checksFailed, oldStateNotBack } from '../errors';
import { describeFailure, verify } from '../checks/verify';
import type { ChangeContext } from './change-context';
import { candidateState, committedState } from './device-state';
import { noteLoss } from './hold';
import type { Participant } from './participant';
import { isRefusal, problemOf } from './problem';
import { settleByReading } from './settle-by-reading';
import { release } from './stage';

/**
 * Takes the change back from every device that may carry it, the last one first, each followed by a look whether what
 * was up before is up again. Devices that only their timer can take back come after those that wait for us: while we
 * wait for a timer, those of the others would run out.
 */
export async function rollBack(context: ChangeContext, participants: readonly Participant[]): Promise<void> {
  const inMotion = participants.filter((one) => one.isInMotion).reverse();
  if (inMotion.length === 0) {
    return;
  }
  context.journal.append({ entry: 'decided', decision: 'rollBack' });
  context.emit({ type: 'decided', decision: 'rollBack' });
  for (const participant of inMotion.filter(canBeTakenBack)) {
    await takeBackOrReport(context, participant);
    await requireBaseline(context, participant);
  }
  for (const participant of inMotion.filter((one) => one.isInMotion)) {
    await settleByReading(context, participant);
    await requireBaseline(context, participant);
  }
}

/** The session that has the lock is there; without it the device's timer does the work. */
function canBeTakenBack(participant: Participant): boolean {
  return participant.state === 'pending' && !participant.sessionIsLost;
}

/** What cannot be taken back stays in motion. */
async function takeBackOrReport(context: ChangeContext, participant: Participant): Promise<void> {
  try {
    await takeBack(context, participant);
  } catch (error) {
    context.report([problemOf(error, participant.hostname)]);
    if (!isRefusal(error)) {
      noteLoss(context, participant, error);
    }
  }
}

/**
 * Nobody else can have committed since, for the lock was never given up; but the device's timer can have. Then rollback
 * 1 is the change itself, which must not be committed: the candidate is read before.
 */
async function takeBack(context: ChangeContext, participant: Participant): Promise<void> {
  const { hostname, session } = participant;
  await session.rollback(1);
  if ((await candidateState(participant, session)) !== 'old') {
    await release(participant);
    return;
  }
  await session.commit({ log: `junos-fabric ${context.fabric} change ${context.changeId} rolled back` });
  const isBack = (await committedState(participant, session)) === 'old';
  await Promise.allSettled([session.unlock()]);
  participant.settle(isBack ? 'rolledBack' : 'unknown');
  context.journal.append({ entry: 'outcome', hostname, outcome: participant.outcome });
  if (isBack) {
    context.emit({ type: 'rolledBack', hostname, by: 'commit' });
  } else {
    context.report([problemOf(oldStateNotBack(hostname), hostname)]);
  }
}

/** Reports what was up before the change and does not come back. */
async function requireBaseline(context: ChangeContext, participant: Participant): Promise<void> {
  if (participant.outcome !== 'rolledBack' || participant.baseline.length === 0) {
    return;
  }
  const { hostname } = participant;
  const { clock, checkDeadlineMs } = context.settings;
  try {
    const session = participant.sessionIsLost ? await context.connect(participant.device) : participant.session;
    const report = await verify(new Map([[hostname, session]]), participant.baseline, {
      clock,
      deadlineMs: checkDeadlineMs,
    });
    if (session !== participant.session) {
      await session.close();
    }
    if (!report.passed) {
      context.report([problemOf(checksFailed(report.failures.map(describeFailure)), hostname)]);
    }
  } catch (error) {
    context.report([problemOf(error, hostname)]);
  }
}
