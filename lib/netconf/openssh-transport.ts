import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { FabricError } from '../model/fabric-error';
import {
  authenticationRefused,
  cannotConnect,
  closedBeforeGreeting,
  hostKeyNotAccepted,
  hostKeyRevokedForOpenSsh,
  openSshMissing,
  sshFailed,
  subsystemRefused,
} from './errors';
import type { LoginIntent } from '../intent/fabric-intent';
import { childEnvironment } from '../secrets/child-environment';
import { atHome } from '../secrets/home';
import { scrub } from '../secrets/scrub';
import type { DeviceAccess } from './device-access';
import { CONNECT_TIMEOUT_MS, KEEPALIVES_MISSED, KEEPALIVE_MS } from './device-access';
import { inTurn } from './handshakes';
import { recordedName } from './host-key';
import { keyTypeOf } from './ssh-wire';
import { inTime } from './time-limit';
import type { Transport } from './transport';

/** A login that OpenSSH carries out. */
export type OpenSshAccess = Extract<LoginIntent, { readonly method: 'openSsh' }>;

/** Time the program is given to end by itself, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;
/** Time that its last words may take after it has ended, in milliseconds. */
const LAST_WORDS_MS = 500;
/** How much of its standard error is kept. */
const KEPT_CHARACTERS = 4_096;
const SHOWN_LINES = 3;
/** A file without keys. */
const NO_FILE = '/dev/null';
const REVOCATIONS = 'revoked_hosts';

/**
 * Opens the `netconf` subsystem of a device with the program `ssh` of the machine: with its configuration, jump hosts,
 * agents and tokens. The program asks nobody anything and gets no secret from us, nor variables but the usual ones and those
 * that the login names.
 *
 * The host key must be in the known hosts of the fabric; those of OpenSSH's configuration are for its jump hosts.
 *
 * @throws openSshMissing, cannotConnect, connectTimedOut, connectAborted, hostKeyNotAccepted, hostKeyRevokedForOpenSsh,
 * authenticationRefused, subsystemRefused, closedBeforeGreeting, sshFailed
 */
export async function openWithOpenSsh(
  access: DeviceAccess,
  login: OpenSshAccess,
  signal?: AbortSignal,
): Promise<Transport> {
  const revocations = RevocationsFile.of(access);
  const trust: OpenSshTrust = { revocationsFile: revocations?.path, hasKnownHostsCommand: true };
  try {
    const connection = new OpenSshConnection(access, openSshArguments(access, login, trust), login);
    const transport = await connection.open(signal).catch(async (error: unknown) => {
      if (!connection.lacksKnownHostsCommand) throw error;
      const older = openSshArguments(access, login, { ...trust, hasKnownHostsCommand: false });
      return new OpenSshConnection(access, older, login).open(signal);
    });
    void transport.ended.then(() => {
      revocations?.remove();
    });
    return transport;
  } catch (error) {
    revocations?.remove();
    throw error;
  }
}

/** What the program is told to trust, beside the known hosts of the fabric. */
export interface OpenSshTrust {
  /** Absolute path of a known_hosts file that only revokes keys. */
  readonly revocationsFile?: string;
  /** Whether it knows `KnownHostsCommand`, as OpenSSH does from 8.5: older ones refuse to start when that is named. */
  readonly hasKnownHostsCommand: boolean;
}

/** Arguments of `ssh`; what stands here wins over any configuration. */
export function openSshArguments(access: DeviceAccess, login: OpenSshAccess, trust: OpenSshTrust): string[] {
  const { address, port, connectTimeoutMs = CONNECT_TIMEOUT_MS, keepaliveMs = KEEPALIVE_MS } = access;
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    ...knownHostsOptions(access, trust),
    'UpdateHostKeys=no',
    'LogLevel=ERROR',
    'RemoteCommand=none',
    'PermitLocalCommand=no',
    'ClearAllForwardings=yes',
    `ConnectTimeout=${Math.max(1, Math.ceil(connectTimeoutMs / 1000))}`,
    `ServerAliveInterval=${Math.max(1, Math.ceil(keepaliveMs / 1000))}`,
    `ServerAliveCountMax=${KEEPALIVES_MISSED}`,
  ];
  return [
    ...(login.configFile === undefined ? [] : ['-F', atHome(login.configFile)]),
    ...options.flatMap((option) => ['-o', option]),
    ...(login.user === undefined ? [] : ['-l', login.user]),
    ...['-a', '-x', '-T', '-p', String(port), '-s', '--', address, 'netconf'],
  ];
}

/**
 * Only the keys of the fabric count: not those that the configuration would take from other files, from a program or from
 * DNS, nor a connection that is open already and was let in by other rules.
 */
function knownHostsOptions(access: DeviceAccess, trust: OpenSshTrust): string[] {
  const { address, hostname, port, knownHosts, knownHostsFile = NO_FILE } = access;
  const isUnderHostname = recordedName(access) !== address || isCertifiedUnderHostname(access);
  const isPlain = [knownHosts.keyTypes(hostname, 22), knownHosts.authorityLines(hostname, 22)].some(
    (found) => found.length > 0,
  );
  return [
    `UserKnownHostsFile=${fileArgument(knownHostsFile)}`,
    `GlobalKnownHostsFile=${fileArgument(trust.revocationsFile ?? NO_FILE)}`,
    ...(trust.hasKnownHostsCommand ? ['KnownHostsCommand=none'] : []),
    'VerifyHostKeyDNS=no',
    'NoHostAuthenticationForLocalhost=no',
    'ControlPath=none',
    ...(isUnderHostname ? [`HostKeyAlias=${isPlain ? hostname : `[${hostname}]:${port}`}`] : []),
  ];
}

/** Whether the known hosts say nothing of the address, and name an authority for the host name. */
function isCertifiedUnderHostname({ address, hostname, knownHosts, port }: DeviceAccess): boolean {
  const isUnderAddress =
    knownHosts.keyTypes(address, port).length > 0 || knownHosts.authorityLines(address, port).length > 0;
  return !isUnderAddress && knownHosts.authorityLines(hostname, port).length > 0;
}

/** In quotes, because OpenSSH takes several files; "%" begins something that it expands. */
function fileArgument(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}

/**
 * The keys that are revoked for a device, for whatever name OpenSSH looks up. It looks only at lines with the name that it
 * connects to, while the fabric's known hosts may revoke a key under the host name or without the port.
 */
class RevocationsFile {
  /** Undefined where nothing is revoked. The file is there until `remove`. */
  static of({ address, hostname, knownHosts, port }: DeviceAccess): RevocationsFile | undefined {
    const revoked = [address, hostname].flatMap((name) => knownHosts.revoked(name, port));
    if (revoked.length === 0) return undefined;
    const lines = revoked.map((blob) => `@revoked * ${keyTypeOf(blob) ?? ''} ${blob.toString('base64')}\n`);
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-revoked-'));
    writeFileSync(join(directory, REVOCATIONS), lines.join(''));
    return new RevocationsFile(directory);
  }

  private constructor(private readonly directory: string) {}

  get path(): string {
    return join(this.directory, REVOCATIONS);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** One run of the program. */
class OpenSshConnection {
  /** The end of what it has written to its standard error. */
  private said = '';

  constructor(
    private readonly access: DeviceAccess,
    private readonly args: readonly string[],
    private readonly login: OpenSshAccess,
  ) {}

  /** Whether it has refused to start because it is older than `KnownHostsCommand`. */
  get lacksKnownHostsCommand(): boolean {
    return /bad configuration option: knownhostscommand/i.test(this.said);
  }

  open(signal: AbortSignal | undefined): Promise<Transport> {
    return inTurn(this.access, signal, () => this.run(signal));
  }

  private async run(signal: AbortSignal | undefined): Promise<Transport> {
    const env = childEnvironment(process.env, this.login.environment);
    const child = spawn('ssh', this.args, { env, windowsHide: true });
    try {
      return await inTime<Transport>(
        this.access,
        signal,
        () => `ssh was connecting${this.lastWords(': ')}`,
        (resolve, reject) => {
          this.start(child, resolve, reject);
        },
      );
    } catch (error) {
      stop(child);
      throw error;
    }
  }

  private start(
    child: ChildProcessWithoutNullStreams,
    resolve: (transport: Transport) => void,
    reject: (error: unknown) => void,
  ): void {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said = `${this.said}${text}`.slice(-KEPT_CHARACTERS);
    });
    // A program that ends does not read what is still written to it; that it has ended is what is reported.
    child.stdin.on('error', () => undefined);
    const ended = new Promise<string>((tell) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        reject(openSshMissing(this.access, error.code ?? error.message));
        tell(error.message);
      });
      child.once('exit', (code, by) => {
        void lastWordsOf(child).then(() => {
          reject(this.explain(code));
          tell(
            `ssh ended ${code === null ? `by ${by ?? 'a signal'}` : `with exit code ${code}`}${this.lastWords(': ')}`,
          );
        });
      });
    });
    // The first bytes of a NETCONF server are its greeting: host key, login and subsystem have been accepted then.
    const arrived = (): void => {
      if (child.stdout.readableLength === 0) return;
      child.stdout.off('readable', arrived);
      resolve(this.transport(child, ended));
    };
    child.stdout.on('readable', arrived);
  }

  private transport(child: ChildProcessWithoutNullStreams, ended: Promise<string>): Transport {
    const stream = new ProgramStream(child);
    return {
      stream,
      ended,
      close: () => {
        stream.end();
        // A peer that never closes its half must not keep the program.
        setTimeout(() => {
          stop(child);
        }, CLOSE_GRACE_MS).unref();
      },
      destroy: () => {
        stop(child);
      },
    };
  }

  private explain(exitCode: number | null): FabricError {
    const { access, said } = this;
    if (said.split('\n').some(tellsRevocation)) {
      return hostKeyRevokedForOpenSsh(access, access.knownHosts.source, this.linesAboutSource());
    }
    if (/host key (is known|verification failed)|HOST IDENTIFICATION HAS CHANGED/i.test(said)) {
      return hostKeyNotAccepted(access, access.knownHosts.source, this.linesAboutSource());
    }
    if (/permission denied|too many authentication failures/i.test(said)) {
      return authenticationRefused(access, this.login.user ?? 'the user of its configuration', 'what OpenSSH has');
    }
    if (/subsystem request failed/i.test(said)) return subsystemRefused(access);
    const reason = this.lastWords('') || `ssh ended with exit code ${exitCode ?? 'none'} and said nothing`;
    if (/could not resolve|connection refused|timed out|no route|unreachable/i.test(said)) {
      return cannotConnect(access, reason);
    }
    return /connection (closed|reset)/i.test(said)
      ? closedBeforeGreeting(access, `ssh said: ${reason}`)
      : sshFailed(access, reason);
  }

  /** Its last lines on one, behind `before`; '' when it has said nothing. */
  private lastWords(before: string): string {
    const lines = this.lines();
    return lines.length === 0 ? '' : `${before}${lines.join('; ')}`;
  }

  /** The program speaks of the copy that it reads, also where it says how to mend it. */
  private linesAboutSource(): string[] {
    const { knownHosts, knownHostsFile = NO_FILE } = this.access;
    return this.lines().map((line) => line.replaceAll(knownHostsFile, knownHosts.source.name));
  }

  private lines(): string[] {
    const lines = scrub(this.said)
      .split(/[\r\n]+/)
      .map((line) => line.replace(/\p{Cc}/gu, '').trim());
    return lines.filter((line) => line !== '').slice(-SHOWN_LINES);
  }
}

function tellsRevocation(line: string): boolean {
  return /revoked host key/i.test(line) || (/host key /i.test(line) && / revoked/i.test(line));
}

/** What a program reads and writes as one stream. It never fails: that the program has ended is told elsewhere. */
class ProgramStream extends Duplex {
  constructor(private readonly program: ChildProcessWithoutNullStreams) {
    super();
    program.stdout.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) program.stdout.pause();
    });
    program.stdout.once('end', () => this.push(null));
  }

  override _read(): void {
    this.program.stdout.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.program.stdin.write(bytes, () => {
      done();
    });
  }

  override _final(done: () => void): void {
    this.program.stdin.end(() => {
      done();
    });
  }
}

/** A process that shares its standard error, such as a multiplexing master, may keep it open for long. */
async function lastWordsOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.stderr.readableEnded) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    child.stderr.once('end', resolve);
    timer = setTimeout(resolve, LAST_WORDS_MS);
  });
  clearTimeout(timer);
}

function stop(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS).unref();
}
