import type { Network } from '../network/network';

/** One end of an overlay session. */
interface Peering {
  readonly peer: number;
  readonly session: number;
  /** Cluster in which the peer is a client of this end. */
  readonly clientOfMine?: string;
  /** Cluster in which this end is a client of the peer. */
  readonly clientOfPeer?: string;
}

/** One device that makes a route, and how good the route is: the lowest of the first numbers that differ wins. */
export interface Origin {
  readonly node: number;
  readonly rank: readonly number[];
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
}

/** Not the device's index: choices hold for every origin that is heard by the same reflectors. */
const ITS_ORIGIN = -1;

/** Which overlay sessions are up. */
export type IsUp = (session: number) => boolean;

/**
 * Route reflection (RFC 4456): a reflector tells one best path per route distinguisher and prefix, a client's to all and
 * another's to clients; it drops what carries its own cluster, and nobody takes back what is his own (ORIGINATOR_ID).
 */
export class Reflection {
  readonly #peerings: readonly (readonly Peering[])[];
  readonly #reflectors: readonly number[];
  readonly #clusters: ReadonlyMap<number, ReadonlySet<string>>;
  /** Reflectors, and devices that peer with others than reflectors: no two of them are alike. */
  readonly #singular: ReadonlySet<number>;
  /** Place of a device when all are sorted by router id. */
  readonly #routerOrder: readonly number[];

  constructor({ devices, outside, overlay }: Network) {
    const peerings: Peering[][] = Array.from({ length: outside + 1 }, () => []);
    const clusters = new Map<number, Set<string>>();
    const remember = (node: number, cluster: string | undefined): void => {
      if (cluster !== undefined) clusters.set(node, (clusters.get(node) ?? new Set()).add(cluster));
    };
    for (const { index: session, a, b, clusterA, clusterB } of overlay.sessions) {
      peerings[a]?.push({ peer: b, session, clientOfMine: clusterA, clientOfPeer: clusterB });
      peerings[b]?.push({ peer: a, session, clientOfMine: clusterB, clientOfPeer: clusterA });
      remember(a, clusterA);
      remember(b, clusterB);
    }
    this.#peerings = peerings;
    this.#clusters = clusters;
    this.#reflectors = [...clusters.keys()].sort((a, b) => a - b);
    const singular = [...peerings.keys()].filter(
      (node) => clusters.has(node) || (peerings[node] ?? []).some(({ peer }) => !clusters.has(peer)),
    );
    this.#singular = new Set(singular);
    this.#routerOrder = routerOrder([...devices.map(({ routerId }) => routerId), '']);
  }

  isReflector(node: number): boolean {
    return this.#clusters.has(node);
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
      if (origin.node === node) heard.push({ origin: position, goesToAll: true, clusters: [], from: node });
    });
    for (const { peer, session, clientOfMine, clientOfPeer } of this.#peerings[node] ?? []) {
      if (!isUp(session)) continue;
      const goesToAll = clientOfMine !== undefined;
      if (!this.isReflector(peer)) {
        origins.forEach((origin, position) => {
          if (origin.node === peer) heard.push({ origin: position, goesToAll, clusters: [], from: ITS_ORIGIN });
        });
        continue;
      }
      const told = chosen.get(peer);
      if (told === undefined || told.from === node || origins[told.origin]?.node === node) continue;
      if (!told.goesToAll && clientOfPeer === undefined) continue;
      const isOwnOfPeer = told.from === peer;
      const clusters = isOwnOfPeer ? [] : [...told.clusters, ...this.clustersOf(peer).slice(0, 1)];
      if (clusters.some((cluster) => this.#clusters.get(node)?.has(cluster) === true)) continue;
      heard.push({ origin: told.origin, goesToAll, clusters, from: peer });
    }
    return heard;
  }

  #best(origins: readonly Origin[], heard: readonly Chosen[]): Chosen | undefined {
    return [...heard].sort((a, b) => this.#compare(origins, a, b))[0];
  }

  /** Attributes first, then the originator's router id, the length of the cluster list, and who told it. */
  #compare(origins: readonly Origin[], a: Chosen, b: Chosen): number {
    const [one, other] = [origins[a.origin], origins[b.origin]];
    if (one === undefined || other === undefined) return 0;
    for (let i = 0; i < one.rank.length; i++) {
      const order = (one.rank[i] ?? 0) - (other.rank[i] ?? 0);
      if (order !== 0) return order;
    }
    return (
      (this.#routerOrder[one.node] ?? 0) - (this.#routerOrder[other.node] ?? 0) ||
      a.clusters.length - b.clusters.length ||
      a.from - b.from
    );
  }
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
