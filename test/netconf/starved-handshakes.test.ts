import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { cannedDevices } from './canned-device';
import type { StarvedClientRequest } from './support/starved-client';
import type { Starvation } from './support/starvation';
import { stopping, tenthOfACore } from './support/starvation';

/** In the gate a sample, and as much less time for each of its handshakes; `.ci/night` has all, and the time that is usual. */
const SAMPLE = 40;
const ALL = 200;
const DEVICES = process.env.HANDSHAKES === 'full' ? ALL : SAMPLE;

const start = cannedDevices();

const running: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of running.splice(0)) {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  }
});

/** What a starved process calls the devices that it opens sessions to, all at once: nothing, where it has reached each of them. */
async function complaintsOf(starvation: Starvation): Promise<unknown> {
  const device = await start();
  const script = require.resolve('./support/starved-client.ts');
  const child = spawn(process.execPath, ['--import', require.resolve('tsx'), script], { env: process.env });
  running.push(child);
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line !== 'ready') return JSON.parse(line);
      starvation.begin(child.pid ?? 0);
      const request: StarvedClientRequest = {
        devices: DEVICES,
        port: device.port,
        knownHosts: device.knownHostsText,
        connectTimeoutMs: (20_000 * DEVICES) / ALL,
        keepaliveMs: (5_000 * DEVICES) / ALL,
      };
      child.stdin.write(`${JSON.stringify(request)}\n`);
    }
    throw new Error(`the process ended before it had said anything: ${errors}`);
  } finally {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
    starvation.end();
    process.stdout.write(`${DEVICES} handshakes under ${starvation.means}: ${errors}`);
  }
}

test('a process that has a tenth of a core calls no device unreachable, nor one that is stopped and continued', async () => {
  const ways = [tenthOfACore(), stopping()];
  const complaints = await Promise.all(ways.map((way) => complaintsOf(way)));
  expect(complaints).toEqual([[], []]);
});
