import fs, { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileJournalStore } from '../../../lib/rollout/journal/file-journal-store';
import { Journal } from '../../../lib/rollout/journal/journal';
import type { JournalEntry } from '../../../lib/rollout/journal/journal-entry';
import type { JournalSink } from '../../../lib/rollout/journal/journal-store';

const decided: JournalEntry = { entry: 'decided', decision: 'confirm', hostnames: ['leaf10'] };
const checked = (hostname: string): JournalEntry => ({ entry: 'checked', hostnames: [hostname] });

/** Keeps lines in memory, each group when the test says so. */
class SlowSink implements JournalSink {
  readonly name = 'memory';
  readonly groups: string[][] = [];
  private answers: ((failure?: Error) => void)[] = [];

  append(lines: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.answers.push((failure) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        this.groups.push(namesIn(lines));
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The disk is done with the group that is on its way. */
  async answer(failure?: Error): Promise<void> {
    await turn();
    this.answers.shift()?.(failure);
    await turn();
  }
}

function namesIn(lines: string): string[] {
  const parsed = lines.trim().split('\n');
  return parsed.map((line) => {
    const { entry, hostnames } = JSON.parse(line) as { entry: string; hostnames: string[] };
    return `${entry} ${hostnames.join(' ')}`;
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

describe('a journal over a slow disk', () => {
  let sink: SlowSink;
  let failures: unknown[];
  let journal: Journal;
  beforeEach(() => {
    sink = new SlowSink();
    failures = [];
    journal = new Journal(sink, {
      changeId: 'change-1',
      now: () => 0,
      onFailure: (error) => {
        failures.push(error);
      },
    });
  });

  test('what is said while one group is on its way goes together in the next', async () => {
    journal.note(checked('leaf10'));
    await turn();
    journal.note(checked('leaf11'));
    journal.note(checked('leaf12'));
    const recorded = journal.record(decided);
    await sink.answer();
    await sink.answer();
    await recorded;
    expect(sink.groups).toEqual([['checked leaf10'], ['checked leaf11', 'checked leaf12', 'decided leaf10']]);
  });

  test('what is recorded waits for the disk', async () => {
    const done = jest.fn();
    const recorded = journal.record(decided).then(done);
    await turn();
    expect(done).not.toHaveBeenCalled();
    await sink.answer();
    await recorded;
    expect(done).toHaveBeenCalled();
  });

  test('a failed flush is the result of what waits for it, which was not said then; the rest is tried again', async () => {
    journal.note(checked('leaf10'));
    const recorded = journal.record(decided);
    await Promise.all([expect(recorded).rejects.toBe(full), sink.answer(full)]);
    journal.note(checked('leaf11'));
    await sink.answer();
    await journal.close();
    expect(sink.groups).toEqual([['checked leaf10', 'checked leaf11']]);
    expect(failures).toEqual([full]);
  });

  test('what nobody waits for and cannot be written is the result of the next that waits', async () => {
    journal.note(checked('leaf10'));
    await sink.answer(full);
    const recorded = journal.record(decided);
    await Promise.all([expect(recorded).rejects.toBe(full), sink.answer(full)]);
    expect(failures).toEqual([full]);
  });

  test('what is true whatever becomes of the journal is never refused, and written as soon as that is possible', async () => {
    const attempted = journal.attempt(decided);
    await sink.answer(full);
    await attempted;
    const closed = journal.close();
    await sink.answer();
    await closed;
    expect(sink.groups).toEqual([['decided leaf10']]);
  });

  test('who waits for what cannot be written is told once, by that alone', async () => {
    const recorded = journal.record(decided);
    await Promise.all([expect(recorded).rejects.toBe(full), sink.answer(full)]);
    expect(failures).toEqual([]);
  });
});

describe('a journal as a file', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'journal-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(directory, { recursive: true });
  });

  /** The next writes take so many bytes, and then there is no space. */
  function takeOnly(...counts: readonly number[]): void {
    const left = [...counts];
    const real = fs.write.bind(fs) as (...args: unknown[]) => void;
    jest.spyOn(fs, 'write').mockImplementation((...args: unknown[]) => {
      const [descriptor, bytes, offset, length, position, done] = args as [
        number,
        Buffer,
        number,
        number,
        null,
        (error: Error | null, count?: number) => void,
      ];
      const count = left.shift();
      if (count === undefined) done(full);
      else real(descriptor, bytes, offset, Math.min(count, length), position, done);
    });
  }

  test('a disk that takes a line in pieces gets all of it', async () => {
    const sink = await new FileJournalStore(directory).start('dc1', 'change-1');
    takeOnly(1, 2, 3, 1000);
    await sink.append('one whole line\n');
    await sink.close();
    expect(readFileSync(sink.name, 'utf8')).toBe('one whole line\n');
  });

  test('half a line is none: what was whole before stands, and the next line begins anew', async () => {
    const sink = await new FileJournalStore(directory).start('dc1', 'change-1');
    await sink.append('first\n');
    takeOnly(4);
    await expect(sink.append('second\n')).rejects.toBe(full);
    expect(readFileSync(sink.name, 'utf8')).toBe('first\n');
    jest.restoreAllMocks();
    await sink.append('third\n');
    await sink.close();
    expect(readFileSync(sink.name, 'utf8')).toBe('first\nthird\n');
  });

  test('what was not synced once is never believed again', async () => {
    const sink = await new FileJournalStore(directory).start('dc1', 'change-1');
    const bad = Object.assign(new Error('i/o error'), { code: 'EIO' });
    jest.spyOn(fs, 'fdatasync').mockImplementation((_descriptor, done) => {
      done(bad);
    });
    await expect(sink.append('first\n')).rejects.toBe(bad);
    jest.restoreAllMocks();
    await expect(sink.append('second\n')).rejects.toBe(bad);
    await sink.close();
    expect(readFileSync(sink.name, 'utf8')).toBe('');
  });

  test('a disk that can neither be written nor mended is left alone', async () => {
    const sink = await new FileJournalStore(directory).start('dc1', 'change-1');
    takeOnly(4);
    jest.spyOn(fs, 'ftruncate').mockImplementation(((
      _descriptor: number,
      _length: number,
      done: (e: Error) => void,
    ) => {
      done(full);
    }) as typeof fs.ftruncate);
    await expect(sink.append('first\n')).rejects.toBe(full);
    jest.restoreAllMocks();
    await expect(sink.append('second\n')).rejects.toBe(full);
    await sink.close();
    expect(readFileSync(sink.name, 'utf8')).toBe('firs');
  });
});
