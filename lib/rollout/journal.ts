import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ChangeOutcome, DeviceOutcome } from './outcome';

/**
 * One line of the journal. Only names, digests, times, decisions and reasons can be said in it: no configuration and no
 * text of a device, hence no secret.
 */
export type JournalEntry =
  | {
      readonly entry: 'started';
      readonly kind: 'apply' | 'withdraw';
      readonly fabric: string;
      readonly manifestDigest?: string;
      readonly hostnames: readonly string[];
    }
  /** Something dangerous that was agreed to, by whom the reason says. */
  | { readonly entry: 'consent'; readonly kind: string; readonly hostname: string; readonly reason: string }
  | { readonly entry: 'unchanged'; readonly hostname: string }
  /** SHA-256 of the diff that the device showed. */
  | { readonly entry: 'staged'; readonly hostname: string; readonly diffDigest: string }
  /** Written before the commit is sent: from here the device may carry the change. */
  | { readonly entry: 'committing'; readonly hostname: string; readonly groupDigest: string; readonly minutes: number }
  | { readonly entry: 'pending'; readonly hostname: string; readonly revertsAt: string }
  | { readonly entry: 'checked'; readonly hostnames: readonly string[] }
  | { readonly entry: 'problem'; readonly hostname?: string; readonly code: string }
  /** On disk before the first confirmation or rollback is sent. */
  | { readonly entry: 'decided'; readonly decision: 'confirm' | 'rollBack' }
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
    const folder = path.join(directory, fabric);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${changeId}.jsonl`);
    const descriptor = openSync(file, 'ax');
    flushDirectory(folder);
    return new Journal(file, descriptor, changeId, now);
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

/** The name of a new file is on disk only when its directory is. */
function flushDirectory(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
