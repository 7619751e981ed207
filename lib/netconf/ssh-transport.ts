import type { Socket } from 'node:net';
import { connect as dial } from 'node:net';
import { Client } from 'ssh2';
import type { ClientChannel, ConnectConfig } from 'ssh2';
import type { FabricError } from '../model/fabric-error';
import { reasonOf } from '../model/fabric-error';
import {
  authenticationRefused,
  cannotConnect,
  closedBeforeGreeting,
  connectAborted,
  sshFailed,
  subsystemRefused,
} from './errors';
import type { Credentials } from './credentials';
import { attentiveTime, whenSilentFor } from './attentive-time';
import { credentials } from './credentials';
import type { DeviceAccess } from './device-access';
import { KEEPALIVES_MISSED, KEEPALIVE_MS } from './device-access';
import { inTurn } from './handshakes';
import { hostKeyAlgorithms, hostKeyFault } from './host-key';
import { openWithOpenSsh } from './openssh-transport';
import { printableReason } from './printable';
import { inTime } from './time-limit';
import type { Transport } from './transport';

/** Time the peer is given to close its half, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;

/** What a connection ends with that the other side has closed. */
const CLOSED_BY_PEER: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE']);
/** What ssh2 says of a connection that ended without a greeting of SSH. */
const NO_SSH_GREETING = 'Connection lost before handshake';

/** An error of ssh2, with the stage in which it happened. */
type SshError = Error & { readonly level?: string; readonly code?: string };

/**
 * Opens the `netconf` subsystem of a device over SSH.
 *
 * The host key must be in `access.knownHosts`; there is no other way to be let through. With the login `openSsh` it is the
 * program `ssh` that connects.
 *
 * @throws cannotConnect, connectTimedOut, connectAborted, hostKeyUnknown, hostKeyChanged, hostKeyRevoked, agentMissing,
 * secretMissing, secretUnavailable, secretUnusable, keyFileUnusable, authenticationRefused, subsystemRefused, sshFailed,
 * closedBeforeGreeting; those of `openWithOpenSsh`
 */
export async function openSshTransport(access: DeviceAccess, signal?: AbortSignal): Promise<Transport> {
  requireWanted(access, signal);
  const { login } = access;
  if (login.method === 'openSsh') return openWithOpenSsh(access, login, signal);
  const own = await credentials(access.hostname, login);
  requireWanted(access, signal);
  const socket = await connection(access, signal);
  try {
    return await inTurn(access, signal, () => new SshConnection(access, own, socket).open(signal));
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** A TCP connection: no handshake yet, so that a device which is not there keeps nobody from having one. */
async function connection(access: DeviceAccess, signal: AbortSignal | undefined): Promise<Socket> {
  const { address, port } = access;
  const socket = dial({ host: address, port });
  try {
    return await inTime<Socket>(
      access,
      signal,
      () => 'connecting',
      (resolve, reject) => {
        socket.once('connect', () => {
          resolve(socket);
        });
        // Stays attached until the handshake begins: an 'error' without a listener would end the process.
        socket.on('error', (error: NodeJS.ErrnoException) => {
          reject(connectionFault(access, 'connecting', error));
        });
      },
    );
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Why a TCP connection failed, or failed while something else was waited for. */
function connectionFault(access: DeviceAccess, phase: string, { code, message }: NodeJS.ErrnoException): FabricError {
  return CLOSED_BY_PEER.has(code)
    ? closedBeforeGreeting(access, `while ${phase}`)
    : cannotConnect(access, code ?? printableReason(message));
}

/** @throws connectAborted */
function requireWanted(access: DeviceAccess, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw connectAborted(access);
}

/** What becomes of one connection, from the first packet to the open subsystem. */
class SshConnection {
  private readonly client = new Client();
  /** What is being waited for, for the message of a timeout. */
  private phase = 'exchanging SSH keys';
  /** Set where an error of our own says more than the one ssh2 makes of it. */
  private refusal: FabricError | undefined;
  /** ssh2 reports what is wrong with the agent first, and then only that no method is left. */
  private agentFault: string | undefined;
  private lastError: string | undefined;

  constructor(
    private readonly access: DeviceAccess,
    private readonly login: Credentials,
    private readonly socket: Socket,
  ) {}

  async open(signal: AbortSignal | undefined): Promise<Transport> {
    if (this.socket.destroyed) throw this.closed();
    return inTime<Transport>(
      this.access,
      signal,
      () => this.phase,
      (resolve, reject) => {
        this.start(resolve, reject);
      },
    );
  }

  private start(resolve: (transport: Transport) => void, reject: (error: unknown) => void): void {
    // Stays attached for the connection's life: an 'error' without a listener would end the process.
    this.client.on('error', (error: SshError) => {
      const reason = printableReason(error.message);
      this.lastError = reason;
      if (error.level === 'agent') this.agentFault = reason;
      else reject(this.explain(error, reason));
    });
    this.socket.setNoDelay(true);
    this.client.on('handshake', () => (this.phase = 'logging in'));
    this.client.on('close', () => {
      reject(this.closed());
    });
    this.client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
      const secret = this.login.options.password ?? '';
      answer(prompts.map(({ echo }) => (echo === true ? '' : secret)));
    });
    this.client.on('ready', () => {
      this.phase = 'opening the netconf subsystem';
      this.openSubsystem(resolve, reject);
    });
    try {
      this.client.connect(this.options());
    } catch (error) {
      reject(sshFailed(this.access, reasonOf(error)));
    }
  }

  private options(): ConnectConfig {
    const { keepaliveMs = KEEPALIVE_MS } = this.access;
    return {
      ...this.login.options,
      sock: this.socket,
      readyTimeout: 0,
      keepaliveInterval: keepaliveMs,
      // Whether they are answered is watched here: ssh2 would count those too that arrive while this process is late.
      keepaliveCountMax: Infinity,
      algorithms: { serverHostKey: hostKeyAlgorithms(this.access) },
      // Braces and no return: ssh2 takes any returned value but undefined, also a promise, for the verdict.
      hostVerifier: (key: Buffer, verdict: (accepted: boolean) => void): void => {
        this.refusal = hostKeyFault(this.access, key);
        verdict(this.refusal === undefined);
      },
    };
  }

  private openSubsystem(resolve: (transport: Transport) => void, reject: (error: unknown) => void): void {
    this.client.subsys('netconf', (error, channel) => {
      if (error === undefined) resolve(this.transport(channel));
      else reject(subsystemRefused(this.access));
    });
  }

  private transport(stream: ClientChannel): Transport {
    stream.stderr.resume();
    this.watchForSilence();
    const ended = new Promise<string>((resolve) => {
      const end = (): void => {
        resolve(this.lastError ?? 'the device closed the session');
      };
      this.client.once('close', end);
      stream.once('close', end);
    });
    return {
      stream,
      ended,
      close: () => {
        stream.end();
        this.client.end();
        // A peer that never closes its half must not keep the process alive.
        setTimeout(() => this.socket.destroy(), CLOSE_GRACE_MS).unref();
      },
      destroy: () => {
        this.socket.destroy();
      },
    };
  }

  /** Ends a connection in which so many keepalives went unanswered. Whatever arrives is a sign of life. */
  private watchForSilence(): void {
    const silenceMs = KEEPALIVES_MISSED * (this.access.keepaliveMs ?? KEEPALIVE_MS);
    let heardAt: number | undefined;
    this.socket.on('data', () => (heardAt = attentiveTime()));
    const stop = whenSilentFor(
      silenceMs,
      () => (heardAt ??= attentiveTime()),
      () => {
        this.lastError = `no answer to keepalives for ${silenceMs / 1000} s`;
        this.socket.destroy();
      },
    );
    this.client.once('close', stop);
  }

  private closed(): FabricError {
    return closedBeforeGreeting(this.access, `while ${this.phase}`);
  }

  private explain(error: SshError, reason: string): FabricError {
    if (this.refusal !== undefined) return this.refusal;
    const { options, means } = this.login;
    switch (error.level) {
      case 'client-authentication': {
        const agent = this.agentFault === undefined ? '' : ` (${this.agentFault})`;
        return authenticationRefused(this.access, options.username ?? '', `${means}${agent}`);
      }
      case 'client-socket':
        return connectionFault(this.access, this.phase, error);
      default:
        if (error.message === NO_SSH_GREETING) return this.closed();
        return sshFailed(this.access, `${reason}, while ${this.phase}`);
    }
  }
}
