import type { FabricIntent, Family, PeeringIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Located } from './groups';
import { byPath, groupedBy } from './groups';
import { once } from './once';

/**
 * What speaks BGP at the other end: a server with all its attachments, or sessions without a server that are in a group of one
 * name, wherever they are.
 */
export interface Site extends Located {
  /** Name of the server, or of the group. */
  readonly name: string;
  readonly vrf: string;
  readonly asn: number;
  readonly families: ReadonlySet<Family>;
  /** What it announces, each once; `null` when anything is accepted from one of its sessions. */
  readonly prefixes: readonly string[] | null;
  readonly sessions: readonly SiteSession[];
}

/** One session of a site. */
interface SiteSession {
  readonly hostname: string;
  readonly peering: PeeringIntent;
}

/** Every site of a fabric, sorted by construct path. */
export const sitesOf: (fabric: FabricIntent) => readonly Site[] = once((fabric) => {
  const sessions = fabric.devices.flatMap(({ hostname, peerings }) =>
    peerings.map((peering) => ({ hostname, peering })),
  );
  const byServer = new Map(
    groupedBy(sessions, ({ peering }) => peering.server).map(({ key, items }) => [key, items] as const),
  );
  const servers = fabric.servers.map((server) => {
    const own = byServer.get(server.name) ?? [];
    return { ...server, families: familiesOf(own), sessions: own };
  });
  const alone = sessions.filter(({ peering }) => peering.server === undefined);
  const groups = groupedBy(alone, ({ peering }) => `${peering.vrf}\n${peering.group}\n${peering.peerAsn}`);
  return byPath([...servers, ...groups.map(({ items }) => siteOfGroup(items))]);
});

function siteOfGroup(sessions: readonly [SiteSession, ...SiteSession[]]): Site {
  const [{ peering }] = sessions;
  const peerings = sessions.map((session) => session.peering);
  return {
    name: peering.group,
    vrf: peering.vrf,
    asn: peering.peerAsn,
    constructPath: firstPath(peerings),
    families: familiesOf(sessions),
    prefixes: prefixesOf(peerings),
    sessions,
  };
}

function firstPath(peerings: readonly PeeringIntent[]): string {
  return byPath(peerings)[0]?.constructPath ?? '';
}

function familiesOf(sessions: readonly SiteSession[]): Set<Family> {
  return new Set(sessions.map(({ peering }) => peering.family));
}

function prefixesOf(peerings: readonly PeeringIntent[]): string[] | null {
  const prefixes = new Set<string>();
  for (const { acceptedPrefixes } of peerings) {
    if (acceptedPrefixes === null) return null;
    acceptedPrefixes.forEach((prefix) => prefixes.add(prefix));
  }
  return [...prefixes].sort(compareText);
}
