import type { AddressWithLength } from '../../../model/address-with-length';
import { readAddress } from '../../../model/address-with-length';
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
  /** The address by which the other side knows us. */
  readonly ourAddress: string;
  /** Set when the other side is our client. */
  readonly cluster?: string;
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
 * Carries type-5 routes along the established overlay sessions: a device sends what it made itself; a route reflector
 * sends on its best path of each route, what clients sent to everybody, what others sent to its clients (RFC 4456).
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
    const evpn = neighbor.families.includes('evpn') && neighbor.type === 'internal';
    if (state !== 'Established' || peer?.kind !== 'device' || !evpn || localAddress === undefined) return [];
    return [{ hostname: peer.hostname, ourAddress: localAddress, cluster: neighbor.cluster }];
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
  const from = peerOf(best, peers, views);
  return peers.flatMap((to) => {
    const path = pathFor(best, from, to);
    if (path === undefined || to.hostname === best.route.originator) return [];
    const own = views.get(to.hostname)?.clusters;
    if (path.clusters.some((one) => own?.has(one) === true)) return [];
    return receive(tables.get(to.hostname), key, path) ? [{ hostname: to.hostname, key }] : [];
  });
}

/** The peer that a path was learned from. */
function peerOf(
  path: EvpnPath,
  peers: readonly OverlayPeer[],
  views: ReadonlyMap<string, DeviceView>,
): OverlayPeer | undefined {
  const { learnedFrom } = path;
  if (learnedFrom === undefined) return undefined;
  return peers.find(({ hostname }) => views.get(hostname)?.loopbacks.includes(learnedFrom) === true);
}

function pathFor(best: EvpnPath, from: OverlayPeer | undefined, to: OverlayPeer): EvpnPath | undefined {
  if (best.learnedFrom === undefined) return { route: best.route, learnedFrom: to.ourAddress, clusters: [] };
  if (from === undefined || from.hostname === to.hostname) return undefined;
  const cluster = from.cluster ?? to.cluster;
  if (cluster === undefined) return undefined;
  return { route: best.route, learnedFrom: to.ourAddress, clusters: [cluster, ...best.clusters] };
}

/** Puts the path of one peer in; whether the best path changed. */
function receive(table: Map<string, EvpnPath[]> | undefined, key: string, path: EvpnPath): boolean {
  if (table === undefined) return false;
  const known = table.get(key) ?? [];
  const others = known.filter(({ learnedFrom }) => learnedFrom !== path.learnedFrom);
  const sorted = [...others, path].sort(comparePaths);
  table.set(key, sorted);
  return sorted[0] === path && known[0] !== path;
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
