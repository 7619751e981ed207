import { ADDRESS_BITS } from '../../model/ip-address';
import type { Link } from '../facts/links';
import { linksOf } from '../facts/links';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** What is taken for a link between a leaf and a server: as in `subnet` of a MultihomedServer. */
const SHORTEST = { inet: 24, inet6: 64 };

/** An interface with a subnet that is no link to a server. */
export const subnetLength: Rule = {
  id: 'address/subnet-length',
  severity: Severity.ERROR,
  what: 'the subnet of an interface is not one for a link to a server',
  why:
    'a /16 on a port toward a server is a typing error more often than not: the leaf announces all of it to the fabric, over ' +
    'whatever else is in it; a /32 or /128 leaves no address for the server',
  fix: 'use /30 or /31, /126 or /127; up to /24 and /64 is accepted',
  reference: 'RFC 3021 (/31), RFC 6164 (/127); guide: a /30 for each link',
  check: (fabric) =>
    linksOf(fabric)
      .filter(isNoLink)
      .map(({ words, constructPath }) => ({ message: words, constructPaths: [constructPath] })),
};

function isNoLink(link: Link): boolean {
  const { family } = link.interval;
  const length = lengthOf(link);
  return length < SHORTEST[family] || length === ADDRESS_BITS[family];
}

function lengthOf({ address }: Link): number {
  return Number(address.slice(address.indexOf('/') + 1));
}
