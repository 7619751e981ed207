/** What is true whenever a controller has come to its end, whichever way it was started and whatever was before. */
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { LEAVES } from './fault-fabric';
import type { FaultLab, Recovery, Standing } from './fault-lab';
import { FINISHED } from './fault-lab';

/** How one controller has ended. */
export interface Said {
  readonly by: Recovery | 'change';
  readonly result: RolloutResult;
  /** What it has said of the change that it takes back when it began; undefined where it did not begin. */
  readonly began: { readonly reverses: string | undefined } | undefined;
  /** Whether the journal may lack lines, as the disk has not taken them. */
  readonly isJournalCut: boolean;
  /** Leaves whose two routing engines were there when it asked for them. One that was gone before is nobody's to know of. */
  readonly sawBoth: ReadonlySet<string>;
  /** Where leaves stood when it began; those that waited for somebody are not in it. */
  readonly before: ReadonlyMap<string, Standing>;
}

/** Everything that is said and is not so, at the moment at which it is said. */
export function brokenPromises(lab: FaultLab, said: Said): string[] {
  const { by, result } = said;
  const found = by === 'undo' ? undoneTruth(lab, result) : [...saidTruth(lab, said), ...wholeTruth(lab, said)];
  // An `undo` that is mixed tells of the change.
  const isSilent = by !== 'undo' && said.began !== undefined && said.began.reverses !== result.reverses;
  if (isSilent) found.push('what it takes back is not said');
  return [...found, ...reasons(by, result), ...written(lab, said)].map((line) => `after ${by}: ${line}`);
}

/** Whether it goes back from where the change of the case leads. */
function isReversal({ began }: Said): boolean {
  return began?.reverses !== undefined && began.reverses !== FINISHED;
}

function saidTruth(lab: FaultLab, said: Said): string[] {
  const { by, result, sawBoth, before } = said;
  const { devices, problems } = result;
  const named = new Set(problems.map(({ hostname }) => hostname));
  const [wanted, given] = isReversal(said) ? (['old', 'new'] as const) : (['new', 'old'] as const);
  return LEAVES.flatMap((hostname) => {
    const outcome = devices[hostname];
    const [stands, other] = [lab.standing(hostname), lab.standing(hostname, 'other')];
    const { pending } = lab.lab.device(hostname).database;
    if (outcome === undefined) return [`${hostname} is left out`];
    if (outcome === 'unknown') return named.has(hostname) ? [] : [`${hostname} is unknown and not named`];
    if (outcome === 'unchanged') {
      // What was taken up first may have changed before.
      const stood = by === 'change' || by === 'apply' ? before.get(hostname) : undefined;
      return stood === undefined || stood === stands ? [] : [`${hostname} is ${stands} and said to be unchanged`];
    }
    return [
      ...(stands === (outcome === 'confirmed' ? wanted : given)
        ? []
        : [`${hostname} is ${stands} and said to be ${outcome}`]),
      ...(pending === undefined ? [] : [`${hostname} is said to be ${outcome} and still waits`]),
      ...(stands === other || !sawBoth.has(hostname) || named.has(hostname)
        ? []
        : [`${hostname} has ${other} on its other routing engine`]),
    ];
  });
}

/** Of what is taken back only devices that carried it are told. */
function wholeTruth(lab: FaultLab, said: Said): string[] {
  if (isReversal(said)) return [];
  const { by, result } = said;
  const { outcome } = result;
  const isDone = outcome === 'confirmed' || (outcome === 'unchanged' && by === 'apply');
  const others = LEAVES.filter((hostname) => lab.standing(hostname) !== 'new');
  return isDone && others.length > 0 ? [`${outcome}, and ${others.join(', ')} did not change`] : [];
}

/** What carries an earlier change keeps it: `undone` is about the change that was taken back. Taking one back is gone on with. */
function undoneTruth(lab: FaultLab, { undone, devices }: RolloutResult): string[] {
  if (undone !== true) return [];
  const back = lab.scenario === 'rollback' ? 'new' : 'old';
  return LEAVES.filter((hostname) => devices[hostname] === 'rolledBack' || devices[hostname] === 'confirmed')
    .filter((hostname) => lab.standing(hostname) !== back)
    .map((hostname) => `undone, and ${hostname} is ${lab.standing(hostname)}`);
}

function reasons(by: Recovery | 'change', { outcome, problems }: RolloutResult): string[] {
  const isGood = outcome === 'confirmed' || outcome === 'unchanged';
  const needsReason = by === 'change' || by === 'apply' || outcome === 'unknown';
  return isGood || !needsReason || problems.length > 0 ? [] : [`${outcome} without a reason`];
}

/** The journal ends with the result. */
function written(lab: FaultLab, { by, isJournalCut, result: { changeId, devices } }: Said): string[] {
  if (isJournalCut) return [];
  const lines = lab.journal().filter((line) => line.changeId === changeId);
  // What was not begun has no journal, and `undo` of what is mixed tells of two changes.
  if (lines.length === 0 || by === 'undo') return [];
  const last = lines.at(-1);
  const isSaid = last?.entry === 'finished' && JSON.stringify(last.devices) === JSON.stringify(devices);
  return isSaid ? [] : ['the journal does not end with the result'];
}
