import type { Family } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { groupedBy, pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

const FAMILIES: readonly Family[] = ['inet', 'inet6'];

/** Servers of one VRF that cannot reach one another. */
export const serversShareAs: Rule = {
  id: 'bgp/servers-share-as',
  severity: Severity.WARNING,
  what: 'two servers of a VRF have one AS number',
  why:
    'a leaf does not send a server routes that have its AS number in their path (no-advertise-peer-as is the default), and if ' +
    'it did, the server would discard them as its own: the two do not reach each other, while each session looks well',
  fix:
    'give each server an AS number of its own, or asOverride to all of them, each with a siteOfOrigin of its own that keeps ' +
    'its own prefixes from coming back to it with the number replaced',
  reference: 'RFC 4271, 9.1.2; Junos: advertise-peer-as, as-override',
  check: (fabric) =>
    groupedBy(sitesOf(fabric), ({ vrf, asn }) => `${vrf}\n${asn}`).flatMap(({ items }) => {
      if (items.length < 2) return [];
      const clashing = FAMILIES.map((family) => sitesIn(family, items.filter(isNotOverridden))).filter(
        (sites) => namesOf(sites).length > 1,
      );
      const sites = [...new Set(clashing.flat())];
      if (sites.length === 0) return [];
      const [{ vrf, asn }] = items;
      return [
        { message: `${listed(namesOf(sites))} have the AS number ${asn} in ${vrf}`, constructPaths: pathsOf(sites) },
      ];
    }),
};

/** With as-override a server does not see that the number is its own. */
function isNotOverridden({ sessions }: Site): boolean {
  return sessions.length === 0 || sessions.some(({ peering }) => peering.asOverride !== true);
}

/** Two groups with one neighbor are not two servers, whatever else is wrong with them. */
function sitesIn(family: Family, sites: readonly Site[]): Site[] {
  const neighbors = new Set<string>();
  return sites.filter(({ families, sessions }) => {
    const before = neighbors.size;
    for (const { hostname, peering } of sessions) neighbors.add(`${hostname} ${peering.neighbor}`);
    return families.has(family) && neighbors.size > before;
  });
}

function namesOf(sites: readonly Site[]): string[] {
  return [...new Set(sites.map(({ name }) => name))].sort(compareText);
}
