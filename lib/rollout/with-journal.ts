import { housekeeping } from './housekeeping';
import { journalIncomplete, systemErrorCode } from './journal/errors';
import { Journal } from './journal/journal';
import type { JournalSink } from './journal/journal-store';
import type { Settings } from './settings';

/** Writes the journal of a change while it is worked on, and closes it in the end. Where it lacks lines that is told, once. */
export async function withJournal<T>(
  settings: Settings,
  changeId: string,
  sink: JournalSink,
  work: (journal: Journal) => Promise<T>,
): Promise<T> {
  const journal = new Journal(sink, {
    changeId,
    now: () => settings.clock.now(),
    onFailure: (error) => {
      settings.emit({ type: 'warning', message: journalIncomplete(sink.name, systemErrorCode(error)).message });
    },
  });
  try {
    return await work(journal);
  } finally {
    await housekeeping(settings, () => journal.close());
  }
}
