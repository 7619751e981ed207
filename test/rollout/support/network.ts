/** What lies between controllers and devices: everything takes its time on the way, and stays in its order. */
import { createHash } from 'node:crypto';
import { TransportEnd } from '../../../lib/emulator/transport-end';
import type { OpenTransport, Transport } from '../../../lib/netconf/transport';
import type { VirtualTime } from './virtual-time';

/** Milliseconds that the next thing takes on the way to a device or from it. */
export type Delay = () => number;

/** How long messages take. */
export interface NetworkProfile {
  /** Decides about each message. */
  readonly seed: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** One message of so many takes `stallMs`. Default: none does. */
  readonly stallOneOf?: number;
  readonly stallMs?: number;
}

/** The n-th message of a device takes the same time whatever happens to other devices. */
export class Network {
  private readonly counts = new Map<string, number>();
  private isCalm = false;

  constructor(private readonly profile: NetworkProfile) {}

  /** From now on everything arrives at once. */
  calm(): void {
    this.isCalm = true;
  }

  to(hostname: string): Delay {
    const { leastMs, mostMs, stallOneOf = Infinity, stallMs = 0 } = this.profile;
    return () => {
      if (this.isCalm) return 0;
      const [where, isStalled] = this.draw(hostname);
      return isStalled < 1 / stallOneOf ? stallMs : Math.round(leastMs + where * (mostMs - leastMs));
    };
  }

  /** Two numbers from 0 to below 1. */
  private draw(hostname: string): [number, number] {
    const count = (this.counts.get(hostname) ?? 0) + 1;
    this.counts.set(hostname, count);
    const bytes = createHash('sha256').update(`${this.profile.seed} ${hostname} ${count}`).digest();
    return [bytes.readUInt32BE(0) / 2 ** 32, bytes.readUInt32BE(4) / 2 ** 32];
  }
}

/** The same transport, far away. What was sent before its end arrives all the same. */
export function delayed(open: OpenTransport, time: VirtualTime, delay: Delay): OpenTransport {
  return async (access, signal) => {
    await time.sleep(delay());
    return farAway(await open(access, signal), time, delay);
  };
}

function farAway(near: Transport, time: VirtualTime, delay: Delay): Transport {
  const [there, back] = [inOrder(time, delay), inOrder(time, delay)];
  const end = new TransportEnd((bytes) => {
    there(() => near.stream.write(bytes));
  });
  near.stream.on('data', (chunk: Buffer) => {
    back(() => {
      end.receive(chunk);
    });
  });
  void near.ended.then((reason) => {
    back(() => {
      end.end(reason);
    });
  });
  const leave = (reason: string, atTheOtherEnd: () => void): void => {
    if (end.isOpen) there(atTheOtherEnd);
    end.end(reason);
  };
  return {
    stream: end.stream,
    ended: end.ended,
    close: () => {
      leave('the session was closed', () => {
        near.close();
      });
    },
    destroy: () => {
      leave('the session was given up', () => {
        near.destroy();
      });
    },
  };
}

/** Does one thing after the other, each when it has arrived. */
function inOrder(time: VirtualTime, delay: Delay): (act: () => void) => void {
  let last = 0;
  return (act) => {
    last = Math.max(last, time.now() + delay());
    time.at(last, act);
  };
}
