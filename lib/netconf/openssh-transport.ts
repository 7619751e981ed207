import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import type { FabricError } from '../errors';
import {
  authenticationRefused,
  cannotConnect,
  connectAborted,
  connectTimedOut,
  hostKeyNotAccepted,
  openSshMissing,
  sshFailed,
  subsystemRefused,
} from '../errors';
import type { LoginIntent } from '../intent/fabric-intent';
import { atHome } from '../secrets/home';
import { scrub } from '../secrets/scrub';
import type { DeviceAccess } from './device-access';
import { CONNECT_TIMEOUT_MS, KEEPALIVES_MISSED, KEEPALIVE_MS } from './device-access';
import { recordedName } from './host-key';
import type { Transport } from './transport';

/** A login that OpenSSH carries out. */
export type OpenSshLogin = Extract<LoginIntent, { readonly method: 'openSsh' }>;

/** Time the program is given to end by itself, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;
/** Time that its last words may take after it has ended, in milliseconds. */
const LAST_WORDS_MS = 500;
/** How much of its standard error is kept. */
const KEPT_CHARACTERS = 4_096;
const SHOWN_LINES = 3;

/**
 * Opens the `netconf` subsystem of a device with the program `ssh` of the machine: with its configuration, jump hosts,
 * agents and tokens. The program asks nobody anything and gets no secret from us.
 *
 * The host key must be in the known hosts of the fabric where it has any, else in those of OpenSSH's configuration.
 *
 * @throws openSshMissing, cannotConnect, connectTimedOut, connectAborted, hostKeyNotAccepted, authenticationRefused,
 * subsystemRefused, sshFailed
 */
export function openWithOpenSsh(access: DeviceAccess, login: OpenSshLogin, signal?: AbortSignal): Promise<Transport> {
  return new OpenSshConnection(access, login).open(signal);
}

/** Arguments of `ssh`; what stands here wins over any configuration. */
export function openSshArguments(access: DeviceAccess, login: OpenSshLogin): string[] {
  const { address, port, connectTimeoutMs = CONNECT_TIMEOUT_MS, keepaliveMs = KEEPALIVE_MS } = access;
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    ...knownHostsOptions(access),
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
 * Only the keys of the fabric count, where there are any: not those that the user's configuration would take from DNS, nor
 * a connection that is open already and was let in by other rules. Its `KnownHostsCommand` is left alone, since OpenSSH
 * before 8.5 refuses to start when that is named.
 */
function knownHostsOptions(access: DeviceAccess): string[] {
  const { address, hostname, port, knownHosts, knownHostsFile } = access;
  if (knownHostsFile === undefined) return [];
  const isUnderHostname = recordedName(access) !== address;
  const isPlain = knownHosts.keyTypes(hostname, 22).length > 0;
  return [
    // In quotes, because OpenSSH takes several files; "%" begins something that it expands.
    `UserKnownHostsFile="${knownHostsFile.replaceAll('%', '%%')}"`,
    'GlobalKnownHostsFile=/dev/null',
    'VerifyHostKeyDNS=no',
    'NoHostAuthenticationForLocalhost=no',
    'ControlPath=none',
    ...(isUnderHostname ? [`HostKeyAlias=${isPlain ? hostname : `[${hostname}]:${port}`}`] : []),
  ];
}

/** One run of the program. */
class OpenSshConnection {
  /** The end of what it has written to its standard error. */
  private said = '';

  constructor(
    private readonly access: DeviceAccess,
    private readonly login: OpenSshLogin,
  ) {}

  async open(signal: AbortSignal | undefined): Promise<Transport> {
    if (signal?.aborted === true) throw connectAborted(this.access);
    const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = this.access;
    const child = spawn('ssh', openSshArguments(this.access, this.login), { env: process.env, windowsHide: true });
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Transport>((resolve, reject) => {
        timer = setTimeout(() => {
          reject(connectTimedOut(this.access, connectTimeoutMs / 1000, `ssh was connecting${this.lastWords(': ')}`));
        }, connectTimeoutMs);
        abort = () => {
          reject(connectAborted(this.access));
        };
        signal?.addEventListener('abort', abort);
        this.start(child, resolve, reject);
      });
    } catch (error) {
      stop(child);
      throw error;
    } finally {
      clearTimeout(timer);
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
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
    if (/host key (is known|verification failed)|HOST IDENTIFICATION HAS CHANGED|host key .* revoked/i.test(said)) {
      return hostKeyNotAccepted(access, access.knownHostsFile, this.lines());
    }
    if (/permission denied|too many authentication failures/i.test(said)) {
      return authenticationRefused(access, this.login.user ?? 'the user of its configuration', 'what OpenSSH has');
    }
    if (/subsystem request failed/i.test(said)) return subsystemRefused(access);
    const reason = this.lastWords('') || `ssh ended with exit code ${exitCode ?? 'none'} and said nothing`;
    return /could not resolve|connection refused|timed out|no route|unreachable/i.test(said)
      ? cannotConnect(access, reason)
      : sshFailed(access, reason);
  }

  /** Its last lines on one, behind `before`; '' when it has said nothing. */
  private lastWords(before: string): string {
    const lines = this.lines();
    return lines.length === 0 ? '' : `${before}${lines.join('; ')}`;
  }

  private lines(): string[] {
    const lines = scrub(this.said)
      .split(/[\r\n]+/)
      .map((line) => line.replace(/\p{Cc}/gu, '').trim());
    return lines.filter((line) => line !== '').slice(-SHOWN_LINES);
  }
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
