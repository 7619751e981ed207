import { FabricError } from '../../model/fabric-error';
import type { Configuration } from '../../junos/tree/configuration';
import { secretLeaves } from '../../junos/tree/secret-leaves';
import { isUnreadable } from '../../secrets/concealed';
import type { DeviceSession, DeviceWarnings, HistoryEntry } from '../device-session';
import { secretsUnreadable } from '../errors';
import type { DeviceStep } from '../events';
import type { DeviceChange } from '../group/device-change';
import { isSameChange } from '../group/device-change';
import { effectProblems } from '../group/effect';
import type { WantedGroup } from '../group/wanted-group';
import type { SeenBefore } from '../participant';
import type { Problem } from '../problem';
import { diffChanged } from './errors';

/** A change of one device, and what the device was seen to have when it was made. */
export interface Rehearsed {
  readonly hostname: string;
  readonly session: DeviceSession;
  readonly change: DeviceChange;
  readonly seen: SeenBefore | undefined;
}

/** Hears what a device has to say of something that it did all the same. */
export type HearWarnings = (step: DeviceStep, warnings: DeviceWarnings) => void;

/** What came of it. */
export interface Rehearsal {
  /** As the device shows the difference. */
  readonly diff: string;
  /** Why the change would not be in effect as it stands. Where there are any, it was not checked. */
  readonly problems: readonly Problem[];
}

/**
 * Lets a device try a change: under the lock it takes it, shows what would differ, is asked what would be in effect and checks
 * it, and gives it back. The device is as it was when this returns or rejects.
 *
 * @throws commitPending, diffChanged, secretsUnreadable, and what the device refuses
 */
export async function rehearse(
  rehearsed: Rehearsed,
  ownedVrfs: ReadonlySet<string>,
  hear: HearWarnings,
): Promise<Rehearsal> {
  const { change, hostname, session } = rehearsed;
  await lockAndLoad(rehearsed, hear);
  let found: Rehearsal;
  try {
    const diff = await session.compare();
    const effective = await session.configuration({ database: 'candidate', inherit: true });
    requireReadable(change.wanted, effective);
    found = { diff, problems: effectProblems(hostname, change.wanted, effective, ownedVrfs) };
    if (found.problems.length === 0) hear('check', await session.commitCheck());
  } catch (error) {
    await release(session);
    throw error;
  }
  await session.discard();
  await session.unlock();
  return found;
}

/**
 * Takes the lock and loads the change into the candidate. When it rejects, the device is as it was.
 *
 * A commit check, and any commit, would confirm somebody's pending commit: that there is none is asked under the lock.
 *
 * @param isLocked - whether the lock is taken already
 * @returns whether somebody has committed since the device was seen: what would be in effect has to be asked again
 */
export async function lockAndLoad(rehearsed: Rehearsed, hear: HearWarnings, isLocked = false): Promise<boolean> {
  const { change, session } = rehearsed;
  if (!isLocked) await session.lock();
  let hasNews: boolean;
  try {
    hasNews = await lookAgain(rehearsed);
  } catch (error) {
    await Promise.allSettled([session.unlock()]);
    throw error;
  }
  try {
    hear('load', await session.load({ action: 'set', format: 'set', content: change.lines }));
  } catch (error) {
    await release(session);
    throw error;
  }
  return hasNews;
}

/**
 * What was seen before there was a lock is only known to be true as long as nobody has committed since. Else all is looked at
 * again: the change has to be the same, and nothing may speak against it.
 *
 * @throws diffChanged, or the first reason that speaks against it
 */
async function lookAgain({ change, hostname, seen, session }: Rehearsed): Promise<boolean> {
  const history = await session.commitHistory();
  if (seen !== undefined && isSame(history, seen.history)) return false;
  const again = await seen?.again(session);
  const [first] = again?.refusals ?? [];
  if (first !== undefined) throw new FabricError(first.code, first.message);
  if (again?.change === undefined || !isSameChange(again.change, change)) throw diffChanged(hostname);
  return true;
}

function isSame(one: readonly HistoryEntry[], other: readonly HistoryEntry[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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
 * Puts the candidate back and gives up the lock after a failure, whose reason matters more than those of these two:
 * when the session is lost the device does both by itself.
 */
export async function release(session: DeviceSession): Promise<void> {
  await Promise.allSettled([session.discard()]);
  await Promise.allSettled([session.unlock()]);
}
