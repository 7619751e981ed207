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
import { bgpGroupName } from '../render/names';
import { SESSION_OPTION_ROWS } from '../render/session-options';
import type { FoundDevice } from './found-device';
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
  for (const placed of found.flatMap(placedSessions)) {
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
function nameOf({ family, group }: PeeringIntent): string {
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
    sessions.every(({ session }) => session.group === bgpGroupName(name, session.family)) &&
    sessions.every(({ session }) => session.peerAsn === first?.session.peerAsn) &&
    sessions.every(({ session }) => sameAsInFamily(session, sessions)) &&
    sessions.every(({ hostname, session }) => sameOnHome(hostname, session, sessions)) &&
    sessions.every(({ hostname, on }) => linksOf(hostname, on, sessions).length === on.addresses.length)
  );
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
