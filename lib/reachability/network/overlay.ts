import { reachabilityStatementUnknown } from '../errors';
import type { RoutingDevice } from '../read/device';
import type { BgpNeighbor } from '../read/sessions';
import type { Owner } from './addresses';
import { sessionsByNeighbor } from './addresses';

/** A session that carries type-5 routes, and that both ends agree about. */
interface OverlaySession {
  readonly index: number;
  /** Indexes of devices; `b` is the outside where the far end belongs to others. */
  readonly a: number;
  readonly b: number;
  /** Cluster in which `b` is a client of `a`. */
  readonly clusterA?: string;
  /** Cluster in which `a` is a client of `b`. */
  readonly clusterB?: string;
  /** Present where it is between two AS numbers. */
  readonly external?: { readonly a: ExternalEnd; readonly b: ExternalEnd };
}

/** What one end of an EBGP session does to type-5 routes. */
export interface ExternalEnd {
  readonly asn: number;
  /** How many times its own AS number in a route hides it. */
  readonly loops: number;
  /** Whether it tells the other end what has been through the number of that. */
  readonly advertisesPeerAs: boolean;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
}

/** The overlay as it is configured. */
export interface Overlay {
  /** False where no device has any such session: a sound one is assumed. */
  readonly isConfigured: boolean;
  readonly sessions: readonly OverlaySession[];
  /** Sessions that do not come up, and why, in words. */
  readonly problems: readonly { readonly device: number; readonly reason: string }[];
}

/** Cluster of what reflects outside of the given devices. */
const OUTSIDE_CLUSTER = 'outside';

/**
 * Sessions that both ends agree about.
 *
 * @throws FabricError `reachabilityStatementUnknown` for IBGP sessions with policies, and EBGP sessions that change the next
 * hop or AS path
 */
export function overlayOf(
  devices: readonly RoutingDevice[],
  owners: ReadonlyMap<string, Owner>,
  foreign: (device: number, neighbor: string) => boolean,
): Overlay {
  const outside = devices.length;
  const isConfigured = devices.some(({ sessions }) => sessions.some(isOverlay));
  if (!isConfigured) {
    const sessions = devices.map((_, a) => ({ index: a, a, b: outside, clusterB: OUTSIDE_CLUSTER }));
    return { isConfigured, sessions, problems: [] };
  }
  const sessions: OverlaySession[] = [];
  const problems: { readonly device: number; readonly reason: string }[] = [];
  const seen = new Set<string>();
  const sessionsOf = sessionsByNeighbor(devices);
  devices.forEach((device, a) => {
    for (const session of device.sessions.filter(isOverlay)) {
      requireUnderstood(device.hostname, session);
      const neighbor = session.neighbor?.toString() ?? '';
      if (foreign(a, neighbor)) {
        sessions.push({ index: sessions.length, a, b: outside, ...toOutside(session) });
        continue;
      }
      const owner = owners.get(neighbor);
      const far = owner === undefined ? undefined : devices[owner.device];
      if (owner === undefined || far === undefined || owner.device === a) {
        problems.push({
          device: a,
          reason: `no device has the address ${neighbor} that ${device.hostname} has for a neighbor`,
        });
        continue;
      }
      const own = localAddress(device, session);
      const key = [`${a} ${own}`, `${owner.device} ${neighbor}`].sort().join('|');
      if (seen.has(key)) continue;
      seen.add(key);
      const back = sessionsOf(owner.device, own).find((one) => isOverlay(one) && localAddress(far, one) === neighbor);
      if (back === undefined) {
        problems.push({ device: a, reason: `${far.hostname} has no overlay session with ${own}` });
      } else if (session.peerAs !== back.localAs || back.peerAs !== session.localAs) {
        problems.push({
          device: a,
          reason: `${device.hostname} and ${far.hostname} do not agree about the overlay's AS`,
        });
      } else {
        requireUnderstood(far.hostname, back);
        sessions.push({
          index: sessions.length,
          a,
          b: owner.device,
          clusterA: session.cluster,
          clusterB: back.cluster,
          ...(session.type === 'external' && { external: { a: externalEnd(session), b: externalEnd(back) } }),
        });
      }
    }
  });
  return { isConfigured, sessions, problems };
}

function isOverlay({ families }: BgpNeighbor): boolean {
  return families.includes('evpn');
}

function localAddress({ loopbacks }: RoutingDevice, session: BgpNeighbor): string {
  return (session.localAddress ?? loopbacks[0])?.toString() ?? '';
}

/** What is at the other end of an EBGP session with others tells on what it hears. */
function toOutside(session: BgpNeighbor): Pick<OverlaySession, 'clusterA' | 'clusterB' | 'external'> {
  if (session.type === 'internal') return { clusterA: session.cluster, clusterB: OUTSIDE_CLUSTER };
  const b = { asn: session.peerAs ?? 0, loops: 1, advertisesPeerAs: false, imports: [], exports: [] };
  return { external: { a: externalEnd(session), b } };
}

function externalEnd({ advertisesPeerAs, evpnLoops, exports, imports, localAs = 0 }: BgpNeighbor): ExternalEnd {
  return { asn: localAs, loops: evpnLoops, advertisesPeerAs, imports, exports };
}

function requireUnderstood(hostname: string, session: BgpNeighbor): void {
  const path = `protocols bgp group ${session.group}`;
  if (session.type === 'external') {
    if (!session.keepsNextHop) {
      throw reachabilityStatementUnknown(hostname, `${path} type external without multihop no-nexthop-change`);
    }
    if (session.asOverride) throw reachabilityStatementUnknown(hostname, `${path} as-override`);
    return;
  }
  if (session.imports.length > 0) throw reachabilityStatementUnknown(hostname, `${path} import`);
  if (session.exports.length > 0) throw reachabilityStatementUnknown(hostname, `${path} export`);
}
