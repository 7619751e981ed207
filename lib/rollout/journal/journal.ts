import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { invalidChangeId } from '../../errors';
import { isChangeId } from './change-id';
import type { ChangeKind } from '../events';
import type { ChangeOutcome, DeviceOutcome } from '../outcome';
import type { RecordedDevice } from './recorded-device';
import type { RolloutMode } from '../settings';

/**
 * One line of the journal. Only names, digests, times, decisions and reasons can be said in it, and how devices are reached:
 * no configuration and no text of a device, hence no secret.
 */
export type JournalEntry =
  | {
      readonly entry: 'started';
      readonly kind: ChangeKind;
      readonly mode: RolloutMode;
      readonly fabric: string;
      readonly manifestDigest?: string;
      readonly hostnames: readonly string[];
      /** How they are reached. */
      readonly devices: readonly RecordedDevice[];
    }
  /** Something dangerous that was agreed to, by whom the reason says. */
  | {
      readonly entry: 'consent';
      readonly kind: string;
      readonly hostname?: string;
      readonly vrf?: string;
      readonly reason: string;
    }
  | { readonly entry: 'unchanged'; readonly hostname: string }
  /** SHA-256 of the diff that the device showed. */
  | { readonly entry: 'staged'; readonly hostname: string; readonly diffDigest: string }
  /** From 1. */
  | { readonly entry: 'wave'; readonly wave: number; readonly hostnames: readonly string[] }
  /** Written before the commit is sent: from here the device may carry the change. */
  | { readonly entry: 'committing'; readonly hostname: string; readonly groupDigest: string; readonly minutes: number }
  | { readonly entry: 'pending'; readonly hostname: string; readonly revertsAt: string }
  | { readonly entry: 'checked'; readonly hostnames: readonly string[] }
  | { readonly entry: 'problem'; readonly hostname?: string; readonly code: string }
  /** Another process goes on with a change that was left in the middle, having read the devices. */
  | { readonly entry: 'takenOver'; readonly by: 'resume' | 'undo'; readonly pending: readonly string[] }
  /** On disk before the first confirmation or rollback of these devices is sent. */
  | {
      readonly entry: 'decided';
      readonly decision: 'confirm' | 'rollBack';
      readonly hostnames: readonly string[];
    }
  | { readonly entry: 'outcome'; readonly hostname: string; readonly outcome: DeviceOutcome }
  | {
      readonly entry: 'finished';
      readonly outcome: ChangeOutcome;
      readonly devices: Readonly<Record<string, DeviceOutcome>>;
    };

/** What is true of one change, on disk at each moment: JSON lines, only ever appended, each flushed before it counts. */
export class Journal {
  /** Starts the journal of a change, `<directory>/<fabric>/<change id>.jsonl`. The caller holds the fabric's lock. */
  static start(directory: string, fabric: string, changeId: string, now: () => number): Journal {
    const file = journalFile(directory, fabric, changeId);
    const folder = path.dirname(file);
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(file, 'ax');
    flushDirectory(folder);
    return new Journal(file, descriptor, changeId, now);
  }

  /** Goes on with the journal of a change whose process is gone; starts it where there is none. */
  static goOn(directory: string, fabric: string, changeId: string, now: () => number): Journal {
    const file = journalFile(directory, fabric, changeId);
    if (!existsSync(file)) return Journal.start(directory, fabric, changeId, now);
    const isTorn = !readFileSync(file, 'utf8').endsWith('\n');
    const journal = new Journal(file, openSync(file, 'a'), changeId, now);
    if (isTorn) writeSync(journal.descriptor, '\n');
    return journal;
  }

  private constructor(
    /** Where it is. */
    readonly file: string,
    private readonly descriptor: number,
    private readonly changeId: string,
    private readonly now: () => number,
  ) {}

  /** Appends one line; when it returns, the line is on disk. */
  append(entry: JournalEntry): void {
    const line = { time: new Date(this.now()).toISOString(), changeId: this.changeId, ...entry };
    writeSync(this.descriptor, `${JSON.stringify(line)}\n`);
    fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/**
 * Where the journal of a change is.
 *
 * @throws invalidChangeId
 */
export function journalFile(directory: string, fabric: string, changeId: string): string {
  if (!isChangeId(changeId)) throw invalidChangeId(changeId);
  return path.join(directory, fabric, `${changeId}.jsonl`);
}

/** The name of a new file is on disk only when its directory is. */
function flushDirectory(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
