import type { RecordedChanges } from './journal-reader';

/** Where the lines of one change go. */
export interface JournalSink {
  /** How people find it. */
  readonly name: string;
  /**
   * Appends whole lines; when it resolves they are on disk. When it rejects none of them counts, and they may be given again. It is
   * called again only after it has come to its end.
   */
  append(lines: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the journals of all changes are kept. The caller holds the fabric's lock while it writes. */
export interface JournalStore {
  /**
   * Of a change that begins.
   *
   * @throws invalidChangeId, journalUnwritable, also where there is one already
   */
  start(fabric: string, changeId: string): Promise<JournalSink>;
  /**
   * Of a change whose process is gone; of a change that begins where there is none.
   *
   * @throws invalidChangeId, journalUnwritable
   */
  goOn(fabric: string, changeId: string): Promise<JournalSink & { readonly isNew: boolean }>;
  /** @throws stateDirectoryUnusable */
  recorded(fabric: string): Promise<RecordedChanges>;
}
