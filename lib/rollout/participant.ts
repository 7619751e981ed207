import type { Check } from '../checks/check-kinds';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { DeviceChange } from './group/device-change';
import type { DeviceSession, HistoryEntry, RolloutDevice } from './device-session';
import type { ChangeProgress, DeviceState } from './journal/change-progress';
import type { DeviceOutcome } from './outcome';
import type { LookedAt } from './plan/assess/assess';
import { Touched } from './plan/impact/touched';

/** What a device was seen to have before there was a lock. */
export interface SeenBefore {
  readonly history: readonly HistoryEntry[];
  /** Looks at it once more, over a session that holds the lock. */
  readonly again: (session: DeviceSession) => Promise<LookedAt>;
}

/** A device that the change has nothing to do with but for what it shares with devices that change. */
export interface SeenOutside {
  /** Name of its fabric. */
  readonly fabric: string;
  /** Keys of the servers that it is an attachment of, as its own manifest says. */
  readonly servers: readonly string[];
  /** When it was first looked at: milliseconds since the epoch. */
  readonly lookedAt: number;
  /** Its commits then. */
  readonly history: readonly HistoryEntry[];
  /** Whether anything has been committed since, or waited for its confirmation. */
  hasNews: boolean;
}

/** One device of a change, changed or only looked at, from preflight to the end. */
export class Participant {
  /** What it was seen to have when its change was made; undefined where nothing is going to be loaded. */
  seen: SeenBefore | undefined;
  /** Present where it is a device of another fabric. */
  outside: SeenOutside | undefined;
  /** What the device showed when the change was staged. */
  stagedDiff: string | undefined;
  /** Milliseconds that staging has taken. */
  stagingMs = 0;
  /** Milliseconds from taking the lock to commit until management was proved. */
  commitMs = 0;
  /** Milliseconds since the epoch when the device rolls the change back; before the device's own timer, never after. */
  revertsAt = 0;
  /** The same, after the device's own timer, never before. */
  revertsBy = 0;
  /**
   * Every commit is made on each of several routing engines: true where several were seen, before the change or since. A session
   * that takes the place of a lost one does not know, and one of them may be gone by then.
   */
  synchronize: true | undefined;
  /** The session that has the lock and the pending commit is gone. */
  sessionIsLost = false;
  /** Somebody else has committed since, and so confirmed the change: only its groups can go back. */
  confirmedByOthers = false;
  /** And cannot, for what was there before has left the archive of the device. */
  isForGood = false;
  /** A second session, opened after the commit: proof of management, and what the checks run on. */
  checkSession: DeviceSession | undefined;

  constructor(
    readonly device: RolloutDevice,
    /** The session that commits. */
    public session: DeviceSession,
    readonly change: DeviceChange,
    /** What was up before, to be up after. */
    readonly baseline: readonly Check[],
    /** Where the devices of the change stand. Only what is recorded of the change moves one on. */
    private readonly progress: Pick<ChangeProgress, 'of'>,
    /** Its part of the intent; undefined for a device that leaves the fabric. */
    readonly intent?: DeviceIntent,
    /** Identifiers of the Ethernet segments it is on, whoever configured them. */
    readonly ethernetSegments: readonly string[] = [],
  ) {
    this.touched = new Touched(change, intent);
  }

  readonly touched: Touched;

  get hostname(): string {
    return this.device.hostname;
  }

  get state(): DeviceState {
    return this.progress.of(this.hostname).state;
  }

  /** What has become of it so far; not known as long as it is in motion. */
  get outcome(): DeviceOutcome {
    return OUTCOMES[this.state];
  }

  /** The session to ask for the operational state. */
  get operationalSession(): DeviceSession {
    return this.checkSession ?? this.session;
  }

  /** Whether the device may carry the change without having it for good. */
  get isInMotion(): boolean {
    return this.state === 'sent' || this.state === 'pending';
  }

  /** Whether the device shall change and has not, or has taken it back. */
  get isOld(): boolean {
    return this.change.needed && !this.isInMotion && this.outcome !== 'confirmed';
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.session.close(), this.checkSession?.close()]);
  }
}

const OUTCOMES: Readonly<Record<DeviceState, DeviceOutcome>> = {
  untouched: 'unchanged',
  sent: 'unknown',
  pending: 'unknown',
  confirmed: 'confirmed',
  rolledBack: 'rolledBack',
  unknown: 'unknown',
};
