import type { IpAddress } from '../../model/ip-address';
import { ADDRESS_BITS } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
import type { Network } from '../network/network';
import { routeOf } from '../policy/route';
import type { Route } from '../policy/route';

/** No way leads there. */
const UNREACHED = 255;

interface Edge {
  readonly to: number;
  readonly session: number;
  /** AS number that the receiver has on this session. */
  readonly receiverAs: number;
  readonly senderAs: number;
  readonly exportsOwn: Teller;
  readonly exportsLearnt: Teller;
  readonly imports: Teller;
}

type EdgeTest = (edge: Edge) => boolean;

type Teller = (route: Route) => Route | undefined;

/** Which loopbacks a device reaches while something is down. */
export interface UnderlayState {
  /** Devices that have no underlay session left. */
  readonly isolated: ReadonlySet<number>;
  /** Devices toward which somebody lost the way, other than those that are isolated. */
  readonly changed: ReadonlySet<number>;
  reaches(from: number, to: number): boolean;
}

/**
 * Reachability of loopbacks along EBGP sessions, by policies and AS paths. A tree of shortest paths is kept for every
 * loopback; a failure asks for a new one only where a device loses its last neighbor on a shortest path.
 */
export class UnderlayReach {
  readonly #network: Network;
  readonly #edges: readonly (readonly Edge[])[];
  readonly #levels: readonly Uint8Array[];
  /** How many neighbors of a device are on a shortest path, by destination. */
  readonly #parents: readonly Uint16Array[];
  readonly #asNumbersDiffer: boolean;
  readonly #known = new Map<string, UnderlayState>();

  constructor(network: Network) {
    this.#network = network;
    const { sessions } = network.underlay;
    this.#edges = edgesOf(network);
    const ownAs = new Map<number, number>();
    for (const { a, sessionA, b, sessionB } of sessions) {
      ownAs.set(a, sessionA.localAs ?? 0);
      if (sessionB !== undefined) ownAs.set(b, sessionB.localAs ?? 0);
    }
    this.#asNumbersDiffer = new Set(ownAs.values()).size === ownAs.size;
    const trees = this.#isConfigured ? network.devices.map((_, to) => this.#tree(to, NOTHING, NOTHING)) : [];
    this.#levels = trees.map(({ levels }) => levels);
    this.#parents = trees.map(({ parents }) => parents);
  }

  /** @param down underlay sessions that are down beside those of failed devices */
  after(failedDevices: ReadonlySet<number>, down: ReadonlySet<number>): UnderlayState {
    if (!this.#isConfigured) return soundUnderlay(failedDevices);
    // The failure of a link and that of the session on it follow one another and are the same here.
    const key = failedDevices.size === 0 ? [...down].join(' ') : undefined;
    const known = key === undefined ? undefined : this.#known.get(key);
    const state = known ?? this.#computed(failedDevices, down);
    if (key !== undefined) this.#known.set(key, state);
    return state;
  }

  #computed(failedDevices: ReadonlySet<number>, down: ReadonlySet<number>): UnderlayState {
    const isolated = new Set<number>();
    const again = new Set<number>();
    const isUp: EdgeTest = ({ session, to }) => !down.has(session) && !failedDevices.has(to);
    const allLost = this.#lostNeighbors(failedDevices, down);
    for (const [device, lost] of allLost) {
      if (!this.#edgesFrom(device).some(isUp)) isolated.add(device);
      else this.#collectChanged(device, lost, allLost, isUp, again);
    }
    const trees = new Map<number, Uint8Array>();
    for (const to of again) {
      if (failedDevices.has(to) || isolated.has(to)) continue;
      const { levels } = this.#tree(to, failedDevices, down);
      const isLost = (level: number, from: number): boolean =>
        level === UNREACHED &&
        this.#levels[to]?.[from] !== UNREACHED &&
        !failedDevices.has(from) &&
        !isolated.has(from);
      if (levels.some(isLost)) trees.set(to, levels);
    }
    return {
      isolated,
      changed: new Set(trees.keys()),
      reaches: (from, to) => {
        if (failedDevices.has(from) || failedDevices.has(to)) return false;
        if (from === to) return true;
        if (isolated.has(from) || isolated.has(to)) return false;
        return this.#reachesIn(trees, from, to);
      },
    };
  }

  get #isConfigured(): boolean {
    return this.#network.underlay.isConfigured;
  }

  /** Nobody says how others reach one another: whoever has a way to them reaches them. */
  #reachesIn(trees: ReadonlyMap<number, Uint8Array>, from: number, to: number): boolean {
    const { outside } = this.#network;
    if (from === outside || to === outside) return true;
    return (trees.get(to) ?? this.#levels[to])?.[from] !== UNREACHED;
  }

  #edgesFrom(device: number): readonly Edge[] {
    return this.#edges[device] ?? [];
  }

  /** Neighbors that a device no longer hears, by device. */
  #lostNeighbors(failedDevices: ReadonlySet<number>, down: ReadonlySet<number>): Map<number, number[]> {
    const lost = new Map<number, number[]>();
    const lose = (device: number, neighbor: number): void => {
      if (failedDevices.has(device) || device === this.#network.outside) return;
      const neighbors = lost.get(device);
      if (neighbors === undefined) lost.set(device, [neighbor]);
      else neighbors.push(neighbor);
    };
    for (const device of failedDevices) {
      for (const { to, session } of this.#edgesFrom(device)) if (!down.has(session)) lose(to, device);
    }
    for (const index of down) {
      const session = this.#network.underlay.sessions[index];
      if (session === undefined) continue;
      lose(session.a, session.b);
      lose(session.b, session.a);
    }
    return lost;
  }

  /** Adds the destinations toward which `device` may have no way left, since all its shortest paths led over lost neighbors. */
  #collectChanged(
    device: number,
    lost: readonly number[],
    allLost: ReadonlyMap<number, unknown>,
    isUp: EdgeTest,
    again: Set<number>,
  ): void {
    for (let to = 0; to < this.#levels.length; to++) {
      const levels = this.#levels[to];
      const own = levels?.[device] ?? UNREACHED;
      if (levels === undefined || own === UNREACHED || own === 0) continue;
      let left = this.#parents[to]?.[device] ?? 0;
      for (const neighbor of lost) if (levels[neighbor] === own - 1) left -= 1;
      if (left <= 0 && !this.#hasDetour(device, to, allLost, isUp)) again.add(to);
    }
  }

  /**
   * Whether a neighbor that lost nothing has a way that does not lead over `device`: it is no further away, or has another
   * neighbor that is not. Where AS numbers repeat a detour may be refused as a loop, so that none is taken for granted.
   */
  #hasDetour(device: number, to: number, allLost: ReadonlyMap<number, unknown>, isUp: EdgeTest): boolean {
    const levels = this.#levels[to];
    const parents = this.#parents[to];
    if (levels === undefined || parents === undefined || !this.#asNumbersDiffer) return false;
    const own = levels[device] ?? UNREACHED;
    return this.#edgesFrom(device).some((edge) => {
      if (!isUp(edge) || allLost.has(edge.to)) return false;
      const level = levels[edge.to] ?? UNREACHED;
      const isAside =
        level <= own || (level === own + 1 && (parents[edge.to] ?? 0) > this.#edgesBetween(device, edge.to));
      return isAside && this.#tells(edge.to, device, to);
    });
  }

  #edgesBetween(from: number, to: number): number {
    return this.#edgesFrom(from).filter((edge) => edge.to === to).length;
  }

  /** Whether the policies of a neighbor and of a device let what it has learnt of a loopback pass. */
  #tells(neighbor: number, device: number, to: number): boolean {
    const loopback = this.#network.devices[to]?.loopbacks[0];
    if (loopback === undefined) return false;
    const learnt = routeOf(hostPrefix(loopback), 'bgp');
    return this.#edgesFrom(neighbor).some(
      (edge) => edge.to === device && edge.exportsLearnt(learnt) !== undefined && edge.imports(learnt) !== undefined,
    );
  }

  /** Shortest paths to the loopback of one device, along sessions that are up. */
  #tree(
    to: number,
    failedDevices: ReadonlySet<number>,
    down: ReadonlySet<number>,
  ): { readonly levels: Uint8Array; readonly parents: Uint16Array } {
    const size = this.#network.devices.length + 1;
    const levels = new Uint8Array(size).fill(UNREACHED);
    const parents = new Uint16Array(size);
    const loopback = this.#network.devices[to]?.loopbacks[0];
    if (loopback === undefined) return { levels, parents };
    const prefix = hostPrefix(loopback);
    const own = routeOf(prefix, 'direct', { interface: 'lo0.0' });
    const learnt = routeOf(prefix, 'bgp');
    const asPaths = new Map<number, readonly number[]>([[to, []]]);
    levels[to] = 0;
    let open = [to];
    for (let level = 1; open.length > 0 && level < UNREACHED; level++) {
      const next: number[] = [];
      for (const sender of open) {
        for (const edge of this.#edgesFrom(sender)) {
          const known = levels[edge.to] ?? UNREACHED;
          if (known < level || down.has(edge.session) || failedDevices.has(edge.to)) continue;
          const told = sender === to ? edge.exportsOwn(own) : edge.exportsLearnt(learnt);
          if (told === undefined || edge.imports(learnt) === undefined) continue;
          if (!this.#asNumbersDiffer && isLoop(asPaths, sender, edge)) continue;
          parents[edge.to] = (parents[edge.to] ?? 0) + 1;
          if (known === level) continue;
          levels[edge.to] = level;
          if (!this.#asNumbersDiffer) asPaths.set(edge.to, [edge.senderAs, ...(asPaths.get(sender) ?? [])]);
          next.push(edge.to);
        }
      }
      open = next;
    }
    return { levels, parents };
  }
}

const NOTHING: ReadonlySet<number> = new Set();

function soundUnderlay(failedDevices: ReadonlySet<number>): UnderlayState {
  return {
    isolated: NOTHING,
    changed: NOTHING,
    reaches: (from, to) => !failedDevices.has(from) && !failedDevices.has(to),
  };
}

function isLoop(asPaths: ReadonlyMap<number, readonly number[]>, sender: number, edge: Edge): boolean {
  return edge.receiverAs === edge.senderAs || (asPaths.get(sender) ?? []).includes(edge.receiverAs);
}

function hostPrefix(address: IpAddress): IpPrefix {
  return IpPrefix.containing({ address, prefixLength: ADDRESS_BITS[address.family] });
}

const TELLS_ALL: Teller = (route) => route;

/** Sessions in both directions, by sender. */
function edgesOf({ devices, outside, underlay }: Network): readonly (readonly Edge[])[] {
  const edges: Edge[][] = Array.from({ length: outside + 1 }, () => []);
  const tellers = new Map<string, Teller>();
  const teller = (device: number, kind: string, chain: readonly string[], otherwise: 'accept' | 'reject'): Teller => {
    const policies = devices[device]?.policies;
    if (policies === undefined) return TELLS_ALL;
    const key = `${device} ${kind} ${chain.join(' ')}`;
    const known = tellers.get(key) ?? policies.forEveryPrefix(chain, otherwise);
    tellers.set(key, known);
    return known;
  };
  for (const { index, a, b, sessionA, sessionB } of underlay.sessions) {
    for (const [from, to, sender, receiver] of [
      [a, b, sessionA, sessionB],
      [b, a, sessionB, sessionA],
    ] as const) {
      edges[from]?.push({
        to,
        session: index,
        senderAs: sender?.localAs ?? receiver?.peerAs ?? 0,
        receiverAs: receiver?.localAs ?? sender?.peerAs ?? 0,
        exportsOwn: teller(from, 'own', sender?.exports ?? [], 'reject'),
        exportsLearnt: teller(from, 'learnt', sender?.exports ?? [], 'accept'),
        imports: teller(to, 'in', receiver?.imports ?? [], 'accept'),
      });
    }
  }
  return edges;
}
