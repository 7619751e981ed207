import type { Family } from '../../intent/fabric-intent';
import { PrefixRange } from '../../model/prefix-range';
import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Prefix length below which a range is no longer one server's: those of the largest blocks that are given to one network. */
const WIDEST: Readonly<Record<Family, number>> = { inet: 8, inet6: 16 };

/** A range that is as good as anything. */
export const rangeTooWide: Rule = {
  id: 'bgp/range-too-wide',
  severity: Severity.WARNING,
  what: 'a server may announce prefixes out of a large part of all addresses',
  why:
    'the server, or whoever controls it, can then announce longer prefixes than others have and take their traffic, in the whole VRF; ' +
    '0.0.0.0/0 orlonger is acceptAnything without its reason. Every range is accepted as a whole, however few of it the server needs',
  fix:
    'give a range that holds what this server, or its cluster, announces, of at least /8 in IPv4 and /16 in IPv6; where it must be ' +
    'anything, say acceptAnything with the reason',
  reference: 'RFC 8212; RFC 7454, 6; Junos: route-filter (orlonger, upto, prefix-length-range)',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) =>
      (site.prefixes ?? [])
        .filter((text) => !PrefixRange.isExact(text))
        .map((text) => PrefixRange.parse(text))
        .filter(({ family, prefix }) => prefix.prefixLength < WIDEST[family])
        .map((range) => ({
          message: `${site.name} may announce ${range.toString()} in ${site.vrf}, ${range.size} prefixes`,
          constructPaths: pathsOf([site]),
        })),
    ),
};
