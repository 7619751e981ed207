import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AuthContext } from 'ssh2';
import type { FabricError } from '../../lib/model/fabric-error';
import { connect } from '../../lib/netconf/netconf-session';
import type { DeviceAccess } from '../../lib/netconf/device-access';
import { KnownHosts } from '../../lib/netconf/known-hosts';
import { openSshTransport } from '../../lib/netconf/ssh-transport';
import { canRun } from '../support/commands';
import { rejectionOf } from '../support/rejection';
import type { CannedDevice, CannedDeviceOptions } from './canned-device';
import { cannedDevices } from './canned-device';
import { silentServer, withoutPorts } from './support/silent-server';
import { OPEN_SSH_ACCESS } from './support/open-ssh-access';

const start = cannedDevices();

/** Logins that take their time, and how many are under way at once at most. */
class SlowLogins {
  most = 0;
  private underWay = 0;

  constructor(private readonly ms: number) {}

  readonly options: CannedDeviceOptions = {
    accepts: (context) => {
      if (context.method !== 'password') return false;
      void this.accept(context);
      return undefined;
    },
  };

  private async accept(context: AuthContext): Promise<void> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await pause(this.ms);
    this.underWay -= 1;
    context.accept();
  }
}

async function openAll(device: CannedDevice, count: number, changes: Partial<DeviceAccess>): Promise<void> {
  const sessions = await Promise.all(
    Array.from({ length: count }, (_, index) => connect(device.access({ hostname: `leaf${index}`, ...changes }))),
  );
  await Promise.all(sessions.map((session) => session.close()));
}

test('no more handshakes are under way at once than the access says; open sessions do not count', async () => {
  const logins = new SlowLogins(20);
  await openAll(await start(logins.options), 7, { maxHandshakes: 2 });
  expect(logins.most).toBe(2);
});

test('the time of a handshake begins with it, not while it waits for its turn', async () => {
  const logins = new SlowLogins(400);
  await openAll(await start(logins.options), 6, { maxHandshakes: 1, connectTimeoutMs: 2_000 });
  expect(logins.most).toBe(1);
});

test('who waits for a turn can be called off', async () => {
  const logins = new SlowLogins(50);
  const device = await start(logins.options);
  const controller = new AbortController();
  const first = connect(device.access({ maxHandshakes: 1 }));
  const second = openSshTransport(device.access({ maxHandshakes: 1 }), controller.signal);
  controller.abort();
  expect(await rejectionOf(second)).toMatchObject({ code: 'connectAborted' });
  await (await first).close();
});

describe('a device at its limit of connections', () => {
  const silent = silentServer();
  let connections: number;
  let told: FabricError[];
  beforeEach(() => {
    connections = 0;
    told = [];
  });

  /** Closes the first `refused` connections; the others go to the device. */
  function limit(device: CannedDevice, refused: number, close: (socket: Socket) => void): DeviceAccess {
    silent.onConnection((socket) => {
      connections += 1;
      if (connections <= refused) {
        close(socket);
        return;
      }
      const inner = dial({ host: '127.0.0.1', port: device.port });
      inner.on('error', () => undefined);
      socket.pipe(inner).pipe(socket);
    });
    const knownHosts = KnownHosts.parse(device.knownHostsText.replace(`:${device.port}`, `:${silent.port}`));
    return device.access({ port: silent.port, knownHosts, pausesMs: [5, 5] });
  }

  const open = (access: DeviceAccess, signal?: AbortSignal) =>
    connect(access, { signal, onTryAgain: (reason) => told.push(reason) });

  test.each<[string, (socket: Socket) => void]>([
    ['without a word', (socket) => socket.end()],
    ['with a reset', (socket) => socket.resetAndDestroy()],
    ['with words that are not of SSH', (socket) => socket.end('Exceeded MaxStartups\r\n')],
    ['after its greeting of SSH', (socket) => socket.end('SSH-2.0-OpenSSH_7.5\r\n')],
  ])('that closes them %s is tried again', async (_title, close) => {
    const session = await open(limit(await start(), 2, close));
    await session.close();
    expect(connections).toBe(3);
    expect(told.map(({ code }) => code)).toEqual(['closedBeforeGreeting', 'closedBeforeGreeting']);
  });

  test('is given up after the last try, and the limits are named', async () => {
    const access = limit(await start(), Infinity, (socket) => socket.end());
    const error = await rejectionOf(open(access));
    expect(connections).toBe(3);
    expect(withoutPorts(error.message)).toBe(
      'leaf10 (127.0.0.1 port N) closed the connection before its NETCONF greeting, while exchanging SSH keys; a device does so at its limits: check `connection-limit` and `rate-limit` at `set system services netconf ssh`, and who else is connected',
    );
  });

  test('is not waited for when the caller calls off', async () => {
    const controller = new AbortController();
    const access = limit(await start(), Infinity, (socket) => socket.end());
    const opening = connect(
      { ...access, pausesMs: [3_600_000] },
      {
        signal: controller.signal,
        onTryAgain: () => {
          controller.abort();
        },
      },
    );
    expect(await rejectionOf(opening)).toMatchObject({ code: 'connectAborted' });
  });

  test('is told from one that refuses the login, which is asked once', async () => {
    const access = limit(await start({ password: 'another' }), 0, (socket) => socket.end());
    expect(await rejectionOf(open(access))).toMatchObject({ code: 'authenticationRefused' });
    expect([connections, told]).toEqual([1, []]);
  });
});

test('a NETCONF server that ends before it greets is tried again', async () => {
  let sessions = 0;
  const device = await start();
  const session = await connect(device.access({ pausesMs: [5, 5] }), {
    openTransport: async (access, signal) => {
      const transport = await openSshTransport(access, signal);
      sessions += 1;
      if (sessions > 2) return transport;
      transport.destroy();
      await transport.ended;
      return transport;
    },
  });
  await session.close();
  expect(sessions).toBe(3);
});

const describeShell = canRun('sh') ? describe : describe.skip;

describeShell('handshakes of OpenSSH (skipped where there is no shell)', () => {
  let directory: string;
  const { PATH } = process.env;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'handshakes-'));
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(directory, { recursive: true });
  });

  test('leave a jump host room for others, however many are allowed', async () => {
    const counts = join(directory, 'counts');
    const ssh = [
      '#!/bin/sh',
      `cd '${directory}' && mkdir "at-$$"`,
      `ls -d at-* | wc -l >> '${counts}'`,
      'sleep 0.2; rmdir "at-$$"; exit 1',
    ];
    writeFileSync(join(directory, 'ssh'), `${ssh.join('\n')}\n`);
    chmodSync(join(directory, 'ssh'), 0o700);
    process.env.PATH = `${directory}:${PATH ?? ''}`;
    const access = { ...OPEN_SSH_ACCESS, maxHandshakes: 100 };
    const errors = await Promise.all(Array.from({ length: 20 }, () => rejectionOf(openSshTransport(access))));
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['sshFailed']));
    const seen = readFileSync(counts, 'utf8').trim().split(/\s+/).map(Number);
    expect(seen).toHaveLength(20);
    expect(Math.max(...seen)).toBeLessThanOrEqual(8);
    expect(Math.max(...seen)).toBeGreaterThan(1);
  });
});
