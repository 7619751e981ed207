import type {
  DeviceIntent,
  ExpectationIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
} from '../intent/fabric-intent';
import type { Expectation, Home } from './expectation';

/**
 * Everything the intent says must be true of the running fabric, device by device in the order of the intent. Pure:
 * the same expectations are a unit test of the intent, the check after a change and the check at night.
 */
export function expectations(fabric: FabricIntent): Expectation[] {
  const announced = allAnnouncedPrefixes(fabric);
  return fabric.devices.flatMap((device) => [...ofDevice(device), ...ofOtherHomes(device, announced)]);
}

function ofDevice(device: DeviceIntent): Expectation[] {
  return [
    ...device.interfaces.flatMap((unit) => ofInterface(device, unit)),
    ...device.peerings.flatMap((peering) => ofPeering(device, peering)),
  ];
}

function ofInterface(device: DeviceIntent, unit: InterfaceIntent): Expectation[] {
  const { constructPath, expect, port } = unit;
  const common = { hostname: device.hostname, constructPath, expect, port, logicalInterface: `${port}.${unit.unit}` };
  return [
    { kind: 'interfaceUp', ...common },
    ...unit.addresses.map(({ family, address }): Expectation => ({
      kind: 'addressPresent',
      ...common,
      family,
      address,
    })),
  ];
}

function ofPeering(device: DeviceIntent, peering: PeeringIntent): Expectation[] {
  const { constructPath, expect, vrf, group, neighbor, family, peerAsn } = peering;
  const common = { hostname: device.hostname, constructPath, expect, vrf, group };
  const prefixes = peering.acceptedPrefixes ?? [];
  const routeDistinguisher = routeDistinguisherOf(device, vrf);
  const accepted: Expectation[] =
    prefixes.length === 0 ? [] : [{ kind: 'prefixesAccepted', ...common, neighbor, family, prefixes }];
  return [
    { kind: 'sessionEstablished', ...common, neighbor, peerAsn },
    ...accepted,
    ...prefixes.flatMap((prefix): Expectation[] => [
      { kind: 'prefixActiveByBgp', ...common, family, prefix },
      { kind: 'typeFiveRouteCreated', ...common, family, prefix, routeDistinguisher },
    ]),
  ];
}

function routeDistinguisherOf(device: DeviceIntent, vrf: string): string | undefined {
  return device.vrfs.find((one) => one.name === vrf)?.routeDistinguisher;
}

/** A prefix in a VRF, and one entry for each session it is announced on. */
interface AnnouncedPrefix {
  readonly vrf: string;
  readonly prefix: string;
  readonly on: readonly Announcement[];
}

interface Announcement {
  readonly device: DeviceIntent;
  readonly peering: PeeringIntent;
}

/** What `device` must see of the homes that other leaves are: demanded of those that must be up, asked of the rest. */
function ofOtherHomes(device: DeviceIntent, announcedPrefixes: readonly AnnouncedPrefix[]): Expectation[] {
  const vrfs = new Set(device.vrfs.map((vrf) => vrf.name));
  return announcedPrefixes
    .filter((announced) => vrfs.has(announced.vrf))
    .flatMap((announced) => {
      const others = announced.on.filter((one) => one.device.hostname !== device.hostname);
      const up = others.filter((one) => one.peering.expect === 'UP');
      const upHostnames = new Set(up.map((one) => one.device.hostname));
      const provisioned = others.filter((one) => !upHostnames.has(one.device.hostname));
      return [
        ...seenFromHomes(device, announced, up, 'UP'),
        ...seenFromHomes(device, announced, provisioned, 'PROVISIONED'),
      ];
    });
}

function seenFromHomes(
  device: DeviceIntent,
  { vrf, prefix }: AnnouncedPrefix,
  announcements: readonly Announcement[],
  expect: ExpectationIntent,
): Expectation[] {
  const [first] = announcements;
  if (first === undefined) {
    return [];
  }
  const { constructPath, family } = first.peering;
  const homes = homesOf(announcements, vrf);
  return [
    { kind: 'prefixSeenFromHomes', hostname: device.hostname, constructPath, expect, vrf, family, prefix, homes },
  ];
}

/** One home for each device, however many sessions it has. */
function homesOf(announcements: readonly Announcement[], vrf: string): Home[] {
  const devices = new Map(announcements.map(({ device }) => [device.hostname, device]));
  return [...devices.values()].map((device) => ({
    hostname: device.hostname,
    nextHop: device.loopback,
    routeDistinguisher: routeDistinguisherOf(device, vrf),
  }));
}

function allAnnouncedPrefixes(fabric: FabricIntent): AnnouncedPrefix[] {
  const found = new Map<string, { vrf: string; prefix: string; on: Announcement[] }>();
  for (const device of fabric.devices) {
    for (const peering of device.peerings) {
      for (const prefix of peering.acceptedPrefixes ?? []) {
        const key = `${peering.vrf} ${prefix}`;
        const announced = found.get(key) ?? { vrf: peering.vrf, prefix, on: [] };
        announced.on.push({ device, peering });
        found.set(key, announced);
      }
    }
  }
  return [...found.values()];
}
