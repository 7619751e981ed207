import { canonicalAddress } from '../../../model/canonical-address';
import type { Neighbor } from '../../../routing-model/bgp';
import type { DeviceView } from './device-view';
import type { BgpSession } from './session';

/** What decides at one end of an overlay session about the routes that it carries. */
type OverlayEnd = Pick<
  Neighbor,
  | 'type'
  | 'cluster'
  | 'exports'
  | 'imports'
  | 'exportsVrfRoutes'
  | 'localAsn'
  | 'peerAsn'
  | 'asOverride'
  | 'advertisePeerAs'
> & {
  /** How often the own AS number may be in a path. */
  readonly loops: number;
};

/** The other end of an established session that carries type-5 routes. */
export interface OverlayPeer {
  readonly hostname: string;
  /** The address by which the other side knows us, and we it. */
  readonly ourAddress: string;
  readonly theirAddress: string;
  /** The other side as it is configured here, and we as we are configured there. */
  readonly near: OverlayEnd;
  readonly far: OverlayEnd;
}

/** The overlay peers of a device. */
export function overlayPeers(sessions: readonly BgpSession[]): OverlayPeer[] {
  return sessions.flatMap(({ state, peer, neighbor, localAddress }) => {
    const evpn = neighbor.families.includes('evpn');
    if (state !== 'Established' || peer?.kind !== 'device' || !evpn || localAddress === undefined) return [];
    return [
      {
        hostname: peer.hostname,
        ourAddress: localAddress,
        theirAddress: canonicalAddress(neighbor.address),
        near: endOf(neighbor),
        far: endOf(peer.neighbor),
      },
    ];
  });
}

/** No more than that: a neighbor has all the configuration with it that it was read from. */
function endOf(neighbor: Neighbor): OverlayEnd {
  const { advertisePeerAs, asOverride, cluster, exports, exportsVrfRoutes, imports, localAsn, loops, peerAsn, type } =
    neighbor;
  return {
    type,
    cluster,
    exports,
    imports,
    exportsVrfRoutes,
    localAsn,
    peerAsn,
    asOverride,
    advertisePeerAs,
    loops: loops.evpn ?? 1,
  };
}

/** Whether the session leads to another AS. */
export function isExternal({ near }: OverlayPeer): boolean {
  return near.type === 'external';
}

/** Whether a device tells its peers what others told it: a route reflector does, and who has external peers. */
export function sendsOn(peers: readonly OverlayPeer[]): boolean {
  return peers.some((peer) => isExternal(peer) || peer.near.cluster !== undefined);
}

/** All of a device that decides what it makes of a route, beside the route. */
export function overlayText(view: DeviceView, peers: readonly OverlayPeer[]): string {
  const chains = [...new Set(peers.flatMap(({ near }) => [...near.exports, ...near.imports]))];
  return JSON.stringify([peers, [...view.clusters], view.policies.textOf(chains)]);
}
