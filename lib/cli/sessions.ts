import type { OperationalSession } from '../checks/observation';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { Connect, DeviceSession } from '../rollout/device-session';
import { inParallel } from '../rollout/pool';
import { problemOf } from '../rollout/problem';

/** A session per device that could be reached, by hostname. */
export type OpenSessions = ReadonlyMap<string, OperationalSession>;

/** A device that could not be asked, and why. */
export interface Unreached {
  readonly hostname: string;
  readonly message: string;
}

const CONCURRENCY = 20;

/**
 * Opens a session to each device for as long as `work` runs.
 */
export async function withSessions<T>(
  devices: readonly DeviceIntent[],
  connect: Connect,
  work: (sessions: OpenSessions, unreached: readonly Unreached[]) => Promise<T>,
): Promise<T> {
  const results = await inParallel(devices, CONCURRENCY, (device) => open(connect, device));
  const sessions = new Map(results.flatMap((one) => ('session' in one ? [[one.hostname, one.session] as const] : [])));
  try {
    return await work(
      sessions,
      results.flatMap((one) => ('message' in one ? [one] : [])),
    );
  } finally {
    await Promise.allSettled([...sessions.values()].map((session) => session.close()));
  }
}

async function open(
  connect: Connect,
  device: DeviceIntent,
): Promise<Unreached | { readonly hostname: string; readonly session: DeviceSession }> {
  const { hostname } = device;
  try {
    return { hostname, session: await connect(device) };
  } catch (error) {
    return { hostname, message: problemOf(error).message };
  }
}
