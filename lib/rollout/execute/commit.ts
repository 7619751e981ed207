import { FabricError } from '../../model/fabric-error';
import { openCheckSession } from './check-session';
import { diffChanged, notEnoughTime } from './errors';
import type { ChangeContext } from '../change-context';
import { changeDigest } from '../group/device-state';
import type { DeviceWarnings } from '../device-session';
import type { DeviceStep } from '../events';
import type { JournalEntry } from '../journal/journal-entry';
import type { Participant } from '../participant';
import { isRefusal } from '../problem';
import { effectProblems } from '../group/effect';
import { lockAndLoad, release } from './rehearse';

const MINUTE_MS = 60_000;

/** How a device is to commit. */
export interface CommitTerms {
  /** Until it rolls back by itself. */
  readonly minutes: number;
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
  /** Whether its lock is taken already. */
  readonly isLocked: boolean;
}

/**
 * Commits the staged change with a confirm timer and proves that the device can still be managed. The session stays
 * open and locked. When it rejects, `participant.state` says whether the device may carry the change.
 */
export async function commitConfirmed(
  context: ChangeContext,
  participant: Participant,
  { minutes, ownedVrfs, isLocked }: CommitTerms,
): Promise<void> {
  context.requireWanted();
  const began = context.now();
  const hear = (step: DeviceStep, warnings: DeviceWarnings): void => {
    context.deviceWarned(participant.hostname, step, warnings);
  };
  const hasNews = await lockAndLoad(participant, hear, isLocked);
  try {
    await requireAsStaged(participant, hasNews ? ownedVrfs : undefined);
  } catch (error) {
    await release(participant.session);
    throw error;
  }
  await sendCommit(context, participant, minutes);
  await proveManagement(context, participant);
  participant.commitMs = context.now() - began;
}

/**
 * The lock was given up after staging, and others may have committed since.
 *
 * @param ownedVrfs - undefined where nobody has: what is in effect is known then
 * @throws diffChanged, or the first reason why something would not be in effect
 */
async function requireAsStaged(participant: Participant, ownedVrfs: ReadonlySet<string> | undefined): Promise<void> {
  const { change, hostname, session, stagedDiff } = participant;
  if ((await session.compare()) !== stagedDiff) throw diffChanged(hostname);
  if (ownedVrfs === undefined) return;
  const effective = await session.configuration({ database: 'candidate', inherit: true });
  const [problem] = effectProblems(hostname, change.wanted, effective, ownedVrfs);
  if (problem !== undefined) throw new FabricError(problem.code, problem.message);
}

async function sendCommit(context: ChangeContext, participant: Participant, minutes: number): Promise<void> {
  const { hostname, session } = participant;
  const digest = changeDigest(participant);
  participant.revertsAt = context.now() + minutes * MINUTE_MS;
  try {
    await context.record({ entry: 'committing', hostname, groupDigest: digest, minutes });
  } catch (error) {
    await release(participant.session);
    throw error;
  }
  let warnings: DeviceWarnings;
  try {
    const { synchronize } = participant;
    warnings = await session.commitConfirmed({ minutes, log: context.log('committed', digest), synchronize });
  } catch (error) {
    await learnWhatHappened(context, participant, error);
    throw error;
  } finally {
    participant.revertsBy = context.now() + minutes * MINUTE_MS;
  }
  const { revertsAt } = participant;
  context.note(pendingEntry(participant), { type: 'committed', hostname, minutes, revertsAt });
  context.deviceWarned(hostname, 'commit', warnings);
}

/** A commit that ends in an error may have happened all the same; as long as the device answers it can be asked. */
async function learnWhatHappened(context: ChangeContext, participant: Participant, error: unknown): Promise<void> {
  if (!isRefusal(error)) {
    participant.sessionIsLost = true;
    return;
  }
  const [answer] = await Promise.allSettled([participant.session.pendingCommit()]);
  if (answer.status === 'rejected') {
    participant.sessionIsLost = true;
  } else if (answer.value !== undefined) {
    // Under our lock it can only be ours.
    context.note(pendingEntry(participant));
  } else {
    context.note({ entry: 'outcome', hostname: participant.hostname, outcome: 'unchanged' });
    await release(participant.session);
  }
}

/** That a device waits for its confirmation. */
export function pendingEntry({ hostname, revertsAt }: Participant): JournalEntry {
  return { entry: 'pending', hostname, revertsAt: new Date(revertsAt).toISOString() };
}

async function proveManagement(context: ChangeContext, participant: Participant): Promise<void> {
  await openCheckSession(context, participant);
  context.emit({ type: 'managementVerified', hostname: participant.hostname });
}

/** @throws notEnoughTime when a device that waits would take its change back before `neededMs` have passed */
export function requireTime(context: ChangeContext, participants: readonly Participant[], neededMs: number): void {
  for (const participant of participants.filter((one) => one.isInMotion)) {
    const left = participant.revertsAt - context.now();
    if (left < neededMs) {
      throw notEnoughTime(participant.hostname, Math.max(0, Math.floor(left / 1000)));
    }
  }
}
