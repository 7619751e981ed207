/** Sessions with a neighbor at the other end of a link, servers and the underlay, as they could be. */
import { canonicalAddress } from '../../../model/canonical-address';
import type { AddressWithLength } from '../../../model/address-with-length';
import { containsAddress, readAddress, readAddressWithLength } from '../../../model/address-with-length';
import type { Neighbor } from '../../../routing-model/bgp';
import type { FarEnd } from './cabling';
import type { DeviceView } from './device-view';
import { instanceOf } from '../../../routing-model/membership';
import type { Connected } from './neighbor-index';
import { connectedTo, membersOf, neighborsAt } from './neighbor-index';
import type { BgpSession, SessionInputs, StatelessSession } from './session';
import { autonomousSystemsAgree, OPEN_ERROR } from './session';
import { agreesWithServer, devicesAgree } from './session-authentication';

type ServerEnd = Extract<FarEnd, { kind: 'server' }>;

const AGGREGATE = /^ae\d/;
const EVERY_PREFIX = ['0.0.0.0/0', '::/0'];

/** The session if the neighbor is in a subnet of this device; Idle otherwise. */
export function directSession(inputs: SessionInputs, view: DeviceView, neighbor: Neighbor): BgpSession {
  const session = { hostname: view.hostname, neighbor };
  const at = neighbor.shutdown ? undefined : connectedUnit(inputs, view, neighbor);
  if (at === undefined) return { ...session, state: 'Idle' };
  const ifl = at.unit.configured.name;
  const known = { ...session, localAddress: at.address.address.toString(), interface: ifl };
  if (!at.unit.up) return { ...known, state: 'Idle' };
  for (const end of farEnds(inputs, view, at.unit.configured.port)) {
    const found = end.kind === 'server' ? serverSession(inputs, known, at, end) : deviceSession(inputs, known, end);
    if (found !== undefined) return found;
  }
  return { ...known, state: 'Active' };
}

/** Sessions that servers open with groups that take any neighbor of a prefix: there only while established. */
export function dynamicSessions(inputs: SessionInputs, view: DeviceView): BgpSession[] {
  return view.ranges.flatMap((range) => {
    const prefixes = (range.address === 'all' ? EVERY_PREFIX : [range.address]).flatMap(
      (text) => readAddressWithLength(text) ?? [],
    );
    const callers = [...new Set(serverAddresses(inputs, view))].filter((text) => {
      const address = readAddress(text);
      return address !== undefined && prefixes.some((prefix) => containsAddress(prefix, address));
    });
    return callers
      .filter((address) => !view.neighbors.some((one) => canonicalAddress(one.address) === address))
      .map((address) => directSession(inputs, view, { ...range, address }))
      .filter(({ peer }) => peer !== undefined);
  });
}

/** Addresses of the servers that a device has cables to. */
function serverAddresses({ cabling }: SessionInputs, view: DeviceView): string[] {
  return cabling
    .ports(view.hostname)
    .flatMap((port) => cabling.farEnds(view.hostname, port))
    .flatMap((end) => (end.kind === 'server' ? end.link.addresses : []))
    .flatMap((text) => readAddressWithLength(text)?.address.toString() ?? []);
}

/** The unit that has the neighbor in one of its subnets. */
function connectedUnit({ ports }: SessionInputs, view: DeviceView, neighbor: Neighbor): Connected | undefined {
  const peer = readAddress(neighbor.address);
  const own = ports.get(view.hostname);
  if (peer === undefined || own === undefined) return undefined;
  return connectedTo(own, peer).find(
    ({ address, unit }) =>
      !address.address.equals(peer) &&
      (neighbor.localAddress === undefined || canonicalAddress(neighbor.localAddress) === address.address.toString()) &&
      instanceOf(view.membership, unit.configured.name) === neighbor.instance.name,
  );
}

/** The far ends of a port, or of the members of an aggregate. */
function farEnds({ cabling }: SessionInputs, view: DeviceView, port: string): readonly FarEnd[] {
  return [port, ...membersOf(view, port)].flatMap((one) => cabling.farEnds(view.hostname, one));
}

function serverSession(
  inputs: SessionInputs,
  known: StatelessSession,
  at: Connected,
  end: ServerEnd,
): BgpSession | undefined {
  const { neighbor } = known;
  const { server, link } = end;
  const own = link.addresses.map(readAddressWithLength).find((one) => one?.address.toString() === canonical(neighbor));
  if (own === undefined || !isOnTheLink(inputs, known, at, end) || !containsAddress(own, at.address.address)) {
    return undefined;
  }
  const speaks = neighbor.families.includes(unicast(own));
  const expected = link.peerAsn ?? inputs.deviceAsnOf(known.hostname);
  const view = inputs.views.get(known.hostname);
  const isHeard =
    view !== undefined &&
    agreesWithServer(view, neighbor, link.authentication, inputs.now) &&
    (link.ttlSecurity !== true || neighbor.ttl === 255);
  if (!isHeard) return { ...known, state: 'Connect' };
  if (neighbor.peerAsn !== server.asn || neighbor.localAsn !== expected || !speaks) {
    return { ...known, state: 'Active', lastError: OPEN_ERROR };
  }
  return { ...known, state: 'Established', peer: { kind: 'server', server, link } };
}

/** The same tagging at both ends, and a bundle at both ends or at none. */
function isOnTheLink(
  { views }: SessionInputs,
  { hostname }: StatelessSession,
  at: Connected,
  { link }: ServerEnd,
): boolean {
  const { port: name, vlanId } = at.unit.configured;
  const port = views.get(hostname)?.ports.get(name);
  const onTheWire = vlanId !== undefined && port?.nativeVlanId === vlanId ? undefined : vlanId;
  return link.vlanId === onTheWire && (link.bundledPorts === undefined || AGGREGATE.test(name));
}

function unicast(address: AddressWithLength): string {
  return `${address.family}-unicast`;
}

/** A device answers when it has the address on the other end of the cable, and us as a neighbor there. */
function deviceSession(
  inputs: SessionInputs,
  known: StatelessSession,
  { hostname }: Extract<FarEnd, { kind: 'device' }>,
): BgpSession | undefined {
  const [near, far] = [inputs.views.get(known.hostname), inputs.views.get(hostname)];
  if (near === undefined || far === undefined || known.localAddress === undefined) return undefined;
  const back = neighborsAt(far, known.localAddress).find((one) => {
    const at = one.shutdown ? undefined : connectedUnit(inputs, far, one);
    return at?.unit.up === true && at.address.address.toString() === canonical(known.neighbor);
  });
  if (back === undefined) return undefined;
  const ends = [
    { view: near, neighbor: known.neighbor },
    { view: far, neighbor: back },
  ] as const;
  if (!devicesAgree(...ends, inputs.now)) return { ...known, state: 'Connect' };
  if (!autonomousSystemsAgree(known.neighbor, back)) return { ...known, state: 'Active', lastError: OPEN_ERROR };
  return { ...known, state: 'Established', peer: { kind: 'device', hostname, neighbor: back } };
}

function canonical(neighbor: Neighbor): string {
  return canonicalAddress(neighbor.address);
}
