import { compareText } from '../../model/order';
import { groupedBy, pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two servers with one site of origin. */
export const siteOfOriginShared: Rule = {
  id: 'bgp/site-of-origin-shared',
  severity: Severity.WARNING,
  what: 'two servers of a VRF have one site of origin',
  why: 'a leaf keeps from a server whatever carries its own site of origin: the two never learn of each other',
  fix: 'give each server a siteOfOrigin of its own, unless they are one site that is connected behind the servers too',
  reference: 'RFC 4364, 7; Junos: origin (extended community)',
  check: (fabric) =>
    groupedBy(
      sitesOf(fabric).flatMap((site) => originsOf(site).map((origin) => ({ site, origin }))),
      ({ origin, site }) => `${site.vrf} ${origin}`,
    ).flatMap(({ items }) => {
      const sites = items.map(({ site }) => site);
      if (sites.length < 2) return [];
      const [{ origin, site }] = items;
      const names = listed(sites.map(({ name }) => name).sort(compareText));
      return [{ message: `${names} have the site of origin ${origin} in ${site.vrf}`, constructPaths: pathsOf(sites) }];
    }),
};

function originsOf({ sessions }: Site): string[] {
  const origins = sessions.flatMap(({ peering }) => (peering.siteOfOrigin === undefined ? [] : [peering.siteOfOrigin]));
  return [...new Set(origins)].sort(compareText);
}
