import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';
import type { Network } from '../network/network';
import type { ExternalEnd } from '../network/overlay';
import type { Policies } from '../policy/policies';
import type { Route, RouteProtocol } from '../policy/route';

/** One direction of an EBGP session. */
interface Direction {
  readonly from: number;
  readonly to: number;
  readonly sender: ExternalEnd;
  readonly receiver: ExternalEnd;
}

/** An EBGP session as one of its ends has it. */
export interface ExternalPeering {
  readonly inward: Direction;
  /** The same for two devices whose sessions with the peer do the same to every route. */
  readonly likeness: string;
}

/** Stands in AS paths for the number of a device that nobody looks for. AS 0 is nobody's (RFC 7607). */
const NOBODY_LOOKS = 0;

/**
 * What the EBGP sessions of an overlay do to type-5 routes, and which devices that have them are alike.
 *
 * Every route that is made is once taken through every session that it could come to, whatever AS paths and better routes
 * prevent. What happens to none of them there happens nowhere: so it is known who tells on nothing that it hears, and
 * which policies look at prefixes.
 */
export class ExternalSessions {
  readonly #directions = new Map<number, Direction[]>();
  readonly #policies: readonly (Policies | undefined)[];
  readonly #outside: number;
  /** Numbers by which a session's end may keep a route back. */
  readonly #lookedFor: ReadonlySet<number>;
  /** Numbers of devices of their own, which no server's route comes with. */
  readonly #unshared: ReadonlySet<number>;
  readonly #relays = new Set<number>();
  /** Communities and local preference, by which policies tell routes apart, as a number. */
  readonly #values = new Map<string, number>();
  readonly #effects = new Map<Direction, Set<string>>();
  readonly #effectNumbers = new Map<string, number>();
  readonly #keys = new WeakMap<Route, string>();
  #asksForPrefix = false;
  #prepends = false;

  /** @param made - of every route that a device may tell others, one with its communities, preference and AS numbers */
  constructor({ devices, outside, overlay }: Network, made: readonly Route[]) {
    this.#policies = devices.map(({ policies }) => policies);
    this.#outside = outside;
    const owners = new Map<number, Set<number>>();
    const own = (asn: number, node: number): unknown => owners.set(asn, (owners.get(asn) ?? new Set()).add(node));
    for (const { a, b, external } of overlay.sessions) {
      if (external === undefined) continue;
      this.#add({ from: a, to: b, sender: external.a, receiver: external.b });
      this.#add({ from: b, to: a, sender: external.b, receiver: external.a });
      own(external.a.asn, a);
      own(external.b.asn, b);
    }
    const carried = new Set(made.flatMap(({ asPath }) => asPath));
    this.#lookedFor = new Set(owners.keys());
    this.#unshared = new Set([...owners].flatMap(([asn, { size }]) => (size > 1 || carried.has(asn) ? [] : [asn])));
    this.#spread(made);
  }

  /** Devices with EBGP sessions. */
  get devices(): Iterable<number> {
    return this.#directions.keys();
  }

  /** Whether a device may tell one neighbor what it hears from another. */
  relays(node: number): boolean {
    return this.#relays.has(node) || node === this.#outside || !this.#isUniform;
  }

  /** A session as `near` has it with `far`. */
  peering(near: number, far: number, nearEnd: ExternalEnd, farEnd: ExternalEnd): ExternalPeering | undefined {
    const find = (from: number, to: number, sender: ExternalEnd): Direction | undefined =>
      this.#directions.get(from)?.find((one) => one.to === to && one.sender === sender);
    const [inward, outward] = [find(far, near, farEnd), find(near, far, nearEnd)];
    if (inward === undefined || outward === undefined) return undefined;
    return { inward, likeness: `${this.#likeness(inward)}/${this.#likeness(outward)}` };
  }

  /** What of a route decides how it spreads, beside who makes it. */
  key(route: Route): string {
    let key = this.#keys.get(route);
    if (key === undefined) {
      const { asPath, communities, localPreference, prefix } = route;
      const numbers = asPath.map((asn) => (this.#lookedFor.has(asn) ? asn : NOBODY_LOOKS));
      key = JSON.stringify([
        numbers,
        communities,
        localPreference,
        ...(this.#asksForPrefix ? [prefix.toString()] : []),
      ]);
      this.#keys.set(route, key);
    }
    return key;
  }

  /** A route as it comes over a session; undefined where a policy or an AS number in it keeps it back. */
  across(direction: Direction, route: Route): Route | undefined {
    const { from, receiver, sender, to } = direction;
    if (!sender.advertisesPeerAs && route.asPath.includes(receiver.asn)) return undefined;
    const sent = this.#apply(from, sender.exports, route);
    if (sent === undefined) return undefined;
    const asPath = [this.#toldAs(direction), ...sent.asPath];
    if (asPath.filter((asn) => asn === receiver.asn).length >= receiver.loops) return undefined;
    return this.#apply(to, receiver.imports, arriving({ ...sent, asPath }));
  }

  /** No policy looks at a prefix, or changes the length of an AS path: what holds for one route holds for those like it. */
  get #isUniform(): boolean {
    return !this.#asksForPrefix && !this.#prepends;
  }

  #add(direction: Direction): void {
    const known = this.#directions.get(direction.from);
    if (known === undefined) this.#directions.set(direction.from, [direction]);
    else known.push(direction);
    this.#effects.set(direction, new Set());
  }

  #spread(made: readonly Route[]): void {
    const heard = new Map<string, number[]>();
    const open: { readonly route: Route; readonly directions: readonly Direction[] }[] = [];
    const arrive = ({ from, to }: Direction, route: Route): void => {
      const key = `${to} ${this.#value(route)}`;
      const tellers = heard.get(key) ?? [];
      if (tellers.length > 1 || tellers.includes(from)) return;
      heard.set(key, [...tellers, from]);
      const directions = this.#directions.get(to) ?? [];
      const [first] = tellers;
      const isNew = ({ to: next }: Direction): boolean => (first === undefined ? next !== from : next === first);
      open.push({ route, directions: directions.filter(isNew) });
    };
    const values = new Map(made.map((route) => [this.#value(route), route]));
    for (const direction of this.#effects.keys()) {
      for (const route of values.values()) {
        const { received } = this.#cross(direction, route, 'evpn');
        if (received !== undefined) arrive(direction, received);
      }
    }
    for (let next = open.pop(); next !== undefined && this.#isUniform; next = open.pop()) {
      for (const direction of next.directions) {
        const { isSent, received } = this.#cross(direction, next.route, 'bgp');
        if (isSent) this.#relays.add(direction.from);
        if (received !== undefined) arrive(direction, received);
      }
    }
  }

  /** Over a session as far as policies decide; remembers what they do. */
  #cross(
    direction: Direction,
    route: Route,
    protocol: RouteProtocol,
  ): { readonly isSent: boolean; readonly received: Route | undefined } {
    const { from, receiver, sender, to } = direction;
    const sent = this.#watched(from, sender.exports, { ...route, protocol });
    const received = sent === undefined ? undefined : this.#watched(to, receiver.imports, arriving(sent));
    const [before, after] = [this.#value(route), received === undefined ? '-' : this.#value(received)];
    if (before !== after) this.#effects.get(direction)?.add(`${protocol} ${before} ${after}`);
    return { isSent: sent !== undefined, received };
  }

  #watched(node: number, chain: readonly string[], route: Route): Route | undefined {
    const policies = this.#policies[node];
    if (chain.length === 0 || policies === undefined) return route;
    const { accepted, askedForPrefix } = policies.applyWatched(chain, route, 'accept');
    if (askedForPrefix) this.#asksForPrefix = true;
    if (accepted !== undefined && accepted.asPath.length !== route.asPath.length) this.#prepends = true;
    return accepted;
  }

  #apply(node: number, chain: readonly string[], route: Route): Route | undefined {
    return chain.length === 0 ? route : this.#policies[node]?.apply(chain, route, 'accept');
  }

  #value({ communities, localPreference }: Route): number {
    return numberOf(this.#values, JSON.stringify([communities, localPreference]));
  }

  /** Of who tells on nothing, only its own routes have its number, and it takes none of those back anyway. */
  #isLookedFor(node: number, asn: number): boolean {
    return !this.#unshared.has(asn) || this.relays(node);
  }

  #toldAs({ from, sender: { asn } }: Direction): number {
    return this.#isLookedFor(from, asn) ? asn : NOBODY_LOOKS;
  }

  #likeness(direction: Direction): string {
    const { receiver, sender, to } = direction;
    const effects = [...(this.#effects.get(direction) ?? [])].sort().join(';');
    return [
      this.#toldAs(direction),
      sender.advertisesPeerAs,
      this.#isLookedFor(to, receiver.asn) ? receiver.asn : NOBODY_LOOKS,
      receiver.loops,
      numberOf(this.#effectNumbers, effects),
    ].join(',');
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key) ?? numbers.size;
  numbers.set(key, known);
  return known;
}

/** Local preference does not go along to another AS. */
function arriving(sent: Route): Route {
  return { ...sent, protocol: 'bgp', localPreference: DEFAULT_LOCAL_PREFERENCE };
}
