import { remembered } from '../remembered';
import type { DeviceView } from './device-view';
import type { RibRoute } from './route';
import type { TableRoute } from './route-tables';
import { activeRoutes } from './route-tables';
import type { BgpSession } from './session';

/** Well-known community of a route that is about to go (RFC 8326). */
const GRACEFUL_SHUTDOWN = '65535:0';

/** What of a device tells what it sends. */
interface Advertising {
  readonly view: DeviceView;
  /** By instance. */
  readonly routes: ReadonlyMap<string, readonly TableRoute[]>;
  readonly preferred: 'bgp' | 'evpn';
}

/** What a device sends over one session: active routes of the instance through the export policies. */
export function advertisedTo(state: Advertising, session: BgpSession): RibRoute[] {
  const { neighbor, peer } = session;
  if (session.state !== 'Established' || peer === undefined) return [];
  const peerAsn = peer.kind === 'server' ? peer.server.asn : (neighbor.peerAsn ?? 0);
  const family = neighbor.address.includes(':') ? 'inet6' : 'inet';
  return exportedBy(state, session).flatMap(({ route, from }) =>
    route.prefix.family === family && from !== session ? sent(route, session, peerAsn) : [],
  );
}

/** A route that export policies let out, as they leave it. */
interface Exported {
  readonly route: RibRoute;
  readonly from?: BgpSession;
}

/** Sessions of an instance with the same policies export the same. */
const exportsOf = remembered<Advertising, Map<string, readonly Exported[]>>(() => new Map());

function exportedBy(state: Advertising, { neighbor: { exports, instance } }: BgpSession): readonly Exported[] {
  const known = exportsOf(state);
  const chain = JSON.stringify([instance.name, exports]);
  const exported = known.get(chain) ?? throughExports(state, instance.name, exports);
  known.set(chain, exported);
  return exported;
}

function throughExports(state: Advertising, instance: string, exports: readonly string[]): Exported[] {
  return activeRoutes(state.routes.get(instance) ?? [], state.preferred)
    .filter(({ route }) => route.protocol !== 'local')
    .flatMap(({ route, session }) => {
      const verdict = state.view.policies.evaluate(exports, route, route.protocol === 'bgp' ? 'accept' : 'reject');
      return verdict.accepted ? [{ route: verdict.route, from: session }] : [];
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
