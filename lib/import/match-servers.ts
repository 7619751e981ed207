import type {
  AttachmentAddressIntent,
  AttachmentIntent,
  InterfaceIntent,
  PeeringIntent,
  ServerIntent,
} from '../intent/fabric-intent';
import type { SessionOptionsIntent } from '../intent/session-intent';
import { compareNumbered } from '../intent/order';
import { InterfaceAddress } from '../model/interface-address';
import { PrefixRange } from '../model/prefix-range';
import { compareText } from '../model/order';
import { Subnet } from '../model/subnet';
import { bgpGroupName, policyStem } from '../render/names';
import { SESSION_OPTION_ROWS } from '../render/session-options';
import type { FoundDevice } from './found-device';
import { withoutNewDescriptions } from './found-interfaces';
import { leftInGroup } from './found-sessions';
import { attempt } from './attempt';

/** A server and the sessions that belong to it. */
export interface MatchedServer {
  readonly intent: ServerIntent;
  /** Host name, VRF and group of its sessions. */
  readonly owns: (hostname: string, session: PeeringIntent) => boolean;
  readonly attachmentOf: (hostname: string, one: InterfaceIntent) => AttachmentIntent | undefined;
}

/** A session and where it stands. */
interface Placed {
  readonly hostname: string;
  readonly session: PeeringIntent;
  readonly on: InterfaceIntent;
}

/**
 * The servers with several attachments, or several families: sessions in groups of one name, in one VRF and with one AS number,
 * that say the same on every home. What does not fit into one server stays single ports and sessions.
 */
export function matchServers(found: readonly FoundDevice[]): MatchedServer[] {
  const groups = new Map<string, Placed[]>();
  for (const placed of found.flatMap(placedSessions).filter(hasShapeOfServer)) {
    const key = `${placed.session.vrf} ${nameOf(placed.session)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [placed]);
    else known.push(placed);
  }
  const servers = [...groups.values()].flatMap((sessions) => serverOf(sessions) ?? []);
  const names = servers.map(({ intent }) => intent.name);
  return servers
    .filter(({ intent }) => names.indexOf(intent.name) === names.lastIndexOf(intent.name))
    .sort((a, b) => compareText(a.intent.name, b.intent.name));
}

/** A server has ports and groups of its own. */
function hasShapeOfServer({ on, session }: Placed): boolean {
  return session.groupOfOthers === undefined && on.portOfOthers !== true;
}

function placedSessions({ hostname, interfaces, peerings }: FoundDevice): Placed[] {
  return peerings.flatMap((session) => {
    const on = interfaces.find(
      (one) =>
        one.vrf === session.vrf && one.addresses.some(({ address }) => address.split('/')[0] === session.localAddress),
    );
    return on === undefined ? [] : [{ hostname, session, on }];
  });
}

/** Name that a server would have whose groups are called so. */
function nameOf({ dualStackGroup, family, group }: PeeringIntent): string {
  if (dualStackGroup === true) return group;
  const suffix = bgpGroupName('', 'inet6');
  return family === 'inet6' && group.endsWith(suffix) ? group.slice(0, -suffix.length) : group;
}

function serverOf(sessions: readonly Placed[]): MatchedServer | undefined {
  const [first] = sessions;
  if (first === undefined || !isOneServer(sessions)) return undefined;
  const name = nameOf(first.session);
  const ports = [...new Map(sessions.map((placed) => [portKey(placed.hostname, placed.on), placed])).values()].sort(
    (a, b) => compareText(a.hostname, b.hostname) || compareNumbered(a.on.port, b.on.port) || a.on.unit - b.on.unit,
  );
  const attachments = ports.map(({ hostname, on }) => ({
    hostname,
    port: on.port,
    unit: on.unit,
    addresses: linksOf(hostname, on, sessions),
    expect: 'UP' as const,
  }));
  const accepted = sessions.map(({ session }) => session.acceptedPrefixes);
  const prefixes = accepted.every((one) => one !== null) ? distinctPrefixes(accepted.flat()) : null;
  const own = new Set(sessions.map(({ hostname, session }) => sessionKey(hostname, session)));
  return {
    intent: { name, constructPath: '', asn: first.session.peerAsn, vrf: first.session.vrf, prefixes, attachments },
    owns: (hostname, session) => own.has(sessionKey(hostname, session)),
    attachmentOf: (hostname, one) =>
      attachments.find((home) => home.hostname === hostname && home.port === one.port && home.unit === one.unit),
  };
}

function isOneServer(sessions: readonly Placed[]): boolean {
  const [first] = sessions;
  const name = first === undefined ? '' : nameOf(first.session);
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name) &&
    sessions.every(({ session }) => session.dualStackGroup === first?.session.dualStackGroup) &&
    sessions.every(({ session }) => policyStem(session) === bgpGroupName(name, session.family)) &&
    sessions.every(({ session }) => session.peerAsn === first?.session.peerAsn) &&
    sessions.every(({ session }) => sameAsInFamily(session, sessions)) &&
    hasEvidence(sessions) &&
    sessions.every(({ hostname, session }) => sameOnHome(hostname, session, sessions)) &&
    sessions.every(({ hostname, on }) => linksOf(hostname, on, sessions).length === on.addresses.length)
  );
}

/**
 * Whether there is more than a name of groups to say that homes are of one server: they accept the same prefixes, or bear one
 * description; and no description says otherwise.
 */
function hasEvidence(sessions: readonly Placed[]): boolean {
  const homes = new Set(sessions.map(({ hostname, on }) => portKey(hostname, on)));
  if (homes.size === 1) return true;
  const names = descriptionsOf(sessions);
  const areNamedAlike = names.every((name) => name !== undefined && name === names[0]);
  const isContrary = new Set(names.filter((name) => name !== undefined)).size > 1;
  // Groups of the fabric that accept anything were made by the library, for one server.
  const haveSamePrefixes = sessions.every(({ session: { acceptedPrefixes } }) => acceptedPrefixes?.length !== 0);
  return areNamedAlike || (haveSamePrefixes && !isContrary);
}

/** How the homes are described: by their sessions, or where none of these is described, by their ports. */
function descriptionsOf(sessions: readonly Placed[]): (string | undefined)[] {
  const ofSessions = sessions.map(({ session: { description, group } }) =>
    description === group ? undefined : description,
  );
  if (ofSessions.some((one) => one !== undefined)) return ofSessions;
  const ofPorts = sessions.map(({ on }) => on.description);
  return ofPorts.every((one) => one !== undefined) ? ofPorts : ofSessions;
}

/**
 * The devices, with groups of which not all sessions belong to one server left to others, until every server and group is
 * whole: a group of the fabric has one server, and of it one session of each family at most where it stands alone. A server
 * that loses a home to others may no longer be the same.
 */
export function withoutSharedGroups(found: readonly FoundDevice[]): readonly FoundDevice[] {
  const servers = matchServers(found);
  const left = found.map((device) => withGroupsLeft(device, servers));
  return left.every((device, i) => device === found[i]) ? found : withoutSharedGroups(left);
}

function withGroupsLeft(device: FoundDevice, servers: readonly MatchedServer[]): FoundDevice {
  const { hostname, inGroupsOfOthers, interfaces, onPortsOfOthers } = device;
  const own = device.peerings.filter(({ groupOfOthers }) => groupOfOthers === undefined);
  const shared = own.filter((session) => {
    const all = own.filter(({ group, vrf }) => group === session.group && vrf === session.vrf);
    const isOfOneServer = servers.some((server) => all.every((one) => server.owns(hostname, one)));
    return !isOfOneServer && new Set(all.map(policyStem)).size < all.length;
  });
  if (shared.length === 0) return device;
  const peerings = device.peerings.map((session) =>
    shared.includes(session) ? leftInGroup(session, inGroupsOfOthers) : session,
  );
  return { ...device, interfaces: withoutNewDescriptions(interfaces, peerings, onPortsOfOthers), peerings };
}

/** What nobody but the user can say of sessions that stay single. */
export function questionsOf(found: readonly FoundDevice[], servers: readonly MatchedServer[]): string[] {
  const alike = new Map<string, Placed[]>();
  for (const placed of found.flatMap(placedSessions)) {
    const { hostname, session } = placed;
    if (servers.some((server) => server.owns(hostname, session))) continue;
    const name = session.groupOfOthers === undefined ? nameOf(session) : session.description;
    if (name === undefined) continue;
    const key = JSON.stringify([session.vrf, session.peerAsn, name]);
    alike.set(key, [...(alike.get(key) ?? []), placed]);
  }
  return [...alike].flatMap(([key, placed]) => {
    const [vrf, peerAsn, name] = JSON.parse(key) as [string, number, string];
    const homes = [...new Set(placed.map(({ hostname, on }) => `${hostname} ${on.port}.${on.unit}`))];
    if (homes.length < 2) return [];
    return [
      `Is ${name} (AS ${peerAsn}) in ${vrf} one server, on ${homes.join(', ')}? Nothing but the name says so, and the program has single sessions; as a MultihomedServer its attachments are kept apart in a rollout.`,
    ];
  });
}

/** All attachments accept the same, family by family. */
function sameAsInFamily(
  { acceptedPrefixes, acceptAnythingReason, family }: PeeringIntent,
  all: readonly Placed[],
): boolean {
  const wanted = JSON.stringify([acceptedPrefixes, acceptAnythingReason]);
  return all.every(
    ({ session }) =>
      (session.acceptedPrefixes === null) === (acceptedPrefixes === null) &&
      (session.family !== family ||
        JSON.stringify([session.acceptedPrefixes, session.acceptAnythingReason]) === wanted),
  );
}

/** Both families of an attachment have the same options. */
function sameOnHome(hostname: string, session: PeeringIntent, all: readonly Placed[]): boolean {
  const wanted = JSON.stringify(commonSessionOptions(session));
  return all.every(
    (other) => other.hostname !== hostname || JSON.stringify(commonSessionOptions(other.session)) === wanted,
  );
}

/** What a server says for both families of an attachment alike. */
export function commonSessionOptions(session: PeeringIntent): Partial<SessionOptionsIntent> {
  return Object.fromEntries(FOUND_OPTIONS.map((name) => [name, session[name]]));
}

const FOUND_OPTIONS = SESSION_OPTION_ROWS.filter(([, { find }]) => find !== null).map(([name]) => name);

/** The subnets of a port in which the server has a session. */
function linksOf(hostname: string, on: InterfaceIntent, sessions: readonly Placed[]): AttachmentAddressIntent[] {
  return on.addresses.flatMap(({ address, family }) => {
    const [host = '', length = ''] = address.split('/');
    const own = sessions.filter(
      (placed) => placed.hostname === hostname && placed.on === on && placed.session.localAddress === host,
    );
    const [only, another] = own;
    if (only === undefined || another !== undefined) return [];
    const server = InterfaceAddress.parse(`${only.session.neighbor}/${length}`);
    const isLink = attempt(() => Subnet.parse(server.prefix.toString())) !== undefined;
    return isLink ? [{ family, leaf: address, server: server.toString() }] : [];
  });
}

function portKey(hostname: string, { port, unit }: InterfaceIntent): string {
  return `${hostname} ${port}.${unit}`;
}

function sessionKey(hostname: string, { group, neighbor, vrf }: PeeringIntent): string {
  return `${hostname} ${vrf} ${group} ${neighbor}`;
}

/** Each prefix once, in the order of addresses. */
function distinctPrefixes(texts: readonly string[]): string[] {
  const prefixes = [...new Set(texts)].map((text) => PrefixRange.parse(text));
  return prefixes.sort((a, b) => a.compare(b)).map(String);
}
