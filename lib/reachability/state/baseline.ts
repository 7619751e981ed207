import { compareText } from '../../model/order';
import type { IpPrefix } from '../../model/ip-prefix';
import type { Network } from '../network/network';
import type { Route } from '../policy/route';
import type { Vrf } from '../read/vrfs';
import type { PathSet } from './path-set';
import type { Chosen } from './reflection';
import { Reflection } from './reflection';
import type { HomeRoute, PrefixSite, TypeFiveRoute } from './sites';
import { prefixSitesOf, typeFiveOf, bestOf } from './sites';
import type { UnderlayState } from './underlay-reach';
import { UnderlayReach } from './underlay-reach';

/** A VRF on a device: somebody who may have a route to a prefix. */
export interface Receiver {
  readonly device: number;
  readonly vrf: Vrf;
}

/** A prefix that servers announce, and all its sites. */
export interface Destination {
  readonly index: number;
  readonly prefix: IpPrefix;
  /** Name of the VRF. */
  readonly vrf: string;
  readonly servers: readonly number[];
  readonly sites: readonly PrefixSite[];
}

/** What a site has of its servers, and what it makes of it. */
export interface Offer {
  /** The best route of its attachments; undefined when none is left. */
  readonly own: Route | undefined;
  /** Or why there is none, in words. */
  readonly typeFive: TypeFiveRoute | string;
}

/** What does not depend on failures, computed once for all of them. */
export class HealthyState {
  readonly network: Network;
  readonly underlay: UnderlayReach;
  readonly healthyUnderlay: UnderlayState;
  readonly reflection: Reflection;
  readonly destinations: readonly Destination[];
  /** Of each device, where nothing has failed. */
  readonly signatures: readonly string[];
  /** Overlay sessions that are down where nothing has failed, because a loopback does not reach another. */
  readonly unreachable: ReadonlySet<number>;
  /** By VRF name, sorted by device. */
  readonly receivers: ReadonlyMap<string, readonly Receiver[]>;
  /** Choices of reflectors and path sets, by what they depend on. */
  readonly choices = new Map<string, ReadonlyMap<number, Chosen>>();
  readonly pathSets = new Map<string, PathSet>();
  readonly #offers = new Map<PrefixSite, Offer>();
  readonly #receiverKeys = new Map<Vrf, string>();

  constructor(network: Network) {
    this.network = network;
    this.underlay = new UnderlayReach(network);
    this.healthyUnderlay = this.underlay.after(new Set(), new Set());
    this.destinations = destinationsOf(network);
    this.reflection = new Reflection(network, this.#sentRoutes());
    this.receivers = receiversOf(network);
    const { sessions } = network.overlay;
    const reach = this.healthyUnderlay;
    const cut = sessions.filter(({ a, b }) => !reach.reaches(a, b) || !reach.reaches(b, a));
    this.unreachable = new Set(cut.map(({ index }) => index));
    const isUp = (session: number): boolean => !this.unreachable.has(session);
    this.signatures = [...network.devices.keys(), network.outside].map((node) => this.reflection.signature(node, isUp));
  }

  /** What a site announces into the fabric while these of its attachments are left, or why nothing. */
  offer(site: PrefixSite, homes: readonly HomeRoute[]): Offer {
    if (homes !== site.accepted) return this.#offerOf(site, homes);
    let offer = this.#offers.get(site);
    if (offer === undefined) {
      offer = this.#offerOf(site, homes);
      this.#offers.set(site, offer);
    }
    return offer;
  }

  /** What sites announce, whichever of their attachments are left; nothing where no EBGP session looks at it. */
  #sentRoutes(): Route[] {
    if (!this.network.overlay.sessions.some(({ external }) => external !== undefined)) return [];
    return this.destinations.flatMap(({ sites }) =>
      sites.flatMap((site) => {
        const { accepted } = site;
        const left = accepted.length > 1 ? accepted.map((one) => [one]) : [accepted];
        return left.flatMap((homes) => {
          const { typeFive } = this.offer(site, homes);
          return typeof typeFive === 'string' ? [] : [typeFive.sent];
        });
      }),
    );
  }

  #offerOf(site: PrefixSite, homes: readonly HomeRoute[]): Offer {
    const device = this.network.devices[site.device];
    const own = bestOf(homes);
    if (device === undefined || own === undefined) return { own: undefined, typeFive: 'nothing is announced' };
    return { own, typeFive: typeFiveOf(device, site.vrf, own) };
  }

  /** What of a VRF decides which type-5 routes it takes, and how many of them it uses. */
  receiverKey({ device, vrf }: Receiver): string {
    let key = this.#receiverKeys.get(vrf);
    if (key === undefined) {
      const { importTargets, multipath, routeDistinguisher, typeFive } = vrf;
      const own = typeFive === undefined || typeFive.imports.length > 0 ? `on ${device}` : '';
      key = [
        importTargets.join(','),
        typeFive?.vni ?? 'none',
        typeFive?.localPreference.imported === true,
        multipath.inet,
        multipath.inet6,
        this.network.devices[device]?.spreadsFlows === true,
        routeDistinguisher === undefined,
        own,
      ].join(';');
      this.#receiverKeys.set(vrf, key);
    }
    return key;
  }
}

function destinationsOf(network: Network): Destination[] {
  const byKey = new Map<string, { readonly prefix: IpPrefix; readonly vrf: string; readonly servers: Set<number> }>();
  for (const { index, prefixes, homes } of network.servers) {
    const vrfs = [...new Set(homes.flatMap(({ vrf }) => vrf ?? []))].sort(compareText);
    for (const prefix of prefixes) {
      for (const vrf of vrfs) {
        const key = `${vrf} ${prefix.toString()}`;
        const found = byKey.get(key) ?? { prefix, vrf, servers: new Set() };
        found.servers.add(index);
        byKey.set(key, found);
      }
    }
  }
  return [...byKey.values()].map(({ prefix, vrf, servers }, index) => {
    const sites = prefixSitesOf(network, prefix, [...servers]).filter((site) => site.vrf.name === vrf);
    return { index, prefix, vrf, servers: [...servers], sites };
  });
}

function receiversOf({ devices }: Network): ReadonlyMap<string, readonly Receiver[]> {
  const receivers = new Map<string, Receiver[]>();
  devices.forEach(({ vrfs }, device) => {
    for (const vrf of vrfs) {
      const known = receivers.get(vrf.name);
      if (known === undefined) receivers.set(vrf.name, [{ device, vrf }]);
      else known.push({ device, vrf });
    }
  });
  return receivers;
}
