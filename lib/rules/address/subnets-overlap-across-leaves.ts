import { pathsOf } from '../facts/groups';
import { overlapping } from '../facts/interval';
import { linksByVrf } from '../facts/links';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Overlapping subnets in one VRF on different leaves. */
export const subnetsOverlapAcrossLeaves: Rule = {
  id: 'address/subnets-overlap-across-leaves',
  severity: Severity.ERROR,
  what: 'links of different leaves are in one subnet of a VRF',
  why:
    'each leaf announces its connected subnets as type-5 routes of the VRF, so one subnet is at two places: what a third leaf ' +
    'sends to the address of a server can arrive at the wrong leaf. No device sees that, and every session ' +
    'is up',
  fix: 'give every link a subnet of its own, also across leaves',
  reference: 'guide: a separate /30 for each leaf (172.16.104.0/30, .4/30, .8/30)',
  check: (fabric) =>
    [...linksByVrf(fabric)].flatMap(([vrf, links]) =>
      overlapping(links)
        .filter((group) => new Set(group.map(({ device }) => device.hostname)).size > 1)
        .map((group) => ({
          message: `${listed(group.map(({ words }) => words))} overlap in ${vrf}`,
          constructPaths: pathsOf(group),
        })),
    ),
};
