import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { DeviceAccess } from '../../lib/netconf/device-access';
import { JunosSession } from '../../lib/netconf/junos-session';
import { KnownHosts } from '../../lib/netconf/known-hosts';
import type { OpenSshTrust } from '../../lib/netconf/openssh-transport';
import { openSshArguments } from '../../lib/netconf/openssh-transport';
import { openSshTransport } from '../../lib/netconf/ssh-transport';
import { canRun } from '../support/commands';
import { rejectionOf } from '../support/rejection';
import { ed25519KeyPair } from '../support/ssh-keys';
import type { CannedDevice, CannedDeviceOptions } from './canned-device';
import { cannedDevices, newHostKey } from './canned-device';
import { silentServer, withoutPorts } from './support/silent-server';
import { OPEN_SSH_ACCESS } from './support/open-ssh-access';

const start = cannedDevices();

let directory: string;
let configFile: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'openssh-'));
  const key = join(directory, 'id');
  writeFileSync(key, `${ed25519KeyPair().private.trim()}\n`, { mode: 0o600 });
  configFile = join(directory, 'a config');
  writeFileSync(configFile, `IdentityFile ${key}\nIdentitiesOnly yes\nUser netops\n`);
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const describeOpenSsh = canRun('ssh') ? describe : describe.skip;

const TRUST: OpenSshTrust = { hasKnownHostsCommand: true };

const BY_KEY: CannedDeviceOptions = { accepts: ({ method }) => method === 'publickey' };

function accessTo(device: CannedDevice, knownHosts = device.knownHostsText, changes: Partial<DeviceAccess> = {}) {
  const knownHostsFile = join(directory, 'known hosts 100%');
  writeFileSync(knownHostsFile, knownHosts);
  return device.access({
    login: { method: 'openSsh', configFile },
    knownHosts: KnownHosts.read({ path: knownHostsFile, copyOf: 'hosts/known_hosts' }),
    knownHostsFile,
    ...changes,
  });
}

/** Port numbers and places change from run to run. */
function stable(message: string): string {
  return withoutPorts(message.replaceAll(directory, '<directory>'));
}

/** Command lines of the programs named `ssh` that this process has started and that still run. */
function running(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const parent = / \d+ \(.*\) \S (\d+) /s.exec(` ${readFileSync(`/proc/${pid}/stat`, 'utf8')}`)?.[1];
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return parent === String(process.pid) && words[0] === 'ssh' ? [words.join(' ')] : [];
      } catch {
        return [];
      }
    });
}

test('ssh gets the usual variables and those that the login names, and no other', async () => {
  const { env } = process;
  const seen = join(directory, 'seen');
  writeFileSync(join(directory, 'ssh'), `#!/bin/sh\nenv > '${seen}'\n`);
  chmodSync(join(directory, 'ssh'), 0o700);
  process.env = {
    PATH: `${directory}:${env.PATH ?? ''}`,
    SSH_AUTH_SOCK: '/agent',
    AWS_PROFILE: 'lab',
    LEAF_KEY: 'hush',
  };
  try {
    await rejectionOf(
      openSshTransport({
        hostname: 'leaf10',
        address: '192.0.2.10',
        port: 830,
        login: { method: 'openSsh', environment: ['AWS_PROFILE'] },
        knownHosts: KnownHosts.parse(''),
      }),
    );
  } finally {
    process.env = env;
  }
  const names = readFileSync(seen, 'utf8').replace(/=.*$/gm, '').split('\n');
  expect(names).toEqual(expect.arrayContaining(['PATH', 'SSH_AUTH_SOCK', 'AWS_PROFILE']));
  expect(names).not.toContain('LEAF_KEY');
});

describe('the arguments', () => {
  const access = OPEN_SSH_ACCESS;

  test('ask nobody, trust no new host key, and change nothing on this machine', () => {
    expect(openSshArguments(access, { method: 'openSsh' }, TRUST)).toEqual([
      ...['-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=yes'],
      ...['-o', 'UserKnownHostsFile="/dev/null"', '-o', 'GlobalKnownHostsFile="/dev/null"'],
      ...['-o', 'KnownHostsCommand=none', '-o', 'VerifyHostKeyDNS=no', '-o', 'NoHostAuthenticationForLocalhost=no'],
      ...['-o', 'ControlPath=none', '-o', 'UpdateHostKeys=no', '-o', 'LogLevel=ERROR'],
      ...['-o', 'RemoteCommand=none', '-o', 'PermitLocalCommand=no', '-o', 'ClearAllForwardings=yes'],
      ...['-o', 'ConnectTimeout=20', '-o', 'ServerAliveInterval=5', '-o', 'ServerAliveCountMax=3'],
      ...['-a', '-x', '-T', '-p', '830', '-s', '--', '192.0.2.10', 'netconf'],
    ]);
  });

  test('name the configuration, the user and the known hosts of the fabric', () => {
    const given = openSshArguments(
      { ...access, knownHostsFile: '/fabric/known hosts' },
      { method: 'openSsh', user: 'netops', configFile: '/etc/ssh/fabric' },
      TRUST,
    );
    expect(given.slice(0, 2)).toEqual(['-F', '/etc/ssh/fabric']);
    expect(given).toContain('UserKnownHostsFile="/fabric/known hosts"');
    expect(given).toContain('GlobalKnownHostsFile="/dev/null"');
    expect(given.join(' ')).toContain('-l netops');
  });

  test.each([
    ['leaf10', 'HostKeyAlias=leaf10'],
    ['[leaf10]:830', 'HostKeyAlias=[leaf10]:830'],
    ['@cert-authority leaf1?', 'HostKeyAlias=leaf10'],
  ])('look the key up as %s where only that is recorded', (name, option) => {
    const { type, blob } = newHostKey();
    const knownHosts = KnownHosts.parse(`${name} ${type} ${blob.toString('base64')}\n`);
    const given = openSshArguments({ ...access, knownHosts, knownHostsFile: '/k' }, { method: 'openSsh' }, TRUST);
    expect(given).toContain(option);
  });
});

describeOpenSsh('OpenSSH (skipped where ssh is not installed)', () => {
  test('carries a session, with the configuration of the user', async () => {
    const device = await start({ ...BY_KEY, replies: { 'get-configuration': '<configuration/>' } });
    const session = await JunosSession.open(accessTo(device));
    await session.lock();
    await session.load({ action: 'set', format: 'set', content: `set system host-name ${'x'.repeat(100_000)}\n` });
    expect((await session.configuration({ database: 'committed' })).isEmpty).toBe(true);
    expect(running()).toHaveLength(1);
    await session.unlock();
    await session.close();
    await ended();
    expect(device.received.map((request) => /<rpc [^>]*><([\w-]+)/.exec(request)?.[1] ?? 'hello')).toEqual([
      'hello',
      'lock-configuration',
      'load-configuration',
      'get-configuration',
      'unlock-configuration',
      'close-session',
    ]);
  });

  /** Until the program has ended; fails by the time limit of the test when it does not. */
  async function ended(): Promise<void> {
    while (running().length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  test('has no secret of ours in its arguments', async () => {
    const device = await start(BY_KEY);
    const session = await JunosSession.open(accessTo(device));
    expect(running().join('\n')).toContain('BatchMode=yes');
    expect(running().join('\n')).not.toContain('correct horse');
    session.abort();
    await ended();
  });

  test('finds a key that stands under the name of the device', async () => {
    const device = await start(BY_KEY);
    const text = device.knownHostsText.replaceAll(/\[127.0.0.1\]:\d+/g, 'leaf10');
    (await openSshTransport(accessTo(device, text))).destroy();
    expect(device.logins).toBe(1);
    await ended();
  });

  test.each([
    ['that nobody recorded', () => ''],
    [
      'that has changed',
      (device: CannedDevice) => {
        const { type, blob } = newHostKey();
        return `[127.0.0.1]:${device.port} ${type} ${blob.toString('base64')}\n`;
      },
    ],
  ])('refuses a host key %s before the login', async (_title, knownHosts) => {
    const device = await start(BY_KEY);
    const error = await rejectionOf(openSshTransport(accessTo(device, knownHosts(device))));
    expect(error.code).toBe('hostKeyNotAccepted');
    expect(stable(error.message)).toContain(
      'OpenSSH does not accept the host key of leaf10 (127.0.0.1 port N), so nothing was sent to it\n  ssh: ',
    );
    expect(stable(error.message)).toContain('then put the key into hosts/known_hosts, and run synth again');
    expect(error.message).not.toContain(directory);
    expect(device.logins).toBe(0);
    await ended();
  });

  test.each([
    ['as it is recorded', (device: CannedDevice) => `@revoked ${device.knownHostsText}${device.knownHostsText}`],
    [
      'without the port',
      ({ knownHostsText: text, port }: CannedDevice) =>
        `@revoked ${text.replaceAll(`[127.0.0.1]:${port}`, '127.0.0.1')}${text}`,
    ],
    [
      'under the name of the device',
      ({ knownHostsText: text, port }: CannedDevice) =>
        `@revoked ${text.replaceAll(`[127.0.0.1]:${port}`, 'leaf10')}${text}`,
    ],
  ])('refuses a host key that is revoked %s', async (_title, knownHosts) => {
    const device = await start(BY_KEY);
    const error = await rejectionOf(openSshTransport(accessTo(device, knownHosts(device))));
    expect(error.code).toBe('hostKeyRevokedForOpenSsh');
    const lines = stable(error.message).split('\n');
    expect(lines[0]).toBe(
      'the host key of leaf10 (127.0.0.1 port N) is revoked in hosts/known_hosts, so OpenSSH sent nothing to it',
    );
    expect(lines.at(-1)).toBe('  make new host keys on the device; a revoked key is never accepted');
    expect(device.logins).toBe(0);
    await ended();
  });

  test.each(['StrictHostKeyChecking no\nBatchMode no\n', 'NoHostAuthenticationForLocalhost yes\n'])(
    'does not let a configuration of the user lift the check of host keys: %j',
    async (lines) => {
      writeFileSync(configFile, `${readFileSync(configFile, 'utf8')}${lines}`);
      const device = await start(BY_KEY);
      expect(await rejectionOf(openSshTransport(accessTo(device, '')))).toMatchObject({ code: 'hostKeyNotAccepted' });
      expect(device.logins).toBe(0);
    },
  );

  test('asks no other file and no program for host keys', async () => {
    const device = await start(BY_KEY);
    const others = join(directory, 'other_hosts');
    writeFileSync(others, device.knownHostsText);
    const answer = `KnownHostsCommand /bin/cat ${others}\n`;
    const lines = `UserKnownHostsFile ${others}\nGlobalKnownHostsFile ${others}\n${answer}`;
    writeFileSync(configFile, `${readFileSync(configFile, 'utf8')}${lines}`);
    for (const changes of [{}, { knownHostsFile: undefined }]) {
      const error = await rejectionOf(openSshTransport(accessTo(device, '', changes)));
      expect(error.code).toBe('hostKeyNotAccepted');
    }
    expect(device.logins).toBe(0);
    await ended();
  });

  test('older than KnownHostsCommand is run without it', async () => {
    const device = await start(BY_KEY);
    const programs = mkdtempSync(join(directory, 'bin-'));
    const real = (process.env.PATH ?? '')
      .split(delimiter)
      .map((one) => join(one, 'ssh'))
      .find((one) => existsSync(one));
    const refuse = 'echo "command-line: line 0: Bad configuration option: knownhostscommand" >&2; exit 255';
    const older = `#!/bin/sh\ncase "$*" in *KnownHostsCommand*) ${refuse};; esac\nexec ${real ?? ''} "$@"\n`;
    writeFileSync(join(programs, 'ssh'), older, { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = `${programs}${delimiter}${PATH ?? ''}`;
    try {
      (await openSshTransport(accessTo(device))).destroy();
    } finally {
      process.env.PATH = PATH;
    }
    expect(device.logins).toBe(1);
    await ended();
  });

  test('leaves no list of revoked keys behind', async () => {
    const lists = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('junos-fabric-revoked-'));
    const device = await start(BY_KEY);
    const { type, blob } = newHostKey();
    const revoked = `@revoked leaf10 ${type} ${blob.toString('base64')}\n`;
    const transport = await openSshTransport(accessTo(device, `${revoked}${device.knownHostsText}`));
    expect(lists()).toHaveLength(1);
    transport.destroy();
    await transport.ended;
    await rejectionOf(openSshTransport(accessTo(device, revoked)));
    expect(lists()).toEqual([]);
  });

  test('does not go through a connection that was let in by other host keys', async () => {
    const device = await start(BY_KEY);
    const shared = ['-F', configFile, '-o', `ControlPath=${join(directory, 'shared')}`, '-p', String(device.port)];
    const anyKey = ['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${join(directory, 'accepted')}`];
    writeFileSync(configFile, `${readFileSync(configFile, 'utf8')}ControlPath ${join(directory, 'shared')}\n`);
    await promisify(execFile)('ssh', [...shared, ...anyKey, '-M', '-f', '-N', '127.0.0.1']);
    try {
      expect(await rejectionOf(openSshTransport(accessTo(device, '')))).toMatchObject({ code: 'hostKeyNotAccepted' });
    } finally {
      await promisify(execFile)('ssh', [...shared, '-O', 'exit', '127.0.0.1']);
    }
  });

  test('is told from a device that refuses the login', async () => {
    const device = await start({ accepts: () => false });
    const error = await rejectionOf(openSshTransport(accessTo(device)));
    expect(error.code).toBe('authenticationRefused');
    expect(stable(error.message)).toBe(
      'leaf10 (127.0.0.1 port N) refused the login of the user of its configuration with what OpenSSH has; check the user on the device and the login of the fabric',
    );
  });

  test('is told from a device that refuses the netconf subsystem', async () => {
    const device = await start({ ...BY_KEY, refuseSubsystem: true });
    expect(await rejectionOf(openSshTransport(accessTo(device)))).toMatchObject({ code: 'subsystemRefused' });
  });

  test('passes over what is written to its standard error', async () => {
    const proxy = join(directory, 'proxy.cjs');
    writeFileSync(
      proxy,
      `console.error('*** authorised use only ***'); console.error('\\u001b[31mred\\u001b[0m');
       const socket = require('node:net').connect(Number(process.argv[2]), '127.0.0.1');
       process.stdin.pipe(socket); socket.pipe(process.stdout);`,
    );
    writeFileSync(configFile, `${readFileSync(configFile, 'utf8')}ProxyCommand ${process.execPath} ${proxy} %p\n`);
    const device = await start(BY_KEY);
    const session = await JunosSession.open(accessTo(device));
    expect(session.sessionId).toBe('27013');
    await session.close();
    await ended();
  });

  test('that ends while an RPC waits is a lost session, with its last words', async () => {
    const device = await start({ ...BY_KEY, replies: { 'lock-configuration': { act: 'drop the connection' } } });
    const session = await JunosSession.open(accessTo(device));
    const error = await rejectionOf(session.lock());
    expect(error.code).toBe('sessionLost');
    expect((await session.lost).message).toContain('leaf10');
    await ended();
  });

  test('that is missing is named', async () => {
    const device = await start(BY_KEY);
    const { PATH } = process.env;
    process.env.PATH = directory;
    try {
      const error = await rejectionOf(openSshTransport(accessTo(device)));
      expect(error.code).toBe('openSshMissing');
      expect(stable(error.message)).toBe(
        'the login for leaf10 (127.0.0.1 port N) is Login.openSsh, but the program ssh cannot be started (ENOENT); install OpenSSH where the command runs, or use another login',
      );
    } finally {
      process.env.PATH = PATH;
    }
  });

  test('with a configuration that it does not understand says what it says', async () => {
    writeFileSync(configFile, 'NoSuchOption yes\n');
    const device = await start(BY_KEY);
    const error = await rejectionOf(openSshTransport(accessTo(device)));
    expect(error.code).toBe('sshFailed');
    expect(error.message).toContain('nosuchoption');
  });

  describe('with a device that is not there', () => {
    const silent = silentServer();

    test('says so', async () => {
      const device = await start(BY_KEY);
      const access = accessTo(device);
      await device.stop();
      const error = await rejectionOf(openSshTransport(access));
      expect(error.code).toBe('cannotConnect');
      expect(error.message).toMatch(/connection refused/i);
    });

    test('is not waited for longer than allowed, and leaves no process', async () => {
      const device = await start(BY_KEY);
      const { port } = silent;
      const error = await rejectionOf(openSshTransport(accessTo(device, '', { port, connectTimeoutMs: 300 })));
      expect(error.code).toBe('connectTimedOut');
      await ended();
    });

    test('is not waited for when the caller calls off', async () => {
      const device = await start(BY_KEY);
      const { port } = silent;
      const controller = new AbortController();
      const opening = openSshTransport(accessTo(device, '', { port }), controller.signal);
      controller.abort();
      expect(await rejectionOf(opening)).toMatchObject({ code: 'connectAborted' });
      await ended();
    });
  });
});
