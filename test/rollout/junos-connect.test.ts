import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RolloutEvent } from '../../lib/rollout/events';
import { junosConnect } from '../../lib/rollout/junos-connect';
import { cannedDevices } from '../netconf/canned-device';
import { silentServer, withoutPorts } from '../netconf/support/silent-server';

describe('a device that closes connections before its greeting', () => {
  const start = cannedDevices();
  const limited = silentServer();
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'connect-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  test('is tried again, and that is said once', async () => {
    const device = await start();
    let connections = 0;
    limited.onConnection((socket) => {
      connections += 1;
      if (connections <= 2) {
        socket.end();
        return;
      }
      const inner = dial({ host: '127.0.0.1', port: device.port });
      inner.on('error', () => undefined);
      socket.pipe(inner).pipe(socket);
    });
    const path = join(directory, 'known_hosts');
    writeFileSync(path, device.knownHostsText.replace(`:${device.port}`, `:${limited.port}`));
    const events: RolloutEvent[] = [];
    const connect = junosConnect({ path }, { onEvent: (event) => events.push(event), pausesMs: [5, 5] });
    const leaf = {
      hostname: 'leaf10',
      constructPath: 'dc1/leaf10',
      managementAddress: '127.0.0.1',
      managementPort: limited.port,
      login: { method: 'password', user: 'netops', fromEnv: 'TEST_NETCONF_PASSWORD' },
      removalPolicy: 'RETAIN',
    } as const;
    const sessions = await Promise.all([connect(leaf), connect(leaf)]);
    await Promise.all(sessions.map((session) => session.close()));
    expect(events).toHaveLength(1);
    const [event] = events;
    expect(event).toMatchObject({ type: 'warning', hostname: 'leaf10' });
    expect(withoutPorts(JSON.stringify(event))).toContain(
      'will be tried again: leaf10 (127.0.0.1 port N) closed the connection before its NETCONF greeting, while exchanging SSH keys',
    );
  });
});
