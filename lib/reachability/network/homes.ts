import type { Family } from '../../intent/fabric-intent';
import { IpAddress } from '../../model/ip-address';
import type { IpPrefix } from '../../model/ip-prefix';
import { martianEntry } from '../../model/martians';
import type { ServerInput, ServerLinkInput } from '../input';
import type { Route } from '../policy/route';
import { routeOf } from '../policy/route';
import type { RoutingDevice, UnitAddress } from '../read/device';
import { readUnitAddress } from '../read/device';
import type { BgpNeighbor } from '../read/sessions';
import type { Vrf } from '../read/vrfs';

/** One link of a server, in one family, and what comes of it on the device. */
export interface Home {
  readonly index: number;
  /** Indexes of server and device. */
  readonly server: number;
  readonly device: number;
  /** Logical interface of the device. */
  readonly unit: string;
  readonly family: Family;
  /** Name of the VRF the interface is in; undefined where it is in none. */
  readonly vrf?: string;
  /** The session, when both ends agree. */
  readonly session?: BgpNeighbor;
  /** Why they do not. */
  readonly problem?: string;
  /** Address of the server on this link. */
  readonly address: IpAddress;
}

/** Devices by host name, with their index. */
export type DevicesByName = ReadonlyMap<string, { readonly index: number; readonly device: RoutingDevice }>;

/** A server's attachments, the first with the index `first`; links to devices that nobody described are left out. */
export function homesOf(server: number, input: ServerInput, devices: DevicesByName, first: number): Home[] {
  const known = input.links.flatMap((link) => {
    const at = devices.get(link.hostname);
    return at === undefined ? [] : [{ server, device: at.index, ...matched(input, link, at.device) }];
  });
  return known.map((home, i) => ({ index: first + i, ...home }));
}

type Matched = Omit<Home, 'index' | 'server' | 'device'>;

function matched(server: ServerInput, link: ServerLinkInput, device: RoutingDevice): Matched {
  const own = readUnitAddress(link.serverAddress);
  const leaf = IpAddress.parse(link.leafAddress.split('/', 1)[0] ?? '');
  const unit = device.units.get(link.interface);
  const vrf = device.vrfs.find(({ name }) => name === unit?.instance);
  const home: Matched = { unit: link.interface, family: own.address.family, vrf: vrf?.name, address: own.address };
  const { hostname } = device;
  if (unit === undefined) return { ...home, problem: `${hostname} has no interface ${link.interface}` };
  if (vrf === undefined) return { ...home, problem: `${link.interface} of ${hostname} is in no VRF` };
  const held = unit.addresses.find(({ address }) => address.equals(leaf));
  if (held === undefined) {
    const problem = `${link.interface} of ${hostname} has not the address ${leaf.toString()} that ${server.name} expects`;
    return { ...home, problem };
  }
  const problem = subnetProblem(server, device, own, held);
  return problem === undefined ? { ...home, ...sessionOf(server, link, device, vrf, own) } : { ...home, problem };
}

function subnetProblem(
  server: ServerInput,
  { hostname }: RoutingDevice,
  own: UnitAddress,
  held: UnitAddress,
): string | undefined {
  if (held.prefix.contains(own.address) && own.prefix.contains(held.address)) return undefined;
  const given = `${own.address.toString()}/${own.prefix.prefixLength}`;
  return `${given} of ${server.name} and ${held.address.toString()}/${held.prefix.prefixLength} of ${hostname} are not in one subnet`;
}

function sessionOf(
  server: ServerInput,
  link: ServerLinkInput,
  { hostname }: RoutingDevice,
  vrf: Vrf,
  own: UnitAddress,
): Pick<Home, 'session' | 'problem'> {
  const neighbor = own.address.toString();
  const session =
    vrf.sessions.find((one) => one.neighbor?.equals(own.address) === true) ??
    vrf.sessions.find((one) => one.range?.contains(own.address) === true);
  if (session === undefined) return { problem: `${hostname} has no neighbor ${neighbor} in ${vrf.name}` };
  if (session.peerAs !== server.asn) {
    return {
      problem: `${hostname} expects AS ${session.peerAs ?? 'none'} of ${neighbor}, and ${server.name} has ${server.asn}`,
    };
  }
  if (session.localAs === undefined || (link.leafAsn !== undefined && link.leafAsn !== session.localAs)) {
    const expected = link.leafAsn ?? 'one';
    return { problem: `${server.name} expects AS ${expected} of ${hostname}, which has ${session.localAs ?? 'none'}` };
  }
  if (session.localAs === session.peerAs) {
    return {
      problem: `${hostname} and ${server.name} have one AS number, ${session.localAs}, in a session between two`,
    };
  }
  if (!session.families.includes(own.address.family)) {
    return { problem: `the session of ${hostname} with ${neighbor} carries no family ${own.address.family}` };
  }
  return { session };
}

/**
 * The route that a device has of an attachment, as the import policies leave it; undefined when they reject it, or the VRF ignores
 * the prefix as a martian address.
 */
export function acceptedRoute(
  home: Home,
  device: RoutingDevice,
  server: Pick<ServerInput, 'asn'>,
  prefix: IpPrefix,
): Route | undefined {
  const { session } = home;
  if (session === undefined || prefix.family !== home.family) return undefined;
  const martians = device.vrfs.find(({ name }) => name === home.vrf)?.martians;
  if (martianEntry(prefix, martians) !== undefined) return undefined;
  const told = routeOf(prefix, 'bgp', { asPath: [server.asn], neighbor: home.address.toString() });
  return device.policies.apply(session.imports, told, 'accept');
}
