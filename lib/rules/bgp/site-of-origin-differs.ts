import { compareText } from '../../model/order';
import { sitesOf } from '../facts/sites';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server whose homes do not agree where its routes are from. */
export const siteOfOriginDiffers: Rule = {
  id: 'bgp/site-of-origin-differs',
  severity: Severity.ERROR,
  what: 'the homes of a server have different sites of origin',
  why:
    'a home keeps from the server what carries its own site of origin. With another one, or none, on another home, the ' +
    "server's prefixes come back to it, and with as-override it takes them for those of others: a loop",
  fix: 'give the server one siteOfOrigin, for all homes',
  reference: 'RFC 4364, 7; Junos: as-override',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ constructPath, name, sessions }) => {
      const origins = new Set(sessions.map(({ peering }) => peering.siteOfOrigin ?? 'none'));
      if (origins.size < 2) return [];
      const message = `the homes of ${name} have the sites of origin ${listed([...origins].sort(compareText))}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};
