import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writableByOthers } from '../../files/narrow-modes';
import type { FabricError } from '../../model/fabric-error';
import { reasonOf } from '../../model/fabric-error';
import { ChangeProgress } from './change-progress';
import { journalUnreadable, othersMayWrite, systemErrorCode } from './errors';
import { stateDirectoryUnusable } from '../errors';
import { compareText } from '../../model/order';
import type { ChangeKind, EventListener } from '../events';
import type { JournalLine } from './journal-entry';
import { readJournalLine } from './journal-entry';
import type { ChangeOutcome } from '../outcome';
import type { RecordedDevice } from './recorded-device';

/** What a journal on disk says of its change. */
export interface RecordedChange {
  readonly changeId: string;
  readonly kind: ChangeKind;
  /** Id of the change that this one takes back. */
  readonly reverses?: string;
  readonly manifestDigest?: string;
  /** Host names of the devices it was about. */
  readonly hostnames: readonly string[];
  /** How they were reached; those that an earlier version of the library wrote nothing of are not in it. */
  readonly devices: readonly RecordedDevice[];
  /** Where its devices stand, as far as it says. */
  readonly progress: ChangeProgress;
  /** Host names of the devices that it was to change. */
  readonly staged: ReadonlySet<string>;
  /** By its clock, as are all times of a journal. */
  readonly startedAt: string;
  /** Present where the process that was last at work on it was told to stop: when, and the code of why. */
  readonly calledOff?: { readonly at: string; readonly code: string };
  /** Undefined when its process did not come to an end. */
  readonly outcome?: ChangeOutcome;
}

/** The journals of a fabric. */
export interface RecordedChanges {
  /** The newest first. */
  readonly changes: readonly RecordedChange[];
  /** For each journal that cannot be read, why: what it says is not known, and that has to be told. */
  readonly leftOut: readonly FabricError[];
}

/**
 * The changes of a fabric that have a journal.
 *
 * @throws stateDirectoryUnusable
 */
export function recordedChanges(directory: string, fabric: string): RecordedChanges {
  const folder = path.join(directory, fabric);
  const read = namesIn(folder).map((name) => readJournal(path.join(folder, name)));
  const begun = read.flatMap((one) => (one.journal === undefined ? [] : [one.journal]));
  return {
    changes: begun.sort(
      (one, other) => compareText(other.startedAt, one.startedAt) || compareText(other.changeId, one.changeId),
    ),
    leftOut: read.flatMap((one) => (one.unreadable === undefined ? [] : [one.unreadable])),
  };
}

/** Whether the devices of the change may differ from one another, or from what its journal says. */
export function isUnfinished({ outcome }: RecordedChange): boolean {
  return outcome === undefined || outcome === 'partiallyApplied' || outcome === 'unknown';
}

/** Names the journals that were left out: whoever recovers a change must know that one of them may be its own. */
export function warnOfLeftOut(leftOut: RecordedChanges['leftOut'], { emit }: { readonly emit: EventListener }): void {
  for (const { message } of leftOut) emit({ type: 'warning', message });
}

const SUFFIX = '.jsonl';

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return [];
    throw stateDirectoryUnusable(folder, code);
  }
}

/** Neither where the process was killed before its first line was whole: nothing was said, and nothing was done. */
interface ReadJournal {
  readonly journal?: RecordedChange;
  readonly unreadable?: FabricError;
}

function readJournal(file: string): ReadJournal {
  const text = textOf(file);
  if ('reason' in text) return { unreadable: journalUnreadable(file, text.reason) };
  const lines = linesOf(text.text);
  if ('reason' in lines) return { unreadable: journalUnreadable(file, lines.reason) };
  const [started] = lines.whole;
  if (started === undefined && !text.text.includes('\n')) return {};
  if (started?.entry !== 'started') return { unreadable: journalUnreadable(file, 'it does not say what was begun') };
  const changeId = path.basename(file, SUFFIX);
  const progress = progressIn(lines.whole);
  if ('reason' in progress) return { unreadable: journalUnreadable(file, progress.reason) };
  const other = lines.whole.find((line) => line.changeId !== changeId);
  if (other !== undefined) return { unreadable: journalUnreadable(file, `it speaks of the change ${other.changeId}`) };
  return { journal: changeIn(started, lines.whole, progress) };
}

/** A pipe in the place of a journal would never end. */
function textOf(file: string): { readonly text: string } | { readonly reason: string } {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return { reason: 'it is no regular file' };
    const mode = writableByOthers(stats);
    // It says how devices are logged in to, by programs even: whoever could write it could run them.
    return mode === undefined ? { text: readFileSync(file, 'utf8') } : { reason: othersMayWrite(mode).message };
  } catch (error) {
    return { reason: systemErrorCode(error) };
  }
}

/** The last line of a process that was killed may be half a line: what is not whole was not said. */
function linesOf(text: string): { readonly whole: readonly JournalLine[] } | { readonly reason: string } {
  const whole: JournalLine[] = [];
  for (const [index, json] of text.split('\n').entries()) {
    const parsed = parse(json);
    if (parsed === undefined) continue;
    const line = readJournalLine(parsed.said);
    if ('wrong' in line) return { reason: `line ${index + 1}: ${line.wrong}` };
    whole.push(line);
  }
  return { whole };
}

/** What never happens was written by no process of ours, or by two at once. */
function progressIn(lines: readonly JournalLine[]): ChangeProgress | { readonly reason: string } {
  const progress = new ChangeProgress();
  try {
    for (const line of lines) progress.become(progress.after(line));
    return progress;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function parse(json: string): { readonly said: unknown } | undefined {
  try {
    return { said: JSON.parse(json) };
  } catch {
    return undefined;
  }
}

type Started = Extract<JournalLine, { entry: 'started' }>;

function changeIn(
  { changeId, kind, reverses, manifestDigest, hostnames, devices, time }: Started,
  lines: readonly JournalLine[],
  progress: ChangeProgress,
): RecordedChange {
  const staged = new Set(lines.flatMap((line) => (line.entry === 'staged' ? [line.hostname] : [])));
  const outcomes = lines.flatMap((line) => (line.entry === 'finished' ? [line.outcome] : []));
  const ownLines = lines.slice(lines.findLastIndex(({ entry }) => entry === 'takenOver') + 1);
  const [calledOff] = ownLines.flatMap((one) => (one.entry === 'calledOff' ? [{ at: one.time, code: one.code }] : []));
  const said = { changeId, kind, reverses, manifestDigest, hostnames, devices };
  return { ...said, progress, staged, startedAt: time, calledOff, outcome: outcomes.at(-1) };
}
