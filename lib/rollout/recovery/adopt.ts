import { candidateNotCommitted, pendingCommitGone } from '../errors';
import type { Configuration } from '../../junos/tree/configuration';
import { takeBaseline } from '../execute/baseline';
import type { ChangeContext } from '../change-context';
import { housekeeping } from '../housekeeping';
import { deviceChange } from '../group/device-change';
import type { DeviceSession, RolloutDevice } from '../device-session';
import { ethernetSegments } from '../plan/waves/ethernet-segments';
import { modelOfDevice } from '../plan/assess/facts';
import { Participant } from '../participant';
import { earlier } from '../group/earlier-configuration';
import { contentOf, standingGroup } from '../group/standing-group';
import { stillConfigured } from '../execute/still-configured';
import { adoptedGroupName, baseGroupName } from '../targets';
import type { WantedGroup } from '../group/wanted-group';

const MINUTE_MS = 60_000;

/**
 * Takes over a device that waits for the confirmation of a change whose process is gone: under the lock, with what it had
 * before read from its rollback archive, it stands where it stood in the transaction.
 *
 * @throws pendingCommitGone, candidateNotCommitted, or why there is no session or lock
 */
export async function adopt(context: ChangeContext, device: RolloutDevice): Promise<Participant> {
  const session = await context.connect(device);
  try {
    await session.lock();
    if ((await session.compare()).trim() !== '') {
      throw candidateNotCommitted(device.hostname);
    }
    const pending = await session.pendingCommit();
    if (pending === undefined) {
      throw pendingCommitGone(device.hostname);
    }
    const participant = await waiting(context, device, session);
    const minutes = pending.minutesLeft ?? context.settings.longestConfirmMinutes;
    participant.revertsAt = context.now() + Math.max(0, minutes - 1) * MINUTE_MS;
    participant.revertsBy = context.now() + minutes * MINUTE_MS;
    participant.synchronize = (await session.facts()).routingEngines > 1 || undefined;
    return participant;
  } catch (error) {
    await Promise.allSettled([session.close()]);
    throw error;
  }
}

async function waiting(context: ChangeContext, device: RolloutDevice, session: DeviceSession): Promise<Participant> {
  const committed = await session.configuration({ database: 'committed' });
  const before = await earlier(session, 1, { meanwhile: () => keepBefore(context, device, session) });
  const wanted = groupsThatDiffer(context.fabric, before, committed);
  const change = deviceChange(before, wanted, context.changeId, modelOfDevice(device));
  const { expectations } = await takeBaseline(device, session);
  return new Participant(
    device,
    session,
    // The digest in the mark was made with the salt of the mark.
    { ...change, wanted, needed: true },
    stillConfigured(expectations, committed, before),
    context.progress,
    undefined,
    ethernetSegments(committed),
  );
}

/** Where the process that is gone has kept nothing, or somewhere else, people get to see what the device had before it. */
async function keepBefore(
  { configurations, settings }: ChangeContext,
  { hostname }: RolloutDevice,
  session: DeviceSession,
): Promise<void> {
  if (configurations.has(hostname)) return;
  const text = await session.configurationText('candidate');
  await housekeeping(
    settings,
    () => {
      configurations.keep(hostname, text);
    },
    hostname,
  );
}

/** The groups of a fabric that two configurations have differently, as the later one has them. */
function groupsThatDiffer(fabric: string, before: Configuration, after: Configuration): WantedGroup[] {
  const record = adoptedGroupName(fabric);
  return [record, baseGroupName(fabric), fabric].flatMap((name): WantedGroup[] => {
    const [old, now] = [standingGroup(before, name), standingGroup(after, name)];
    if (!old.exists && !now.exists) return [];
    if (old.digest === now.digest && old.mark?.changeId === now.mark?.changeId) return [];
    const content = contentOf(after, name);
    return [{ name, content, exclusive: name === fabric, ...(name === record && KEPT), salt: now.mark?.salt }];
  });
}

const KEPT = { kept: true } as const;
