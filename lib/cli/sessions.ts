import type { DeviceIntent } from '../intent/fabric-intent';
import type { Connect, DeviceSession } from '../rollout/device-session';
import { inParallel } from '../checks/pool';
import { problemOf } from '../rollout/problem';

/** A session to a device, or why there is none. */
export type Opened = { readonly session: DeviceSession } | { readonly message: string };

/**
 * Opens a session to each device in its turn, looks at the device, and closes the session. Nothing of a device is kept when
 * the next one has its turn.
 *
 * @param atOnce - how many devices at a time
 */
export async function lookAtEach(
  devices: readonly DeviceIntent[],
  connect: Connect,
  atOnce: number,
  look: (device: DeviceIntent, opened: Opened) => Promise<void>,
): Promise<void> {
  await inParallel(devices, atOnce, async (device) => {
    const opened = await open(device, connect);
    try {
      await look(device, opened);
    } finally {
      if ('session' in opened) await Promise.allSettled([opened.session.close()]);
    }
  });
}

async function open(device: DeviceIntent, connect: Connect): Promise<Opened> {
  try {
    return { session: await connect(device) };
  } catch (error) {
    return { message: problemOf(error).message };
  }
}
