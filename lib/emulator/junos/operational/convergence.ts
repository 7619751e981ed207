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

/** Lets sessions wait before they are established, as long as the switches of their devices say. */
export class Convergence {
  private known = new Map<string, Ready>();
  private seen = new Map<string, Ready>();
  private due: number | undefined;

  constructor(private readonly switchesOf: (hostname: string) => Delays | undefined) {}

  /**
   * A session that could be established: as it is, or still connecting.
   *
   * @param changedAt epoch milliseconds since when it could be, where that is new
   */
  settle(session: BgpSession, now: number, changedAt: number): BgpSession {
    const key = sessionKey(session);
    const parameters = parametersOf(session);
    const before = this.known.get(key);
    const ready = before?.parameters === parameters ? before : { parameters, since: changedAt, isEstablished: false };
    const due = ready.since + this.delayOf(session);
    const isEstablished = ready.isEstablished || due <= now;
    this.seen.set(key, { ...ready, isEstablished });
    if (isEstablished) return session;
    if (Number.isFinite(due)) this.due = Math.min(this.due ?? due, due);
    return { ...session, state: 'Connect', peer: undefined };
  }

  /** All sessions have been seen. The moment at which the next one is established. */
  finish(): number | undefined {
    const { due } = this;
    this.known = this.seen;
    this.seen = new Map();
    this.due = undefined;
    return due;
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
