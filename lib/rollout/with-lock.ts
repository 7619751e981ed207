import { housekeeping } from './housekeeping';
import { describeHolder } from './journal/errors';
import { StateLock } from './journal/state-lock';
import type { Settings } from './settings';

/**
 * Holds the lock of a fabric while a change of it is carried out. With the settings that the work gets the change is called
 * off when somebody takes the lock meanwhile.
 *
 * @throws anotherRolloutIsRunning, lockAlive, lockUnusable
 */
export async function withLock<T>(
  fabric: string,
  settings: Settings,
  waitMs: number,
  work: (locked: Settings) => Promise<T>,
): Promise<T> {
  const { breakLock, changeId, signal, stateDirectory } = settings;
  const isBroken = breakLock !== undefined;
  const lock = await StateLock.acquire(stateDirectory, fabric, changeId, { waitMs, isBroken });
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
