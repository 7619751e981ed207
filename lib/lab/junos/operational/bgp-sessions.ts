import type { LabLink, LabServer } from '../../topology';
import type { AddressWithLength } from '../addresses';
import { containsAddress, readAddress, readAddressWithLength } from '../addresses';
import type { ConfiguredNeighbor } from '../configured/bgp-neighbors';
import { MAIN_INSTANCE } from '../configured/instances';
import type { ConfiguredAddress } from '../configured/interfaces';
import type { Cabling, FarEnd } from './cabling';
import type { DeviceView } from './device-view';
import { instanceOf } from './device-view';
import type { PortState, UnitState } from './interfaces';

/** States of the BGP machine that the emulation tells apart. */
export type PeerState = 'Idle' | 'Active' | 'Established';

/** Who answers at the other end of an established session. */
export type Peer =
  | { readonly kind: 'server'; readonly server: LabServer; readonly link: LabLink }
  | { readonly kind: 'device'; readonly hostname: string; readonly neighbor: ConfiguredNeighbor };

/** One end of a BGP session. */
export interface Session {
  readonly hostname: string;
  readonly neighbor: ConfiguredNeighbor;
  readonly state: PeerState;
  /** Why it is not established, in Junos' words, where Junos has some. */
  readonly lastError?: string;
  readonly localAddress?: string;
  /** Logical interface of a directly connected peer. */
  readonly interface?: string;
  readonly peer?: Peer;
}

/** What the sessions of a fabric are computed from. */
export interface SessionInputs {
  readonly overlayAsn: number;
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, PortState>>;
  readonly cabling: Cabling;
}

interface Connected {
  readonly unit: UnitState;
  readonly address: ConfiguredAddress;
}

const OPEN_ERROR = 'Open Message Error';

/** Every session of every device, by hostname, in the order of the configuration. */
export function bgpSessions(inputs: SessionInputs): ReadonlyMap<string, readonly Session[]> {
  const connected = new Map<string, readonly Session[]>();
  for (const [hostname, view] of inputs.views) {
    connected.set(
      hostname,
      view.neighbors.map((neighbor) => directSession(inputs, view, neighbor)),
    );
  }
  const reach = underlayReachability(inputs, connected);
  return new Map(
    [...connected].map(([hostname, sessions]) => [
      hostname,
      sessions.map((session) => (isOverLoopbacks(session) ? overlaySession(inputs, session, reach) : session)),
    ]),
  );
}

/** Whether the session runs between loopbacks: internal, and no subnet of the device holds the neighbor. */
function isOverLoopbacks({ neighbor, interface: ifl }: Session): boolean {
  return neighbor.type === 'internal' && ifl === undefined && !neighbor.shutdown;
}

/** The session if the neighbor is in a subnet of this device; Idle otherwise. */
function directSession(inputs: SessionInputs, view: DeviceView, neighbor: ConfiguredNeighbor): Session {
  const session = { hostname: view.hostname, neighbor };
  const at = neighbor.shutdown ? undefined : connectedUnit(inputs, view, neighbor);
  if (at === undefined) return { ...session, state: 'Idle' };
  const ifl = at.unit.configured.name;
  const known = { ...session, localAddress: at.address.address.toString(), interface: ifl };
  if (!at.unit.up) return { ...known, state: 'Idle' };
  const ends = farEnds(inputs, view, at.unit.configured.port);
  for (const end of ends) {
    const found = end.kind === 'server' ? serverSession(inputs, known, at, end) : deviceSession(inputs, known, end);
    if (found !== undefined) return found;
  }
  return { ...known, state: 'Active' };
}

function connectedUnit(
  { ports }: SessionInputs,
  view: DeviceView,
  neighbor: ConfiguredNeighbor,
): Connected | undefined {
  const peer = readAddress(neighbor.address);
  if (peer === undefined) return undefined;
  for (const port of ports.get(view.hostname)?.values() ?? []) {
    for (const unit of port.units) {
      const address = unit.configured.addresses.find(
        (one) =>
          containsAddress(one, peer) &&
          !one.address.equals(peer) &&
          (neighbor.localAddress === undefined || neighbor.localAddress === one.address.toString()),
      );
      const here = instanceOf(view, unit.configured.name) === neighbor.instance.name;
      if (address !== undefined && here) return { unit, address };
    }
  }
  return undefined;
}

/** The far ends of a port, or of the members of an aggregate. */
function farEnds({ cabling }: SessionInputs, view: DeviceView, port: string): readonly FarEnd[] {
  const members = [...view.ports.values()].filter(({ bundle }) => bundle === port).map(({ name }) => name);
  return [port, ...members].flatMap((one) => cabling.farEnds(view.hostname, one));
}

function serverSession(
  inputs: SessionInputs,
  known: Omit<Session, 'state'>,
  at: Connected,
  { server, link }: Extract<FarEnd, { kind: 'server' }>,
): Session | undefined {
  const { neighbor } = known;
  const own = link.addresses.map(readAddressWithLength).find((one) => one?.address.toString() === canonical(neighbor));
  if (own === undefined || link.vlanId !== at.unit.configured.vlanId || !containsAddress(own, at.address.address)) {
    return undefined;
  }
  const speaks = neighbor.families.includes(unicast(own));
  const expected = link.peerAsn ?? inputs.overlayAsn;
  if (neighbor.peerAsn !== server.asn || neighbor.localAsn !== expected || !speaks) {
    return { ...known, state: 'Active', lastError: OPEN_ERROR };
  }
  return { ...known, state: 'Established', peer: { kind: 'server', server, link } };
}

function unicast(address: AddressWithLength): string {
  return `${address.family}-unicast`;
}

/** A device answers when it has the address on the other end of the cable, and us as a neighbor there. */
function deviceSession(
  inputs: SessionInputs,
  known: Omit<Session, 'state'>,
  { hostname }: Extract<FarEnd, { kind: 'device' }>,
): Session | undefined {
  const far = inputs.views.get(hostname);
  const back = far?.neighbors.find((one) => {
    const at = connectedUnit(inputs, far, one);
    return (
      canonicalText(one.address) === known.localAddress &&
      at?.address.address.toString() === canonical(known.neighbor) &&
      !one.shutdown
    );
  });
  if (back === undefined) return undefined;
  if (!autonomousSystemsAgree(known.neighbor, back)) return { ...known, state: 'Active', lastError: OPEN_ERROR };
  return { ...known, state: 'Established', peer: { kind: 'device', hostname, neighbor: back } };
}

function overlaySession(inputs: SessionInputs, session: Session, reach: Reachability): Session {
  const { neighbor, hostname } = session;
  const view = inputs.views.get(hostname);
  const localAddress = neighbor.localAddress ?? view?.loopbacks[0];
  const known = { ...session, localAddress };
  if (localAddress === undefined || view?.loopbacks.includes(localAddress) !== true) return { ...known, state: 'Idle' };
  const far = [...inputs.views.values()].find((one) => one.loopbacks.includes(canonical(neighbor)));
  if (far === undefined || far.hostname === hostname || !reach(hostname, far.hostname)) {
    return { ...known, state: 'Active' };
  }
  const back = far.neighbors.find(
    (one) =>
      canonicalText(one.address) === localAddress &&
      (one.localAddress ?? far.loopbacks[0]) === canonical(neighbor) &&
      one.instance.name === MAIN_INSTANCE &&
      !one.shutdown,
  );
  if (back === undefined) return { ...known, state: 'Active' };
  const common = neighbor.families.some((family) => back.families.includes(family));
  if (!autonomousSystemsAgree(neighbor, back) || !common) return { ...known, state: 'Active', lastError: OPEN_ERROR };
  return { ...known, state: 'Established', peer: { kind: 'device', hostname: far.hostname, neighbor: back } };
}

function autonomousSystemsAgree(one: ConfiguredNeighbor, other: ConfiguredNeighbor): boolean {
  return one.peerAsn === other.localAsn && other.peerAsn === one.localAsn;
}

type Reachability = (from: string, to: string) => boolean;

/**
 * Loopbacks reach each other along established underlay sessions. A device without underlay BGP is taken to be reached in
 * another way.
 */
function underlayReachability(inputs: SessionInputs, sessions: ReadonlyMap<string, readonly Session[]>): Reachability {
  const parts = new Map<string, number>();
  let part = 0;
  for (const start of inputs.views.keys()) {
    if (parts.has(start)) continue;
    part += 1;
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (parts.has(next)) continue;
      parts.set(next, part);
      open.push(...underlayPeers(sessions.get(next) ?? []));
    }
  }
  const hasUnderlay = (hostname: string) =>
    (inputs.views.get(hostname)?.neighbors ?? []).some(
      ({ type, instance }) => type === 'external' && instance.name === MAIN_INSTANCE,
    );
  return (from, to) => parts.get(from) === parts.get(to) || !hasUnderlay(from) || !hasUnderlay(to);
}

/** Devices at the other end of established sessions of the main instance between neighboring devices. */
export function underlayPeers(sessions: readonly Session[]): string[] {
  return sessions.flatMap(({ neighbor, peer, interface: ifl, state }) =>
    state === 'Established' && peer?.kind === 'device' && ifl !== undefined && neighbor.instance.name === MAIN_INSTANCE
      ? [peer.hostname]
      : [],
  );
}

function canonical(neighbor: ConfiguredNeighbor): string {
  return canonicalText(neighbor.address);
}

function canonicalText(address: string): string {
  return readAddress(address)?.toString() ?? address;
}
