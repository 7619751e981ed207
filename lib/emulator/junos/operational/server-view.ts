import type { BgpSession } from './session';
import type { DeviceState } from './fabric-state';
import type { RibRoute } from './route';
import { activeRoutes } from './route-tables';

/** Well-known community of a route that is about to go (RFC 8326). */
const GRACEFUL_SHUTDOWN = '65535:0';

/** What a device sends to a server over one session: active routes of the instance through the export policies. */
export function advertisedTo(state: DeviceState, session: BgpSession): RibRoute[] {
  const { peer, neighbor } = session;
  if (session.state !== 'Established' || peer?.kind !== 'server') return [];
  const family = neighbor.address.includes(':') ? 'inet6' : 'inet';
  const routes = state.routes.get(neighbor.instance.name) ?? [];
  return activeRoutes(routes, state.preferred)
    .filter(
      ({ route, session: from }) => route.prefix.family === family && route.protocol !== 'local' && from !== session,
    )
    .flatMap(({ route }) => {
      const verdict = state.view.policies.evaluate(
        neighbor.exports,
        route,
        route.protocol === 'bgp' ? 'accept' : 'reject',
      );
      return verdict.accepted ? sent(verdict.route, session, peer.server.asn) : [];
    });
}

/** The AS path as it leaves; a route that has been in the peer's AS is not sent there. */
function sent(route: RibRoute, { neighbor, localAddress }: BgpSession, peerAsn: number): RibRoute[] {
  const local = neighbor.localAsn ?? 0;
  const path = neighbor.asOverride ? route.asPath.map((asn) => (asn === peerAsn ? local : asn)) : route.asPath;
  if (path.includes(peerAsn) && !neighbor.advertisePeerAs) return [];
  const prepended =
    neighbor.ownLocalAs && neighbor.instance.asn !== undefined ? [local, neighbor.instance.asn] : [local];
  const communities = neighbor.gracefulShutdown
    ? [...new Set([...route.communities, GRACEFUL_SHUTDOWN])]
    : route.communities;
  return [
    { ...route, communities, asPath: [...prepended, ...path], nextHop: localAddress, localPreference: undefined },
  ];
}
