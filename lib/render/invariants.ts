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
import type { GroupSetting } from './group-settings';
import { mayShareGroup, settingsInCommon } from './group-settings';
import { fromServerPolicyName, policyStem } from './names';

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
  const policyOf = (peering: PeeringIntent): string => fromServerPolicyName(peering.vrf, policyStem(peering));
  forEachPair(peerings, policyOf, (first, second) => {
    if (groupOf(first) !== groupOf(second)) throw policyNameTwice(policyOf(first), first, second);
    requireAgreement(first, second);
  });
  forEachPair(peerings, groupOf, requireAgreement);
}

/** Of two sessions in one group. */
function requireAgreement(first: PeeringIntent, second: PeeringIntent): void {
  if (!mayShareGroup(first, second)) throw bgpGroupShared(first, second);
  const accepted = first.family === second.family ? [ACCEPTED_PREFIXES] : [];
  for (const [setting, valueOf] of [...accepted, ...settingsInCommon(first, second)]) {
    if (valueOf(first) !== valueOf(second)) throw bgpGroupSettingDiffers(setting, first, second);
  }
}

function groupOf({ group, vrf }: PeeringIntent): string {
  return `${vrf} ${group}`;
}

const ACCEPTED_PREFIXES: GroupSetting = [
  'accepted prefixes',
  ({ acceptedPrefixes }) => JSON.stringify(acceptedPrefixes === null ? null : [...acceptedPrefixes].sort()),
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
