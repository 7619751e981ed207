import type { RoutingDevice } from '../read/device';
import type { BgpNeighbor } from '../read/sessions';
import type { Owner } from './addresses';
import { connectedTo, sessionsByNeighbor } from './addresses';

/** A cable between two devices, or what of others stands behind it. */
interface UnderlayLink {
  readonly index: number;
  /** Indexes of devices; `b` is the outside where the far end belongs to others. */
  readonly a: number;
  readonly b: number;
  readonly unitA: string;
  readonly unitB?: string;
}

/** An EBGP session over a link that comes up when the link is up. */
interface UnderlaySession {
  readonly index: number;
  readonly a: number;
  readonly b: number;
  readonly link: number;
  readonly sessionA: BgpNeighbor;
  /** Absent where the far end belongs to others. */
  readonly sessionB?: BgpNeighbor;
}

/** The underlay as it is configured. */
export interface Underlay {
  /** False where no device has any EBGP session outside of VRFs: others make loopbacks reachable. */
  readonly isConfigured: boolean;
  readonly links: readonly UnderlayLink[];
  readonly sessions: readonly UnderlaySession[];
  /** Sessions that do not come up, and why, in words. */
  readonly problems: readonly UnderlayProblem[];
}

/** A session that does not come up. */
interface UnderlayProblem {
  readonly device: number;
  readonly reason: string;
}

/** Sessions between devices that both ends agree about. */
export function underlayOf(
  devices: readonly RoutingDevice[],
  owners: ReadonlyMap<string, Owner>,
  foreign: (device: number, neighbor: string) => boolean,
): Underlay {
  const links: UnderlayLink[] = [];
  const sessions: UnderlaySession[] = [];
  const problems: UnderlayProblem[] = [];
  const linkByUnits = new Map<string, number>();
  const seen = new Set<string>();
  const sessionsOf = sessionsByNeighbor(devices);
  let isConfigured = false;
  const linkBetween = (link: Omit<UnderlayLink, 'index'>): number => {
    const key = [`${link.a} ${link.unitA}`, `${link.b} ${link.unitB ?? ''}`].sort().join('|');
    const known = linkByUnits.get(key);
    if (known !== undefined) return known;
    linkByUnits.set(key, links.length);
    links.push({ ...link, index: links.length });
    return links.length - 1;
  };
  devices.forEach((device, a) => {
    for (const sessionA of device.sessions.filter(isUnderlay)) {
      isConfigured = true;
      const neighbor = sessionA.neighbor?.toString() ?? '';
      const at = sessionA.neighbor && connectedTo(device.units.values(), undefined, sessionA.neighbor);
      if (at === undefined) {
        problems.push({ device: a, reason: `${device.hostname} has no port in the subnet of neighbor ${neighbor}` });
        continue;
      }
      const ends = { a, unitA: at.unit.name };
      if (foreign(a, neighbor)) {
        const link = linkBetween({ ...ends, b: devices.length });
        sessions.push({ index: sessions.length, a, b: devices.length, link, sessionA });
        continue;
      }
      const owner = owners.get(neighbor);
      const far = owner === undefined ? undefined : devices[owner.device];
      if (owner?.unit === undefined || far === undefined || owner.device === a) {
        problems.push({
          device: a,
          reason: `no device has the address ${neighbor} that ${device.hostname} has for a neighbor`,
        });
        continue;
      }
      const link = linkBetween({ ...ends, b: owner.device, unitB: owner.unit.name });
      const key = [`${a} ${at.own.address.toString()}`, `${owner.device} ${neighbor}`].sort().join('|');
      if (seen.has(key)) continue;
      seen.add(key);
      const sessionB = sessionsOf(owner.device, at.own.address.toString()).find(isUnderlay);
      if (sessionB === undefined) {
        problems.push({ device: a, reason: `${far.hostname} has no neighbor ${at.own.address.toString()}` });
      } else if (sessionA.peerAs !== sessionB.localAs || sessionB.peerAs !== sessionA.localAs) {
        problems.push({
          device: a,
          reason: `${device.hostname} and ${far.hostname} do not agree about their AS numbers`,
        });
      } else {
        sessions.push({ index: sessions.length, a, b: owner.device, link, sessionA, sessionB });
      }
    }
  });
  return { isConfigured, links, sessions, problems };
}

function isUnderlay({ type, families }: BgpNeighbor): boolean {
  return type === 'external' && !families.includes('evpn');
}
