import type { DeviceState } from './journal/change-progress';
import type { ChangeKind, EventListener } from './events';
import { FileJournalStore } from './journal/file-journal-store';
import type { RecordedChange } from './journal/journal-reader';
import { warnOfLeftOut } from './journal/journal-reader';
import { StateLock } from './journal/state-lock';
import type { ChangeOutcome } from './outcome';

/** What a journal says of the newest change of a fabric. No device was asked. */
export interface ChangeStatus {
  readonly changeId: string;
  readonly kind: ChangeKind;
  /** Id of the change that this one takes back. */
  readonly reverses?: string;
  /**
   * - `running`: its process is at work.
   * - `ending`: the same, and it was called off: it is taken back, or confirmed where that was decided.
   * - `ended`: it has come to its end, which is the outcome.
   * - `abandoned`: its process is gone; devices that wait take it back by their timers.
   */
  readonly phase: 'running' | 'ending' | 'ended' | 'abandoned';
  readonly decision?: 'confirm' | 'rollBack';
  readonly outcome?: ChangeOutcome;
  /** By hostname. */
  readonly devices: Readonly<Record<string, DeviceState>>;
}

/** The same, and the journal. */
export interface ReadStatus {
  readonly status: ChangeStatus;
  readonly recorded: RecordedChange;
}

/** @throws stateDirectoryUnusable, lockUnusable */
export async function changeStatus(
  fabric: string,
  stateDirectory: string,
  onEvent: EventListener,
): Promise<ReadStatus | undefined> {
  // Before the journals: a change that ends in between is then said to have ended.
  const holder = StateLock.holder(stateDirectory, fabric);
  const { changes, leftOut } = await new FileJournalStore(stateDirectory).recorded(fabric);
  warnOfLeftOut(leftOut, { emit: onEvent });
  const recorded = changes.find(({ changeId }) => changeId === holder?.changeId) ?? changes[0];
  if (recorded === undefined) return undefined;
  const { changeId, hostnames, kind, outcome, progress, reverses } = recorded;
  const isAtWork = holder?.changeId === changeId && holder.isGone !== true;
  const [decision] = hostnames.flatMap((one) => progress.of(one).decision ?? []);
  const status = {
    changeId,
    kind,
    ...(reverses !== undefined && { reverses }),
    phase: phaseOf(recorded, isAtWork),
    ...(decision !== undefined && { decision }),
    ...(outcome !== undefined && { outcome }),
    devices: Object.fromEntries(hostnames.map((one) => [one, progress.of(one).state])),
  };
  return { status, recorded };
}

function phaseOf({ calledOff, outcome }: RecordedChange, isAtWork: boolean): ChangeStatus['phase'] {
  if (outcome !== undefined) return 'ended';
  if (!isAtWork) return 'abandoned';
  return calledOff === undefined ? 'running' : 'ending';
}
