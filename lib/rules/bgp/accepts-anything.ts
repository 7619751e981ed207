import { compareText } from '../../model/order';
import { pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server that may announce anything. */
export const acceptsAnything: Rule = {
  id: 'bgp/accepts-anything',
  severity: Severity.WARNING,
  what: 'anything is accepted from a server',
  why:
    'EBGP in a VRF accepts everything when nothing says otherwise: the server, or whoever controls it, can announce a default ' +
    'route, the addresses of other servers or those of the fabric, and every leaf believes it. prefix-limit only logs',
  fix: 'give the prefixes that it announces; where it must be anything, the reason stays in the report',
  reference: 'RFC 8212; Junos: import (BGP)',
  check: (fabric) =>
    sitesOf(fabric)
      .filter(({ prefixes }) => prefixes === null)
      .map((site) => ({
        message: `anything is accepted from ${site.name}, because: ${reasonsOf(site)}`,
        constructPaths: pathsOf([site]),
      })),
};

function reasonsOf({ sessions }: Site): string {
  const reasons = sessions.flatMap(({ peering: { acceptAnythingReason: reason } }) =>
    reason === undefined ? [] : [reason],
  );
  return reasons.length === 0 ? 'no reason is given' : listed([...new Set(reasons)].sort(compareText));
}
