import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Server } from 'ssh2';
import type { DeviceAccess } from '../../../lib/netconf/device-access';
import { KnownHosts } from '../../../lib/netconf/known-hosts';
import { ed25519KeyPair } from '../../support/ssh-keys';

/** Of the 33 modules of a QFX those that a small server loads in some two seconds. */
const MODULES = ['root', 'system', 'interfaces', 'protocols', 'policy-options', 'routing-options', 'vlans'];
/** A label that the server and its subsystem have to agree on; nothing listens there. */
const PORT_LABEL = '1830';
const PASSWORD_VARIABLE = 'TEST_NETCONFD_PASSWORD';

/**
 * Debian's `netconfd` with Juniper's QFX modules, a NETCONF server that nobody here has written, behind an SSH server on
 * loopback that gives its subsystem out.
 */
export class Netconfd {
  /** @param yang - directory of the modules of one Junos release */
  static async start(yang: string): Promise<Netconfd> {
    const server = new Netconfd(yang);
    await server.ready();
    server.ssh.listen(0, '127.0.0.1');
    await once(server.ssh, 'listening');
    process.env[PASSWORD_VARIABLE] = 'netconfd';
    return server;
  }

  private readonly directory = mkdtempSync(join(tmpdir(), 'netconfd-'));
  /** The server keeps a file in the home directory of its user, whatever it is told. */
  private readonly hadHome = existsSync(join(homedir(), '.yuma'));
  private readonly server: ChildProcess;
  private readonly subsystems = new Set<ChildProcess>();
  private readonly hostKey = ed25519KeyPair();
  private readonly ssh: Server;

  private constructor(yang: string) {
    const startup = join(this.directory, 'startup-cfg.xml');
    writeFileSync(startup, '<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"/>');
    this.server = spawn(
      'netconfd',
      [
        `--superuser=${userInfo().username}`,
        `--port=${PORT_LABEL}`,
        `--ncxserver-sockname=${this.socket}`,
        `--modpath=${yang}:/usr/share/yuma/modules`,
        ...MODULES.map((name) => `--module=junos-qfx-conf-${name}`),
        `--home=${this.directory}`,
        `--startup=${startup}`,
        `--log=${this.log}`,
        '--log-level=info',
      ],
      { stdio: 'ignore', cwd: this.directory },
    );
    this.ssh = new Server({ hostKeys: [this.hostKey.private] }, (connection) => {
      connection.on('error', () => undefined);
      connection.on('authentication', (context) => {
        if (context.method === 'password' && context.password === 'netconfd') context.accept();
        else context.reject(['password']);
      });
      connection.on('session', (accept) => {
        accept().on('subsystem', (acceptSubsystem) => {
          const channel = acceptSubsystem();
          const subsystem = this.subsystem();
          channel.on('error', () => undefined);
          subsystem.stdin?.on('error', () => undefined);
          channel.pipe(subsystem.stdin ?? channel);
          subsystem.stdout?.pipe(channel);
          channel.on('close', () => subsystem.kill('SIGKILL'));
        });
      });
    });
  }

  access(hostname = 'netconfd'): DeviceAccess {
    const { port } = this.ssh.address() as AddressInfo;
    const [type = '', key = ''] = this.hostKey.public.split(' ');
    return {
      hostname,
      address: '127.0.0.1',
      port,
      login: { method: 'password', user: userInfo().username, fromEnv: PASSWORD_VARIABLE },
      knownHosts: KnownHosts.parse(`[127.0.0.1]:${port} ${type} ${key}\n`),
    };
  }

  async stop(): Promise<void> {
    this.ssh.close();
    for (const subsystem of this.subsystems) subsystem.kill('SIGKILL');
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
    if (!this.hadHome) rmSync(join(homedir(), '.yuma'), { recursive: true, force: true });
  }

  private get socket(): string {
    return join(this.directory, 'ncx.sock');
  }

  private get log(): string {
    return join(this.directory, 'netconfd.log');
  }

  private async ready(): Promise<void> {
    while (!(existsSync(this.log) && /^Running netconfd/m.test(readFileSync(this.log, 'utf8')))) {
      if (this.server.exitCode !== null) throw new Error(`netconfd ended with exit code ${this.server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private subsystem(): ChildProcess {
    const subsystem = spawn('netconf-subsystem', [`--ncxserver-sockname=${PORT_LABEL}@${this.socket}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, SSH_CONNECTION: `127.0.0.1 50000 127.0.0.1 ${PORT_LABEL}`, USER: userInfo().username },
    });
    this.subsystems.add(subsystem);
    subsystem.once('exit', () => this.subsystems.delete(subsystem));
    return subsystem;
  }
}
