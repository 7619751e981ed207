import type { Lab } from '../../../lib/emulator/lab';
import { JunosSession } from '../../../lib/netconf/junos-session';
import { KnownHosts } from '../../../lib/netconf/known-hosts';
import type { OpenTransport } from '../../../lib/netconf/transport';
import type { Connect, DeviceSession } from '../../../lib/rollout/device-session';
import { delayed } from './network';
import type { Network } from './network';
import type { VirtualTime } from './virtual-time';

const NO_KEYS = KnownHosts.parse('');

/** Longer than any case takes in real time: what is late is late in the lab's time. */
const NEVER_MS = 3_600_000;

/**
 * The process that carries a change out, as far as devices can tell: its sessions. Killed, it is gone from one moment to
 * the next, and nothing that it had begun goes on.
 */
export class Controller {
  private isKilled = false;
  private readonly open = new Set<JunosSession>();

  constructor(
    private readonly lab: Lab,
    private readonly time: VirtualTime,
    /** What lies between it and the devices. Default: nothing. */
    private readonly network?: Network,
  ) {}

  get killed(): boolean {
    return this.isKilled;
  }

  /** Its clock stops with it. */
  readonly clock = {
    now: (): number => this.time.now(),
    sleep: (ms: number): Promise<void> => this.alive(this.time.sleep(ms)),
  };

  readonly connect: Connect = async ({ hostname, managementAddress: address, managementPort: port, login }) => {
    this.time.stir();
    const opening = JunosSession.open(
      { hostname, address, port, login, knownHosts: NO_KEYS, rpcTimeoutMs: NEVER_MS, commitTimeoutMs: NEVER_MS },
      { openTransport: this.transportTo(hostname) },
    );
    void opening.then(
      (late) => {
        if (this.isKilled) late.abort();
      },
      () => undefined,
    );
    const session = await this.alive(opening);
    this.open.add(session);
    void session.lost.then(() => this.open.delete(session));
    return this.mortal(session);
  };

  /** Ends it. A session whose device is in the middle of something is not cut before that is done. */
  kill(sparing?: { readonly hostname: string; readonly pid: number }): void {
    this.isKilled = true;
    for (const session of this.open) {
      if (session.hostname !== sparing?.hostname || session.sessionId !== String(sparing.pid)) session.abort();
    }
  }

  /** Ends the session that has waited too long for a reply. */
  giveUp(sessionId: number, hostname: string): void {
    for (const session of this.open) {
      if (session.hostname === hostname && session.sessionId === String(sessionId)) session.abort();
    }
  }

  /** Frees what a killed controller has left in this process. */
  bury(): void {
    for (const session of this.open) session.abort();
  }

  private transportTo(hostname: string): OpenTransport {
    const transport = this.lab.transport(hostname);
    return this.network === undefined ? transport : delayed(transport, this.time, this.network.to(hostname));
  }

  /** A session whose every call ends with the controller. */
  private mortal(session: JunosSession): DeviceSession {
    return new Proxy<DeviceSession>(session, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (this.isKilled) return never();
          this.time.stir();
          const result: unknown = Reflect.apply(value, target, args);
          return result instanceof Promise ? this.alive(result) : result;
        };
      },
    });
  }

  private async alive<Result>(work: Promise<Result>): Promise<Result> {
    const [outcome] = await Promise.allSettled([work]);
    this.time.stir();
    return this.isKilled ? never() : outcome.status === 'fulfilled' ? outcome.value : work;
  }
}

function never<Result>(): Promise<Result> {
  return new Promise(() => undefined);
}
