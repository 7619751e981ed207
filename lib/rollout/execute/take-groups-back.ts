import type { Configuration } from '../../junos/tree/configuration';
import { writeSet } from '../../junos/formats/set-writer';
import { joinWords } from '../../junos/tree/words';
import type { ChangeContext } from '../change-context';
import type { DeviceWarnings } from '../device-session';
import { pendingCommitGone } from '../errors';
import { adoptionChange, EVERYTHING } from '../group/adoption';
import { candidateState, committedState } from '../group/device-state';
import { configurationBefore } from '../group/earlier-configuration';
import { contentOf } from '../group/standing-group';
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
  const before = await configurationBefore(session, hostname, context.changeId, EVERYTHING);
  const committed = await session.configuration({ database: 'committed' });
  const names = change.wanted.map(({ name }) => name);
  const record = adoptedGroupName(context.fabric);
  const content = contentOf(before, record);
  const adoption = names.includes(record)
    ? adoptionChange(committed, { kind: 'become', record, content })
    : { lines: '', warnings: [] };
  for (const { message } of adoption.warnings) context.emit({ type: 'warning', hostname, message });
  const groups = names.map((name) => replacedBy(before, committed, name));
  const warnings = await session.load({ action: 'set', format: 'set', content: adoption.lines + groups.join('') });
  if ((await candidateState(participant, session)) !== 'old') throw oldStateNotBack(hostname);
  return warnings;
}

/** Set lines that make a group, the mark of its change included, and whether it applies, what they were. */
function replacedBy(before: Configuration, committed: Configuration, name: string): string {
  const remove = (...path: string[]): string => (committed.has(...path) ? `delete ${joinWords(path)}\n` : '');
  const isAppliedAsBefore = before.has('apply-groups', name) === committed.has('apply-groups', name);
  return [
    remove('groups', name),
    writeSet(before.subtree('groups', name)),
    ...(isAppliedAsBefore ? [] : [remove('apply-groups', name), writeSet(before.subtree('apply-groups', name))]),
  ].join('');
}
