import { noSuchServer, serverCannot, serverRouterIdMissing, serverSessionUnknown } from '../errors';
import type {
  AttachmentIntent,
  DeviceIntent,
  FabricIntent,
  Family,
  InterfaceIntent,
  PeeringIntent,
  ServerIntent,
} from '../../intent/fabric-intent';
import { deviceAsn } from '../../intent/device-asn';
import { portTagging } from '../../intent/port-tagging';
import { forwardingOf, sourceAddressOf } from '../../intent/server-defaults';
import { IpAddress } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
import { PrefixRange } from '../../model/prefix-range';
import { DEFAULT_HOLD_TIME_SEC, largestFamilyMtu } from '../../model/junos-defaults';
import { followedPort, followedSession } from './followed-lines';

/** Files of a server's own side by name, sorted. */
export type ServerFiles = Readonly<Record<string, string>>;

/** Everything the far end of a server's sessions and links says, turned around: the server's own end. */
export interface ServerSide {
  readonly fabric: string;
  readonly name: string;
  readonly constructPath: string;
  readonly asn: number;
  /** Undefined where the server has no IPv4 address and the user gave none. */
  readonly routerId: string | undefined;
  /** Where the server's own connections come from, without prefix length; a family without such an address is absent. */
  readonly sources: Readonly<Partial<Record<Family, string>>>;
  /** Whether the server's kernel forwards packets; undefined where nobody said it and it does not follow. */
  readonly forwarding: boolean | undefined;
  /** What the server announces, and ranges of what it may, sorted; `null` where the leaves accept anything. */
  readonly announced: readonly PrefixRange[] | null;
  /** Sorted by leaf, port, unit and family. */
  readonly sessions: readonly ServerSideSession[];
  /** Sorted by leaf, port and unit. */
  readonly links: readonly ServerSideLink[];
}

/** One session, as the server sees it. */
export interface ServerSideSession {
  readonly link: ServerSideLink;
  readonly family: Family;
  /** The server's address, without prefix length. */
  readonly local: string;
  /** The leaf's address, without prefix length. */
  readonly neighbor: string;
  readonly peerAsn: number;
  /** What is true of both ends, in seconds. */
  readonly holdTimeSec: number;
  /** A third of the hold time, as Junos does it. */
  readonly keepaliveSec: number;
  /** The leaf's end, with what set lines of the user add to it. */
  readonly peering: PeeringIntent;
}

/** One link of the server: a port, or one VLAN of it. */
export interface ServerSideLink {
  readonly attachment: AttachmentIntent;
  /** The leaf's unit, with what belongs to its port. */
  readonly onLeaf: InterfaceIntent;
  /** The server's addresses with prefix length, IPv4 first. */
  readonly addresses: readonly string[];
  /** Tag of its frames; undefined where they have none. */
  readonly vlanId: number | undefined;
  /** Largest IP packet that fits through the leaf's port; undefined where the leaf has its default. */
  readonly mtu: number | undefined;
}

/**
 * The server's side of a fabric.
 * @throws FabricError `noSuchServer`; `serverSessionUnknown` where an attachment has no session
 */
export function serverSideOf(fabric: FabricIntent, name: string): ServerSide {
  const server = fabric.servers.find((one) => one.name === name);
  if (server === undefined) {
    throw noSuchServer(
      name,
      fabric.servers.map((one) => one.name),
    );
  }
  const homes = server.attachments.map((attachment) => homeOf(fabric, server, attachment));
  return {
    fabric: fabric.name,
    name,
    constructPath: server.constructPath,
    asn: server.asn,
    routerId: server.routerId ?? smallestIpv4(server),
    sources: sourcesOf(server),
    forwarding: forwardingOf(server),
    announced: server.prefixes?.map((text) => PrefixRange.parse(text)).sort((a, b) => a.compare(b)) ?? null,
    sessions: homes.flatMap(({ sessions }) => sessions),
    links: homes.map(({ link }) => link),
  };
}

/** The families that the server has sessions of, IPv4 first. */
export function familiesOf({ sessions }: ServerSide): Family[] {
  return (['inet', 'inet6'] as const).filter((family) => sessions.some((session) => session.family === family));
}

/** What the server announces in one family, or may; undefined where the leaves accept anything. */
export function announcedOf({ announced }: ServerSide, family: Family): PrefixRange[] | undefined {
  return announced?.filter((range) => range.family === family);
}

/** The single prefixes of a family that nobody else announces; none where the leaves accept anything. */
export function ownPrefixesOf(side: ServerSide, family: Family): IpPrefix[] {
  return (announcedOf(side, family) ?? []).filter(({ isExact }) => isExact).map(({ prefix }) => prefix);
}

/** Ranges of a family, in which other servers may have prefixes too; none where the leaves accept anything. */
export function rangesOf(side: ServerSide, family: Family): PrefixRange[] {
  return (announcedOf(side, family) ?? []).filter(({ isExact }) => !isExact);
}

/** The subnets that the server itself is in, sorted, each once. */
export function linkSubnetsOf({ links }: ServerSide, family: Family): IpPrefix[] {
  const subnets = links.flatMap(({ attachment }) => attachment.addresses.filter((one) => one.family === family));
  const sorted = subnets.map(({ server }) => subnetOf(server)).sort((a, b) => a.compare(b));
  return sorted.filter((subnet, i) => sorted[i - 1]?.equals(subnet) !== true);
}

/** Whether the server restarts gracefully on any session. */
export function restarts({ sessions }: ServerSide): boolean {
  return sessions.some(restartsOn);
}

/** Whether the server restarts gracefully on a session. */
export function restartsOn({ peering: { gracefulRestart, serverGracefulRestart } }: ServerSideSession): boolean {
  return gracefulRestart !== undefined || serverGracefulRestart === true;
}

/**
 * Whether the server keeps the routes of a leaf that restarts while BFD is down. By itself it takes BFD for the truth, and ends
 * the session.
 */
export function helpsLeafDespiteBfd({
  peering: { bfd, bfdDuringRestart, gracefulRestart },
}: ServerSideSession): boolean {
  return bfd !== undefined && bfdDuringRestart === 'restartHelp' && gracefulRestart !== undefined;
}

/** @throws FabricError `serverRouterIdMissing` */
export function requireRouterId({ routerId, name, constructPath }: ServerSide): string {
  if (routerId === undefined) throw serverRouterIdMissing(name, constructPath);
  return routerId;
}

function sourcesOf(server: ServerIntent): ServerSide['sources'] {
  const [inet, inet6] = [sourceAddressOf(server, 'inet'), sourceAddressOf(server, 'inet6')];
  return { ...(inet !== undefined && { inet }), ...(inet6 !== undefined && { inet6 }) };
}

function homeOf(
  fabric: FabricIntent,
  server: ServerIntent,
  attachment: AttachmentIntent,
): { readonly link: ServerSideLink; readonly sessions: readonly ServerSideSession[] } {
  const device = fabric.devices.find(({ hostname }) => hostname === attachment.hostname);
  const ownUnit = device?.interfaces.find(({ port, unit }) => port === attachment.port && unit === attachment.unit);
  if (device === undefined || ownUnit === undefined) throw unknownEnd(server, attachment);
  const onLeaf = { ...ownUnit, ...ofPort(device, attachment.port), ...followedPort(device, ownUnit) };
  const link: ServerSideLink = {
    attachment,
    onLeaf,
    addresses: attachment.addresses.map((one) => one.server),
    vlanId: onLeaf.native === true ? undefined : onLeaf.vlanId,
    mtu: mtuOf(device, onLeaf),
  };
  const sessions = attachment.addresses.map(({ family, leaf, server: own }): ServerSideSession => {
    const [neighbor, local] = [addressOf(leaf), addressOf(own)];
    const peering = device.peerings.find(
      (one) => one.server === server.name && one.family === family && one.localAddress === neighbor,
    );
    if (peering === undefined) throw unknownEnd(server, attachment);
    requireOnLink(server, peering);
    const { localAsn, ...followed } = followedSession(device, peering);
    const onBoth = { ...peering, ...followed };
    const holdTimeSec = onBoth.holdTimeSec ?? DEFAULT_HOLD_TIME_SEC;
    const keepaliveSec = Math.floor(holdTimeSec / 3);
    const peerAsn = localAsn ?? deviceAsn(fabric, device);
    return { link, family, local, neighbor, peerAsn, holdTimeSec, keepaliveSec, peering: onBoth };
  });
  return { link, sessions };
}

/** Nothing that is written here leads to another address of the leaf. */
function requireOnLink(
  { name }: ServerIntent,
  { constructPath, localAddress, statedLocalAddress }: PeeringIntent,
): void {
  if (statedLocalAddress === undefined || statedLocalAddress === localAddress) return;
  const what = `reach ${statedLocalAddress}, which is not on the link`;
  const instead =
    'use LocalAddress.ofLink(), or write the configuration of the server by hand and leave serverSide out';
  throw serverCannot(name, 'what is written here', what, instead, constructPath);
}

/** What belongs to a port of a leaf, at whichever of its units it is said. */
function ofPort({ interfaces }: DeviceIntent, port: string): Pick<InterfaceIntent, 'mtu' | 'aggregate'> {
  const onPort = interfaces.filter((one) => one.port === port);
  const mtu = onPort.find((one) => one.mtu !== undefined)?.mtu;
  const aggregate = onPort.find((one) => one.aggregate !== undefined)?.aggregate;
  return { ...(mtu !== undefined && { mtu }), ...(aggregate !== undefined && { aggregate }) };
}

function unknownEnd({ constructPath, name }: ServerIntent, { hostname, port }: AttachmentIntent): Error {
  return serverSessionUnknown(name, hostname, port, constructPath);
}

/** The IP MTU that the leaf has on the unit: what is given for a family, or what the port leaves. */
function mtuOf(device: DeviceIntent, { port, mtu, inetMtu, inet6Mtu }: InterfaceIntent): number | undefined {
  const tagging = portTagging(device.interfaces.filter((one) => one.port === port));
  const fromPort = mtu === undefined ? [] : [largestFamilyMtu(mtu, tagging)];
  const all = [...fromPort, ...(inetMtu === undefined ? [] : [inetMtu]), ...(inet6Mtu === undefined ? [] : [inet6Mtu])];
  return all.length === 0 ? undefined : Math.min(...all);
}

function smallestIpv4({ attachments }: ServerIntent): string | undefined {
  const own = attachments.flatMap(({ addresses }) => addresses.filter(({ family }) => family === 'inet'));
  const [smallest] = own.map(({ server }) => IpAddress.parse(addressOf(server))).sort((a, b) => a.compare(b));
  return smallest?.toString();
}

function subnetOf(address: string): IpPrefix {
  const [host = '', length = ''] = address.split('/');
  return IpPrefix.containing({ address: IpAddress.parse(host), prefixLength: Number(length) });
}

function addressOf(addressAndLength: string): string {
  return addressAndLength.split('/', 1)[0] ?? '';
}
