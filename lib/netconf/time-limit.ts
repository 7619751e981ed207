import { afterAttentive } from './attentive-time';
import type { DeviceAccess } from './device-access';
import { CONNECT_TIMEOUT_MS } from './device-access';
import { connectAborted, connectTimedOut } from './errors';

/**
 * Does one step on the way to a session, for which the device has `connectTimeoutMs`.
 *
 * @param phase - what is being waited for, for the message of a timeout
 * @throws connectTimedOut, connectAborted, and what the step rejects with
 */
export async function inTime<T>(
  access: DeviceAccess,
  signal: AbortSignal | undefined,
  phase: () => string,
  begin: (resolve: (result: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = access;
  if (signal?.aborted === true) throw connectAborted(access);
  const over = new AbortController();
  let stop: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = afterAttentive(connectTimeoutMs, () => {
        reject(connectTimedOut(access, connectTimeoutMs / 1000, phase()));
      });
      const abort = (): void => {
        reject(connectAborted(access));
      };
      signal?.addEventListener('abort', abort, { once: true, signal: over.signal });
      begin(resolve, reject);
    });
  } finally {
    stop?.();
    over.abort();
  }
}
