import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils } from 'ssh2';
import type { AuthContext, ParsedKey } from 'ssh2';
import { KnownHosts, fingerprintOf } from '../../lib/netconf/known-hosts';
import { openSshTransport } from '../../lib/netconf/ssh-transport';
import { sshString } from '../../lib/netconf/ssh-wire';
import { canRun } from '../support/commands';
import { rejectionOf } from '../support/rejection';
import { cannedDevices, newHostKey } from './canned-device';
import { ed25519KeyPair } from '../support/ssh-keys';
import { silentServer, withoutPorts } from './support/silent-server';

const start = cannedDevices();

describe('the host key', () => {
  test('is accepted when it is in known_hosts', async () => {
    const device = await start();
    const transport = await openSshTransport(device.access());
    transport.close();
    await transport.ended;
    expect(device.logins).toBe(1);
  });

  test('may stand under the device name when the address has no line', async () => {
    const device = await start();
    const text = device.knownHostsText.replaceAll(/\[127.0.0.1\]:\d+/g, 'leaf10');
    (await openSshTransport(device.access({ knownHosts: KnownHosts.parse(text) }))).destroy();
    expect(device.logins).toBe(1);
  });

  test('that nobody recorded is refused before the login', async () => {
    const device = await start();
    const knownHosts = KnownHosts.parse('leaf10 ssh-ed25519\n');
    const error = await rejectionOf(openSshTransport(device.access({ knownHosts })));
    expect(error.code).toBe('hostKeyUnknown');
    expect(withoutPorts(error.message)).toBe(
      [
        'the host key of leaf10 (127.0.0.1 port N) is not known, so nothing was sent to it',
        `  shown by the device: ssh-ed25519 ${fingerprintOf(device.hostKeys[0]?.blob ?? Buffer.alloc(0))}`,
        '  expected: nothing, known_hosts has no key for it',
        '  does not count: known_hosts line 1: not "names key-type key"',
        "  compare the fingerprint with the one on the device's console, then add the key as [127.0.0.1]:N to known_hosts",
      ].join('\n'),
    );
    expect(device.logins).toBe(0);
  });

  test('that has changed is refused before the login, with both fingerprints', async () => {
    const device = await start();
    const recorded = newHostKey();
    const text = `\n[127.0.0.1]:${device.port} ${recorded.type} ${recorded.blob.toString('base64')}`;
    const knownHosts = KnownHosts.parse(text, { name: 'fabric/known_hosts', isCopiedAtSynth: true });
    const error = await rejectionOf(openSshTransport(device.access({ knownHosts })));
    expect(error.code).toBe('hostKeyChanged');
    expect(withoutPorts(error.message)).toBe(
      [
        'the host key of leaf10 (127.0.0.1 port N) has changed, so nothing was sent to it: another device may be answering',
        `  shown by the device: ssh-ed25519 ${fingerprintOf(device.hostKeys[0]?.blob ?? Buffer.alloc(0))}`,
        `  expected: ssh-ed25519 ${fingerprintOf(recorded.blob)} (fabric/known_hosts line 2)`,
        '  if the device was replaced or its keys were made anew, compare the fingerprint with the one on its console and replace the line in fabric/known_hosts, and run synth again',
      ].join('\n'),
    );
    expect(device.logins).toBe(0);
  });

  test('that is revoked is refused even where the same key is recorded', async () => {
    const device = await start();
    const knownHosts = KnownHosts.parse(
      device.knownHostsText + device.knownHostsText.replace(/^\S+/, '@revoked leaf10'),
    );
    expect(await rejectionOf(openSshTransport(device.access({ knownHosts })))).toMatchObject({
      code: 'hostKeyRevoked',
    });
    expect(device.logins).toBe(0);
  });

  test('that only an authority certifies is refused, with the line of the authority', async () => {
    const device = await start();
    const text = `@cert-authority *.example ${newHostKey().type} ${newHostKey().blob.toString('base64')}\n`;
    for (const [name, lines] of [
      ['127.0.0.*', ['  does not count: known_hosts line 2: @cert-authority counts with Login.openSsh only']],
      ['leaf1?', ['  does not count: known_hosts line 2: @cert-authority counts with Login.openSsh only']],
      ['spine*', []],
    ] as const) {
      const knownHosts = KnownHosts.parse(`${text}${text.replace('*.example', name)}`);
      const error = await rejectionOf(openSshTransport(device.access({ knownHosts })));
      expect(error.code).toBe('hostKeyUnknown');
      expect(error.message.split('\n').filter((line) => line.includes('does not count'))).toEqual(lines);
    }
    expect(device.logins).toBe(0);
  });

  test('that is recorded is asked for, although the device prefers another of its keys', async () => {
    const device = await start({ hostKeys: [newHostKey('ed25519'), newHostKey('ecdsa')] });
    const [, ecdsaLine = ''] = device.knownHostsText.split('\n');
    (await openSshTransport(device.access({ knownHosts: KnownHosts.parse(ecdsaLine) }))).destroy();
    expect(device.logins).toBe(1);
  });

  test('cannot be left unverified: no access without known hosts opens a session', async () => {
    const device = await start();
    const changes: readonly object[] = [
      { knownHosts: KnownHosts.parse('') },
      { hostVerifier: () => true, knownHosts: KnownHosts.parse('') },
      { knownHosts: undefined },
      { knownHosts: { verify: () => 'known' } },
    ];
    for (const change of changes) await expect(openSshTransport(device.access(change))).rejects.toThrow();
    expect(device.logins).toBe(0);
  });
});

describe('the login', () => {
  test('with a wrong password is refused, and the password is not in the error', async () => {
    process.env.TEST_NETCONF_PASSWORD = 'tr0ub4dor';
    const device = await start();
    const error = await rejectionOf(openSshTransport(device.access()));
    expect(error.code).toBe('authenticationRefused');
    expect(withoutPorts(error.message)).toBe(
      'leaf10 (127.0.0.1 port N) refused the login of netops with a password; check the user on the device and the login of the fabric',
    );
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('tr0ub4dor');
  });

  test('with a password answers a device that only asks for it as a question', async () => {
    const device = await start({
      accepts: (context) => {
        if (context.method !== 'keyboard-interactive') return false;
        context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
          if (answers[0] === 'correct horse') context.accept();
          else context.reject();
        });
        return undefined;
      },
    });
    const transport = await openSshTransport(device.access()).catch((error: unknown) => error);
    expect(transport).toMatchObject({ stream: expect.anything() as unknown });
    (transport as { destroy: () => void }).destroy();
  });

  test('names the variable that is not set, before any connection', async () => {
    const login = { method: 'password', user: 'netops', fromEnv: 'TEST_NOT_SET' } as const;
    const device = await start();
    expect(await rejectionOf(openSshTransport(device.access({ login, port: 1 })))).toMatchObject({
      code: 'secretMissing',
      message:
        'the password for leaf10 is expected in the environment variable TEST_NOT_SET, which is not set; set it where the command runs',
    });
  });

  test('with the agent needs one', async () => {
    const socket = process.env.SSH_AUTH_SOCK;
    delete process.env.SSH_AUTH_SOCK;
    try {
      const device = await start();
      const access = device.access({ login: { method: 'agent', user: 'netops' } });
      expect(await rejectionOf(openSshTransport(access))).toMatchObject({ code: 'agentMissing' });
      process.env.SSH_AUTH_SOCK = '/nowhere/agent';
      const error = await rejectionOf(openSshTransport(access));
      expect(error.code).toBe('authenticationRefused');
      expect(error.message).toContain('the keys of the SSH agent (');
    } finally {
      if (socket === undefined) delete process.env.SSH_AUTH_SOCK;
      else process.env.SSH_AUTH_SOCK = socket;
    }
  });
});

describe('a key file', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'netconf-key-'))));
  afterEach(() => {
    rmSync(directory, { recursive: true });
    delete process.env.TEST_PASSPHRASE;
  });

  const openSsh = ed25519KeyPair();
  const encrypted = ed25519KeyPair({
    passphrase: 'open sesame',
    cipher: 'aes256-ctr',
    rounds: 4,
  });
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const pems: readonly (readonly [string, string])[] = [
    ['OpenSSH', openSsh.private],
    ['OpenSSH, encrypted', encrypted.private],
    ['PEM with RSA', rsa.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['PKCS#8 with RSA', rsa.export(pkcs8).toString()],
    ['PKCS#8 with ECDSA', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString()],
    ['PKCS#8 with Ed25519', generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString()],
    [
      'PKCS#8, encrypted',
      generateKeyPairSync('ed25519')
        .privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'open sesame' })
        .toString(),
    ],
  ];

  function loginWith(pem: string): { method: 'keyFile'; user: string; path: string; passphraseFromEnv: string } {
    const path = join(directory, 'id');
    writeFileSync(path, pem);
    return { method: 'keyFile', user: 'netops', path, passphraseFromEnv: 'TEST_PASSPHRASE' };
  }

  test.each(pems)('%s logs in', async (_title, pem) => {
    process.env.TEST_PASSPHRASE = 'open sesame';
    const device = await start({ accepts: (context) => isProof(context) });
    (await openSshTransport(device.access({ login: loginWith(pem) }))).destroy();
    expect(device.logins).toBe(1);
  });

  function isProof(context: AuthContext): boolean {
    if (context.method !== 'publickey') return false;
    if (context.signature === undefined || context.blob === undefined) return true;
    const parsed = utils.parseKey(`${context.key.algo} ${context.key.data.toString('base64')}`) as ParsedKey;
    return parsed.verify(context.blob, context.signature, context.hashAlgo);
  }

  test.each([
    ['encrypted, without passphrase', encrypted.private, undefined, 'it is encrypted and no passphrase is given'],
    ['encrypted, with a wrong passphrase', encrypted.private, 'open barley', 'the passphrase is wrong'],
    ['a public key', openSsh.public, undefined, 'it holds no private key'],
    [
      'PKCS#8 of a kind that SSH does not know',
      generateKeyPairSync('x25519').privateKey.export(pkcs8).toString(),
      undefined,
      'its form is not supported',
    ],
  ])('%s is refused with the reason', async (_title, pem, passphrase, reason) => {
    if (passphrase !== undefined) process.env.TEST_PASSPHRASE = passphrase;
    const { passphraseFromEnv, ...login } = loginWith(pem);
    const device = await start();
    const access = device.access({ login: passphrase === undefined ? login : { ...login, passphraseFromEnv } });
    const error = await rejectionOf(openSshTransport(access));
    expect(error.code).toBe('keyFileUnusable');
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('barley');
  });

  test('that is missing is named', async () => {
    const device = await start();
    const login = { method: 'keyFile', user: 'netops', path: '/nowhere/id' } as const;
    expect((await rejectionOf(openSshTransport(device.access({ login })))).message).toContain(
      '/nowhere/id for leaf10 cannot be used: ENOENT',
    );
  });
});

const describeAgent = canRun('ssh-agent') && canRun('ssh-add') ? describe : describe.skip;

describeAgent('an SSH agent (skipped where ssh-agent is not installed)', () => {
  let directory: string;
  let agent: ChildProcess;
  const socketBefore = process.env.SSH_AUTH_SOCK;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'netconf-agent-'));
    const socket = join(directory, 'agent');
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(agent.stdout ?? agent, 'data');
    process.env.SSH_AUTH_SOCK = socket;
  });

  afterEach(() => {
    agent.kill();
    rmSync(directory, { recursive: true });
    if (socketBefore === undefined) delete process.env.SSH_AUTH_SOCK;
    else process.env.SSH_AUTH_SOCK = socketBefore;
  });

  test('logs in with the key that it holds', async () => {
    const { private: pem } = ed25519KeyPair();
    const path = join(directory, 'id');
    writeFileSync(path, `${pem.trim()}\n`, { mode: 0o600 });
    execFileSync('ssh-add', [path], { stdio: 'ignore', env: process.env });
    const device = await start({ accepts: (context) => context.method === 'publickey' });
    (await openSshTransport(device.access({ login: { method: 'agent', user: 'netops' } }))).destroy();
    expect(device.logins).toBe(1);
  });
});

test('a device that hangs keeps no connection that was closed here', async () => {
  const device = await start();
  const transport = await openSshTransport(device.access());
  device.freeze();
  transport.close();
  expect(await transport.ended).toBe('the device closed the session');
});

describe('a device that is not there', () => {
  const silent = silentServer();

  test('refuses the connection', async () => {
    const device = await start();
    const { port } = device;
    await device.stop();
    const error = await rejectionOf(openSshTransport((await start()).access({ port })));
    expect(error.code).toBe('cannotConnect');
    expect(error.message).toContain(`cannot connect to leaf10 (127.0.0.1 port ${port}): ECONNREFUSED`);
  });

  test('says nothing: the connection times out', async () => {
    const device = await start();
    const { port } = silent;
    const error = await rejectionOf(openSshTransport(device.access({ port, connectTimeoutMs: 200 })));
    expect(error.code).toBe('connectTimedOut');
    expect(error.message).toContain('gave no answer within 0.2 s, while exchanging SSH keys');
  });

  test('is no SSH server', async () => {
    const device = await start();
    silent.onConnection((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const { port } = silent;
    const error = await rejectionOf(openSshTransport(device.access({ port })));
    expect(error.code).toBe('closedBeforeGreeting');
  });

  test('says on one short line why it hangs up, whatever it says', async () => {
    const reason = `\u001b[2J\u009b32mall is well\r\n${'x'.repeat(10_000)}`;
    silent.onConnection((socket) => socket.write(disconnecting(reason)));
    const device = await start();
    const error = await rejectionOf(openSshTransport(device.access({ port: silent.port })));
    expect(error.code).toBe('sshFailed');
    expect(error.message).toMatch(/failed: \ufffd\[2J\ufffd32mall is well x{150,200} …, while exchanging SSH keys$/);
  });

  /** What an SSH server sends that greets and hangs up at once (RFC 4253 §6, §11.1). */
  function disconnecting(reason: string): Buffer {
    const [disconnect, protocolError, language] = [Buffer.from([1]), Buffer.from([0, 0, 0, 2]), sshString('')];
    const payload = Buffer.concat([disconnect, protocolError, sshString(reason), language]);
    const padding = Buffer.alloc(16 - ((5 + payload.length) % 8));
    const packet = sshString(Buffer.concat([Buffer.from([padding.length]), payload, padding]));
    return Buffer.concat([Buffer.from('SSH-2.0-leaf10\r\n'), packet]);
  }

  test('is not waited for when the caller calls off', async () => {
    const device = await start();
    const { port } = silent;
    const controller = new AbortController();
    const opening = openSshTransport(device.access({ port }), controller.signal);
    controller.abort();
    expect(await rejectionOf(opening)).toMatchObject({ code: 'connectAborted' });
    expect(await rejectionOf(openSshTransport(device.access(), controller.signal))).toMatchObject({
      code: 'connectAborted',
    });
    expect(device.logins).toBe(0);
  });
});

test('a device that refuses the netconf subsystem is told from one that refuses the login', async () => {
  const device = await start({ refuseSubsystem: true });
  const error = await rejectionOf(openSshTransport(device.access()));
  expect(error.code).toBe('subsystemRefused');
  expect(withoutPorts(error.message)).toBe(
    'leaf10 (127.0.0.1 port N) accepted the login but refused NETCONF; check `set system services netconf ssh`, its port, and the permissions of the user',
  );
});
