import { asNumberViolations } from '../facts/as-numbers';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** An AS number out of a manual. */
export const asNumberForDocumentation: Rule = {
  id: 'bgp/as-number-for-documentation',
  severity: Severity.WARNING,
  what: 'an AS number is one for documentation',
  why: 'numbers for documentation are filtered by many networks, and one in use has been copied from an example',
  fix: 'use a private number, from 64512 to 65534 or from 4200000000 to 4294967294',
  reference: 'RFC 5398 (64496 to 64511, 65536 to 65551); RFC 6996 (private AS numbers)',
  check: (fabric) =>
    asNumberViolations(fabric, (asn) =>
      isForDocumentation(asn) ? 'which is for documentation (RFC 5398)' : undefined,
    ),
};

function isForDocumentation(asn: number): boolean {
  return (asn >= 64496 && asn <= 64511) || (asn >= 65536 && asn <= 65551);
}
