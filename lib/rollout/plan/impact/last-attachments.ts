import { describeClass } from '../../../disruption/disruption-class';
import type { ConsentIntent, FabricIntent } from '../../../intent/fabric-intent';
import { lastAttachmentInterrupted, lastAttachmentNotAllowed } from '../errors';
import type { PlannedDevice } from '../../planned-device';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import type { ServerSessions } from '../waves/server-sessions';
import { intendedServerKey, isServing, serverKey, sessionsAfter, sessionsBefore } from '../waves/server-sessions';
import { Touched } from './touched';

/**
 * What should be known before a change: it interrupts leaves that alone serve some servers, be it that these have no other
 * attachment or that their other attachments are drained. Nothing stops at it, as there is no order of devices that would help. One
 * sentence a leaf.
 *
 * @param devices - every device, also those that do not change
 * @param others - fabrics of other manifests, whose leaves carry traffic of the same servers
 */
export function lastAttachmentWarnings(
  devices: readonly PlannedDevice[],
  others: readonly FabricIntent[],
): Problem<'lastAttachmentInterrupted'>[] {
  const homes = homesByServer(devices, others);
  return devices.flatMap((device) => {
    const { change, hostname } = device;
    const servers = interrupted(device)
      .filter((session) => isServing(session) && (homes.get(serverKey(session))?.serving.length ?? 0) < 2)
      .map((session) => describe(session, homes.get(serverKey(session))?.drained ?? []));
    return servers.length === 0
      ? []
      : [problemOf(lastAttachmentInterrupted(hostname, describeClass(change.disruption.class), [...new Set(servers)]))];
  });
}

/**
 * Servers that have their last attachment on a device that leaves the fabric, and lose it with the change.
 *
 * @param devices - every device, also those that do not change
 * @param others - fabrics whose attachments stay
 */
export function lastAttachmentProblems(
  devices: readonly PlannedDevice[],
  others: readonly FabricIntent[],
  consents: readonly ConsentIntent[],
): Problem<'lastAttachmentNotAllowed'>[] {
  const staying = new Set([
    ...devices.flatMap(({ change }) => sessionsAfter(change).map(serverKey)),
    ...others.flatMap((fabric) => fabric.devices.flatMap(({ peerings }) => peerings.map(intendedServerKey))),
  ]);
  return devices.flatMap(({ change, hostname, intent }) => {
    const isAgreed = consents.some((one) => one.kind === 'lastAttachment' && one.hostname === hostname);
    const lost = sessionsBefore(change).filter((session) => !staying.has(serverKey(session)));
    const servers = [...new Set(lost.map(({ group, vrf }) => `${group} of ${vrf}`))];
    return intent !== undefined || isAgreed || servers.length === 0
      ? []
      : [problemOf(lastAttachmentNotAllowed(hostname, servers), hostname)];
  });
}

function describe({ group, vrf }: ServerSessions, drained: readonly string[]): string {
  return `${group} of ${vrf}${drained.length === 0 ? '' : ` (drained on ${drained.join(', ')})`}`;
}

/** Host names of the leaves that a server has before the change, as they are then. */
interface HomesBefore {
  readonly serving: string[];
  readonly drained: string[];
}

function homesByServer(
  devices: readonly PlannedDevice[],
  others: readonly FabricIntent[],
): ReadonlyMap<string, HomesBefore> {
  const found = new Map<string, HomesBefore>();
  const add = (hostname: string, key: string, isDrained: boolean): void => {
    const homes = found.get(key) ?? { serving: [], drained: [] };
    found.set(key, homes);
    (isDrained ? homes.drained : homes.serving).push(hostname);
  };
  for (const { change, hostname } of devices) {
    for (const session of sessionsBefore(change)) add(hostname, serverKey(session), !isServing(session));
  }
  const known = new Set(devices.map(({ hostname }) => hostname));
  for (const { hostname, peerings } of others.flatMap((fabric) => fabric.devices)) {
    if (known.has(hostname)) continue;
    for (const peering of peerings) add(hostname, intendedServerKey(peering), peering.drained !== undefined);
  }
  return found;
}

/** Sessions that may go down although they are wanted afterwards. */
function interrupted({ change, intent }: PlannedDevice): readonly ServerSessions[] {
  const { class: worst } = change.disruption;
  if (!change.needed || worst === 'hitless') return [];
  const after = new Set(sessionsAfter(change).map(serverKey));
  const touched = new Touched(change, intent);
  const isTouched = ({ group, vrf }: ServerSessions): boolean => touched.coversGroup(vrf, group);
  return sessionsBefore(change).filter(
    (session) => after.has(serverKey(session)) && (WHOLE_DEVICE.has(worst) || isTouched(session)),
  );
}

/** What is not about single sessions. */
const WHOLE_DEVICE: ReadonlySet<string> = new Set(['readvertisement', 'withdrawal', 'forwardingRestart', 'unknown']);
