import type { Family } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { IpPrefix } from '../../model/ip-prefix';
import { PrefixRange } from '../../model/prefix-range';
import type { DrawnPrefix } from '../../intent/drawn-prefixes';
import { drawnPrefixes } from '../../intent/drawn-prefixes';
import type { DeviceInput, NetworkInput, ServerInput } from '../input';
import type { RoutingDevice } from '../read/device';
import { readDevice } from '../read/device';
import type { Vrf } from '../read/vrfs';
import { addressOwners } from './addresses';
import type { DevicesByName, Home } from './homes';
import { homesOf } from './homes';
import type { Overlay } from './overlay';
import { overlayOf } from './overlay';
import type { Underlay } from './underlay';
import { underlayOf } from './underlay';

/** A server and its attachments. */
interface NetworkServer {
  readonly index: number;
  readonly name: string;
  readonly asn: number;
  readonly prefixes: readonly IpPrefix[];
  /** Of which of its ranges each of them stands for all. */
  readonly drawn: readonly DrawnPrefix[];
  readonly homes: readonly Home[];
}

/** A fabric as its configurations make it, nothing failed. Devices and servers are sorted by name. */
export interface Network {
  readonly devices: readonly RoutingDevice[];
  readonly servers: readonly NetworkServer[];
  /** All attachments of all servers, by their index. */
  readonly homes: readonly Home[];
  readonly underlay: Underlay;
  readonly overlay: Overlay;
  /** Index that stands for everything of others; it does not fail. */
  readonly outside: number;
  /** What is taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/**
 * Reads the configurations of a fabric.
 *
 * @throws FabricError when a statement that decides about routes is not understood
 */
export function readNetwork({ devices: inputs, servers }: NetworkInput): Network {
  return networkOf(
    inputs.map((input) => ({ device: readDevice(input), foreign: foreignOf(input) })),
    servers,
  );
}

/** A device that is already read, and the neighbors of it that belong to others. */
export interface ReadDevice {
  readonly device: RoutingDevice;
  readonly foreign: ReadonlySet<string>;
}

/** The same from devices that are already read. */
export function networkOf(read: readonly ReadDevice[], servers: readonly ServerInput[]): Network {
  const sorted = [...read].sort((a, b) => compareText(a.device.hostname, b.device.hostname));
  const known = sorted.map(({ device }) => device);
  const devices = known.some(hasOverlay) ? known : [...known, ...otherLeaf(known)];
  const foreign = (device: number, neighbor: string): boolean => sorted[device]?.foreign.has(neighbor) === true;
  const owners = addressOwners(devices);
  const underlay = underlayOf(devices, owners, foreign);
  const overlay = overlayOf(devices, owners, foreign);
  const homes: Home[] = [];
  const named: DevicesByName = new Map(devices.map((device, index) => [device.hostname, { index, device }]));
  const byName = [...servers].sort((a, b) => compareText(a.name, b.name));
  const announced = drawnPrefixes(byName);
  const found = byName.map((server, index) => {
    const own = homesOf(index, server, named, homes.length);
    homes.push(...own);
    const drawn = announced[index];
    const prefixes = drawn?.map(({ prefix }) => prefix) ?? standIns(index, own);
    return { index, name: server.name, asn: server.asn, prefixes, drawn: drawn ?? [], homes: own };
  });
  return {
    devices,
    servers: found,
    homes,
    underlay,
    overlay,
    outside: devices.length,
    assumptions: assumptions(devices, underlay, overlay, byName),
  };
}

function hasOverlay({ sessions }: RoutingDevice): boolean {
  return sessions.some(({ families }) => families.includes('evpn'));
}

/** Where others own the overlay they have leaves too: one stands for all, with each VRF as most of the known have it. */
function otherLeaf(known: readonly RoutingDevice[]): RoutingDevice[] {
  const [first] = known;
  if (first === undefined) return [];
  const names = [...new Set(known.flatMap(({ vrfs }) => vrfs.map(({ name }) => name)))].sort(compareText);
  const vrfs = names.flatMap((name) =>
    usual(known.flatMap((device) => device.vrfs.filter((vrf) => vrf.name === name))),
  );
  return [
    {
      ...first,
      hostname: OTHER_LEAF,
      kind: 'leaf',
      failureDomain: undefined,
      routerId: '255.255.255.255',
      loopbacks: [],
      units: new Map(),
      sessions: [],
      vrfs: vrfs.map((vrf) => ({ ...vrf, interfaces: [], sessions: [], routes: [], routeDistinguisher: '0:0' })),
      spreadsFlows: true,
      isAssumed: true,
    },
  ];
}

/** Of several that should be alike, the one that most are like; of equals the first. */
function usual(vrfs: readonly Vrf[]): Vrf[] {
  const likeness = (vrf: Vrf): string => JSON.stringify([vrf.importTargets, vrf.typeFive?.vni, vrf.multipath]);
  const counts = new Map<string, number>();
  for (const vrf of vrfs) counts.set(likeness(vrf), (counts.get(likeness(vrf)) ?? 0) + 1);
  return [...vrfs].sort((a, b) => (counts.get(likeness(b)) ?? 0) - (counts.get(likeness(a)) ?? 0)).slice(0, 1);
}

/** How messages name a leaf that nobody described. */
const OTHER_LEAF = 'any other leaf';

/** What is read of a device's input beside its configuration. */
export function foreignOf({ present }: DeviceInput): ReadonlySet<string> {
  return new Set(present?.foreignNeighbors ?? []);
}

/** For a server that may announce anything, a prefix of each of its families that nobody else has. */
function standIns(server: number, homes: readonly Home[]): IpPrefix[] {
  const families = new Set(homes.map(({ family }) => family));
  const forms: Readonly<Record<Family, string>> = {
    inet: `198.${18 + (server >> 16)}.${(server >> 8) & 255}.${server & 255}/32`,
    inet6: `2001:2:0:${server.toString(16)}::/64`,
  };
  return [...families].sort(compareText).map((family) => IpPrefix.parse(forms[family]));
}

function assumptions(
  devices: readonly RoutingDevice[],
  underlay: Underlay,
  overlay: Overlay,
  servers: readonly ServerInput[],
): string[] {
  const outside = devices.length;
  const peersOutside = (sessions: readonly { readonly b: number }[]): boolean =>
    sessions.some(({ b }) => b === outside);
  const unknown = servers.filter(({ prefixes }) => prefixes === null).map(({ name }) => name);
  const ranges = servers.flatMap(({ name, prefixes }) =>
    (prefixes ?? []).filter((text) => !PrefixRange.isExact(text)).map((text) => `${text} of ${name}`),
  );
  return [
    ...(underlay.isConfigured ? [] : ['the underlay belongs to others: every loopback is taken to reach every other']),
    ...(overlay.isConfigured
      ? []
      : ['the overlay belongs to others: a reflector that never fails is taken to serve every device']),
    ...(overlay.isConfigured && peersOutside(overlay.sessions)
      ? ['some route reflectors belong to others: they are taken never to fail, and to reflect to all']
      : []),
    ...(underlay.isConfigured && peersOutside(underlay.sessions)
      ? ['some underlay neighbors belong to others: they are taken never to fail, and to reach one another']
      : []),
    ...unknown.map((name) => `${name} may announce anything: one prefix stands for what it does`),
    ...ranges.map((range) => `of ${range} one of the longest prefixes stands for all`),
  ];
}
