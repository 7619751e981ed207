import type { IpPrefix } from '../../model/ip-prefix';
import type { Home } from '../network/homes';
import type { Route, RouteProtocol } from '../policy/route';
import { routeOf } from '../policy/route';
import type { ConfiguredRoute, Vrf } from '../read/vrfs';
import type { FailureState } from './fabric-state';

/** A route that a device tells a server. */
export interface Told {
  readonly prefix: IpPrefix;
  readonly protocol: RouteProtocol;
}

/** An attachment that is cut off from the fabric, and whose device still tells the server a route into it. */
export interface Trap {
  /** Index of the home. */
  readonly home: number;
  readonly device: number;
  readonly prefix: IpPrefix;
  readonly protocol: RouteProtocol;
}

/**
 * What a server is told over one of its attachments: what the device has of other servers and makes itself, as the export
 * policies let it. Subnets of links are left out.
 */
export function toldTo(state: FailureState, home: Home): Told[] {
  const { network, destinations } = state.baseline;
  const device = network.devices[home.device];
  const vrf = device?.vrfs.find(({ name }) => name === home.vrf);
  const server = network.servers[home.server];
  if (vrf === undefined || server === undefined || !isUp(state, home)) return [];
  const learnt = destinations.flatMap((destination) => {
    if (destination.vrf !== vrf.name || destination.servers.includes(server.index)) return [];
    const { isLocal, sites } = state.paths(destination, { device: home.device, vrf });
    if (sites.length === 0) return [];
    const asPath = destination.servers.flatMap((index) => network.servers[index]?.asn ?? []).slice(0, 1);
    if (asPath.includes(server.asn) && home.session?.asOverride !== true) return [];
    return [routeOf(destination.prefix, isLocal ? 'bgp' : 'evpn', { asPath })];
  });
  return [...learnt, ...configuredRoutes(state, home.device, vrf)].flatMap((route) => {
    const told = tell(state, home, route);
    return told === undefined ? [] : [{ prefix: told.prefix, protocol: told.protocol }];
  });
}

/** Every server that is told to send traffic to a device that the case has cut off from the fabric. */
export function trapsOf(state: FailureState): Trap[] {
  const { network, signatures } = state.baseline;
  return [...state.touched].flatMap((device) => {
    const vrfs = network.devices[device]?.vrfs.filter(({ routes }) => routes.length > 0) ?? [];
    if (vrfs.length === 0 || state.failedDevices.has(device) || !state.isCutOff(device) || signatures[device] === '') {
      return [];
    }
    const homes = network.homes.filter((home) => home.device === device && isUp(state, home));
    return homes.flatMap((home) => {
      const vrf = vrfs.find(({ name }) => name === home.vrf);
      const routes = vrf === undefined ? [] : configuredRoutes(state, device, vrf);
      const told = routes.find(
        (route) => route.prefix.family === home.family && tell(state, home, route) !== undefined,
      );
      return told === undefined ? [] : [{ home: home.index, device, prefix: told.prefix, protocol: told.protocol }];
    });
  });
}

function isUp(state: FailureState, home: Home): boolean {
  return home.session !== undefined && !state.failedHomes.has(home.index) && !state.failedDevices.has(home.device);
}

/** By itself a group tells BGP routes only. */
function tell(state: FailureState, { device, family, session }: Home, route: Route): Route | undefined {
  const policies = state.baseline.network.devices[device]?.policies;
  if (policies === undefined || session === undefined || route.prefix.family !== family) return undefined;
  return policies.apply(session.exports, route, route.protocol === 'bgp' ? 'accept' : 'reject');
}

/** A static route stands always; an aggregate or generated one while a route contributes to it. */
function configuredRoutes(state: FailureState, device: number, vrf: Vrf): Route[] {
  return vrf.routes.flatMap((route) =>
    route.protocol === 'static' || hasContributor(state, device, vrf, route)
      ? [routeOf(route.prefix, route.protocol)]
      : [],
  );
}

function hasContributor(state: FailureState, device: number, vrf: Vrf, { prefix, policies }: ConfiguredRoute): boolean {
  const accepts = (route: Route): boolean =>
    prefix.contains(route.prefix.network) &&
    route.prefix.prefixLength > prefix.prefixLength &&
    (policies.length === 0 ||
      state.baseline.network.devices[device]?.policies.apply(policies, route, 'accept') !== undefined);
  if (ownSubnets(state, device, vrf).some(accepts)) return true;
  return state.baseline.destinations.some((destination) => {
    if (destination.vrf !== vrf.name) return false;
    const { isLocal, sites } = state.paths(destination, { device, vrf });
    return sites.length > 0 && accepts(routeOf(destination.prefix, isLocal ? 'bgp' : 'evpn'));
  });
}

function ownSubnets(state: FailureState, device: number, vrf: Vrf): Route[] {
  const units = state.baseline.network.devices[device]?.units;
  return vrf.interfaces.flatMap(
    (name) => units?.get(name)?.addresses.map(({ prefix }) => routeOf(prefix, 'direct', { interface: name })) ?? [],
  );
}
