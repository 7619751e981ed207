import { otherAttachmentUnseen } from '../plan/errors';
import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { FabricError } from '../../model/fabric-error';
import { deviceNotLockable } from './errors';
import { letGo, pendingOn } from './outside-device';
import { takeBaseline } from './baseline';
import { ChangeProgress } from '../journal/change-progress';
import { deviceChange } from '../group/device-change';
import { ethernetSegments } from '../plan/waves/ethernet-segments';
import { modelOfDevice } from '../plan/assess/facts';
import type { ChangeContext } from '../change-context';
import type { Connect, RolloutDevice } from '../device-session';
import { Participant } from '../participant';
import { inParallel } from '../../checks/pool';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { intendedServerKey, serverKey, sessionsAfter, sessionsBefore } from '../plan/waves/server-sessions';
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

/** A device of another fabric, and what it has in common with devices that change. */
interface Neighbor {
  readonly device: DeviceIntent;
  readonly fabric: string;
  /** By the manifests; where there is nothing, it may be on an Ethernet segment, which only the device knows. */
  readonly common: readonly string[];
}

/**
 * The devices of other fabrics that share a server, an Ethernet segment or a redundancy group with devices which change, to be
 * looked at and held before each wave. One that cannot be asked is told, and not counted on.
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
  const groups = new Set(moving.flatMap(({ device }) => device.redundancyGroup ?? []));
  const segments = new Set(moving.flatMap(({ ethernetSegments: own }) => own));
  const neighbors = fabrics
    .filter(({ name }) => name !== context.fabric)
    .flatMap(({ devices, name }) =>
      devices
        .filter(({ hostname }) => !present.has(hostname))
        .map((device) => ({ device, fabric: name, common: commonWith(device, concerned, groups) })),
    )
    .filter(({ common, device }) => common.length > 0 || (segments.size > 0 && device.role !== 'spine'));
  const looked = await inParallel(neighbors, context.settings.concurrency, (one) => lookOutside(context, one));
  const found = looked.flatMap((one) => one ?? []);
  const isOnSegment = (one: Participant): boolean => one.ethernetSegments.some((segment) => segments.has(segment));
  const isNeighbor = (one: Participant): boolean => {
    const { common = [] } = neighbors.find(({ device }) => device.hostname === one.hostname) ?? {};
    return common.length > 0 || isOnSegment(one);
  };
  await Promise.all(found.filter((one) => !isNeighbor(one)).map((one) => one.close()));
  return found.filter(isNeighbor);
}

async function lookOutside(
  context: ChangeContext,
  { common, device, fabric }: Neighbor,
): Promise<Participant | undefined> {
  const { hostname } = device;
  let participant: Participant | undefined;
  try {
    const lookedAt = context.now();
    participant = await bystander(context, device);
    const history = await participant.session.commitHistory();
    const hasNews = history[0]?.isPending === true;
    participant.outside = { fabric, servers: serverKeysOf(device), lookedAt, history, hasNews };
    return participant;
  } catch (error) {
    await Promise.allSettled([participant?.close()]);
    const { message } = otherAttachmentUnseen(hostname, fabric, common, problemOf(error).message);
    context.emit({ type: 'warning', hostname, message });
    return undefined;
  }
}

/**
 * Why devices that will have to be held cannot be: each is locked for a moment, unless somebody is at work there.
 */
export async function lockableProblems(context: ChangeContext): Promise<Problem[]> {
  const problems = await inParallel(context.otherHomes, context.settings.concurrency, async (one) => {
    const { hostname, outside, session } = one;
    if (outside === undefined || (await pendingOn(context, one)) !== undefined) return [];
    try {
      await session.lock();
    } catch (error) {
      const isRefused = FabricError.isFabricError(error) && error.code === 'deviceRefused';
      return isRefused ? [problemOf(deviceNotLockable(hostname, outside.fabric, error.message), hostname)] : [];
    }
    await letGo(one);
    return [];
  });
  return problems.flat();
}

function commonWith(device: DeviceIntent, concerned: ReadonlySet<string>, groups: ReadonlySet<string>): string[] {
  const { redundancyGroup } = device;
  const isInGroup = redundancyGroup !== undefined && groups.has(redundancyGroup);
  return [
    ...serversOf(device, concerned).map((server) => `an attachment of ${server}`),
    ...(isInGroup ? [`in the redundancy group ${redundancyGroup}`] : []),
  ];
}

function serverKeysOf({ peerings }: DeviceIntent): string[] {
  return peerings.map(intendedServerKey);
}

/** Names of those of the servers that have an attachment on the device. */
function serversOf({ peerings }: DeviceIntent, concerned: ReadonlySet<string>): string[] {
  const own = peerings.filter((peering) => concerned.has(intendedServerKey(peering)));
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
