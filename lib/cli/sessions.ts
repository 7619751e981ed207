import type { OperationalSession } from '../checks/observation';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { LoadedManifest } from '../manifest/read-manifest';
import type { Connect, DeviceSession } from '../rollout/device-session';
import { junosConnect, knownHostsFileOf } from '../rollout/junos-connect';
import { inParallel } from '../rollout/pool';

/** A session per device, by hostname. One that could not be opened answers everything with the reason. */
export type OpenSessions = ReadonlyMap<string, OperationalSession>;

const CONCURRENCY = 20;

/**
 * Opens a session to each device for as long as `work` runs.
 *
 * @throws FabricError `knownHostsUnreadable`
 */
export async function withSessions<T>(
  manifest: LoadedManifest,
  devices: readonly DeviceIntent[],
  work: (sessions: OpenSessions) => Promise<T>,
): Promise<T> {
  const connect = junosConnect(knownHostsFileOf(manifest, undefined));
  const opened = await inParallel(devices, CONCURRENCY, (device) => open(connect, device));
  const sessions = new Map(devices.map((device, index) => [device.hostname, opened[index] ?? refusing(undefined)]));
  try {
    return await work(sessions);
  } finally {
    await Promise.allSettled(opened.map((session) => session.close()));
  }
}

type ClosableSession = OperationalSession & Pick<DeviceSession, 'close'>;

async function open(connect: Connect, device: DeviceIntent): Promise<ClosableSession> {
  try {
    return await connect(device);
  } catch (error) {
    return refusing(error);
  }
}

function refusing(error: unknown): ClosableSession {
  return {
    operational: async () => {
      await Promise.resolve();
      throw error;
    },
    close: () => Promise.resolve(),
  };
}
