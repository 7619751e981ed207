import type {
  DeviceIntent,
  ExpectationIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
} from '../intent/fabric-intent';
import type { Check, AnnouncingLeaf } from './expectation';
import { carriersOf, ofFabricHalf } from './fabric-expectations';

/**
 * Everything the intent says must be true of the running fabric, device by device in the order of the intent. Pure:
 * the same expectations are a unit test of the intent, the check after a change and the check at night.
 */
export function expectations(fabric: FabricIntent): Check[] {
  const announced = allAnnouncedPrefixes(fabric);
  const carriers = carriersOf(fabric);
  return fabric.devices.flatMap((device) => [
    ...ofFabricHalf(fabric, device),
    ...ofDevice(device, announced, carriers),
    ...carried(ofOtherHomes(device, announced), carriers),
  ]);
}

/** What other leaves announce comes over the overlay: where it is this fabric's own, it must stand first. */
function carried(seen: readonly Check[], carriers: readonly string[]): readonly Check[] {
  return carriers.length === 0 ? seen : seen.map((expectation) => ({ ...expectation, others: carriers }));
}

function ofDevice(device: DeviceIntent, announced: readonly AnnouncedPrefix[], carriers: readonly string[]): Check[] {
  return [
    ...device.interfaces.flatMap((unit) => ofInterface(device, unit)),
    ...device.peerings.flatMap((peering) => ofPeering(device, peering, announced, carriers)),
  ];
}

function ofInterface(device: DeviceIntent, unit: InterfaceIntent): Check[] {
  const { constructPath, expect, port } = unit;
  const common = { hostname: device.hostname, constructPath, expect, port, logicalInterface: `${port}.${unit.unit}` };
  return [
    { kind: 'interfaceUp', ...common },
    ...unit.addresses.map(({ family, address }): Check => ({
      kind: 'addressPresent',
      ...common,
      family,
      address,
    })),
  ];
}

/** Of a range of servers nothing is known before one of them comes. */
function ofPeering(
  device: DeviceIntent,
  peering: PeeringIntent,
  announced: readonly AnnouncedPrefix[],
  carriers: readonly string[],
): Check[] {
  if (peering.isRange === true) return [];
  const { constructPath, expect, vrf, group, neighbor, family, peerAsn } = peering;
  const common = { hostname: device.hostname, constructPath, expect, vrf, group };
  const prefixes = peering.acceptedPrefixes ?? [];
  const accepted: Check[] =
    prefixes.length === 0 ? [] : [{ kind: 'prefixesAccepted', ...common, neighbor, family, prefixes }];
  return [
    { kind: 'sessionEstablished', ...common, neighbor, peerAsn },
    ...accepted,
    ...prefixes.flatMap((prefix): Check[] => {
      const carrying = carryingElsewhere(device, announcedAs(announced, vrf, prefix));
      if (peering.drained === undefined || carrying.length === 0) return usedHere(device, peering, prefix);
      const others = [...new Set([...carriers, ...carrying.map((one) => one.device.hostname)])].sort();
      return [{ kind: 'prefixLeftToOtherHomes', ...common, others, family, prefix }];
    }),
  ];
}

/** A backup may follow the other homes as well, so that what it makes of the prefix is reported only. */
function usedHere(device: DeviceIntent, peering: PeeringIntent, prefix: string): Check[] {
  const { backup, constructPath, family, group, vrf } = peering;
  const expect = backup === undefined ? peering.expect : 'PROVISIONED';
  const common = { hostname: device.hostname, constructPath, expect, vrf, group, family, prefix };
  const routeDistinguisher = routeDistinguisherOf(device, vrf);
  return [
    { kind: 'prefixActiveByBgp', ...common },
    { kind: 'typeFiveRouteCreated', ...common, routeDistinguisher },
  ];
}

function announcedAs(announced: readonly AnnouncedPrefix[], vrf: string, prefix: string): readonly Announcement[] {
  return announced.find((one) => one.vrf === vrf && one.prefix === prefix)?.on ?? [];
}

/** The homes of the prefix on other devices that are up and not drained. */
function carryingElsewhere(device: DeviceIntent, announcements: readonly Announcement[]): Announcement[] {
  return announcements.filter((one) => one.device.hostname !== device.hostname && isCarrying(one));
}

function isCarrying({ peering }: Announcement): boolean {
  return peering.drained === undefined && peering.expect === 'UP';
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
function ofOtherHomes(device: DeviceIntent, announcedPrefixes: readonly AnnouncedPrefix[]): Check[] {
  const vrfs = new Set(device.vrfs.map((vrf) => vrf.name));
  return announcedPrefixes
    .filter((announced) => vrfs.has(announced.vrf))
    .flatMap((announced) => {
      const others = announced.on.filter((one) => one.device.hostname !== device.hostname && isMade(announced, one));
      const up = others.filter((one) => one.peering.expect === 'UP' && one.peering.backup === undefined);
      const upHostnames = new Set(up.map((one) => one.device.hostname));
      const provisioned = others.filter((one) => !upHostnames.has(one.device.hostname));
      return [
        ...seenFromHomes(device, announced, up, 'UP'),
        ...seenFromHomes(device, announced, provisioned, 'PROVISIONED'),
        ...preferredHomes(device, announced, up, others),
      ];
    });
}

/** A drained home makes no type-5 route while another home carries the prefix. */
function isMade({ on }: AnnouncedPrefix, announcement: Announcement): boolean {
  return announcement.peering.drained === undefined || carryingElsewhere(announcement.device, on).length === 0;
}

function preferredHomes(
  device: DeviceIntent,
  { prefix, vrf }: AnnouncedPrefix,
  carrying: readonly Announcement[],
  others: readonly Announcement[],
): Check[] {
  const backups = homesOf(
    others.filter(({ peering }) => peering.backup !== undefined),
    vrf,
  );
  const [first] = carrying;
  if (first === undefined || backups.length === 0) return [];
  const { constructPath, family } = first.peering;
  const homes = homesOf(carrying, vrf);
  const common = { hostname: device.hostname, constructPath, expect: 'UP', vrf, family, prefix } as const;
  return [{ kind: 'backupsNotPreferred', ...common, homes, backups }];
}

function seenFromHomes(
  device: DeviceIntent,
  { vrf, prefix }: AnnouncedPrefix,
  announcements: readonly Announcement[],
  expect: ExpectationIntent,
): Check[] {
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
function homesOf(announcements: readonly Announcement[], vrf: string): AnnouncingLeaf[] {
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
    for (const peering of device.peerings.filter(({ isRange }) => isRange !== true)) {
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
