import { otherAttachmentUnseen } from '../plan/errors';
import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { takeBaseline } from './baseline';
import { ChangeProgress } from '../journal/change-progress';
import { deviceChange } from '../group/device-change';
import { ethernetSegments } from '../plan/waves/ethernet-segments';
import { modelOfDevice } from '../plan/assess/facts';
import type { ChangeContext } from '../change-context';
import type { Connect, RolloutDevice } from '../device-session';
import { Participant } from '../participant';
import { inParallel } from '../pool';
import { problemOf } from '../problem';
import { serverKey, sessionsAfter, sessionsBefore } from '../plan/waves/server-sessions';
import type { Settings } from '../settings';

/** Reaches the devices of a change in one way, and those of other fabrics, which are only looked at, in theirs. */
export function reaching(
  connect: Connect,
  own: readonly { readonly hostname: string }[],
  { otherConnect = connect }: Pick<Settings, 'otherConnect'>,
): Connect {
  const hostnames = new Set(own.map(({ hostname }) => hostname));
  return (device) => (hostnames.has(device.hostname) ? connect : otherConnect)(device);
}

/**
 * The leaves of other fabrics that are attachments of servers which a change takes an attachment of, to be looked at before each wave. One
 * that cannot be asked is told, and not counted on.
 *
 * @param participants - the devices of the change; their sessions say which servers are concerned
 */
export async function otherHomes(
  context: ChangeContext,
  participants: readonly Participant[],
  fabrics: readonly FabricIntent[],
): Promise<Participant[]> {
  const present = new Set(participants.map(({ hostname }) => hostname));
  const moving = participants.filter(({ change }) => change.needed);
  const concerned = new Set(
    moving.flatMap(({ change }) => [...sessionsBefore(change), ...sessionsAfter(change)].map(serverKey)),
  );
  const leaves = fabrics
    .filter(({ name }) => name !== context.fabric)
    .flatMap(({ devices, name }) =>
      devices.map((device) => ({ device, fabric: name, servers: serversOf(device, concerned) })),
    )
    .filter(({ device, servers }) => servers.length > 0 && !present.has(device.hostname));
  const looked = await inParallel(leaves, context.settings.concurrency, async ({ device, fabric, servers }) => {
    try {
      return [await bystander(context, device)];
    } catch (error) {
      const { hostname } = device;
      const { message } = otherAttachmentUnseen(hostname, fabric, servers, problemOf(error).message);
      context.emit({ type: 'warning', hostname, message });
      return [];
    }
  });
  return looked.flat();
}

/** Names of those of the servers that have an attachment on the device. */
function serversOf({ peerings }: DeviceIntent, concerned: ReadonlySet<string>): string[] {
  const own = peerings.filter(({ group, peerAsn, vrf }) =>
    concerned.has(serverKey({ vrf, group, peerAs: String(peerAsn) })),
  );
  return [...new Set(own.map(({ group, server, vrf }) => `${server ?? group} of ${vrf}`))];
}

/** Of devices that are only looked at, whatever was once said of them. */
const NOT_IN_MOTION = new ChangeProgress();

/** A device of the fabric that does not wait: for looking at what other attachments servers have. */
export async function bystander(context: ChangeContext, device: RolloutDevice): Promise<Participant> {
  const session = await context.connect(device);
  try {
    const committed = await session.configuration({ database: 'committed' });
    const change = deviceChange(committed, [], context.changeId, modelOfDevice(device));
    const { expectations } = await takeBaseline(device, session);
    return new Participant(
      device,
      session,
      change,
      expectations,
      NOT_IN_MOTION,
      undefined,
      ethernetSegments(committed),
    );
  } catch (error) {
    await Promise.allSettled([session.close()]);
    throw error;
  }
}
