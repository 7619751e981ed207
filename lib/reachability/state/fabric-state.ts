import type { Failure } from '../network/failures';
import { routeOf } from '../policy/route';
import type { Route } from '../policy/route';
import type { HealthyState, Destination, Receiver } from './baseline';
import type { PathSet } from './path-set';
import { NO_PATHS } from './path-set';
import type { Chosen, IsUp, Origin } from './reflection';
import type { HomeRoute, PrefixSite, TypeFiveRoute } from './sites';
import { bestOf, compareRoutes } from './sites';
import type { UnderlayState } from './underlay-reach';
import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';

/** A site that announces a destination into the fabric. */
export interface Announcer {
  /** Position in the destination's list of sites. */
  readonly position: number;
  readonly site: PrefixSite;
  readonly offer: TypeFiveRoute;
}

/** A fabric while something is down: who has which paths to what. */
export class FailureState {
  readonly baseline: HealthyState;
  readonly failures: readonly Failure[];
  readonly failedDevices: ReadonlySet<number>;
  readonly failedHomes: ReadonlySet<number>;
  readonly underlay: UnderlayState;
  /** Devices that failed, or whose overlay sessions or underlay neighbors are others than before. */
  readonly touched: ReadonlySet<number>;
  /** Whether what reflectors tell one another is other than before. */
  readonly reflectorsTouched: boolean;
  readonly isUp: IsUp;
  readonly #signatures = new Map<number, string>();
  /** Overlay sessions that are down and were not. */
  readonly #down: ReadonlySet<number>;
  readonly #reflectorsKey: string;
  readonly #announcers = new Map<Destination, readonly Announcer[]>();

  constructor(baseline: HealthyState, failures: readonly Failure[] = []) {
    this.baseline = baseline;
    this.failures = failures;
    this.failedDevices = collect(failures, ({ devices }) => devices);
    this.failedHomes = collect(failures, ({ homes }) => homes);
    const underlayDown = collect(failures, ({ underlaySessions }) => underlaySessions);
    this.underlay =
      this.failedDevices.size === 0 && underlayDown.size === 0
        ? baseline.healthyUnderlay
        : baseline.underlay.after(this.failedDevices, underlayDown);
    this.#down = this.#downSessions(collect(failures, ({ overlaySessions }) => overlaySessions));
    this.isUp = (session) => !this.#down.has(session) && !baseline.unreachable.has(session);
    this.touched = this.#touchedDevices();
    const { sessions } = baseline.network.overlay;
    const between = [...this.#down].filter((index) => {
      const session = sessions[index];
      return session !== undefined && baseline.reflection.isBetweenSingular(session);
    });
    this.reflectorsTouched = between.length > 0;
    this.#reflectorsKey = between.sort((a, b) => a - b).join(' ');
  }

  /** See `Reflection.signature`. Empty: the device has no overlay session left. */
  signature(node: number): string {
    if (!this.touched.has(node)) return this.baseline.signatures[node] ?? '';
    let signature = this.#signatures.get(node);
    if (signature === undefined) {
      signature = this.baseline.reflection.signature(node, this.isUp);
      this.#signatures.set(node, signature);
    }
    return signature;
  }

  /** Whether the device has lost every overlay session, and with it everything it has learnt; or has failed. */
  isCutOff(node: number): boolean {
    if (this.failedDevices.has(node)) return true;
    return this.baseline.reflection.sessionsOf(node).every(({ session }) => !this.isUp(session));
  }

  /** Attachments of a site that are up and whose route is accepted. */
  aliveHomes(site: PrefixSite): readonly HomeRoute[] {
    if (this.failedDevices.has(site.device)) return [];
    if (this.failedHomes.size === 0) return site.accepted;
    const alive = site.accepted.filter(({ home }) => !this.failedHomes.has(home.index));
    return alive.length === site.accepted.length ? site.accepted : alive;
  }

  /** What a device has of a destination in its VRF. */
  paths(destination: Destination, receiver: Receiver): PathSet {
    if (this.failedDevices.has(receiver.device)) return NO_PATHS;
    const own = destination.sites.findIndex(
      (site) => site.device === receiver.device && site.vrf.name === receiver.vrf.name,
    );
    const announcers = this.announcers(destination);
    const key = own < 0 ? this.#cacheKey(destination, announcers, receiver) : undefined;
    const known = key === undefined ? undefined : this.baseline.pathSets.get(key);
    if (known !== undefined) return this.#positioned(known, announcers);
    const learnt = this.#learnt(announcers, receiver);
    const set = this.#best(destination, receiver, own, learnt);
    if (key !== undefined) this.baseline.pathSets.set(key, this.#relative(set, announcers));
    return set;
  }

  /** The sites that announce a destination: a device whose best route is another device's makes none of its own. */
  announcers(destination: Destination): readonly Announcer[] {
    let announcers = this.#announcers.get(destination);
    if (announcers === undefined) {
      announcers = this.#announcing(destination);
      this.#announcers.set(destination, announcers);
    }
    return announcers;
  }

  /** How many different route distinguishers a destination is announced with: as many attachments as others can tell apart. */
  announcingDistinguishers(destination: Destination): number {
    return groupByDistinguisher(this.announcers(destination)).length;
  }

  /** Destinations of one shape are announced alike: a device without an attachment of either has as many paths to both. */
  shape(destination: Destination): string {
    const announcers = this.announcers(destination);
    const parts = announcers.map((announcer) => this.#announcerKey(announcer));
    const distinguishers = new Set(announcers.map(({ offer }) => offer.routeDistinguisher));
    const name = distinguishers.size < announcers.length ? `#${destination.index}` : destination.prefix.family;
    return [destination.vrf, name, ...parts].join('|');
  }

  #announcerKey({ site, offer }: Announcer): string {
    const { reflection } = this.baseline;
    return `${this.#nodeKey(site.device)};${offer.targets.join(',')};${offer.vni};${rankOf(offer).join(',')}${reflection.routeKey(offer.sent)}`;
  }

  #announcing(destination: Destination): readonly Announcer[] {
    const alive = destination.sites.flatMap((site, position) => {
      const homes = this.aliveHomes(site);
      if (homes.length === 0) return [];
      const { own, typeFive: offer } = this.baseline.offer(site, homes);
      return own === undefined || typeof offer === 'string' ? [] : [{ position, site, offer, own }];
    });
    const [first] = alive;
    if (first === undefined || alive.every(({ own }) => compareRoutes(own, first.own) === 0)) return alive;
    const announcing: (typeof alive)[number][] = [];
    for (const one of [...alive].sort((a, b) => compareRoutes(a.own, b.own) || a.position - b.position)) {
      const better = this.#learnt(announcing, one.site).some(({ route }) => compareRoutes(route, one.own) < 0);
      if (!better) announcing.push(one);
    }
    return announcing.sort((a, b) => a.position - b.position);
  }

  /** Of a list of announcers, those whose routes arrive at a device and are taken, with the route it then has. */
  #learnt(
    announcers: readonly Announcer[],
    receiver: Receiver,
  ): { readonly position: number; readonly route: Route }[] {
    return groupByDistinguisher(announcers).flatMap((group) => {
      const { announcer: arrived, path } = this.#received(group, receiver.device) ?? {};
      if (arrived === undefined || isOwn(arrived, receiver) || this.refusal(arrived, receiver, path) !== undefined) {
        return [];
      }
      return [{ position: arrived.position, route: importedRoute(arrived.offer, receiver, path) }];
    });
  }

  /** Of routes with one route distinguisher, the one that reaches a device: reflectors tell their best only. */
  arrives(group: readonly Announcer[], node: number): Announcer | undefined {
    return this.#received(group, node)?.announcer;
  }

  #received(
    group: readonly Announcer[],
    node: number,
  ): { readonly announcer: Announcer; readonly path: Chosen } | undefined {
    const origins = group.map(originOf);
    const path = this.baseline.reflection.receives(node, origins, this.chosen(group), this.isUp);
    const announcer = path === undefined ? undefined : group[path.origin];
    return path === undefined || announcer === undefined ? undefined : { announcer, path };
  }

  /** What each reflector chooses of routes with one route distinguisher. */
  chosen(group: readonly Announcer[]): ReadonlyMap<number, Chosen> {
    const names = group.map(({ site, offer }) =>
      group.length === 1
        ? this.#nodeKey(site.device)
        : `${site.device}/${rankOf(offer).join(',')}/${this.signature(site.device)}`,
    );
    const routes = group.map(({ offer }) => this.baseline.reflection.routeKey(offer.sent));
    const key = `${this.#reflectorsKey}|${names.join('|')}${routes.join('')}`;
    let chosen = this.baseline.choices.get(key);
    if (chosen === undefined) {
      chosen = this.baseline.reflection.choose(group.map(originOf), this.isUp);
      this.baseline.choices.set(key, chosen);
    }
    return chosen;
  }

  /** Why a device does not take a type-5 route that reaches it; undefined when it does. */
  refusal(
    { site, offer }: Announcer,
    { device, vrf }: Receiver,
    path?: Chosen,
  ): 'target' | 'vni' | 'policy' | 'next-hop' | 'none' | undefined {
    const { typeFive } = vrf;
    if (typeFive === undefined || vrf.routeDistinguisher === undefined) return 'none';
    if (!offer.targets.some((target) => vrf.importTargets.includes(target))) return 'target';
    if (typeFive.vni !== offer.vni) return 'vni';
    if (!this.underlay.reaches(device, site.device)) return 'next-hop';
    if (typeFive.imports.length === 0) return undefined;
    const policies = this.baseline.network.devices[device]?.policies;
    const taken = policies?.apply(typeFive.imports, importedRoute(offer, { device, vrf }, path), 'accept');
    return taken === undefined ? 'policy' : undefined;
  }

  /** A device by what tells it from others in the overlay. */
  #nodeKey(node: number): string {
    return this.signature(node) || '-';
  }

  #best(
    destination: Destination,
    receiver: Receiver,
    own: number,
    learnt: readonly { readonly position: number; readonly route: Route }[],
  ): PathSet {
    const site = destination.sites[own];
    const homes = site === undefined ? [] : this.aliveHomes(site);
    const local = bestOf(homes);
    const best = [...learnt].sort((a, b) => compareRoutes(a.route, b.route))[0]?.route;
    if (local !== undefined && (best === undefined || compareRoutes(local, best) <= 0)) {
      return { sites: [own], isLocal: true, equal: homes.length };
    }
    if (best === undefined) return NO_PATHS;
    const sites = learnt.filter(({ route }) => compareRoutes(route, best) === 0).map(({ position }) => position);
    const device = this.baseline.network.devices[receiver.device];
    const usesAll = receiver.vrf.multipath[destination.prefix.family] && device?.spreadsFlows === true;
    return { sites, isLocal: false, equal: usesAll ? sites.length : 1 };
  }

  /** Undefined where more than what is in the key decides. */
  #cacheKey(destination: Destination, announcers: readonly Announcer[], receiver: Receiver): string | undefined {
    const distinguishers = new Set(announcers.map(({ offer }) => offer.routeDistinguisher));
    if (distinguishers.size < announcers.length) return undefined;
    const parts: string[] = [this.#reflectorsKey, this.#nodeKey(receiver.device), this.baseline.receiverKey(receiver)];
    for (const announcer of announcers) {
      if (!this.underlay.reaches(receiver.device, announcer.site.device)) return undefined;
      parts.push(this.#announcerKey(announcer));
    }
    parts.push(destination.prefix.family);
    return this.#hasImports(receiver) ? undefined : parts.join('|');
  }

  #hasImports({ vrf }: Receiver): boolean {
    return (vrf.typeFive?.imports.length ?? 0) > 0;
  }

  #relative(set: PathSet, announcers: readonly Announcer[]): PathSet {
    return { ...set, sites: set.sites.map((site) => announcers.findIndex(({ position }) => position === site)) };
  }

  #positioned(set: PathSet, announcers: readonly Announcer[]): PathSet {
    return { ...set, sites: set.sites.flatMap((site) => announcers[site]?.position ?? []) };
  }

  #downSessions(failed: ReadonlySet<number>): ReadonlySet<number> {
    const { network, reflection, unreachable } = this.baseline;
    const down = new Set(failed);
    const check = new Set([...this.failedDevices, ...this.underlay.isolated, ...this.underlay.changed]);
    for (const node of check) {
      for (const { peer, session } of reflection.sessionsOf(node)) {
        const reaches = this.underlay.reaches(node, peer) && this.underlay.reaches(peer, node);
        if (!reaches && !unreachable.has(session)) down.add(session);
      }
    }
    const assumed = !network.overlay.isConfigured;
    if (!assumed) return down;
    for (const node of this.failedDevices) for (const { session } of reflection.sessionsOf(node)) down.add(session);
    return down;
  }

  #touchedDevices(): ReadonlySet<number> {
    const touched = new Set([...this.failedDevices, ...this.underlay.isolated, ...this.underlay.changed]);
    for (const index of this.#down) {
      const session = this.baseline.network.overlay.sessions[index];
      if (session !== undefined) touched.add(session.a).add(session.b);
    }
    return touched;
  }
}

function collect(
  failures: readonly Failure[],
  indexes: (failure: Failure) => readonly number[] | undefined,
): Set<number> {
  return new Set(failures.flatMap((failure) => indexes(failure) ?? []));
}

/** Announcers of one route distinguisher together, in the order of their first. */
export function groupByDistinguisher(announcers: readonly Announcer[]): Announcer[][] {
  const groups = new Map<string, Announcer[]>();
  for (const announcer of announcers) {
    const { routeDistinguisher } = announcer.offer;
    const group = groups.get(routeDistinguisher);
    if (group === undefined) groups.set(routeDistinguisher, [announcer]);
    else group.push(announcer);
  }
  return [...groups.values()];
}

/** What a device announces itself it does not learn, however good it looks to others. */
function isOwn({ site }: Announcer, { device, vrf }: Receiver): boolean {
  return site.device === device && site.vrf.name === vrf.name;
}

function originOf({ site, offer }: Announcer): Origin {
  return { node: site.device, rank: rankOf(offer), route: offer.sent };
}

function rankOf({ localPreference, route }: TypeFiveRoute): readonly number[] {
  return [-localPreference, route.asPath.length, route.metric];
}

/** A type-5 route in the VRF of the device that took it. @param path - how it came there */
function importedRoute(offer: TypeFiveRoute, { vrf }: Receiver, path?: Chosen): Route {
  const { route } = offer;
  const { asPath, communities, localPreference } =
    path?.isExternal === true ? path.route : { ...route, localPreference: offer.localPreference };
  return routeOf(route.prefix, 'evpn', {
    localPreference: vrf.typeFive?.localPreference.imported === true ? localPreference : DEFAULT_LOCAL_PREFERENCE,
    asPath,
    metric: route.metric,
    communities,
  });
}
