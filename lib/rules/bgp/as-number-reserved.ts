import { asNumberViolations } from '../facts/as-numbers';
import type { Rule } from '../rule';
import { Severity } from '../rule';

const RESERVED: ReadonlyMap<number, string> = new Map([
  [23456, 'AS_TRANS (RFC 6793)'],
  [65535, 'the last 2-byte number (RFC 7300)'],
  [4294967295, 'the last 4-byte number (RFC 7300)'],
]);

/** An AS number that nobody may use. */
export const asNumberReserved: Rule = {
  id: 'bgp/as-number-reserved',
  severity: Severity.WARNING,
  what: 'an AS number is reserved',
  why:
    'routers treat reserved numbers in ways of their own: 23456 stands in for every 4-byte number toward old speakers, and the ' +
    'last of each range may be refused or filtered',
  fix: 'use a private number, from 64512 to 65534 or from 4200000000 to 4294967294',
  reference: 'RFC 6793; RFC 7300; RFC 6996 (private AS numbers)',
  check: (fabric) => asNumberViolations(fabric, (asn) => RESERVED.get(asn)),
};
