/** What the local disk does, at each write of a change. */
import { FabricError } from '../../../lib/model/fabric-error';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { JournalEntry } from '../../../lib/rollout/journal/journal-entry';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import type { DiskFault, DiskStep } from './disk';
import { DISK_FAULTS } from './disk';
import { LEAVES } from './fault-fabric';
import { FaultLab } from './fault-lab';
import type { Scenario } from './fault-lab';
import { violations } from './invariant';

/** A fault of the disk from one write on. */
export interface DiskCase {
  readonly scenario: Scenario;
  readonly name: string;
  readonly fault: DiskFault;
  readonly strikesAt: (step: DiskStep) => boolean;
  /** What has to come of it; whatever is true where nothing is said. */
  readonly expected?: DiskExpectation;
}

/**
 * - `nothing begun`: an error before any device is asked, and no lock that stays.
 * - `taken back`: nobody keeps the change, and nobody waits for a timer.
 * - `done`: everybody keeps the change.
 */
type DiskExpectation = 'nothing begun' | 'taken back' | 'done';

/** What of the journal is on disk before the next word to a device. */
const RECORDED: ReadonlySet<string> = new Set(['started', 'committing', 'decided']);

/** Every fault at each line of the journal of a change, at its lock, and at the copy of what a device had. */
export async function diskCases(scenario: Scenario): Promise<DiskCase[]> {
  const lines = await linesOfJournal(scenario);
  const decisions = lines.flatMap(({ entry }, place) => (entry === 'decided' ? [place] : []));
  const [first, last] = [Math.min(...decisions), Math.max(...decisions)];
  const all: readonly DiskFault[] = Object.values(DISK_FAULTS);
  const atLines = lines.flatMap((line, place) =>
    all.map((fault): DiskCase => {
      const when = place === 0 ? 'begun' : place <= first ? 'undecided' : place <= last ? 'partly decided' : 'decided';
      return {
        scenario,
        name: `a disk ${fault.name} at the line ${nameOf(line)}`,
        fault,
        strikesAt: ({ file, what, text }) =>
          what === (fault === DISK_FAULTS.unsynced ? 'sync' : 'write') &&
          file.endsWith('.jsonl') &&
          text.includes(markOf(line)),
        expected: expectedOf(fault, when, RECORDED.has(line.entry)),
      };
    }),
  );
  const elsewhere = [DISK_FAULTS.full, DISK_FAULTS.readOnly, DISK_FAULTS.foreign].flatMap((fault) => [
    {
      scenario,
      name: `a disk ${fault.name} when the lock is taken`,
      fault,
      strikesAt: () => true,
      expected: 'nothing begun' as const,
    },
    {
      scenario,
      name: `a disk ${fault.name} when the journal is begun`,
      fault,
      strikesAt: ({ file }: DiskStep) => file.endsWith('.jsonl'),
      expected: 'nothing begun' as const,
    },
    {
      scenario,
      name: `a disk ${fault.name} when a copy is kept`,
      fault,
      strikesAt: ({ file }: DiskStep) => file.includes('.before'),
      ...(fault === DISK_FAULTS.foreign && { expected: 'done' as const }),
    },
  ]);
  return [...atLines, ...elsewhere];
}

function expectedOf(
  fault: DiskFault,
  when: 'begun' | 'undecided' | 'partly decided' | 'decided',
  isRecorded: boolean,
): DiskExpectation | undefined {
  if (fault === DISK_FAULTS.short || fault === DISK_FAULTS.foreign || when === 'decided') return 'done';
  // Waves that are confirmed stay so.
  if (when === 'partly decided') return undefined;
  // What nobody waits for is tried again, alone or with what somebody waits for.
  if (fault === DISK_FAULTS.fullOnce && !isRecorded) return undefined;
  return when === 'begun' ? 'nothing begun' : 'taken back';
}

async function linesOfJournal(scenario: Scenario): Promise<JournalEntry[]> {
  const lab = new FaultLab(scenario);
  const result = await lab.change();
  const lines = lab.journal();
  await lab.stop();
  if (result?.outcome !== 'confirmed') throw new Error(`without faults the change is ${result?.outcome ?? 'lost'}`);
  const marks = new Set<string>();
  return lines.filter((line) => marks.size < marks.add(markOf(line)).size);
}

/** By which a line is known in another run of the same change. */
function markOf(line: JournalEntry): string {
  switch (line.entry) {
    case 'wave':
      return `"entry":"wave","wave":${line.wave}`;
    case 'decided':
      return `"entry":"decided","decision":"${line.decision}","hostnames":${JSON.stringify(line.hostnames)}`;
    case 'checked':
      return `"entry":"checked","hostnames":${JSON.stringify(line.hostnames)}`;
    default:
      return `"entry":"${line.entry}"${'hostname' in line ? `,"hostname":"${line.hostname ?? ''}"` : ''}`;
  }
}

function nameOf(line: JournalEntry): string {
  const about = 'hostname' in line ? [line.hostname ?? ''] : 'hostnames' in line ? line.hostnames : [];
  return [line.entry, ...about].join(' ');
}

/** What is not as it must be, each line with the case before it. */
export async function runDiskCase({ scenario, name, fault, strikesAt, expected }: DiskCase): Promise<string[]> {
  const lab = new FaultLab(scenario);
  try {
    const events: RolloutEvent[] = [];
    lab.onEvent = (event) => events.push(event);
    lab.disk.breakAt(fault, strikesAt);
    const ended = await endOf(lab);
    const missed = lab.disk.isStruck ? [] : ['the write was never made'];
    lab.disk.mend();
    lab.letTimersRunOut();
    const found = [
      ...('error' in ended ? notBegun(lab, ended.error, fault) : endedAsSaid(lab, ended.result)),
      ...misunderstood(events),
      ...(expected === undefined ? [] : notAsExpected(ended, expected)),
    ];
    return [...missed, ...found, ...(await notGoingOn(lab))].map((line) => `${scenario}, ${name}: ${line}`);
  } finally {
    await lab.stop();
  }
}

type DiskEnding = { readonly result: RolloutResult | undefined } | { readonly error: FabricError };

async function endOf(lab: FaultLab): Promise<DiskEnding> {
  try {
    return { result: await lab.change() };
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return { error };
  }
}

function endedAsSaid(lab: FaultLab, result: RolloutResult | undefined): string[] {
  return violations(lab, { fault: {}, result, isJournalCut: true });
}

/** What the command line ends with 2 for. */
const BEFORE_CONTACT: ReadonlySet<string> = new Set(['journalUnwritable', 'lockUnusable']);

function notBegun(lab: FaultLab, error: FabricError, fault: DiskFault): string[] {
  const canRemove = fault !== DISK_FAULTS.readOnly && fault !== DISK_FAULTS.foreign;
  return [
    ...(BEFORE_CONTACT.has(error.code) ? [] : [`it ends with ${error.code}`]),
    ...(lab.hasArrived ? ['a device was asked'] : []),
    ...(canRemove && lab.isLocked() ? ['a lock is left'] : []),
  ];
}

/** What a disk does is never taken for something that a device does. */
function misunderstood(events: readonly RolloutEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'sessionLost' || event.type === 'waitingForTimer') return [`${event.type} ${event.hostname}`];
    return event.type === 'rolledBack' && event.by === 'timer' ? [`only its timer takes ${event.hostname} back`] : [];
  });
}

function notAsExpected(ended: DiskEnding, expected: DiskExpectation): string[] {
  const outcome = 'error' in ended ? 'nothing begun' : (ended.result?.outcome ?? 'lost');
  const is =
    outcome === 'confirmed' ? 'done' : outcome === 'rolledBack' || outcome === 'refused' ? 'taken back' : outcome;
  return is === expected ? [] : [`it is ${outcome}, and should be ${expected}`];
}

/** With a disk that works again, whoever comes next brings the change to its end. */
async function notGoingOn(lab: FaultLab): Promise<string[]> {
  lab.restart();
  const result = await lab.recover('apply');
  const behind = LEAVES.filter((hostname) => lab.standing(hostname) !== 'new');
  if (result !== undefined && ['confirmed', 'unchanged'].includes(result.outcome) && behind.length === 0) return [];
  return [`the next apply is ${result?.outcome ?? 'lost'}, and leaves ${behind.join(', ')} behind`];
}
