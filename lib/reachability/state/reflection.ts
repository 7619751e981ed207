import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';
import type { Network } from '../network/network';
import type { ExternalEnd } from '../network/overlay';
import type { Policies } from '../policy/policies';
import type { Route } from '../policy/route';

/** One end of an overlay session. */
interface Peering {
  readonly peer: number;
  readonly session: number;
  /** Cluster in which the peer is a client of this end. */
  readonly clientOfMine?: string;
  /** Cluster in which this end is a client of the peer. */
  readonly clientOfPeer?: string;
  /** Present where the session is between two AS numbers. */
  readonly external?: { readonly near: ExternalEnd; readonly far: ExternalEnd };
}

/** One device that makes a route, and how good the route is: the lowest of the first numbers that differ wins. */
export interface Origin {
  readonly node: number;
  readonly rank: readonly number[];
  /** The route as policies of sessions see it. */
  readonly route: Route;
}

/** What a reflector has chosen, of one route distinguisher and prefix. */
export interface Chosen {
  /** Position in the list of origins. */
  readonly origin: number;
  /** Learnt from a client, or made here: it goes to everybody. Otherwise to clients only. */
  readonly goesToAll: boolean;
  readonly clusters: readonly string[];
  /** The reflector that told it; itself where it was made here; `ITS_ORIGIN` where whoever made it did. */
  readonly from: number;
  /** AS numbers that it has been through on its way, the last first. */
  readonly asPath: readonly number[];
  /** As the policies on its way have left it. */
  readonly route: Route;
}

/** Not the device's index: choices hold for every origin that is heard by the same reflectors. */
const ITS_ORIGIN = -1;

/** Which overlay sessions are up. */
export type IsUp = (session: number) => boolean;

/**
 * Route reflection (RFC 4456): a reflector tells one best path per route distinguisher and prefix, a client's to all and
 * another's to clients; it drops what carries its own cluster, and nobody takes back what is his own (ORIGINATOR_ID).
 * Over EBGP everybody tells on the best path, as far as policies and AS paths let it.
 */
export class Reflection {
  readonly #peerings: readonly (readonly Peering[])[];
  readonly #reflectors: readonly number[];
  readonly #clusters: ReadonlyMap<number, ReadonlySet<string>>;
  /** Reflectors, and devices that peer with others than reflectors or over EBGP: no two of them are alike. */
  readonly #singular: ReadonlySet<number>;
  /** Place of a device when all are sorted by router id. */
  readonly #routerOrder: readonly number[];
  readonly #policies: readonly (Policies | undefined)[];
  /** Devices with EBGP sessions: each tells on what it hears. */
  readonly #external: ReadonlySet<number>;

  constructor({ devices, outside, overlay }: Network) {
    const peerings: Peering[][] = Array.from({ length: outside + 1 }, () => []);
    const clusters = new Map<number, Set<string>>();
    const remember = (node: number, cluster: string | undefined): void => {
      if (cluster !== undefined) clusters.set(node, (clusters.get(node) ?? new Set()).add(cluster));
    };
    for (const { index: session, a, b, clusterA, clusterB, external } of overlay.sessions) {
      const [atA, atB] = external === undefined ? [] : [external.a, external.b];
      peerings[a]?.push({ peer: b, session, clientOfMine: clusterA, clientOfPeer: clusterB, ...betweenAs(atA, atB) });
      peerings[b]?.push({ peer: a, session, clientOfMine: clusterB, clientOfPeer: clusterA, ...betweenAs(atB, atA) });
      remember(a, clusterA);
      remember(b, clusterB);
    }
    this.#peerings = peerings;
    this.#clusters = clusters;
    this.#policies = devices.map(({ policies }) => policies);
    this.#external = new Set(overlay.sessions.flatMap(({ a, b, external }) => (external === undefined ? [] : [a, b])));
    this.#reflectors = [...new Set([...clusters.keys(), ...this.#external])].sort((a, b) => a - b);
    const tells = new Set(this.#reflectors);
    const singular = [...peerings.keys()].filter(
      (node) => tells.has(node) || (peerings[node] ?? []).some(({ peer }) => !tells.has(peer)),
    );
    this.#singular = new Set(singular);
    this.#routerOrder = routerOrder([...devices.map(({ routerId }) => routerId), '']);
  }

  isReflector(node: number): boolean {
    return this.#clusters.has(node) || this.#external.has(node);
  }

  /** What of a route decides how it spreads, beside who makes it and how good it is: nothing where there is no EBGP. */
  routeKey({ asPath, communities, prefix }: Route): string {
    return this.#external.size === 0 ? '' : JSON.stringify([prefix.toString(), asPath, communities]);
  }

  clustersOf(node: number): readonly string[] {
    return [...(this.#clusters.get(node) ?? [])];
  }

  sessionsOf(node: number): readonly { readonly peer: number; readonly session: number }[] {
    return this.#peerings[node] ?? [];
  }

  /** Whether the signatures of neither end say that a session is down. */
  isBetweenSingular({ a, b }: { readonly a: number; readonly b: number }): boolean {
    return this.#singular.has(a) && this.#singular.has(b);
  }

  /**
   * What tells a device from others in the overlay: the reflectors that it has a session with. Two devices of one
   * signature are told the same and are heard by the same.
   */
  signature(node: number, isUp: IsUp): string {
    if (this.#singular.has(node)) return `@${node}`;
    return (this.#peerings[node] ?? [])
      .filter(({ session }) => isUp(session))
      .map(({ peer, clientOfPeer }) => `${peer}${clientOfPeer === undefined ? 'n' : 'c'}`)
      .sort()
      .join(' ');
  }

  /** What every reflector chooses of one route distinguisher and prefix. */
  choose(origins: readonly Origin[], isUp: IsUp): ReadonlyMap<number, Chosen> {
    let chosen: ReadonlyMap<number, Chosen> = new Map();
    for (let round = 0; round <= this.#reflectors.length + 1; round++) {
      const next = new Map<number, Chosen>();
      for (const reflector of this.#reflectors) {
        const best = this.#best(origins, this.#heard(reflector, origins, chosen, isUp));
        if (best !== undefined) next.set(reflector, best);
      }
      if (sameChoice(chosen, next)) break;
      chosen = next;
    }
    return chosen;
  }

  /** Position of the origin whose path a device takes, of what it is told; undefined when it is told none. */
  receives(
    node: number,
    origins: readonly Origin[],
    chosen: ReadonlyMap<number, Chosen>,
    isUp: IsUp,
  ): Chosen | undefined {
    return this.#best(origins, this.#heard(node, origins, chosen, isUp));
  }

  #heard(node: number, origins: readonly Origin[], chosen: ReadonlyMap<number, Chosen>, isUp: IsUp): Chosen[] {
    const heard: Chosen[] = [];
    origins.forEach((origin, position) => {
      if (origin.node === node) heard.push({ ...made(origin, position), goesToAll: true, from: node });
    });
    for (const peering of this.#peerings[node] ?? []) {
      const { clientOfMine, external, peer, session } = peering;
      if (!isUp(session)) continue;
      const goesToAll = clientOfMine !== undefined || external !== undefined;
      for (const told of this.#told(node, peering, origins, chosen)) {
        const arrived = external === undefined ? told : this.#acrossAs(node, peer, external, told, origins);
        if (arrived !== undefined) heard.push({ ...arrived, goesToAll });
      }
    }
    return heard;
  }

  /** What a peer has to tell a device. */
  #told(
    node: number,
    { clientOfPeer, external, peer }: Peering,
    origins: readonly Origin[],
    chosen: ReadonlyMap<number, Chosen>,
  ): Chosen[] {
    if (!this.isReflector(peer)) {
      return origins.flatMap((origin, position) => (origin.node === peer ? [made(origin, position)] : []));
    }
    const told = chosen.get(peer);
    if (told === undefined || told.from === node || origins[told.origin]?.node === node) return [];
    if (external !== undefined) return [{ ...told, clusters: [], from: peer }];
    if (!told.goesToAll && clientOfPeer === undefined) return [];
    const isOwnOfPeer = told.from === peer;
    const clusters = isOwnOfPeer ? [] : [...told.clusters, ...this.clustersOf(peer).slice(0, 1)];
    if (clusters.some((cluster) => this.#clusters.get(node)?.has(cluster) === true)) return [];
    return [{ ...told, clusters, from: peer }];
  }

  /** A path as it comes over an EBGP session; undefined where a policy or an AS number in it keeps it back. */
  #acrossAs(
    node: number,
    peer: number,
    { far, near }: NonNullable<Peering['external']>,
    told: Chosen,
    origins: readonly Origin[],
  ): Chosen | undefined {
    const origin = origins[told.origin];
    if (origin === undefined) return undefined;
    const protocol = origin.node === peer ? 'evpn' : 'bgp';
    const sent = this.#apply(peer, far.exports, { ...told.route, protocol });
    if (sent === undefined) return undefined;
    const before = [...told.asPath, ...origin.route.asPath];
    if (!far.advertisesPeerAs && before.includes(near.asn)) return undefined;
    const asPath = [far.asn, ...told.asPath];
    const times = [...asPath, ...origin.route.asPath].filter((asn) => asn === near.asn).length;
    if (times >= near.loops) return undefined;
    const received: Route = { ...sent, protocol: 'bgp', localPreference: DEFAULT_LOCAL_PREFERENCE };
    const route = this.#apply(node, near.imports, received);
    return route === undefined ? undefined : { ...told, asPath, route };
  }

  #apply(node: number, chain: readonly string[], route: Route): Route | undefined {
    return chain.length === 0 ? route : this.#policies[node]?.apply(chain, route, 'accept');
  }

  #best(origins: readonly Origin[], heard: readonly Chosen[]): Chosen | undefined {
    return [...heard].sort((a, b) => this.#compare(origins, a, b))[0];
  }

  /**
   * Attributes first, then the originator's router id, the length of the cluster list, and who told it; of paths over EBGP the
   * router id of who told it.
   */
  #compare(origins: readonly Origin[], a: Chosen, b: Chosen): number {
    const [one, other] = [origins[a.origin], origins[b.origin]];
    if (one === undefined || other === undefined) return 0;
    const [rankOfOne, rankOfOther] = [rankOf(one, a), rankOf(other, b)];
    for (let i = 0; i < rankOfOne.length; i++) {
      const order = (rankOfOne[i] ?? 0) - (rankOfOther[i] ?? 0);
      if (order !== 0) return order;
    }
    const tellers = a.asPath.length > 0 && b.asPath.length > 0 ? this.#order(a.from) - this.#order(b.from) : 0;
    return (
      tellers ||
      this.#order(one.node) - this.#order(other.node) ||
      a.clusters.length - b.clusters.length ||
      a.from - b.from
    );
  }

  #order(node: number): number {
    return this.#routerOrder[node] ?? 0;
  }
}

function betweenAs(near: ExternalEnd | undefined, far: ExternalEnd | undefined): Pick<Peering, 'external'> {
  return near === undefined || far === undefined ? {} : { external: { near, far } };
}

/** A route as whoever makes it tells it. */
function made({ route }: Origin, position: number): Chosen {
  return { origin: position, goesToAll: true, clusters: [], from: ITS_ORIGIN, asPath: [], route };
}

/** Over EBGP no local preference goes along. */
function rankOf({ rank, route: { asPath } }: Origin, { asPath: way, route }: Chosen): readonly number[] {
  return way.length === 0 ? rank : [-route.localPreference, way.length + asPath.length, ...rank.slice(2)];
}

function sameChoice(a: ReadonlyMap<number, Chosen>, b: ReadonlyMap<number, Chosen>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([node, one]) => {
    const other = b.get(node);
    return other?.origin === one.origin && other.from === one.from && other.goesToAll === one.goesToAll;
  });
}

function routerOrder(routerIds: readonly string[]): number[] {
  const value = (id: string): number => id.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const sorted = routerIds
    .map((id, node) => ({ node, value: value(id) }))
    .sort((a, b) => a.value - b.value || a.node - b.node);
  const order: number[] = [];
  sorted.forEach(({ node }, place) => (order[node] = place));
  return order;
}
