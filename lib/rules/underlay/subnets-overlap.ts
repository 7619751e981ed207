import type { FabricIntent } from '../../intent/fabric-intent';
import type { FabricLinkEnd } from '../facts/fabric-links';
import { fabricLinksOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import { overlapping } from '../facts/interval';
import { loopbacksIn } from '../facts/loopbacks';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** Links of the underlay that share addresses with one another, or with a loopback. */
export const subnetsOverlap: Rule = {
  id: 'underlay/subnets-overlap',
  severity: Severity.ERROR,
  what: 'a link of the underlay overlaps another one, or a loopback',
  why:
    'on one device Junos says "Overlapping subnet is configured", across devices nobody does: a loopback in the subnet of a link ' +
    'is looked for on that link, and the sessions of the overlay to it never come up',
  fix: 'give each link a subnet of its own, in a range that holds no loopbacks, or take them from the pool linkSubnets',
  reference: 'guide: IP fabric underlay; RFC 3021 (/31)',
  check: function* (fabric) {
    yield* betweenLinks(fabric);
    for (const link of fabricLinksOf(fabric)) {
      const [device] = loopbacksIn(fabric, link.interval, 1);
      if (device === undefined) continue;
      const message = `${link.words} contains the loopback ${device.loopback} of ${device.hostname}`;
      yield { message, constructPaths: pathsOf([link]) };
    }
  },
};

function betweenLinks(fabric: FabricIntent): Violation[] {
  return overlapping(fabricLinksOf(fabric))
    .filter((group) => new Set(group.map(linkOf)).size > 1)
    .map((group) => ({
      message: `${listed(group.map(({ words }) => words))} overlap`,
      constructPaths: pathsOf(group),
    }));
}

/** Both ends of a link are in one subnet, and of one construct. */
function linkOf({ constructPath }: FabricLinkEnd): string {
  return constructPath;
}
