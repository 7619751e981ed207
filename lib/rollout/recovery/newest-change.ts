import { compareText } from '../../model/order';
import { readCommitLog } from '../journal/commit-log';
import type { EventListener } from '../events';
import type { SurveyedDevice } from './survey';

/** The newest change of a fabric, as devices tell. */
export interface NewestChange {
  readonly changeId: string;
  /** Changes of which no device can say whether they are older, since none has had both. */
  readonly rivals: readonly string[];
}

/**
 * The change that the devices were left in the middle of, as they tell: the one that waits somewhere for its confirmation, else
 * the newest there is. Each device knows in which order its own commits came; its clock may be wrong, and is not asked. Where
 * no device has had two changes, the one with the later id counts as the newer one: ids begin with the time of whoever ran them.
 */
export function newestChange(surveyed: readonly SurveyedDevice[]): NewestChange | undefined {
  const [waiting] = surveyed.flatMap(waitingOn);
  if (waiting !== undefined) return { changeId: waiting, rivals: [] };
  const newest = new Set(surveyed.flatMap(({ commits }) => commits.slice(0, 1).map((one) => one.changeId)));
  const older = new Set(surveyed.flatMap(olderOn));
  const unbeaten = [...newest].filter((one) => !older.has(one));
  const [changeId, ...rivals] = (unbeaten.length > 0 ? unbeaten : [...newest]).sort((one, other) =>
    compareText(other, one),
  );
  return changeId === undefined ? undefined : { changeId, rivals };
}

/** Says which other change may be the newer one. */
export function warnOfRivals(newest: NewestChange | undefined, { emit }: { readonly emit: EventListener }): void {
  if (newest === undefined || newest.rivals.length === 0) return;
  const { changeId, rivals } = newest;
  const message = `no device has had both ${changeId} and ${rivals.join(', ')}, so that none can tell which is newer; ${changeId} is taken, which began later by its id`;
  emit({ type: 'warning', message });
}

function waitingOn({ pending, writtenBy }: SurveyedDevice): readonly string[] {
  if (pending === undefined) return [];
  const said = readCommitLog(pending.log)?.changeId;
  if (said !== undefined) return [said];
  return pending.log === undefined ? [...writtenBy] : [];
}

/** Changes whose commits all came before the newest one. */
function olderOn({ commits: [newest, ...others] }: SurveyedDevice): string[] {
  return others.map(({ changeId }) => changeId).filter((one) => one !== newest?.changeId);
}
