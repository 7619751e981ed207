import { isChangeId } from './change-id';
import type { ChangeMode } from '../settings';

/**
 * What the log line of a commit says of the change it belongs to.
 *
 * - `committed`: the change, to be confirmed.
 * - `confirmed`: its confirmation; there is one only after the decision to keep the change.
 * - `rolledBack`: the way back.
 */
export interface CommitLog {
  readonly fabric: string;
  readonly changeId: string;
  /** Id of the change that this one takes back. */
  readonly reverses?: string;
  /** Present on the second transaction of a change. */
  readonly isSecond?: true;
  readonly what: 'committed' | 'confirmed' | 'rolledBack';
  readonly mode: ChangeMode;
  /** Of what the change makes of the device; `withdrawn` where it takes everything from it. */
  readonly digest?: string;
}

/** The log line of a commit: what people and `--from-devices` look for in the commit history. */
export function commitLogLine({ fabric, changeId, isSecond, reverses, what, mode, digest }: CommitLog): string {
  const back = reverses === undefined ? '' : ` reverses ${reverses}`;
  const start = `junos-fabric ${fabric} change ${changeId}${back}${isSecond === true ? ' second' : ''}`;
  if (what === 'rolledBack') return `${start} rolled back`;
  return `${start} digest ${digest ?? 'none'}${mode === 'rolling' ? ' rolling' : ''}${what === 'confirmed' ? ' confirmed' : ''}`;
}

const LINE =
  /junos-fabric (\S+) change (\S+) (?:reverses (\S+) )?(second )?(?:(rolled back)|digest (\S+)( rolling)?( confirmed)?)$/;

/** Reads a log line; undefined for commits of others, and for one that names no change of ours: anybody may write it. */
export function readCommitLog(line: string | undefined): CommitLog | undefined {
  const [, fabric, changeId, reverses, second, back, digest, rolling, confirmed] = LINE.exec(line?.trim() ?? '') ?? [];
  if (fabric === undefined || changeId === undefined || !isChangeId(changeId)) return undefined;
  if (reverses !== undefined && !isChangeId(reverses)) return undefined;
  const mode: ChangeMode = rolling === undefined ? 'transaction' : 'rolling';
  const change = {
    fabric,
    changeId,
    ...(reverses !== undefined && { reverses }),
    ...(second !== undefined && { isSecond: true as const }),
    mode,
  };
  if (back !== undefined) return { ...change, what: 'rolledBack' };
  return { ...change, what: confirmed === undefined ? 'committed' : 'confirmed', digest };
}
