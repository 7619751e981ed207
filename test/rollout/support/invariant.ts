/** What must be true after a change, whatever happened to it. */
import type { JournalEntry } from '../../../lib/rollout/journal/journal-entry';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { LEAVES } from './fault-fabric';
import type { FaultLab } from './fault-lab';
import type { Fault } from './faults';

/** How a case ended. */
export interface Ending {
  readonly fault: Omit<Fault, 'name' | 'strike'>;
  /** Undefined when the controller was killed. */
  readonly result: RolloutResult | undefined;
  /** Devices whose other routing engine was gone before anybody asked. Default: none. */
  readonly unseenEngines?: ReadonlySet<string>;
  /** Whether the journal may lack its last lines, as the disk does not take them. */
  readonly isJournalCut?: true;
}

/** Everything that is not as it must be, once every timer has run out; empty when all is well. */
export function violations(lab: FaultLab, ending: Ending): string[] {
  return [
    ...new Set([
      ...(ending.fault.endsAllAtOnce === true ? [] : lab.outages),
      ...wholeness(lab, ending),
      ...bothEngines(lab, ending),
      ...(ending.fault.isHarmless === true ? disturbed(ending) : []),
      ...agreement(lab, ending),
      ...(ending.result === undefined ? [] : truthOf(lab, ending.result)),
      ...journalTruth(lab, ending),
      ...leftovers(lab, ending),
    ]),
  ];
}

/** The same as soon as somebody has said how the change has ended, as far as nothing waits any more. */
export function lies(lab: FaultLab, ending: Ending & { readonly result: RolloutResult }): string[] {
  const waits = lab.leaves().some(({ database }) => database.pending !== undefined);
  return waits ? [] : [...agreement(lab, ending), ...truthOf(lab, ending.result), ...journalTruth(lab, ending)];
}

/** Every device is wholly old or wholly new, and waits for nobody. */
function wholeness(lab: FaultLab, { result, fault }: Ending): string[] {
  if (result === undefined && fault.kills !== true) return ['the change never ended'];
  return LEAVES.flatMap((hostname) => [
    ...(lab.standing(hostname) === 'neither' ? [`${hostname} is neither old nor new`] : []),
    ...(lab.lab.device(hostname).database.pending === undefined ? [] : [`${hostname} still waits for a confirmation`]),
  ]);
}

/** What is no harm is no reason to give up. */
function disturbed({ result }: Ending): string[] {
  return result?.outcome === 'confirmed' ? [] : [`the change is ${result?.outcome ?? 'lost'}, for nothing`];
}

/** Both routing engines of a device have the same, or the result says that something is wrong with it. */
function bothEngines(lab: FaultLab, { fault, result, unseenEngines }: Ending): string[] {
  const named = new Set(result?.problems.map(({ hostname }) => hostname));
  return LEAVES.filter((hostname) => unseenEngines?.has(hostname) !== true)
    .filter((hostname) => lab.standing(hostname) !== lab.standing(hostname, 'other'))
    .filter((hostname) => (result === undefined ? fault.takesEngine !== true : !named.has(hostname)))
    .map((hostname) => {
      const [first, other] = [lab.standing(hostname), lab.standing(hostname, 'other')];
      return `${hostname} is ${first}, and ${other} on its other routing engine`;
    });
}

/**
 * The devices that were decided to keep the change do, and no others: in a transaction all of them or none. Those that
 * differ are named by the result, where somebody was left to say so.
 */
function agreement(lab: FaultLab, { result }: Ending): string[] {
  const isNew = new Set(LEAVES.filter((hostname) => lab.standing(hostname) === 'new'));
  const isDecided = decidedFor(lab.journal());
  // Whoever commits on a device confirms what waits there, and nobody is asked.
  const unasked = LEAVES.filter((one) => isNew.has(one) && !isDecided.has(one) && !lab.humans.has(one));
  const odd = LEAVES.filter((hostname) => isNew.has(hostname) !== isDecided.has(hostname));
  const named = new Set(result?.problems.map(({ hostname }) => hostname));
  return [
    ...unasked.map((hostname) => `${hostname} kept the change, and nobody had decided that`),
    ...(result === undefined ? [] : odd)
      .filter((hostname) => !named.has(hostname))
      .map((hostname) => `${hostname} differs and is not named`),
    ...(result === undefined ? [] : [...lab.humans])
      .filter(([hostname, when]) => when === 'undecided' && !named.has(hostname))
      .map(([hostname]) => `a human has confirmed ${hostname}, and nobody has noticed`),
  ];
}

/** The result says of no device what is not so. */
function truthOf(lab: FaultLab, { outcome, devices, problems }: RolloutResult): string[] {
  const named = new Set(problems.map(({ hostname }) => hostname));
  const wrong = LEAVES.flatMap((hostname) => {
    const said = devices[hostname];
    const stands = lab.standing(hostname);
    const expected = { confirmed: 'new', rolledBack: 'old', unchanged: 'old' }[said as 'confirmed'] as
      string | undefined;
    if (expected !== undefined)
      return expected === stands ? [] : [`${hostname} is ${stands} and said to be ${said ?? ''}`];
    return named.has(hostname) ? [] : [`${hostname} is ${said ?? 'left out'} and not named`];
  });
  const states = new Set(LEAVES.map((hostname) => lab.standing(hostname)));
  const isWhole = { confirmed: 'new', rolledBack: 'old', refused: 'old' }[outcome as 'confirmed'] as
    'old' | 'new' | undefined;
  const whole =
    isWhole === undefined || (states.size === 1 && states.has(isWhole)) ? [] : [`not everything is ${outcome}`];
  const reasons = outcome !== 'confirmed' && problems.length === 0 ? [`${outcome} without a reason`] : [];
  return [...wrong, ...whole, ...reasons];
}

/** No line of the journal is contradicted by the devices; a change that ended has a last line, and one only. */
function journalTruth(lab: FaultLab, { result, isJournalCut }: Ending): string[] {
  const entries = lab.journal();
  const wrong = entries.flatMap((entry) => {
    if (entry.entry !== 'outcome' || entry.outcome === 'unknown') return [];
    const expected = entry.outcome === 'confirmed' ? 'new' : 'old';
    const stands = lab.standing(entry.hostname);
    return stands === expected ? [] : [`the journal says ${entry.outcome} of ${entry.hostname}, which is ${stands}`];
  });
  const finished = entries.filter(({ entry }) => entry === 'finished');
  if (result === undefined || isJournalCut === true) return wrong;
  // A rollback looks for what devices had before it begins.
  if (lab.scenario === 'rollback' && entries.length === 0 && result.outcome === 'refused') return wrong;
  const last = entries.at(-1);
  const isLast = last?.entry === 'finished' && JSON.stringify(last.devices) === JSON.stringify(result.devices);
  return finished.length === 1 && isLast ? wrong : [...wrong, 'the journal does not end with the result'];
}

/** Nobody is left on a device, with a lock or with half a change in the candidate. */
function leftovers(lab: FaultLab, { fault }: Ending): string[] {
  return lab
    .leaves()
    .flatMap(({ hostname, database, sessionCount, isRunning }) => [
      ...(sessionCount === 0 || !isRunning ? [] : [`${hostname} has ${sessionCount} sessions left`]),
      ...(database.lockHolder === undefined ? [] : [`${hostname} is left locked`]),
      ...(database.isModified && fault.human !== true ? [`${hostname} has something left in its candidate`] : []),
    ]);
}

/** The devices that are to keep the change, as the journal says. */
export function decidedFor(entries: readonly JournalEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => (entry.entry === 'decided' && entry.decision === 'confirm' ? entry.hostnames : [])),
  );
}
