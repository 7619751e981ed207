import { setTimeout as pause } from 'node:timers/promises';
import { FabricError } from '../model/fabric-error';
import type { DeviceAccess } from './device-access';
import { PAUSES_MS } from './device-access';
import { connectAborted } from './errors';

/** How it is tried again to reach a device that has no room at the moment. */
export interface TryAgainOptions {
  /** Calls off the pauses as well. */
  readonly signal?: AbortSignal;
  /** Hears that there will be another try, before the pause. */
  readonly onTryAgain?: (reason: FabricError) => void;
}

/**
 * Connects; where the device closes the connection before its greeting, as it does at its limits of connections, again after
 * each pause of the access.
 *
 * @throws connectAborted; what the last try was rejected with
 */
export async function triedAgain<T>(
  access: DeviceAccess,
  { onTryAgain, signal }: TryAgainOptions,
  connect: () => Promise<T>,
): Promise<T> {
  for (const pauseMs of access.pausesMs ?? PAUSES_MS) {
    try {
      return await connect();
    } catch (error) {
      if (!FabricError.isFabricError(error) || error.code !== 'closedBeforeGreeting') throw error;
      onTryAgain?.(error);
    }
    await pause(pauseMs * (0.5 + Math.random()), undefined, { signal }).catch(() => {
      throw connectAborted(access);
    });
  }
  return connect();
}
