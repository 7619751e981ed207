import { close, existsSync, fdatasync, ftruncate, openSync, readFileSync, statSync, write } from 'node:fs';
import path from 'node:path';
import { makePrivateDirectory, PRIVATE_FILE, writableByOthers } from '../../files/narrow-modes';
import { syncDirectory } from '../../files/replace-file';
import { isChangeId } from './change-id';
import { invalidChangeId, journalUnwritable, othersMayWrite, systemErrorCode } from './errors';
import type { RecordedChanges } from './journal-reader';
import { recordedChanges } from './journal-reader';
import type { JournalSink, JournalStore } from './journal-store';

/** Journals as files: `<directory>/<fabric>/<change id>.jsonl`, JSON lines that are only ever appended. */
export class FileJournalStore implements JournalStore {
  constructor(private readonly directory: string) {}

  start(fabric: string, changeId: string): Promise<JournalSink> {
    return inPromise(() => this.started(this.fileOf(fabric, changeId)));
  }

  goOn(fabric: string, changeId: string): Promise<FileJournalSink> {
    return inPromise(() => {
      const file = this.fileOf(fabric, changeId);
      if (!existsSync(file)) return this.started(file);
      return opened(file, () => {
        const mode = writableByOthers(statSync(file));
        if (mode !== undefined) throw othersMayWrite(mode);
        const text = readFileSync(file);
        return new FileJournalSink(file, openSync(file, 'a'), {
          isNew: false,
          bytes: text.length,
          isTorn: text.length > 0 && text.at(-1) !== NEWLINE,
        });
      });
    });
  }

  recorded(fabric: string): Promise<RecordedChanges> {
    return inPromise(() => recordedChanges(this.directory, fabric));
  }

  private started(file: string): FileJournalSink {
    return opened(file, () => {
      const folder = path.dirname(file);
      makePrivateDirectory(folder);
      const descriptor = openSync(file, 'ax', PRIVATE_FILE);
      syncDirectory(folder);
      return new FileJournalSink(file, descriptor, { isNew: true, bytes: 0, isTorn: false });
    });
  }

  private fileOf(fabric: string, changeId: string): string {
    if (!isChangeId(changeId)) throw invalidChangeId(changeId);
    return path.join(this.directory, fabric, `${changeId}.jsonl`);
  }
}

const NEWLINE = 0x0a;

/** How a file is when it is opened. */
interface Opened {
  readonly isNew: boolean;
  readonly bytes: number;
  /** Whether it ends within a line, of a process that was killed. */
  readonly isTorn: boolean;
}

class FileJournalSink implements JournalSink {
  readonly isNew: boolean;
  /** Length of what counts. */
  private bytes: number;
  private isTorn: boolean;
  /** Why nothing can be appended any more. */
  private broken: Error | undefined;

  constructor(
    readonly name: string,
    private readonly descriptor: number,
    { isNew, bytes, isTorn }: Opened,
  ) {
    this.isNew = isNew;
    this.bytes = bytes;
    this.isTorn = isTorn;
  }

  async append(lines: string): Promise<void> {
    if (this.broken !== undefined) throw this.broken;
    const bytes = Buffer.from(this.isTorn ? `\n${lines}` : lines);
    try {
      await writeAll(this.descriptor, bytes);
    } catch (error) {
      await this.takeBack();
      throw error;
    }
    try {
      await synced(this.descriptor);
    } catch (error) {
      await this.takeBack();
      // What was not synced once may never be: the system forgets that it is not on disk.
      this.broken = asError(error);
      throw error;
    }
    this.bytes += bytes.length;
    this.isTorn = false;
  }

  close(): Promise<void> {
    return called((done) => {
      close(this.descriptor, done);
    });
  }

  /** Half a line, or lines that nobody was told are there, would be read as said. */
  private async takeBack(): Promise<void> {
    try {
      await called((done) => {
        ftruncate(this.descriptor, this.bytes, done);
      });
    } catch (error) {
      this.broken = asError(error);
    }
  }
}

/** A disk that is nearly full takes a part of what it is given, and says so by the count alone. */
async function writeAll(descriptor: number, bytes: Buffer): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    offset += await written(descriptor, bytes, offset);
  }
}

function written(descriptor: number, bytes: Buffer, offset: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, offset, bytes.length - offset, null, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

function synced(descriptor: number): Promise<void> {
  return called((done) => {
    fdatasync(descriptor, done);
  });
}

function called(work: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

/** What throws rejects. */
function inPromise<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

/** Another operator's journal may be read and not written. */
function opened<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw journalUnwritable(file, systemErrorCode(error));
  }
}
