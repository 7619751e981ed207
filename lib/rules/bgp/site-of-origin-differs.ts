import { compareText } from '../../model/order';
import { sitesOf } from '../facts/sites';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server whose attachments do not agree where its routes are from. */
export const siteOfOriginDiffers: Rule = {
  id: 'bgp/site-of-origin-differs',
  severity: Severity.ERROR,
  what: 'the attachments of a server have different sites of origin',
  why:
    'an attachment keeps from the server what carries its own site of origin. With another one, or none, on another attachment, the ' +
    "server's prefixes come back to it, and with as-override it takes them for those of others: a loop",
  fix: 'give the server one siteOfOrigin, for all attachments',
  reference: 'RFC 4364, 7; Junos: as-override',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ constructPath, name, sessions }) => {
      const origins = new Set(sessions.map(({ peering }) => peering.siteOfOrigin ?? 'none'));
      if (origins.size < 2) return [];
      const message = `the attachments of ${name} have the sites of origin ${listed([...origins].sort(compareText))}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};
