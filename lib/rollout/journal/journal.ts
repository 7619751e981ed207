import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { syncDirectory } from '../../files/replace-file';
import { invalidChangeId, journalUnwritable, systemErrorCode } from './errors';
import { isChangeId } from './change-id';
import type { JournalEntry } from './journal-entry';
import { JOURNAL_VERSION } from './journal-entry';

/** What is true of one change, on disk at each moment: JSON lines, only ever appended, each flushed before it counts. */
export class Journal {
  /**
   * Starts the journal of a change, `<directory>/<fabric>/<change id>.jsonl`. The caller holds the fabric's lock.
   *
   * @throws invalidChangeId, journalUnwritable
   */
  static start(directory: string, fabric: string, changeId: string, now: () => number): Journal {
    const file = journalFile(directory, fabric, changeId);
    const folder = path.dirname(file);
    const descriptor = opened(file, () => {
      mkdirSync(folder, { recursive: true });
      const created = openSync(file, 'ax');
      syncDirectory(folder);
      return created;
    });
    return new Journal(file, descriptor, changeId, now);
  }

  /**
   * Goes on with the journal of a change whose process is gone; starts it where there is none.
   *
   * @throws invalidChangeId, journalUnwritable
   */
  static goOn(directory: string, fabric: string, changeId: string, now: () => number): Journal {
    const file = journalFile(directory, fabric, changeId);
    if (!existsSync(file)) return Journal.start(directory, fabric, changeId, now);
    const descriptor = opened(file, () => {
      const standing = openSync(file, 'a');
      if (!readFileSync(file, 'utf8').endsWith('\n')) writeSync(standing, '\n');
      return standing;
    });
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
    const isBeginning = entry.entry === 'started' || entry.entry === 'takenOver';
    const version = isBeginning ? { version: JOURNAL_VERSION } : {};
    const line = { time: new Date(this.now()).toISOString(), changeId: this.changeId, ...version, ...entry };
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

/** Another operator's journal may be read and not written. */
function opened(file: string, open: () => number): number {
  try {
    return open();
  } catch (error) {
    throw journalUnwritable(file, systemErrorCode(error));
  }
}
