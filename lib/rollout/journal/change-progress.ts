import { transitionForbidden } from './errors';
import type { JournalEntry } from './journal-entry';

/**
 * Where a device stands in a change.
 *
 * - `untouched`: nothing was committed, or the device has refused it.
 * - `sent`: a confirmed commit was sent and no answer came.
 * - `pending`: it carries the change until its timer runs out.
 * - `confirmed`, `rolledBack`: what was read from it in the end.
 * - `unknown`: it could not be read in the end.
 */
export type DeviceState = 'untouched' | 'sent' | 'pending' | 'confirmed' | 'rolledBack' | 'unknown';

/** What was decided of devices that carry a change. */
type Decision = Extract<JournalEntry, { entry: 'decided' }>['decision'];

/** What the entries of a journal say of one device, together. */
export interface DeviceProgress {
  readonly state: DeviceState;
  /** The last word, of whichever process. */
  readonly decision?: Decision;
  /** The process that goes on with the change has decided it: from there nothing else is decided. */
  readonly isBound: boolean;
}

/** What an entry says of one device. */
type Step =
  | 'second transaction'
  | 'unchanged'
  | 'staged'
  | 'committing'
  | 'pending'
  | 'decided to confirm'
  | 'decided to roll back'
  | 'ended unchanged'
  | 'ended confirmed'
  | 'ended rolledBack'
  | 'ended unknown'
  | 'taken over, waiting'
  | 'taken over, not waiting';

/** From which states a step leads where. There is no other way from one state to another. */
const TRANSITIONS: Readonly<Record<Step, Readonly<Partial<Record<DeviceState, DeviceState>>>>> = {
  'second transaction': { untouched: 'untouched', confirmed: 'untouched' },
  unchanged: { untouched: 'untouched', confirmed: 'confirmed' },
  staged: { untouched: 'untouched' },
  committing: { untouched: 'sent' },
  pending: { sent: 'pending' },
  'decided to confirm': { pending: 'pending' },
  'decided to roll back': { sent: 'sent', pending: 'pending' },
  'ended unchanged': { sent: 'untouched', pending: 'untouched' },
  'ended confirmed': { sent: 'confirmed', pending: 'confirmed' },
  'ended rolledBack': { sent: 'rolledBack', pending: 'rolledBack' },
  'ended unknown': { sent: 'unknown', pending: 'unknown' },
  // The device's own word counts for more than that of a process which is gone.
  'taken over, waiting': {
    untouched: 'pending',
    sent: 'pending',
    pending: 'pending',
    confirmed: 'pending',
    rolledBack: 'pending',
    unknown: 'pending',
  },
  'taken over, not waiting': {
    untouched: 'untouched',
    sent: 'unknown',
    pending: 'unknown',
    confirmed: 'confirmed',
    rolledBack: 'rolledBack',
    unknown: 'unknown',
  },
};

const DECISIONS: Readonly<Partial<Record<Step, Decision>>> = {
  'decided to confirm': 'confirm',
  'decided to roll back': 'rollBack',
};

const UNTOUCHED: DeviceProgress = { state: 'untouched', isBound: false };

/** What an entry makes of the devices that it is about, by hostname. */
export type Advance = ReadonlyMap<string, DeviceProgress>;

/**
 * Where the devices of a change stand: its entries in their order, one after the other, whether they are said now or were
 * read from the journal of a process that is gone.
 */
export class ChangeProgress {
  private readonly devices = new Map<string, DeviceProgress>();

  of(hostname: string): DeviceProgress {
    return this.devices.get(hostname) ?? UNTOUCHED;
  }

  /** Host names of the devices that were told, or were about to be told, to keep the change. */
  decidedToConfirm(): ReadonlySet<string> {
    return new Set([...this.devices].flatMap(([hostname, { decision }]) => (decision === 'confirm' ? [hostname] : [])));
  }

  /**
   * What comes of an entry, without saying that it happened.
   *
   * @throws transitionForbidden
   */
  after(entry: JournalEntry): Advance {
    return new Map(
      this.stepsOf(entry).map(([hostname, step]) => [hostname, advanced(hostname, this.of(hostname), step)]),
    );
  }

  /** It has happened. */
  become(advance: Advance): void {
    for (const [hostname, progress] of advance) this.devices.set(hostname, progress);
  }

  private stepsOf(entry: JournalEntry): (readonly [hostname: string, step: Step])[] {
    switch (entry.entry) {
      case 'unchanged':
      case 'staged':
      case 'committing':
      case 'pending':
        return [[entry.hostname, entry.entry]];
      case 'secondTransaction':
        return entry.hostnames.map((hostname) => [hostname, 'second transaction']);
      case 'decided': {
        const step = entry.decision === 'confirm' ? 'decided to confirm' : 'decided to roll back';
        return entry.hostnames.map((hostname) => [hostname, step]);
      }
      case 'outcome':
        return [[entry.hostname, `ended ${entry.outcome}`]];
      case 'takenOver': {
        const waiting = new Set(entry.pending);
        return [...new Set([...this.devices.keys(), ...waiting])].map((hostname) => [
          hostname,
          waiting.has(hostname) ? 'taken over, waiting' : 'taken over, not waiting',
        ]);
      }
      default:
        return [];
    }
  }
}

function advanced(hostname: string, { state, decision, isBound }: DeviceProgress, step: Step): DeviceProgress {
  const next = TRANSITIONS[step][state];
  const decided = DECISIONS[step];
  if (next === undefined || (decided !== undefined && isBound && decided !== decision)) {
    throw transitionForbidden(hostname, decision === undefined ? state : `${state}, decided to ${decision}`, step);
  }
  if (step === 'second transaction') return { state: next, isBound: false };
  if (decided !== undefined) return { state: next, decision: decided, isBound: true };
  return { state: next, decision, isBound: isBound && !step.startsWith('taken over') };
}
