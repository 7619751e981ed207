import { IpPrefix } from '../../../model/ip-prefix';
import { martianEntry } from '../../../model/martians';
import { networkText, readRoutingPrefix } from '../../../model/address-with-length';
import type { Instance } from '../../../routing-model/instances';
import type { BgpSession } from './session';
import type { DeviceView } from './device-view';
import { instanceOf } from '../../../routing-model/membership';
import type { EvpnTable, Type5Route } from './evpn-routes';
import { compareAddresses, routerMac, type5Key } from './evpn-routes';
import type { PortState } from './interfaces';
import { remembered } from '../remembered';
import type { RibRoute } from './route';
import { preferenceOf } from './route';
import { DEFAULT_LOCAL_PREFERENCE } from '../../../model/junos-defaults';

/** A route in a table of an instance. */
export interface TableRoute {
  readonly route: RibRoute;
  /** Import policy said no, or it is no route for this table: kept, but hidden. */
  readonly hidden: boolean;
  /** The type-5 route that it came from. */
  readonly type5?: Type5Route;
  /** The session that it came over. */
  readonly session?: BgpSession;
}

/** What an instance's routes are computed from. */
export interface InstanceInputs {
  readonly view: DeviceView;
  readonly instance: Instance;
  readonly ports: ReadonlyMap<string, PortState>;
  /** The device's sessions. */
  readonly sessions: readonly BgpSession[];
  readonly preferred: 'bgp' | 'evpn';
}

/** Routes that need nobody's type-5 route: interfaces, static routes, what servers announce. */
export function localRoutes(inputs: InstanceInputs): TableRoute[] {
  return [...interfaceRoutes(inputs), ...staticRoutes(inputs), ...serverRoutes(inputs)];
}

function interfaceRoutes({ view, instance, ports }: InstanceInputs): TableRoute[] {
  const units = [...ports.values()].flatMap((port) => port.units).filter(({ up }) => up);
  return units
    .filter(({ configured }) => instanceOf(view.membership, configured.name) === instance.name)
    .flatMap(({ configured }) =>
      configured.addresses.flatMap((address) => {
        const bits = address.family === 'inet' ? 32 : 128;
        const host = { ...address, length: bits };
        const common = { asPath: [], communities: [], interface: configured.name };
        const direct: RibRoute = { ...common, prefix: address, text: networkText(address), protocol: 'direct' };
        const local: RibRoute = { ...common, prefix: host, text: networkText(host), protocol: 'local' };
        return (address.length === bits ? [direct] : [direct, local]).map((route) => ({ route, hidden: false }));
      }),
    );
}

/** Static routes that drop traffic; next hops are not emulated. */
function staticRoutes({ instance }: InstanceInputs): TableRoute[] {
  return instance.routes
    .filter(({ kind, action }) => kind === 'static' && action !== undefined)
    .flatMap((one) => {
      const prefix = readRoutingPrefix(one.prefix);
      if (prefix === undefined) return [];
      const route: RibRoute = { prefix, text: networkText(prefix), protocol: 'static', asPath: [], communities: [] };
      return [{ route, hidden: false }];
    });
}

function serverRoutes({ view, instance, sessions }: InstanceInputs): TableRoute[] {
  return sessions
    .filter((session) => session.neighbor.instance.name === instance.name)
    .flatMap((session) =>
      announced(session).map((route) => {
        const verdict = view.policies.evaluate(session.neighbor.imports, route, 'accept');
        const hidden = !verdict.accepted || isLooped(session, route) || isMartian(instance, route);
        return { route: verdict.route, hidden, session };
      }),
    );
}

function isMartian({ martians }: Instance, { prefix: { address, length } }: RibRoute): boolean {
  return martianEntry(IpPrefix.containing({ address, prefixLength: length }), martians) !== undefined;
}

/** Whether a route has been in this AS more often than the neighbor's routes may. */
export function isLooped({ neighbor }: BgpSession, { asPath, prefix }: RibRoute): boolean {
  const times = asPath.filter((asn) => asn === neighbor.localAsn).length;
  return times >= (neighbor.loops[prefix.family] ?? 1);
}

/** What the server at the other end announces, before any policy of ours. */
export function announced(session: BgpSession): RibRoute[] {
  const { peer, neighbor } = session;
  if (session.state !== 'Established' || peer?.kind !== 'server') return [];
  return (peer.link?.prefixes ?? peer.server.prefixes).flatMap((text) => {
    const prefix = readRoutingPrefix(text);
    if (prefix?.family !== (neighbor.address.includes(':') ? 'inet6' : 'inet')) return [];
    return [
      {
        prefix,
        text: networkText(prefix),
        protocol: 'bgp' as const,
        asPath: [peer.server.asn],
        communities: [],
        localPreference: DEFAULT_LOCAL_PREFERENCE,
        interface: session.interface,
        neighbor: neighbor.address,
        nextHop: neighbor.address,
      },
    ];
  });
}

/** The type-5 routes that an instance makes of its active routes, through the export policy of `ip-prefix-routes`. */
export function madeType5(inputs: InstanceInputs, local: readonly TableRoute[]): Type5Route[] {
  const { view, instance } = inputs;
  const { ipPrefixRoutes: routes, routeDistinguisher } = instance;
  if (routes?.vni === undefined || routeDistinguisher === undefined || view.vtep === undefined) return [];
  const { vtep } = view;
  const { vni } = routes;
  return activeRoutes(local, inputs.preferred)
    .filter(({ route }) => route.protocol !== 'evpn' && route.protocol !== 'local')
    .flatMap(({ route }) => {
      const verdict = view.policies.evaluate(routes.exports, route, 'reject');
      if (!verdict.accepted) return [];
      return [
        {
          key: type5Key(routeDistinguisher, route.text),
          routeDistinguisher,
          prefix: route.prefix,
          text: route.text,
          originator: view.hostname,
          vtep,
          vni,
          routerMac: routerMac(view.hostname),
          communities: [
            ...verdict.route.communities,
            ...exportTargets(inputs, verdict.route),
            'encapsulation:vxlan(0x8)',
            `router-mac:${routerMac(view.hostname)}`,
          ],
          asPath: verdict.route.asPath,
          localPreference: verdict.route.localPreference ?? DEFAULT_LOCAL_PREFERENCE,
        },
      ];
    });
}

/** `vrf-export` policies give targets in place of `vrf-target`. */
function exportTargets({ view, instance }: InstanceInputs, route: RibRoute): readonly string[] {
  if (instance.vrfExports.length === 0) return instance.exportTargets;
  const verdict = view.policies.evaluate(instance.vrfExports, route, 'reject');
  return verdict.accepted ? verdict.route.communities.filter((one) => one.startsWith('target:')) : [];
}

/** What an instance takes in of the type-5 routes that reached the device, by route target. */
export function importedRoutes(inputs: InstanceInputs, table: EvpnTable): TableRoute[] {
  const { view, instance } = inputs;
  if (instance.ipPrefixRoutes === undefined || view.vtep === undefined) return [];
  const { vni, rejectAsymmetricVni, imports } = instance.ipPrefixRoutes;
  const imported: TableRoute[] = [];
  for (const [best] of table.values()) {
    if (best === undefined || best.route.originator === view.hostname || !wanted(inputs, best.route)) continue;
    if (rejectAsymmetricVni && best.route.vni !== vni) continue;
    const whole = importedWhole(best.route);
    const verdict = view.policies.evaluate(imports, whole.route, 'accept');
    if (verdict.accepted) imported.push(verdict.route === whole.route ? whole : { ...whole, route: verdict.route });
  }
  return imported;
}

/** A type-5 route in a table, where no policy changes it: devices have it in common. */
const importedWhole = remembered((type5: Type5Route): TableRoute => ({
  route: asVrfRoute(type5),
  hidden: false,
  type5,
}));

/** Whether an instance imports a type-5 route. */
export function wanted({ view, instance }: Pick<InstanceInputs, 'view' | 'instance'>, route: Type5Route): boolean {
  if (instance.vrfImports.length > 0) {
    // Where VRFs choose it is still a route of BGP.
    const received = { ...asVrfRoute(route), protocol: 'bgp' as const, family: 'evpn' as const };
    return view.policies.evaluate(instance.vrfImports, received, 'reject').accepted;
  }
  return instance.importTargets.some((target) => route.communities.includes(target));
}

function asVrfRoute(route: Type5Route): RibRoute {
  return {
    prefix: route.prefix,
    text: route.text,
    protocol: 'evpn',
    asPath: route.asPath,
    communities: route.communities,
    localPreference: route.localPreference,
    nextHop: route.vtep,
  };
}

/** The best route of every destination. */
export function activeRoutes(routes: readonly TableRoute[], preferred: 'bgp' | 'evpn'): TableRoute[] {
  return [...byDestination(routes).values()].flatMap((same) => sortRoutes(same, preferred)[0] ?? []);
}

/** Routes by destination, hidden ones left out. */
export function byDestination(routes: readonly TableRoute[]): Map<string, TableRoute[]> {
  const groups = new Map<string, TableRoute[]>();
  for (const one of routes) {
    if (one.hidden) continue;
    const same = groups.get(one.route.text);
    if (same === undefined) groups.set(one.route.text, [one]);
    else same.push(one);
  }
  return groups;
}

/** The active route first. Which of two protocols of preference 170 wins is a switch of the device. */
export function sortRoutes(routes: readonly TableRoute[], preferred: 'bgp' | 'evpn'): TableRoute[] {
  const tie = ({ route }: TableRoute) => Number(route.protocol !== preferred);
  return [...routes].sort(
    (one, other) =>
      preferenceOf(one.route) - preferenceOf(other.route) ||
      tie(one) - tie(other) ||
      (other.route.localPreference ?? 0) - (one.route.localPreference ?? 0) ||
      one.route.asPath.length - other.route.asPath.length ||
      compareAddresses(one.route.nextHop ?? '', other.route.nextHop ?? ''),
  );
}
