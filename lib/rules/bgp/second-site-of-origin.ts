import { Community } from '../../model/community';
import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import type { PeeringIntent } from '../../intent/fabric-intent';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Routes that say they are of two sites. */
export const secondSiteOfOrigin: Rule = {
  id: 'bgp/second-site-of-origin',
  severity: Severity.WARNING,
  what: 'the communities of a session have a site of origin beside its siteOfOrigin',
  why: 'the routes are of two sites then, and are kept from the servers of both: one of them never learns of this server',
  fix: 'leave the community of kind origin out of communities',
  reference: 'RFC 4364, 7; Junos: origin (extended community)',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const twofold = site.sessions.map(({ peering }) => peering).filter((one) => otherOrigins(one).length > 0);
      const [first] = twofold;
      if (first === undefined) return [];
      const message = `routes of ${site.name} get ${otherOrigins(first).join(' and ')} beside ${first.siteOfOrigin ?? ''}`;
      return [{ message, constructPaths: pathsOf(twofold) }];
    }),
};

function otherOrigins({ communities = [], siteOfOrigin }: PeeringIntent): string[] {
  if (siteOfOrigin === undefined) return [];
  return communities.filter((text) => text !== siteOfOrigin && Community.parse(text).isSiteOfOrigin);
}
