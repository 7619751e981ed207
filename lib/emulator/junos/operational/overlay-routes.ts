import { DEFAULT_LOCAL_PREFERENCE } from '../../../model/junos-defaults';
import type { DeviceView } from './device-view';
import type { EvpnPath, EvpnTable, Type5Route } from './evpn-routes';
import { compareAddresses } from './evpn-routes';
import { areSame, Kept } from './kept';
import type { OverlayPeer } from './overlay-peers';
import { isExternal, overlayPeers, overlayText, sendsOn } from './overlay-peers';
import type { RibRoute } from './route';
import type { BgpSession } from './session';

const MOST_ROUNDS = 50;

/** What the overlay is computed from, by hostname. */
interface OverlayInputs {
  readonly made: ReadonlyMap<string, readonly Type5Route[]>;
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly sessions: ReadonlyMap<string, readonly BgpSession[]>;
}

/** A device that carries routes. */
interface Carrier {
  readonly peers: readonly OverlayPeer[];
  readonly byAddress: ReadonlyMap<string, OverlayPeer>;
  /** Those of its peers that send on what they are told. */
  readonly onward: readonly OverlayPeer[];
  /** Every path that it holds; only of a device that sends on. */
  readonly table?: Map<string, readonly EvpnPath[]>;
}

/** A device, and how it knows one of those that it sends routes to. */
interface Sender {
  readonly hostname: string;
  readonly to: OverlayPeer;
}

/** A path that a peer was sent, perhaps none, and the best path that it was made of. */
interface Sent {
  readonly best: EvpnPath;
  readonly path: EvpnPath | undefined;
}

/**
 * Carries type-5 routes along the established overlay sessions, through their policies: a device sends what it made itself,
 * and its best path of each route from and to external neighbors; a route reflector sends on what clients sent to everybody,
 * what others sent to its clients (RFC 4456).
 *
 * What is held is the table of each device that sends on: what all others have is made of these when somebody asks. A route
 * that is made, changed or gone is carried anew, and no other.
 */
export class OverlayRoutes {
  /** Counts what was carried anew: as long as it is the same, so is every table. */
  revision = 0;
  private readonly keptPeers = new Kept<readonly OverlayPeer[]>();
  private readonly keptText = new Kept<string>();
  private texts: readonly string[] = [];
  private views: OverlayInputs['views'] = new Map();
  private carriers: ReadonlyMap<string, Carrier> = new Map();
  /** The tables of those that send on. */
  private tables: readonly Map<string, readonly EvpnPath[]>[] = [];
  private senders: ReadonlyMap<string, readonly Sender[]> = new Map();
  private made: OverlayInputs['made'] = new Map();
  /** What peers that are alike are sent, by sender and what makes them alike, then by key: the paths are the same objects. */
  private readonly sent = new Map<string, Map<string, Sent>>();
  /** What each device made of each route, by key, then by hostname. */
  private readonly makers = new Map<string, Map<string, Type5Route>>();

  /** How many routes there are in all. */
  get size(): number {
    return this.makers.size;
  }

  /** Carries what is different from the last time. */
  update(inputs: OverlayInputs): void {
    const { made, sessions, views } = inputs;
    const peers = [...views.keys()].map((hostname) =>
      this.keptPeers.of(hostname, [sessions.get(hostname)], () => overlayPeers(sessions.get(hostname) ?? [])),
    );
    const texts = [...views].map(([hostname, view], place) =>
      this.keptText.of(hostname, [view, peers[place]], () => overlayText(view, peers[place] ?? [])),
    );
    this.views = views;
    const changed = this.noteMade(made);
    if (areSame(texts, this.texts)) {
      for (const key of changed) this.carry(key);
      if (changed.size > 0) this.revision += 1;
      return;
    }
    this.texts = texts;
    this.setOut(new Map([...views.keys()].map((hostname, place) => [hostname, peers[place] ?? []])));
    for (const key of this.makers.keys()) this.carry(key);
    this.revision += 1;
  }

  /** Every path that a device has. */
  tableOf(hostname: string): EvpnTable {
    const held = this.carriers.get(hostname)?.table;
    if (held !== undefined) return new Map(held);
    const table = new Map<string, readonly EvpnPath[]>();
    for (const route of this.made.get(hostname) ?? []) table.set(route.key, [{ route, clusters: [] }]);
    for (const sender of this.senders.get(hostname) ?? []) {
      const alike = this.sentToAlike(sender);
      for (const [key, best] of this.bestOf(sender.hostname)) {
        if (!this.isFor(sender, best)) continue;
        const known = alike.get(key);
        const path = known?.best === best ? known.path : this.pathTo(sender, best);
        if (known?.path !== path) alike.set(key, { best, path });
        if (path !== undefined) receive(table, key, path);
      }
    }
    return table;
  }

  /** What was sent to the peers of the same sender that nothing distinguishes from this one but its name. */
  private sentToAlike({ hostname, to }: Sender): Map<string, Sent> {
    const far = this.views.get(to.hostname);
    const policies = far?.policies.textOf(to.far.imports);
    const alike = JSON.stringify([hostname, to.ourAddress, to.near, to.far, [...(far?.clusters ?? [])], policies]);
    const sent = this.sent.get(alike) ?? new Map<string, Sent>();
    this.sent.set(alike, sent);
    return sent;
  }

  /** What a device may send: its best path of every route, or of those that it made. */
  private *bestOf(hostname: string): Iterable<readonly [key: string, best: EvpnPath]> {
    const held = this.carriers.get(hostname)?.table;
    if (held === undefined) {
      for (const route of this.made.get(hostname) ?? []) yield [route.key, { route, clusters: [] }];
      return;
    }
    for (const [key, [best]] of held) if (best !== undefined) yield [key, best];
  }

  /** Takes over what devices make; returns the keys of the routes that are not as they were. */
  private noteMade(made: OverlayInputs['made']): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const [hostname, routes] of made) {
      const before = this.made.get(hostname) ?? [];
      if (before === routes) continue;
      const kept = new Set(routes);
      for (const route of before) {
        if (kept.has(route)) continue;
        this.makers.get(route.key)?.delete(hostname);
        changed.add(route.key);
      }
      for (const route of routes) {
        const makers = this.makers.get(route.key) ?? new Map<string, Type5Route>();
        if (makers.get(hostname) !== route) changed.add(route.key);
        this.makers.set(route.key, makers.set(hostname, route));
      }
    }
    this.made = made;
    for (const key of changed) if (this.makers.get(key)?.size === 0) this.makers.delete(key);
    return changed;
  }

  private setOut(peers: ReadonlyMap<string, readonly OverlayPeer[]>): void {
    this.sent.clear();
    const sending = new Set([...peers].flatMap(([hostname, own]) => (sendsOn(own) ? [hostname] : [])));
    this.carriers = new Map(
      [...peers].map(([hostname, own]) => [
        hostname,
        {
          peers: own,
          byAddress: new Map([...own].reverse().map((peer) => [peer.theirAddress, peer])),
          onward: own.filter((peer) => sending.has(peer.hostname)),
          table: sending.has(hostname) ? new Map() : undefined,
        },
      ]),
    );
    this.tables = [...this.carriers.values()].flatMap(({ table }) => table ?? []);
    const senders = new Map([...peers.keys()].map((hostname): [string, Sender[]] => [hostname, []]));
    for (const [hostname, own] of peers) for (const to of own) senders.get(to.hostname)?.push({ hostname, to });
    this.senders = senders;
  }

  /** Carries one route from those who made it to all that send on. */
  private carry(key: string): void {
    const makers = this.makers.get(key) ?? new Map<string, Type5Route>();
    for (const table of this.tables) table.delete(key);
    const own = new Map(
      [...makers].map(([hostname, route]): [string, EvpnPath] => [hostname, { route, clusters: [] }]),
    );
    for (const [hostname, path] of own) this.carriers.get(hostname)?.table?.set(key, [path]);
    let waiting = own.size < 2 ? [...own.keys()] : [...this.carriers.keys()].filter((hostname) => own.has(hostname));
    for (let round = 0; waiting.length > 0 && round < MOST_ROUNDS; round += 1) {
      waiting = waiting.flatMap((hostname) => this.announce(hostname, key, own.get(hostname)));
    }
  }

  /** Sends the best path of one route to every peer that sends on; those that have a better one now send it in their turn. */
  private announce(hostname: string, key: string, own: EvpnPath | undefined): string[] {
    const carrier = this.carriers.get(hostname);
    const best = carrier?.table?.get(key)?.[0] ?? own;
    if (carrier === undefined || best === undefined) return [];
    return carrier.onward.flatMap((to) => {
      const path = this.isFor({ hostname, to }, best) ? this.pathTo({ hostname, to }, best) : undefined;
      const table = this.carriers.get(to.hostname)?.table;
      return path !== undefined && table !== undefined && receive(table, key, path) ? [to.hostname] : [];
    });
  }

  /** Whether the path does not go back to where it came from. */
  private isFor({ hostname, to }: Sender, { learnedFrom, route }: EvpnPath): boolean {
    return to.hostname !== route.originator && this.peerAt(hostname, learnedFrom)?.hostname !== to.hostname;
  }

  /** The best path of a device as one of its peers takes it; undefined where it is not sent there, or not taken. */
  private pathTo({ hostname, to }: Sender, best: EvpnPath): EvpnPath | undefined {
    const [view, far] = [this.views.get(hostname), this.views.get(to.hostname)];
    if (view === undefined || far === undefined) return undefined;
    const offered = pathFor(best, this.peerAt(hostname, best.learnedFrom), to);
    const path = offered && throughPolicies(offered, best.learnedFrom === undefined, to, { view, far });
    return path === undefined || path.clusters.some((one) => far.clusters.has(one)) ? undefined : path;
  }

  private peerAt(hostname: string, address: string | undefined): OverlayPeer | undefined {
    return address === undefined ? undefined : this.carriers.get(hostname)?.byAddress.get(address);
  }
}

/** Between internal neighbors only a route reflector sends on. */
function pathFor(best: EvpnPath, from: OverlayPeer | undefined, to: OverlayPeer): EvpnPath | undefined {
  const sent = { route: best.route, learnedFrom: to.ourAddress };
  if (best.learnedFrom === undefined) return { ...sent, clusters: [] };
  if (from === undefined) return undefined;
  if (isExternal(from) || isExternal(to)) return { ...sent, clusters: isExternal(to) ? [] : best.clusters };
  const cluster = from.near.cluster ?? to.near.cluster;
  return cluster === undefined ? undefined : { ...sent, clusters: [cluster, ...best.clusters] };
}

/** A path as the export policies here and the import policies there leave it; undefined where one of them does not. */
function throughPolicies(
  path: EvpnPath,
  isOwn: boolean,
  to: OverlayPeer,
  { far, view }: { readonly view: DeviceView; readonly far: DeviceView },
): EvpnPath | undefined {
  const exports = isOwn && !to.near.exportsVrfRoutes ? [] : to.near.exports;
  if (exports.length === 0 && to.far.imports.length === 0 && !isExternal(to)) return path;
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
  if (path.filter((asn) => asn === far.localAsn).length >= far.loops) return undefined;
  return { ...route, asPath: [own, ...path], localPreference: undefined };
}

/** A type-5 route as policies of sessions see it. */
function asOverlayRoute(route: Type5Route, isOwn: boolean): RibRoute {
  const { asPath, communities, localPreference, prefix, text, vtep } = route;
  const protocol = isOwn ? 'evpn' : 'bgp';
  return { prefix, text, protocol, family: 'evpn', asPath, communities, localPreference, nextHop: vtep };
}

/** Puts the path of one peer in; whether the best path changed. */
function receive(table: Map<string, readonly EvpnPath[]>, key: string, path: EvpnPath): boolean {
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
