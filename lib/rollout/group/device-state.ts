import type { Configuration } from '../../junos/tree/configuration';
import type { DeviceSession } from '../device-session';
import type { StandingGroup } from './standing-group';
import { standingGroup } from './standing-group';
import type { WantedGroup } from './wanted-group';
import { wantedDigest } from './wanted-group';
import type { Participant } from '../participant';

/** Which configuration a device has, as far as this change is concerned. */
export type CommittedState = 'old' | 'new' | 'other';

/** Reads the committed groups and says whether they are those from before the change or those of the change. */
export async function committedState(participant: Participant, session: DeviceSession): Promise<CommittedState> {
  return stateIn(participant, await session.configuration({ database: 'committed' }));
}

/** The same of the candidate. */
export async function candidateState(participant: Participant, session: DeviceSession): Promise<CommittedState> {
  return stateIn(participant, await session.configuration({ database: 'candidate' }));
}

/** The marks count too: an adopted edit has the same content before and after. */
function stateIn({ change }: Participant, configuration: Configuration): CommittedState {
  const now = change.wanted.map((wanted) => ({ wanted, group: standingGroup(configuration, wanted.name) }));
  if (now.every(({ group }) => isSame(group, change.standing.get(group.name)))) {
    return 'old';
  }
  return now.every(({ wanted, group }) => isWritten(wanted, group, change.changeId)) ? 'new' : 'other';
}

function isSame(group: StandingGroup, before: StandingGroup | undefined): boolean {
  return (
    group.digest === before?.digest &&
    group.exists === before.exists &&
    group.applied === before.applied &&
    group.mark?.changeId === before.mark?.changeId
  );
}

function isWritten(wanted: WantedGroup, group: StandingGroup, changeId: string): boolean {
  return wanted.content === undefined
    ? !group.exists && !group.applied
    : group.digest === wantedDigest(wanted) && group.mark?.changeId === changeId;
}

/** Digest of what the change makes of the device's groups, for log lines; `withdrawn` when it makes them go. */
export function changeDigest(participant: Participant): string {
  const digests = participant.change.wanted.map((one) => wantedDigest(one) ?? 'withdrawn');
  return digests.at(-1) ?? 'none';
}
