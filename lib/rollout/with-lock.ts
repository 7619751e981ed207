import { housekeeping } from './housekeeping';
import { problemOf } from './problem';
import { describeHolder } from './journal/errors';
import type { RecordedChange } from './journal/journal-reader';
import type { LockHolder } from './journal/state-lock';
import { StateLock } from './journal/state-lock';
import { describeEnd, describeEnding } from './settling';
import type { Settings } from './settings';

const MINUTE_MS = 60_000;
/** How long after its longest timer a change is surely over. */
const GRACE_MS = 5 * MINUTE_MS;

/**
 * Holds the lock of a fabric while a change of it is carried out. With the settings that the work gets the change is called
 * off when somebody takes the lock meanwhile. A change that was called off and is on its way to its end is waited for, and what
 * came of it is told.
 *
 * @throws anotherRolloutIsRunning, lockAlive, lockUnusable
 */
export async function withLock<T>(
  fabric: string,
  settings: Settings,
  waitMs: number,
  work: (locked: Settings) => Promise<T>,
): Promise<T> {
  const { breakLock, signal } = settings;
  const lock = await acquire(fabric, settings, waitMs);
  try {
    const { broken, lost } = lock;
    const either = signal === undefined ? lost : AbortSignal.any([signal, lost]);
    if (broken === undefined) return await work({ ...settings, signal: either });
    const brokenLock = `${breakLock ?? ''} (the lock was held by ${describeHolder(broken)})`;
    settings.emit({ type: 'warning', message: `the lock of ${fabric} was broken: ${brokenLock}` });
    return await work({ ...settings, signal: either, brokenLock });
  } finally {
    await housekeeping(settings, () => {
      lock.release();
    });
  }
}

async function acquire(fabric: string, settings: Settings, waitMs: number): Promise<StateLock> {
  const { breakLock, changeId, longestConfirmMinutes, stateDirectory } = settings;
  const isBroken = breakLock !== undefined;
  try {
    return await StateLock.acquire(stateDirectory, fabric, changeId, { waitMs, isBroken });
  } catch (error) {
    const ending =
      problemOf(error).code === 'anotherRolloutIsRunning' ? await endingChange(fabric, settings) : undefined;
    if (ending === undefined) throw error;
    settings.emit({ type: 'warning', message: `${describeEnding(ending)}; this waits until it has ended` });
    const longestMs = longestConfirmMinutes * MINUTE_MS + GRACE_MS;
    const lock = await StateLock.acquire(stateDirectory, fabric, changeId, { waitMs: longestMs });
    await housekeeping(settings, async () => {
      const ended = await recorded(fabric, ending.changeId, settings);
      if (ended !== undefined) settings.emit({ type: 'warning', message: describeEnd(ended) });
    });
    return lock;
  }
}

/** The change of whoever holds the lock, where it was called off and is being ended. */
async function endingChange(fabric: string, settings: Settings): Promise<RecordedChange | undefined> {
  const holder: LockHolder = StateLock.holder(settings.stateDirectory, fabric) ?? {};
  const change = await recorded(fabric, holder.changeId, settings);
  return change?.calledOff === undefined ? undefined : change;
}

async function recorded(
  fabric: string,
  changeId: string | undefined,
  { journals }: Settings,
): Promise<RecordedChange | undefined> {
  const { changes } = await journals.recorded(fabric);
  return changes.find((one) => one.changeId === changeId);
}
