/**
 * A process that opens a session to each of many devices, all at the same time, once it is told to on standard input: JSON of
 * how they are reached. It prints `ready` when it can be starved, then of each device what it was called in vain, and an empty list
 * where nothing was.
 */
import { createInterface } from 'node:readline';
import { FabricError } from '../../../lib/model/fabric-error';
import type { DeviceAccess } from '../../../lib/netconf/device-access';
import { JunosSession } from '../../../lib/netconf/junos-session';
import { KnownHosts } from '../../../lib/netconf/known-hosts';

/** What the process is told. */
export interface StarvedClientRequest extends Pick<DeviceAccess, 'connectTimeoutMs' | 'keepaliveMs'> {
  readonly devices: number;
  readonly port: number;
  /** Text of known_hosts. */
  readonly knownHosts: string;
}

async function complaintOf(access: DeviceAccess): Promise<string[]> {
  try {
    const session = await JunosSession.open(access);
    await session.operational('get-chassis-inventory');
    await session.close();
    return [];
  } catch (error) {
    return [FabricError.isFabricError(error) ? `${error.code}: ${error.message}` : String(error)];
  }
}

async function main(): Promise<void> {
  process.stdout.write('ready\n');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    const { devices, knownHosts, port, ...limits } = JSON.parse(line) as StarvedClientRequest;
    const login = { method: 'password', user: 'netops', fromEnv: 'TEST_NETCONF_PASSWORD' } as const;
    const hosts = KnownHosts.parse(knownHosts);
    const before = process.cpuUsage();
    const complaints = await Promise.all(
      Array.from({ length: devices }, (_, index) =>
        complaintOf({ hostname: `leaf${index}`, address: '127.0.0.1', port, login, knownHosts: hosts, ...limits }),
      ),
    );
    const { system, user } = process.cpuUsage(before);
    process.stderr.write(`${devices} sessions in ${((system + user) / 1_000_000).toFixed(1)} s of processor time\n`);
    process.stdout.write(`${JSON.stringify(complaints.flat())}\n`);
    lines.close();
  }
}

void main();
