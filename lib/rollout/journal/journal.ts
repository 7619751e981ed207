import type { JournalEntry } from './journal-entry';
import { JOURNAL_VERSION } from './journal-entry';
import type { JournalSink } from './journal-store';

/** What a journal is told, and whom it tells. */
export interface JournalOptions {
  readonly changeId: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Hears once that lines could not be written for which nobody waits. */
  readonly onFailure: (error: unknown) => void;
}

/** A line that is not on disk yet. */
interface QueuedLine {
  readonly text: string;
  /** Whoever waits for it hears what came of it. */
  readonly onTried?: (failure: { readonly error: unknown } | undefined) => void;
  /** It is not said where it cannot be written; any other line is tried again with what is said next. */
  readonly isWithdrawnOnFailure: boolean;
}

/**
 * What is true of one change. Lines are written in the order in which they were said, in groups: those that are said while
 * one group is on its way go together in the next. Nobody waits for the disk who does not ask for that.
 */
export class Journal {
  private queue: QueuedLine[] = [];
  /** How many lines were ever said. */
  private said = 0;
  private flushing: Promise<void> | undefined;
  private hasFailed = false;
  private hasEnded = false;

  constructor(
    private readonly sink: JournalSink,
    private readonly options: JournalOptions,
  ) {}

  /** How people find it. */
  get name(): string {
    return this.sink.name;
  }

  /** Whether nothing can be said any more. */
  get isClosed(): boolean {
    return this.hasEnded;
  }

  /** Says what need not be on disk before anything else happens. */
  note(entry: JournalEntry): void {
    this.say(entry, { isWithdrawnOnFailure: false });
  }

  /** Says something; when it resolves, that is on disk with all that was said before. When it rejects, it was not said. */
  record(entry: JournalEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.say(entry, {
        isWithdrawnOnFailure: true,
        onTried: (failure) => {
          if (failure === undefined) resolve();
          else reject(asError(failure.error));
        },
      });
    });
  }

  /** The same where it is true whatever becomes of the journal: it never rejects. */
  attempt(entry: JournalEntry): Promise<void> {
    return new Promise((resolve) => {
      this.say(entry, {
        isWithdrawnOnFailure: false,
        onTried: () => {
          resolve();
        },
      });
    });
  }

  /** Writes what is left, as far as it can be, and gives the sink back. */
  async close(): Promise<void> {
    this.hasEnded = true;
    while (this.flushing !== undefined) await this.flushing;
    if (this.queue.length > 0) await this.flush();
    await this.sink.close();
  }

  private say(entry: JournalEntry, how: Omit<QueuedLine, 'text'>): void {
    const { changeId, now } = this.options;
    const isBeginning = entry.entry === 'started' || entry.entry === 'takenOver';
    const version = isBeginning ? { version: JOURNAL_VERSION } : {};
    const line = { time: new Date(now()).toISOString(), changeId, ...version, ...entry };
    this.queue.push({ text: `${JSON.stringify(line)}\n`, ...how });
    this.said += 1;
    this.flushing ??= this.flushAll();
  }

  /** Ends when nothing is left that was not tried. */
  private async flushAll(): Promise<void> {
    // What is said in one turn goes together.
    await Promise.resolve();
    let tried: number;
    do {
      tried = this.said;
      await this.flush();
    } while (this.said !== tried);
    this.flushing = undefined;
  }

  private async flush(): Promise<void> {
    const group = [...this.queue];
    try {
      await this.sink.append(group.map(({ text }) => text).join(''));
      this.queue = this.queue.slice(group.length);
      for (const { onTried } of group) onTried?.(undefined);
    } catch (error) {
      this.queue = [
        ...group.filter(({ isWithdrawnOnFailure }) => !isWithdrawnOnFailure),
        ...this.queue.slice(group.length),
      ];
      for (const { onTried } of group) onTried?.({ error });
      const isTold = group.every(({ isWithdrawnOnFailure }) => isWithdrawnOnFailure);
      if (!isTold && !this.hasFailed) this.options.onFailure(error);
      this.hasFailed ||= !isTold;
    }
  }
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
