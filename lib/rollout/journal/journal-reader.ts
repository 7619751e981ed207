import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../model/order';
import type { ChangeKind } from '../events';
import type { JournalEntry } from './journal';
import type { ChangeOutcome } from '../outcome';
import type { RecordedDevice } from './recorded-device';
import { readRecordedDevices } from './recorded-device';

/** What a journal on disk says of its change. */
export interface RecordedChange {
  readonly changeId: string;
  readonly kind: ChangeKind;
  readonly manifestDigest?: string;
  /** Host names of the devices it was about. */
  readonly hostnames: readonly string[];
  /** How they were reached; those that an earlier version of the library wrote nothing of are not in it. */
  readonly devices: readonly RecordedDevice[];
  /** Host names of the devices that were told, or about to be told, to keep it. */
  readonly decided: ReadonlySet<string>;
  /** Undefined when its process did not come to an end. */
  readonly outcome?: ChangeOutcome;
}

/** The changes of a fabric that have a journal, the newest first. A journal that cannot be read is left out. */
export function recordedChanges(directory: string, fabric: string): RecordedChange[] {
  const folder = path.join(directory, fabric);
  return namesIn(folder)
    .map((name) => ({ name, entries: entriesOf(path.join(folder, name)) }))
    .filter(({ entries }) => entries.length > 0)
    .sort(
      (one, other) => compareText(startOf(other.entries), startOf(one.entries)) || compareText(other.name, one.name),
    )
    .flatMap(({ entries }) => changeIn(entries) ?? []);
}

/** Whether the devices of the change may differ from one another, or from what its journal says. */
export function isUnfinished({ outcome }: RecordedChange): boolean {
  return outcome === undefined || outcome === 'partiallyApplied' || outcome === 'unknown';
}

type Line = JournalEntry & { readonly time: string; readonly changeId: string };

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return [];
  }
}

/** The last line of a process that was killed may be half a line: what is not whole was not said. */
function entriesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): Line[] => {
      try {
        const said: unknown = JSON.parse(line);
        return typeof said === 'object' && said !== null ? [said as Line] : [];
      } catch {
        return [];
      }
    });
}

function startOf([first]: readonly Line[]): string {
  return first?.time ?? '';
}

function changeIn(entries: readonly Line[]): RecordedChange | undefined {
  const started = entries.find((line) => line.entry === 'started');
  if (started === undefined) return undefined;
  const { changeId, kind, manifestDigest, hostnames } = started;
  const devices = readRecordedDevices(started.devices);
  const decided = new Set(
    entries.flatMap((line) => (line.entry === 'decided' && line.decision === 'confirm' ? line.hostnames : [])),
  );
  const outcomes = entries.flatMap((line) => (line.entry === 'finished' ? [line.outcome] : []));
  return { changeId, kind, manifestDigest, hostnames, devices, decided, outcome: outcomes.at(-1) };
}
