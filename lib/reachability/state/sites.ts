import type { IpPrefix } from '../../model/ip-prefix';
import type { Home } from '../network/homes';
import { acceptedRoute } from '../network/homes';
import type { Network } from '../network/network';
import type { Route } from '../policy/route';
import { routeOf } from '../policy/route';
import type { RoutingDevice } from '../read/device';
import type { Vrf } from '../read/vrfs';
import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';

/** An attachment, and the route that its device has of it; undefined when the device rejects it. */
export interface HomeRoute {
  readonly home: Home;
  readonly route?: Route;
}

/** Everything that one prefix has on one device, in one VRF. */
export interface PrefixSite {
  readonly device: number;
  readonly vrf: Vrf;
  readonly homes: readonly HomeRoute[];
  /** Those that have a route. */
  readonly accepted: readonly HomeRoute[];
}

/** A type-5 route. */
export interface TypeFiveRoute {
  readonly routeDistinguisher: string;
  readonly targets: readonly string[];
  readonly vni: number;
  /** As other devices get it: Junos' default where it is not carried. */
  readonly localPreference: number;
  readonly route: Route;
  /** The route as policies of the overlay's sessions see it. */
  readonly sent: Route;
}

/** Where a prefix is announced, device by device; attachments whose sessions do not come up are among them. */
export function prefixSitesOf(network: Network, prefix: IpPrefix, servers: readonly number[]): PrefixSite[] {
  const sites = new Map<string, { device: number; vrf: Vrf; homes: HomeRoute[] }>();
  for (const index of servers) {
    const server = network.servers[index];
    for (const home of server?.homes ?? []) {
      const device = network.devices[home.device];
      const vrf = device?.vrfs.find(({ name }) => name === home.vrf);
      if (server === undefined || device === undefined || vrf === undefined || home.family !== prefix.family) continue;
      const key = `${home.device} ${vrf.name}`;
      const site = sites.get(key) ?? { device: home.device, vrf, homes: [] };
      site.homes.push({ home, route: acceptedRoute(home, device, server, prefix) });
      sites.set(key, site);
    }
  }
  return [...sites.values()]
    .map((site) => ({ ...site, accepted: site.homes.filter(({ route }) => route !== undefined) }))
    .sort((a, b) => a.device - b.device);
}

/** The best of the routes that a device has from its servers. */
export function bestOf(homes: readonly HomeRoute[]): Route | undefined {
  const routes = homes.flatMap(({ route }) => route ?? []);
  return [...routes].sort(compareRoutes)[0];
}

/** Order of two routes of one prefix, the better first; 0 when both are used. */
export function compareRoutes(a: Route, b: Route): number {
  return (
    a.preference - b.preference ||
    b.localPreference - a.localPreference ||
    a.asPath.length - b.asPath.length ||
    a.metric - b.metric
  );
}

/** The type-5 route that a device makes of a route of its VRF, or why it makes none. */
export function typeFiveOf({ hostname, policies }: RoutingDevice, vrf: Vrf, route: Route): TypeFiveRoute | string {
  const { name, routeDistinguisher, exportTargets, typeFive } = vrf;
  if (isConfiguredByOthers(vrf)) {
    return `${name} of ${hostname} is configured by others, so what becomes of its routes in the fabric is not known here`;
  }
  if (typeFive === undefined) return `${name} of ${hostname} makes no type-5 routes (no ip-prefix-routes)`;
  if (routeDistinguisher === undefined) return `${name} of ${hostname} has no route distinguisher`;
  if (exportTargets.length === 0) return `${name} of ${hostname} has no route target`;
  if (typeFive.vni === undefined) return `${name} of ${hostname} has no VNI`;
  if (typeFive.exports.length === 0) return `ip-prefix-routes of ${name} on ${hostname} has no export policy`;
  const exported = policies.apply(typeFive.exports, route, 'reject');
  if (exported === undefined) {
    return `the type-5 export policy of ${name} on ${hostname} rejects ${route.prefix.toString()}`;
  }
  const localPreference = typeFive.localPreference.exported ? exported.localPreference : DEFAULT_LOCAL_PREFERENCE;
  const { asPath, metric, prefix } = exported;
  const communities = [...exported.communities, ...exportTargets];
  return {
    routeDistinguisher,
    targets: exportTargets,
    vni: typeFive.vni,
    localPreference,
    route: exported,
    sent: { ...routeOf(prefix, 'evpn', { localPreference, metric, asPath, communities }), family: 'evpn' },
  };
}

/** Whether a configuration has nothing of a VRF but interfaces and sessions: the fabric's part of one that others own. */
function isConfiguredByOthers({ exportTargets, importTargets, routeDistinguisher, typeFive }: Vrf): boolean {
  const isEmpty = exportTargets.length === 0 && importTargets.length === 0;
  return isEmpty && routeDistinguisher === undefined && typeFive === undefined;
}
