import type { LabClock } from '../../lab-clock';
import { parametersOf } from './convergence';
import type { PeerState, BgpSession } from './session';
import { sessionKey } from './session';

/** Since when a session is in its state, and how often it went down. */
export interface SessionRecord {
  readonly state: PeerState;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly flaps: number;
  /** What it cannot change without starting anew. */
  readonly parameters: string;
}

/** Remembers sessions across changes of the fabric. */
export class SessionHistory {
  private readonly records = new Map<string, SessionRecord>();
  /** Epoch milliseconds since when what is new is so. */
  changedAt: number;

  constructor(private readonly clock: LabClock) {
    this.changedAt = clock.now();
  }

  /** Whatever is found different from now on, is different since now. */
  changed(): void {
    this.changedAt = this.clock.now();
  }

  /** Takes note of the present sessions. */
  record(sessions: readonly BgpSession[]): void {
    const present = new Set(sessions.map(sessionKey));
    for (const known of this.records.keys()) {
      if (!present.has(known)) this.records.delete(known);
    }
    for (const session of sessions) {
      const key = sessionKey(session);
      const before = this.records.get(key);
      const parameters = session.state === 'Established' ? parametersOf(session) : '';
      if (before?.state === session.state && before.parameters === parameters) continue;
      const flaps = (before?.flaps ?? 0) + (before?.state === 'Established' ? 1 : 0);
      this.records.set(key, { state: session.state, since: this.changedAt, flaps, parameters });
    }
  }

  /** What is remembered of a session. */
  of(session: BgpSession): SessionRecord {
    const unknown = { state: session.state, since: this.changedAt, flaps: 0, parameters: '' };
    return this.records.get(sessionKey(session)) ?? unknown;
  }
}
