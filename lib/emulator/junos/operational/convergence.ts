import { canonicalAddress } from '../../../model/canonical-address';
import type { Switches } from '../switches';
import type { BgpSession } from './session';
import { sessionKey, sessionParameters } from './session';

interface Ready {
  readonly parameters: string;
  /** Epoch milliseconds since when both ends agree. */
  readonly since: number;
  readonly isEstablished: boolean;
}

/** What tells how long a device takes. */
type Delays = Pick<Switches, 'convergenceMs' | 'neverUp'>;

/** The sessions of one device that were settled together. */
interface Settled {
  readonly given: readonly BgpSession[];
  readonly settled: readonly BgpSession[];
  readonly ready: ReadonlyMap<string, Ready>;
  readonly waits: boolean;
  /** Epoch milliseconds at which the next of them is established. */
  readonly due: number;
}

/** When sessions are settled: now, and since when what is new could be established. Epoch milliseconds. */
interface Moment {
  readonly now: number;
  readonly changedAt: number;
}

/** Lets sessions wait before they are established, as long as the switches of their devices say. */
export class Convergence {
  private readonly known = new Map<string, Settled>();

  constructor(private readonly switchesOf: (hostname: string) => Delays | undefined) {}

  /**
   * The sessions of a device as they are now, those that could be established perhaps still connecting. The same list as
   * before where the same is given and nothing waited.
   *
   * @param kind what of the device's sessions is given: each kind is settled by itself
   */
  settle(hostname: string, kind: string, given: readonly BgpSession[], moment: Moment): readonly BgpSession[] {
    const place = `${hostname} ${kind}`;
    const before = this.known.get(place);
    if (before?.given === given && !before.waits) return before.settled;
    const ready = new Map<string, Ready>();
    let due = Number.POSITIVE_INFINITY;
    const settled = given.map((session): BgpSession => {
      if (session.state !== 'Established') return session;
      const one = this.readyAt(session, before?.ready.get(sessionKey(session)), moment);
      ready.set(sessionKey(session), one.ready);
      if (one.ready.isEstablished) return session;
      due = Math.min(due, one.due);
      return { ...session, state: 'Connect', peer: undefined };
    });
    const waits = [...ready.values()].some(({ isEstablished }) => !isEstablished);
    this.known.set(place, { given, settled, ready, waits, due });
    return settled;
  }

  /** The moment at which the next session is established, if any waits for one. */
  get due(): number | undefined {
    const due = [...this.known.values()].reduce((first, one) => Math.min(first, one.due), Number.POSITIVE_INFINITY);
    return Number.isFinite(due) ? due : undefined;
  }

  private readyAt(session: BgpSession, before: Ready | undefined, { changedAt, now }: Moment) {
    const parameters = parametersOf(session);
    const known = before?.parameters === parameters ? before : { parameters, since: changedAt, isEstablished: false };
    const due = known.since + this.delayOf(session);
    return { ready: { ...known, isEstablished: known.isEstablished || due <= now }, due };
  }

  private delayOf({ hostname, neighbor, peer }: BgpSession): number {
    const ends = [{ hostname, neighbor }, ...(peer?.kind === 'device' ? [peer] : [])];
    const delays = ends.map((end) => {
      const switches = this.switchesOf(end.hostname);
      const isBarred = switches?.neverUp.some(
        (one) => canonicalAddress(one) === canonicalAddress(end.neighbor.address),
      );
      return isBarred === true ? Number.POSITIVE_INFINITY : (switches?.convergenceMs ?? 0);
    });
    return Math.max(...delays);
  }
}

/** Both ends of a session between devices start anew together. */
export function parametersOf({ neighbor, peer }: BgpSession): string {
  const ends = [neighbor, ...(peer?.kind === 'device' ? [peer.neighbor] : [])].map(sessionParameters);
  return ends.sort().join(' ');
}
