import {
  bgpGroupSettingDiffers,
  bgpGroupShared,
  neighborRenderedTwice,
  policyNameTwice,
  portTaggedAndUntagged,
  routeDistinguisherTwice,
  unitRenderedTwice,
  vlanIdRenderedTwice,
  vrfNotOnDevice,
} from './errors';
import type { DeviceIntent, FabricIntent, InterfaceIntent, PeeringIntent, VrfIntent } from '../intent/fabric-intent';
import { GROUP_SETTINGS } from './group-settings';
import { fromServerPolicyName } from './names';

/**
 * What must hold for the configuration to mean anything. The constructs and rules say all this earlier and better; here
 * it holds even where their validation was skipped.
 *
 * @throws FabricError naming both sides of the contradiction.
 */
export function requireSound(device: DeviceIntent, fabric: FabricIntent): void {
  requireKnownVrfs(device, fabric);
  requireOwnRouteDistinguishers(device, fabric);
  requireDistinctUnits(device.interfaces);
  requireDistinctNeighbors(device);
  requireConsistentGroups(device.peerings.filter(({ groupOfOthers }) => groupOfOthers === undefined));
}

/** The VRF of this name in the fabric. */
export function vrfOf(fabric: FabricIntent, name: string): VrfIntent | undefined {
  return fabric.vrfs.find((vrf) => vrf.name === name);
}

function requireKnownVrfs(device: DeviceIntent, fabric: FabricIntent): void {
  const known = device.vrfs.map(({ name }) => name).filter((name) => vrfOf(fabric, name) !== undefined);
  for (const { name } of device.vrfs) {
    if (!known.includes(name)) throw vrfNotOnDevice(name, device.hostname, known, device.constructPath);
  }
  for (const { vrf, constructPath } of [...device.interfaces, ...device.peerings]) {
    if (!known.includes(vrf)) throw vrfNotOnDevice(vrf, device.hostname, known, constructPath);
  }
}

function requireOwnRouteDistinguishers(device: DeviceIntent, fabric: FabricIntent): void {
  const own = device.vrfs.filter(({ routeDistinguisher }) => routeDistinguisher !== undefined);
  forEachPair(
    own,
    ({ routeDistinguisher }) => routeDistinguisher ?? '',
    (first, second) => {
      throw routeDistinguisherTwice(
        first.routeDistinguisher ?? '',
        { what: first.name, constructPath: vrfOf(fabric, first.name)?.constructPath ?? device.constructPath },
        { what: second.name, constructPath: vrfOf(fabric, second.name)?.constructPath ?? device.constructPath },
      );
    },
  );
  const ownByDistinguisher = new Map(own.map(({ routeDistinguisher, name }) => [routeDistinguisher, name]));
  for (const other of fabric.devices) {
    if (other.hostname !== device.hostname) requireOthersDistinguishers(device, ownByDistinguisher, other);
  }
}

function requireOthersDistinguishers(
  device: DeviceIntent,
  ownByDistinguisher: ReadonlyMap<string | undefined, string>,
  other: DeviceIntent,
): void {
  for (const { name, routeDistinguisher } of other.vrfs) {
    const own = ownByDistinguisher.get(routeDistinguisher);
    if (own === undefined || routeDistinguisher === undefined) continue;
    throw routeDistinguisherTwice(
      routeDistinguisher,
      { what: `${own} on ${device.hostname}`, constructPath: device.constructPath },
      { what: `${name} on ${other.hostname}`, constructPath: other.constructPath },
    );
  }
}

function requireDistinctUnits(interfaces: readonly InterfaceIntent[]): void {
  forEachPair(
    interfaces,
    ({ port, unit }) => `${port}.${unit}`,
    (first, second) => {
      throw unitRenderedTwice(first, second);
    },
  );
  forEachPair(
    interfaces,
    ({ port }) => port,
    (first, second) => {
      if (first.vlanId === undefined || second.vlanId === undefined) throw portTaggedAndUntagged(first, second);
    },
  );
  forEachPair(
    interfaces,
    ({ port, vlanId }) => `${port} ${vlanId ?? ''}`,
    (first, second) => {
      throw vlanIdRenderedTwice(first, second);
    },
  );
}

function requireDistinctNeighbors({ hostname, peerings }: DeviceIntent): void {
  forEachPair(
    peerings,
    ({ vrf, neighbor }) => `${vrf} ${neighbor}`,
    (first, second) => {
      throw neighborRenderedTwice(hostname, first, second);
    },
  );
}

function requireConsistentGroups(peerings: readonly PeeringIntent[]): void {
  forEachPair(
    peerings,
    ({ vrf, group }) => fromServerPolicyName(vrf, group),
    (first, second) => {
      if (first.vrf !== second.vrf) throw policyNameTwice(fromServerPolicyName(first.vrf, first.group), first, second);
      if (ownerOf(first) !== ownerOf(second) || first.family !== second.family) throw bgpGroupShared(first, second);
      for (const [setting, valueOf] of SETTINGS) {
        if (valueOf(first) !== valueOf(second)) throw bgpGroupSettingDiffers(setting, first, second);
      }
    },
  );
}

/** Who a group belongs to: the server, or the one peering that stands alone. */
function ownerOf({ server, constructPath }: PeeringIntent): string {
  return server ?? constructPath;
}

/** What stands on the group and so is the same for its neighbors: words for messages, and the value to compare. */
const SETTINGS: readonly (readonly [string, (peering: PeeringIntent) => unknown])[] = [
  [
    'accepted prefixes',
    ({ acceptedPrefixes }) => JSON.stringify(acceptedPrefixes === null ? null : [...acceptedPrefixes].sort()),
  ],
  ...GROUP_SETTINGS,
];

/** Calls `check` with the first and each later item of every set of items that have the same key. */
function forEachPair<T>(items: readonly T[], keyOf: (item: T) => string, check: (first: T, second: T) => void): void {
  const firstByKey = new Map<string, T>();
  for (const item of items) {
    const first = firstByKey.get(keyOf(item));
    if (first === undefined) firstByKey.set(keyOf(item), item);
    else check(first, item);
  }
}
