import type { Network } from '../network/network';
import type { Route } from '../policy/route';
import type { ExternalPeering } from './external-sessions';
import { ExternalSessions } from './external-sessions';

/** One end of an overlay session. */
interface Peering {
  readonly peer: number;
  readonly session: number;
  /** Cluster in which the peer is a client of this end. */
  readonly clientOfMine?: string;
  /** Cluster in which this end is a client of the peer. */
  readonly clientOfPeer?: string;
  /** Present where the session is between two AS numbers. */
  readonly external?: ExternalPeering;
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
  /** Whether it has been through EBGP sessions. */
  readonly isExternal: boolean;
  /** As policies and AS numbers on its way have left it. */
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
  readonly #clusters: ReadonlyMap<number, ReadonlySet<string>>;
  /** Those that tell on, and devices that peer with others than those: no two of them are alike. */
  readonly #singular: ReadonlySet<number>;
  /** Place of a device when all are sorted by router id. */
  readonly #routerOrder: readonly number[];
  readonly #externalSessions: ExternalSessions;
  readonly #external: ReadonlySet<number>;
  /** Devices that tell on what they hear. */
  readonly #tellers: ReadonlySet<number>;

  /** @param made - routes that devices may tell others over EBGP, see `ExternalSessions` */
  constructor(network: Network, made: readonly Route[]) {
    const { devices, outside, overlay } = network;
    const peerings: Peering[][] = Array.from({ length: outside + 1 }, () => []);
    const clusters = new Map<number, Set<string>>();
    const remember = (node: number, cluster: string | undefined): void => {
      if (cluster !== undefined) clusters.set(node, (clusters.get(node) ?? new Set()).add(cluster));
    };
    const known = new ExternalSessions(network, made);
    for (const { index: session, a, b, clusterA, clusterB, external } of overlay.sessions) {
      const atA = external === undefined ? undefined : known.peering(a, b, external.a, external.b);
      const atB = external === undefined ? undefined : known.peering(b, a, external.b, external.a);
      peerings[a]?.push({ peer: b, session, clientOfMine: clusterA, clientOfPeer: clusterB, external: atA });
      peerings[b]?.push({ peer: a, session, clientOfMine: clusterB, clientOfPeer: clusterA, external: atB });
      remember(a, clusterA);
      remember(b, clusterB);
    }
    this.#peerings = peerings;
    this.#clusters = clusters;
    this.#externalSessions = known;
    this.#external = new Set(known.devices);
    const isMixed = (node: number): boolean => (peerings[node] ?? []).some(({ external }) => external === undefined);
    const relays = [...this.#external].filter((node) => known.relays(node) || isMixed(node));
    this.#tellers = new Set([...clusters.keys(), ...relays].sort((a, b) => a - b));
    const singular = [...peerings.keys()].filter(
      (node) => this.isReflector(node) || (peerings[node] ?? []).some(({ peer }) => !this.isReflector(peer)),
    );
    this.#singular = new Set(singular);
    this.#routerOrder = routerOrder([...devices.map(({ routerId }) => routerId), '']);
  }

  /** Whether a device tells on what it hears. */
  isReflector(node: number): boolean {
    return this.#tellers.has(node);
  }

  /** What of a route decides how it spreads, beside who makes it and how good it is: nothing where there is no EBGP. */
  routeKey(route: Route): string {
    return this.#external.size === 0 ? '' : this.#externalSessions.key(route);
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
      .map(({ peer, clientOfPeer, external }) =>
        external === undefined ? `${peer}${clientOfPeer === undefined ? 'n' : 'c'}` : `${peer}e${external.likeness}`,
      )
      .sort()
      .join(' ');
  }

  /** What every reflector chooses of one route distinguisher and prefix. */
  choose(origins: readonly Origin[], isUp: IsUp): ReadonlyMap<number, Chosen> {
    let chosen: ReadonlyMap<number, Chosen> = new Map();
    for (let round = 0; round <= this.#tellers.size + 1; round++) {
      const next = new Map<number, Chosen>();
      for (const reflector of this.#tellers) {
        const best = this.#best(reflector, origins, this.#heard(reflector, origins, chosen, isUp));
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
    return this.#best(node, origins, this.#heard(node, origins, chosen, isUp));
  }

  #heard(node: number, origins: readonly Origin[], chosen: ReadonlyMap<number, Chosen>, isUp: IsUp): Chosen[] {
    const heard: Chosen[] = [];
    origins.forEach((origin, position) => {
      if (origin.node === node) heard.push({ ...made(origin, position), goesToAll: true, from: node });
    });
    for (const peering of this.#peerings[node] ?? []) {
      const { clientOfMine, external, session } = peering;
      if (!isUp(session)) continue;
      const goesToAll = clientOfMine !== undefined || external !== undefined;
      for (const told of this.#told(node, peering, origins, chosen)) {
        const arrived = external === undefined ? told : this.#acrossAs(external, told, origins);
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

  /** A path as it comes over an EBGP session; undefined where it does not. */
  #acrossAs({ inward }: ExternalPeering, told: Chosen, origins: readonly Origin[]): Chosen | undefined {
    const protocol = origins[told.origin]?.node === inward.from ? 'evpn' : 'bgp';
    const route = this.#externalSessions.across(inward, { ...told.route, protocol });
    return route === undefined ? undefined : { ...told, isExternal: true, route };
  }

  /** Over EBGP whoever makes a route tells his own, however good the others are. */
  #best(node: number, origins: readonly Origin[], heard: readonly Chosen[]): Chosen | undefined {
    const own = this.#external.has(node) ? heard.filter(({ from }) => from === node) : [];
    return [...(own.length > 0 ? own : heard)].sort((a, b) => this.#compare(origins, a, b))[0];
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
    const teller = ({ from }: Chosen, { node }: Origin): number => this.#order(from === ITS_ORIGIN ? node : from);
    const tellers = a.isExternal && b.isExternal ? teller(a, one) - teller(b, other) : 0;
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

/** A route as whoever makes it tells it. */
function made({ route }: Origin, position: number): Chosen {
  return { origin: position, goesToAll: true, clusters: [], from: ITS_ORIGIN, isExternal: false, route };
}

/** Over EBGP no local preference goes along. */
function rankOf({ rank }: Origin, { isExternal, route }: Chosen): readonly number[] {
  return isExternal ? [-route.localPreference, route.asPath.length, ...rank.slice(2)] : rank;
}

function sameChoice(a: ReadonlyMap<number, Chosen>, b: ReadonlyMap<number, Chosen>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([node, one]) => {
    const other = b.get(node);
    return (
      other?.origin === one.origin &&
      other.from === one.from &&
      other.goesToAll === one.goesToAll &&
      sameRoute(one.route, other.route)
    );
  });
}

/** In what EBGP sessions change of it. */
function sameRoute(one: Route, other: Route): boolean {
  if (one === other) return true;
  const changed = ({ asPath, communities, localPreference }: Route): string =>
    JSON.stringify([asPath, communities, localPreference]);
  return changed(one) === changed(other);
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
