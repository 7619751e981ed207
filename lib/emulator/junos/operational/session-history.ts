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
  /** By hostname, then by session. */
  private readonly records = new Map<string, ReadonlyMap<string, SessionRecord>>();
  private readonly recorded = new Map<string, readonly BgpSession[]>();
  /** Epoch milliseconds since when what is new is so. */
  changedAt: number;

  constructor(private readonly clock: LabClock) {
    this.changedAt = clock.now();
  }

  /** Whatever is found different from now on, is different since now. */
  changed(): void {
    this.changedAt = this.clock.now();
  }

  /** Takes note of the present sessions of a device. */
  record(hostname: string, sessions: readonly BgpSession[]): void {
    if (this.recorded.get(hostname) === sessions) return;
    this.recorded.set(hostname, sessions);
    const known = this.records.get(hostname);
    this.records.set(
      hostname,
      new Map(sessions.map((one) => [sessionKey(one), this.recordOf(one, known?.get(sessionKey(one)))])),
    );
  }

  private recordOf(session: BgpSession, before: SessionRecord | undefined): SessionRecord {
    const { state } = session;
    const parameters = state === 'Established' ? parametersOf(session) : '';
    if (before?.state === state && before.parameters === parameters) return before;
    const flaps = (before?.flaps ?? 0) + (before?.state === 'Established' ? 1 : 0);
    return { state, since: this.changedAt, flaps, parameters };
  }

  /** What is remembered of a session. */
  of(session: BgpSession): SessionRecord {
    const unknown = { state: session.state, since: this.changedAt, flaps: 0, parameters: '' };
    return this.records.get(session.hostname)?.get(sessionKey(session)) ?? unknown;
  }
}
