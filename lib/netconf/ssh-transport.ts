import { Client } from 'ssh2';
import type { ClientChannel, ConnectConfig } from 'ssh2';
import type { FabricError } from '../model/fabric-error';
import { reasonOf } from '../model/fabric-error';
import {
  authenticationRefused,
  cannotConnect,
  connectAborted,
  connectTimedOut,
  sshFailed,
  subsystemRefused,
} from './errors';
import type { Credentials } from './credentials';
import { credentials } from './credentials';
import type { DeviceAccess } from './device-access';
import { CONNECT_TIMEOUT_MS, KEEPALIVES_MISSED, KEEPALIVE_MS } from './device-access';
import { hostKeyAlgorithms, hostKeyFault } from './host-key';
import { openWithOpenSsh } from './openssh-transport';
import { printableReason } from './printable';
import type { Transport } from './transport';

/** Time the peer is given to close its half, in milliseconds. */
const CLOSE_GRACE_MS = 1_000;

/** An error of ssh2, with the stage in which it happened. */
type SshError = Error & { readonly level?: string; readonly code?: string };

/**
 * Opens the `netconf` subsystem of a device over SSH.
 *
 * The host key must be in `access.knownHosts`; there is no other way to be let through. With the login `openSsh` it is the
 * program `ssh` that connects.
 *
 * @throws cannotConnect, connectTimedOut, connectAborted, hostKeyUnknown, hostKeyChanged, hostKeyRevoked, agentMissing,
 * secretMissing, secretUnavailable, secretUnusable, keyFileUnusable, authenticationRefused, subsystemRefused, sshFailed;
 * those of `openWithOpenSsh`
 */
export async function openSshTransport(access: DeviceAccess, signal?: AbortSignal): Promise<Transport> {
  requireWanted(access, signal);
  const { login } = access;
  if (login.method === 'openSsh') return openWithOpenSsh(access, login, signal);
  const own = await credentials(access.hostname, login);
  requireWanted(access, signal);
  return new SshConnection(access, own).open(signal);
}

/** @throws connectAborted */
function requireWanted(access: DeviceAccess, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw connectAborted(access);
}

/** One connection, from the first packet to the open subsystem. */
class SshConnection {
  private readonly client = new Client();
  /** What is being waited for, for the message of a timeout. */
  private phase = 'connecting';
  /** Set where an error of our own says more than the one ssh2 makes of it. */
  private refusal: FabricError | undefined;
  /** ssh2 reports what is wrong with the agent first, and then only that no method is left. */
  private agentFault: string | undefined;
  private lastError: string | undefined;

  constructor(
    private readonly access: DeviceAccess,
    private readonly login: Credentials,
  ) {}

  async open(signal: AbortSignal | undefined): Promise<Transport> {
    const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = this.access;
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Transport>((resolve, reject) => {
        timer = setTimeout(() => {
          reject(connectTimedOut(this.access, connectTimeoutMs / 1000, this.phase));
        }, connectTimeoutMs);
        abort = () => {
          reject(connectAborted(this.access));
        };
        signal?.addEventListener('abort', abort);
        this.start(resolve, reject);
      });
    } catch (error) {
      this.client.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
    }
  }

  private start(resolve: (transport: Transport) => void, reject: (error: unknown) => void): void {
    // Stays attached for the connection's life: an 'error' without a listener would end the process.
    this.client.on('error', (error: SshError) => {
      const reason = printableReason(error.message);
      this.lastError = reason;
      if (error.level === 'agent') this.agentFault = reason;
      else reject(this.explain(error, reason));
    });
    this.client.on('connect', () => {
      this.client.setNoDelay(true);
      this.phase = 'exchanging SSH keys';
    });
    this.client.on('handshake', () => (this.phase = 'logging in'));
    this.client.on('close', () => {
      reject(sshFailed(this.access, `the device closed the connection while ${this.phase}`));
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
    const { address, port, keepaliveMs = KEEPALIVE_MS } = this.access;
    return {
      ...this.login.options,
      host: address,
      port,
      readyTimeout: 0,
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: KEEPALIVES_MISSED,
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
        setTimeout(() => this.client.destroy(), CLOSE_GRACE_MS).unref();
      },
      destroy: () => {
        this.client.destroy();
      },
    };
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
      case 'client-dns':
        return cannotConnect(this.access, error.code ?? reason);
      default:
        return sshFailed(this.access, `${reason}, while ${this.phase}`);
    }
  }
}
