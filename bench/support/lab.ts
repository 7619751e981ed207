/**
 * A lab in a process of its own: `tsx lab.ts <topology.json> <directory>`. Says `ready` when every device listens, with
 * their ports in `ports.json` and their keys in `known_hosts`. On its standard input, one line each:
 *
 *   commit <ms>    every commit and commit check takes this many milliseconds from now on
 *   reset          every device is as it was at the start, and nobody holds a lock
 *
 * Each line is answered with `ok`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { Lab } from '../../lib/emulator/lab';
import { parseTopology } from '../../lib/emulator/topology';

const [topologyFile = '', directory = ''] = process.argv.slice(2);

/** Set lines that take every group away. */
function withoutGroups(committed: Configuration): string {
  const names = committed.entries('groups').map(({ keys }) => keys[0] ?? '');
  const applied = committed.values('apply-groups');
  return [
    ...applied.map((name) => `delete apply-groups ${name}`),
    ...names.map((name) => `delete groups ${name}`),
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const lab = await Lab.start(parseTopology(JSON.parse(readFileSync(topologyFile, 'utf8'))));
  const ports = Object.fromEntries([...lab.devices].map(([hostname, { port }]) => [hostname, port]));
  writeFileSync(join(directory, 'ports.json'), JSON.stringify(ports));
  writeFileSync(join(directory, 'known_hosts'), lab.knownHosts);
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, value] = line.split(' ');
    for (const device of lab.devices.values()) {
      if (command === 'commit') device.switches.commitDelayMs = Number(value);
      else device.edit(withoutGroups(device.database.committed));
    }
    process.stdout.write('ok\n');
  }
  await lab.stop();
}

void main();
