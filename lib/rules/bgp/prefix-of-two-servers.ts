import { groupedBy, pathsOf } from '../facts/groups';
import { announcedIn } from '../facts/announced';
import { overlapping } from '../facts/interval';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Servers that announce the same addresses. */
export const prefixOfTwoServers: Rule = {
  id: 'bgp/prefix-of-two-servers',
  severity: Severity.WARNING,
  what: 'two servers of a VRF may announce the same addresses',
  why:
    'with equal prefixes the fabric spreads flows over both servers, with one inside the other the longer one takes the ' +
    'traffic: right for an anycast service or a take-over, and else one server gets what is meant for the other',
  fix:
    'give each server its own prefixes; acknowledge the rule on all of them where it is meant, as for the nodes of a cluster that ' +
    'take their networks out of one range',
  reference: 'RFC 4271, 9.1; RFC 4786 (anycast)',
  check: (fabric) =>
    groupedBy(announcedIn(fabric), ({ site }) => site.vrf).flatMap(({ key, items }) =>
      overlapping(items)
        .filter((group) => new Set(group.map(({ site }) => site)).size > 1)
        .map((group) => ({
          message: `${listed(group.map(({ prefix, site }) => `${prefix} of ${site.name}`))} overlap in ${key}`,
          constructPaths: pathsOf(group.map(({ site }) => site)),
        })),
    ),
};
