import type { LabClock } from '../../lab-clock';
import type { PeerState, Session } from './bgp-sessions';

/** Since when a session is in its state, and how often it went down. */
export interface SessionRecord {
  readonly state: PeerState;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly flaps: number;
}

/** Remembers sessions across changes of the fabric. */
export class SessionHistory {
  private readonly records = new Map<string, SessionRecord>();
  private changedAt: number;

  constructor(private readonly clock: LabClock) {
    this.changedAt = clock.now();
  }

  /** Whatever is found different from now on, is different since now. */
  changed(): void {
    this.changedAt = this.clock.now();
  }

  /** Takes note of the present sessions. */
  record(sessions: readonly Session[]): void {
    const present = new Set(sessions.map(sessionKey));
    for (const known of this.records.keys()) {
      if (!present.has(known)) this.records.delete(known);
    }
    for (const session of sessions) {
      const key = sessionKey(session);
      const before = this.records.get(key);
      if (before?.state === session.state) continue;
      const flaps = (before?.flaps ?? 0) + (before?.state === 'Established' ? 1 : 0);
      this.records.set(key, { state: session.state, since: this.changedAt, flaps });
    }
  }

  /** What is remembered of a session. */
  of(session: Session): SessionRecord {
    return this.records.get(sessionKey(session)) ?? { state: session.state, since: this.changedAt, flaps: 0 };
  }
}

function sessionKey({ hostname, neighbor }: Session): string {
  return `${hostname} ${neighbor.instance.name} ${neighbor.group} ${neighbor.address}`;
}
