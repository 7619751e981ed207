import type { AddressWithLength } from '../../../model/address-with-length';
import { readAddress } from '../../../model/address-with-length';
import { canonicalAddress } from '../../../model/canonical-address';
import { DEFAULT_LOCAL_PREFERENCE } from '../../../model/junos-defaults';
import type { Neighbor } from '../../../routing-model/bgp';
import type { RibRoute } from './route';
import type { BgpSession } from './session';
import type { DeviceView } from './device-view';

/** A type-5 route as the device that makes it sends it. */
export interface Type5Route {
  /** As `show route` prints it: `5:192.168.1.10:5::0::10.1.5.0::24/248`. */
  readonly key: string;
  readonly routeDistinguisher: string;
  readonly prefix: AddressWithLength;
  readonly text: string;
  /** Hostname of the device that made it. */
  readonly originator: string;
  readonly vtep: string;
  readonly vni: number;
  readonly routerMac: string;
  /** Route targets and other communities. */
  readonly communities: readonly string[];
  readonly asPath: readonly number[];
  readonly localPreference: number;
}

/** A type-5 route as a device has it. */
export interface EvpnPath {
  readonly route: Type5Route;
  /** Address of the overlay peer; undefined: made here. */
  readonly learnedFrom?: string;
  readonly clusters: readonly string[];
}

/** Every path that a device holds, by route key, the best first. */
export type EvpnTable = ReadonlyMap<string, readonly EvpnPath[]>;

interface OverlayPeer {
  readonly hostname: string;
  /** The address by which the other side knows us, and we it. */
  readonly ourAddress: string;
  readonly theirAddress: string;
  /** The other side as it is configured here, and we as we are configured there. */
  readonly near: Neighbor;
  readonly far: Neighbor;
}

/** Route type 5 prints its length in bits with a fixed tail. */
const TYPE_5_BITS = 248;
const MOST_ROUNDS = 50;

/** Prints the key of a type-5 route. */
export function type5Key(routeDistinguisher: string, text: string): string {
  const [network = '', length = ''] = text.split('/');
  return `5:${routeDistinguisher}::0::${network}::${length}/${TYPE_5_BITS}`;
}

/** Router MAC of a device: locally administered, always the same for a hostname. */
export function routerMac(hostname: string): string {
  let hash = 5381;
  for (const letter of hostname) hash = (hash * 33 + (letter.codePointAt(0) ?? 0)) % 0x1000000;
  const hex = hash.toString(16).padStart(6, '0');
  return `02:05:86:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}

/**
 * Carries type-5 routes along the established overlay sessions, through their policies: a device sends what it made itself,
 * and its best path of each route from and to external neighbors; a route reflector sends on what clients sent to everybody,
 * what others sent to its clients (RFC 4456).
 */
export function distribute(
  made: ReadonlyMap<string, readonly Type5Route[]>,
  views: ReadonlyMap<string, DeviceView>,
  sessions: ReadonlyMap<string, readonly BgpSession[]>,
): ReadonlyMap<string, EvpnTable> {
  const tables = new Map<string, Map<string, EvpnPath[]>>();
  for (const hostname of views.keys()) {
    const table = new Map<string, EvpnPath[]>();
    for (const route of made.get(hostname) ?? []) table.set(route.key, [{ route, clusters: [] }]);
    tables.set(hostname, table);
  }
  let waiting = [...tables].flatMap(([hostname, table]) => [...table.keys()].map((key) => ({ hostname, key })));
  const peers = new Map([...sessions].map(([hostname, own]) => [hostname, overlayPeers(own)]));
  for (let round = 0; waiting.length > 0 && round < MOST_ROUNDS; round += 1) {
    waiting = waiting.flatMap(({ hostname, key }) => announce(hostname, key, tables, views, peers.get(hostname) ?? []));
  }
  return tables;
}

function overlayPeers(sessions: readonly BgpSession[]): OverlayPeer[] {
  return sessions.flatMap(({ state, peer, neighbor, localAddress }) => {
    const evpn = neighbor.families.includes('evpn');
    if (state !== 'Established' || peer?.kind !== 'device' || !evpn || localAddress === undefined) return [];
    const theirAddress = canonicalAddress(neighbor.address);
    return [{ hostname: peer.hostname, ourAddress: localAddress, theirAddress, near: neighbor, far: peer.neighbor }];
  });
}

/** Sends the best path of one route to every peer that is to have it; what changed there is sent on in its turn. */
function announce(
  hostname: string,
  key: string,
  tables: ReadonlyMap<string, Map<string, EvpnPath[]>>,
  views: ReadonlyMap<string, DeviceView>,
  peers: readonly OverlayPeer[],
): { readonly hostname: string; readonly key: string }[] {
  const [best] = tables.get(hostname)?.get(key) ?? [];
  if (best === undefined) return [];
  const from = peers.find(({ theirAddress }) => theirAddress === best.learnedFrom);
  const view = views.get(hostname);
  return peers.flatMap((to) => {
    const far = views.get(to.hostname);
    if (view === undefined || far === undefined || to.hostname === best.route.originator) return [];
    const offered = pathFor(best, from, to);
    const path = offered && throughPolicies(offered, best.learnedFrom === undefined, to, { view, far });
    if (path === undefined || path.clusters.some((one) => far.clusters.has(one))) return [];
    return receive(tables.get(to.hostname), key, path) ? [{ hostname: to.hostname, key }] : [];
  });
}

/** Between internal neighbors only a route reflector sends on; what has come from a neighbor does not go back to it. */
function pathFor(best: EvpnPath, from: OverlayPeer | undefined, to: OverlayPeer): EvpnPath | undefined {
  const sent = { route: best.route, learnedFrom: to.ourAddress };
  if (best.learnedFrom === undefined) return { ...sent, clusters: [] };
  if (from === undefined || from.hostname === to.hostname) return undefined;
  if (isExternal(from) || isExternal(to)) return { ...sent, clusters: isExternal(to) ? [] : best.clusters };
  const cluster = from.near.cluster ?? to.near.cluster;
  return cluster === undefined ? undefined : { ...sent, clusters: [cluster, ...best.clusters] };
}

function isExternal({ near }: OverlayPeer): boolean {
  return near.type === 'external';
}

/** A path as the export policies here and the import policies there leave it; undefined where one of them does not. */
function throughPolicies(
  path: EvpnPath,
  isOwn: boolean,
  to: OverlayPeer,
  { far, view }: { readonly view: DeviceView; readonly far: DeviceView },
): EvpnPath | undefined {
  const exports = isOwn && !to.near.exportsVrfRoutes ? [] : to.near.exports;
  const exported = view.policies.evaluate(exports, asOverlayRoute(path.route, isOwn), 'accept');
  if (!exported.accepted) return undefined;
  const sent = isExternal(to) ? toExternal(exported.route, to) : exported.route;
  if (sent === undefined) return undefined;
  const imported = far.policies.evaluate(to.far.imports, { ...sent, protocol: 'bgp' }, 'accept');
  if (!imported.accepted) return undefined;
  const { asPath, communities, localPreference = DEFAULT_LOCAL_PREFERENCE } = imported.route;
  return { ...path, route: { ...path.route, asPath, communities, localPreference } };
}

/** As it leaves the AS; undefined where the neighbor would find its own number in the path. */
function toExternal(route: RibRoute, { far, near }: OverlayPeer): RibRoute | undefined {
  const own = near.localAsn ?? 0;
  const peerAsn = near.peerAsn ?? 0;
  const path = near.asOverride ? route.asPath.map((asn) => (asn === peerAsn ? own : asn)) : route.asPath;
  if (path.includes(peerAsn) && !near.advertisePeerAs) return undefined;
  if (path.filter((asn) => asn === far.localAsn).length >= (far.loops.evpn ?? 1)) return undefined;
  return { ...route, asPath: [own, ...path], localPreference: undefined };
}

/** A type-5 route as policies of sessions see it. */
function asOverlayRoute(route: Type5Route, isOwn: boolean): RibRoute {
  const { asPath, communities, localPreference, prefix, text, vtep } = route;
  const protocol = isOwn ? 'evpn' : 'bgp';
  return { prefix, text, protocol, family: 'evpn', asPath, communities, localPreference, nextHop: vtep };
}

/** Puts the path of one peer in; whether the best path changed. */
function receive(table: Map<string, EvpnPath[]> | undefined, key: string, path: EvpnPath): boolean {
  if (table === undefined) return false;
  const known = table.get(key) ?? [];
  const others = known.filter(({ learnedFrom }) => learnedFrom !== path.learnedFrom);
  const sorted = [...others, path].sort(comparePaths);
  table.set(key, sorted);
  return sorted[0] === path && !isSame(path, known[0]);
}

function isSame(one: EvpnPath, other: EvpnPath | undefined): boolean {
  const text = ({ clusters, learnedFrom, route }: EvpnPath): string =>
    JSON.stringify([learnedFrom, clusters, route.asPath, route.communities, route.localPreference]);
  return other !== undefined && text(one) === text(other);
}

/** Best path first (RFC 4271, 9.1; RFC 4456, 9), as far as the paths of one fabric differ. */
function comparePaths(one: EvpnPath, other: EvpnPath): number {
  const local = Number(one.learnedFrom !== undefined) - Number(other.learnedFrom !== undefined);
  return (
    local ||
    other.route.localPreference - one.route.localPreference ||
    one.route.asPath.length - other.route.asPath.length ||
    compareAddresses(one.route.vtep, other.route.vtep) ||
    one.clusters.length - other.clusters.length ||
    compareAddresses(one.learnedFrom ?? '', other.learnedFrom ?? '')
  );
}

/** Order of addresses as numbers. */
export function compareAddresses(one: string, other: string): number {
  const [a, b] = [readAddress(one), readAddress(other)];
  if (a === undefined || b === undefined) return one === other ? 0 : one < other ? -1 : 1;
  return a.compare(b);
}
