import type { ChangeContext } from '../change-context';
import type { DeviceWarnings } from '../device-session';
import { pendingCommitGone } from '../errors';
import { EVERYTHING } from '../group/adoption';
import { candidateState, committedState } from '../group/device-state';
import { configurationBefore } from '../group/earlier-configuration';
import { linesBackTo } from '../group/groups-before';
import type { Participant } from '../participant';
import { adoptedGroupName } from '../targets';
import { oldStateNotBack } from './errors';
import { regain } from './hold';

/**
 * Takes session and lock of a device on which somebody has committed since, which has confirmed the change there without a
 * decision of ours.
 *
 * @throws pendingCommitGone where the device does not carry the change for good; candidateNotCommitted, or why there is no
 * session or lock
 */
export async function regainConfirmed(context: ChangeContext, participant: Participant): Promise<void> {
  await regain(context, participant, async (session) => {
    const isPending = (await session.pendingCommit()) !== undefined;
    if (isPending || (await committedState(participant, session)) !== 'new') {
      throw pendingCommitGone(participant.hostname);
    }
  });
  participant.confirmedByOthers = true;
}

/**
 * Loads what the groups of the change, and nothing else, were before it: `rollback 1` would take away what somebody has committed
 * since. What was adopted is put back.
 *
 * @returns what the device has to say of it
 * @throws rollbackGone, oldStateNotBack, and what the device refuses
 */
export async function loadGroupsBefore(context: ChangeContext, participant: Participant): Promise<DeviceWarnings> {
  const { change, hostname, session } = participant;
  const before = await configurationBefore(
    session,
    { hostname, changeId: context.changeId, isOwn: (log) => context.isOurs(log) },
    EVERYTHING,
  );
  const committed = await session.configuration({ database: 'committed' });
  const names = change.wanted.map(({ name }) => name);
  const back = linesBackTo(before, committed, names, adoptedGroupName(context.fabric));
  for (const { message } of back.warnings) context.emit({ type: 'warning', hostname, message });
  const warnings = await session.load({ action: 'set', format: 'set', content: back.lines });
  if ((await candidateState(participant, session)) !== 'old') throw oldStateNotBack(hostname);
  return warnings;
}
