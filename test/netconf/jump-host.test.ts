import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'ssh2';
import { connect } from '../../lib/netconf/netconf-session';
import { canRun } from '../support/commands';
import { ed25519KeyPair } from '../support/ssh-keys';
import { cannedDevices, newHostKey } from './canned-device';

const describeOpenSsh = canRun('ssh') ? describe : describe.skip;

describeOpenSsh('a jump host of OpenSSH (skipped where ssh is not installed)', () => {
  const start = cannedDevices();
  let directory: string;
  let jumpHost: Server;
  let configFile: string;
  /** Connections that have logged in to the jump host. */
  let logins: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'jump-'));
    configFile = join(directory, 'config');
    logins = 0;
    const hostKey = newHostKey();
    jumpHost = new Server({ hostKeys: [hostKey.private] }, (connection) => {
      connection.on('error', () => undefined);
      connection.on('authentication', (context) => {
        if (context.method !== 'publickey') context.reject(['publickey']);
        else context.accept();
      });
      connection.on('ready', () => (logins += 1));
      connection.on('tcpip', (accept, _reject, { destIP, destPort }) => {
        const through = dial({ host: destIP, port: destPort });
        const channel = accept();
        through.on('error', () => undefined);
        channel.on('error', () => undefined);
        channel.pipe(through).pipe(channel);
      });
    });
    jumpHost.listen(0, '127.0.0.1');
    await once(jumpHost, 'listening');
    const { port } = jumpHost.address() as AddressInfo;
    writeFileSync(join(directory, 'id'), `${ed25519KeyPair().private.trim()}\n`, { mode: 0o600 });
    writeFileSync(join(directory, 'hosts'), `[127.0.0.1]:${port} ${hostKey.type} ${hostKey.blob.toString('base64')}\n`);
    const lines = [
      'Host 127.0.0.1',
      '  ProxyJump bastion',
      'Host bastion',
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  UserKnownHostsFile ${directory}/hosts`,
      '  ControlMaster auto',
      `  ControlPath ${directory}/%C`,
      '  ControlPersist 600',
      'Host *',
      `  IdentityFile ${directory}/id`,
      '  IdentitiesOnly yes',
      '  User netops',
    ];
    writeFileSync(configFile, `${lines.join('\n')}\n`);
  });

  afterEach(async () => {
    execFileSync('ssh', ['-F', configFile, '-O', 'exit', 'bastion'], { stdio: 'ignore' });
    jumpHost.close();
    await once(jumpHost, 'close');
    rmSync(directory, { recursive: true });
  });

  test('is logged in to once for all devices, where its configuration shares connections', async () => {
    const device = await start({ accepts: ({ method }) => method === 'publickey' });
    const knownHostsFile = join(directory, 'fabric');
    writeFileSync(knownHostsFile, device.knownHostsText);
    const access = device.access({ login: { method: 'openSsh', configFile }, knownHostsFile });
    const sessions = await Promise.all(Array.from({ length: 12 }, () => connect(access)));
    expect([device.logins, logins]).toEqual([12, 1]);
    await Promise.all(sessions.map((session) => session.close()));
  });
});
