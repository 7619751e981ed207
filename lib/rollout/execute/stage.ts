import { createHash } from 'node:crypto';
import { commitPending, secretsUnreadable } from '../errors';
import { diffChanged } from './errors';
import type { Configuration, FlatStatement } from '../../junos/tree/configuration';
import { diffStatements } from '../../junos/diff/diff';
import { secretLeaves } from '../../junos/tree/secret-leaves';
import { isUnreadable } from '../../secrets/concealed';
import { EVERYTHING } from '../group/adoption';
import type { ChangeContext } from '../change-context';
import { effectProblems } from '../group/effect';
import type { Participant } from '../participant';
import type { Problem } from '../problem';
import { problemsOf } from '../problem';
import type { WantedGroup } from '../group/wanted-group';

/**
 * Lets a device try the change: it takes it, shows what would differ, is asked what would be in effect and checks it,
 * and gives it back. The device is as it was when this returns.
 *
 * @returns why the device or we refuse the change
 */
export async function stage(
  context: ChangeContext,
  participant: Participant,
  ownedVrfs: ReadonlySet<string>,
): Promise<Problem[]> {
  const { hostname, session, change } = participant;
  const refusals: Problem[] = [];
  const began = context.now();
  const failures = await problemsOf(hostname, async () => {
    context.requireWanted();
    await withCandidate(context, participant, async () => {
      participant.stagedDiff = await session.compare();
      const effective = await session.configuration({ database: 'candidate', inherit: true });
      requireReadable(change.wanted, effective);
      refusals.push(...effectProblems(hostname, change.wanted, effective, ownedVrfs));
      if (refusals.length === 0) {
        context.deviceWarned(hostname, 'check', await session.commitCheck());
      }
    });
    participant.stagingMs = context.now() - began;
    if (refusals.length === 0) {
      const { stagedDiff = '', stagingMs: tookMs } = participant;
      context.note(
        { entry: 'staged', hostname, diffDigest: sha256(stagedDiff) },
        { type: 'staged', hostname, diff: change.diff, disruption: change.disruption.class, tookMs },
      );
    }
  });
  return [...refusals, ...failures];
}

/**
 * Only once a key is loaded it shows whether the device will tell it: one that encrypts keys with a master password has never
 * the same again, and could be given another one with nobody to see it.
 *
 * @throws secretsUnreadable
 */
function requireReadable(wanted: readonly WantedGroup[], effective: Configuration): void {
  for (const { content } of wanted) {
    for (const { path } of content === undefined ? [] : secretLeaves(content)) {
      if (isUnreadable(effective.value(...path) ?? '')) throw secretsUnreadable(path.join(' '));
    }
  }
}

/**
 * What is deleted outside the groups was read before there was a lock: what somebody has committed there since would be lost.
 *
 * @throws diffChanged
 */
async function requireWhatWasRead({ change, hostname, session }: Participant): Promise<void> {
  if (change.adopted.length + change.restored.length === 0) return;
  const committed = await session.configuration({ database: 'committed', ...EVERYTHING });
  const { added, removed } = diffStatements(change.before, committed);
  const isExplicit = ({ words }: FlatStatement): boolean => words[0] !== 'groups' && words[0] !== 'apply-groups';
  if ([...added, ...removed].some(isExplicit)) throw diffChanged(hostname);
}

/** Loads the change under the lock, does something with it, and puts the candidate back. */
async function withCandidate(
  context: ChangeContext,
  participant: Participant,
  work: () => Promise<void>,
): Promise<void> {
  await lockAndLoad(context, participant);
  try {
    await work();
  } catch (error) {
    await release(participant);
    throw error;
  }
  await participant.session.discard();
  await participant.session.unlock();
}

/**
 * Takes the lock and loads the change into the candidate. When it rejects, the device is as it was.
 *
 * A commit check, and any commit, would confirm somebody's pending commit: that there is none is asked under the lock.
 */
export async function lockAndLoad(context: ChangeContext, participant: Participant): Promise<void> {
  const { change, hostname, session } = participant;
  await session.lock();
  try {
    const pending = await session.pendingCommit();
    if (pending !== undefined) {
      throw commitPending(hostname, pending);
    }
    await requireWhatWasRead(participant);
  } catch (error) {
    await Promise.allSettled([session.unlock()]);
    throw error;
  }
  try {
    const warnings = await session.load({ action: 'set', format: 'set', content: change.lines });
    context.deviceWarned(hostname, 'load', warnings);
  } catch (error) {
    await release({ session });
    throw error;
  }
}

/**
 * Puts the candidate back and gives up the lock after a failure, whose reason matters more than those of these two:
 * when the session is lost the device does both by itself.
 */
export async function release({ session }: Pick<Participant, 'session'>): Promise<void> {
  await Promise.allSettled([session.discard()]);
  await Promise.allSettled([session.unlock()]);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
