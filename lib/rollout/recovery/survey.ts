import type { Configuration } from '../../junos/tree/configuration';
import { isChangeId } from '../journal/change-id';
import type { CommitLog } from '../journal/commit-log';
import { readCommitLog } from '../journal/commit-log';
import type { Connect, DeviceSession, HistoryEntry, AwaitedConfirmation, RolloutDevice } from '../device-session';
import type { Standing } from '../outcome';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { standingGroup } from '../group/standing-group';
import { baseGroupName } from '../targets';

/** What a device tells of the changes of a fabric. */
export interface SurveyedDevice {
  readonly device: RolloutDevice;
  /** Commits of this fabric, the newest first, with their place in the history. */
  readonly commits: readonly (CommitLog & HistoryEntry)[];
  /** A commit that waits for its confirmation, whoever made it. */
  readonly pending?: AwaitedConfirmation;
  /** Ids of the changes that wrote the fabric's groups as they stand. */
  readonly writtenBy: ReadonlySet<string>;
  /** Whether the fabric's group is there. */
  readonly hasGroup: boolean;
}

/** A device that was asked, or why it did not answer. */
export type SurveyResult =
  | { readonly device: RolloutDevice; readonly surveyed: SurveyedDevice }
  | { readonly device: RolloutDevice; readonly surveyed?: undefined; readonly problem: Problem };

/** Asks a device what it carries. Reads only. */
export async function survey(connect: Connect, fabric: string, device: RolloutDevice): Promise<SurveyResult> {
  let session: DeviceSession | undefined;
  try {
    session = await connect(device);
    return { device, surveyed: await read(session, fabric, device) };
  } catch (error) {
    return { device, problem: problemOf(error, device.hostname) };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}

async function read(session: DeviceSession, fabric: string, device: RolloutDevice): Promise<SurveyedDevice> {
  const history = await session.commitHistory();
  const pending = await session.pendingCommit();
  const committed = await session.configuration({ database: 'committed' });
  return {
    device,
    pending,
    commits: history.flatMap((entry) => {
      const said = readCommitLog(entry.log);
      return said?.fabric === fabric ? [{ ...entry, ...said }] : [];
    }),
    writtenBy: writersOf(committed, fabric),
    hasGroup: committed.has('groups', fabric),
  };
}

function writersOf(committed: Configuration, fabric: string): Set<string> {
  const marks = [fabric, baseGroupName(fabric)].map((name) => standingGroup(committed, name).mark);
  return new Set(marks.flatMap((mark) => (mark === undefined || !isChangeId(mark.changeId) ? [] : [mark.changeId])));
}

/** Where the device stands as to a change, from what it says alone. */
export function standingOf({ commits, pending, writtenBy, hasGroup }: SurveyedDevice, changeId: string): Standing {
  const own = commits.filter((one) => one.changeId === changeId);
  const carries = writtenBy.has(changeId) || (!hasGroup && own.some(({ digest }) => digest === 'withdrawn'));
  if (pending !== undefined && carries && isOf(pending, changeId)) return 'pending';
  if (carries) return 'confirmed';
  return own.length > 0 ? 'rolledBack' : 'untouched';
}

/**
 * The change that takes another one back on a device, for good or until it is confirmed: what the device carries of it now.
 */
export function reversalOn(
  surveyed: SurveyedDevice,
  changeId: string,
): { readonly changeId: string; readonly standing: 'confirmed' | 'pending' } | undefined {
  for (const { changeId: own, reverses } of surveyed.commits) {
    if (reverses !== changeId) continue;
    const standing = standingOf(surveyed, own);
    if (standing === 'confirmed' || standing === 'pending') return { changeId: own, standing };
  }
  return undefined;
}

/** Not every release shows the log line of a commit that is pending; then what is committed has to say it. */
function isOf({ log }: AwaitedConfirmation, changeId: string): boolean {
  return log === undefined || readCommitLog(log)?.changeId === changeId;
}

/**
 * The devices that were told to keep the change, as they tell. In a transaction one confirmation proves the decision for
 * all; in a rolling change it does so for its own device only.
 */
export function decidedByDevices(surveyed: readonly SurveyedDevice[], changeId: string): ReadonlySet<string> {
  // What the first transaction had decided says nothing of the second.
  const isSecond = surveyed.some(({ commits }) => commits.some((one) => one.changeId === changeId && one.isSecond));
  const confirmed = surveyed.flatMap(({ device, commits }) =>
    commits
      .filter((one) => one.changeId === changeId && one.what === 'confirmed' && (one.isSecond === true) === isSecond)
      .map(({ mode }) => ({ hostname: device.hostname, mode })),
  );
  const decided = confirmed.some(({ mode }) => mode === 'transaction')
    ? surveyed.map(({ device }) => device.hostname)
    : confirmed.map(({ hostname }) => hostname);
  return new Set(decided);
}
