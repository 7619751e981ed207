import { groupedBy, pathsOf } from '../facts/groups';
import { overlapping } from '../facts/interval';
import { linksOf } from '../facts/links';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Overlapping subnets in one VRF of one leaf. */
export const subnetsOverlapOnLeaf: Rule = {
  id: 'address/subnets-overlap-on-leaf',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two interfaces of a leaf are in one subnet of a VRF',
  why:
    'a routing table has one connected route for a subnet. Junos says "Overlapping subnet is configured", and with one address ' +
    'twice "Cannot have the same local address on different units of an interface"',
  fix: 'give every link a subnet of its own; a /31 or /30, a /127 or /126 is enough for one server',
  reference: 'guide: one /30 for each leaf (172.16.104.0/30, .4/30, .8/30)',
  check: (fabric) =>
    groupedBy(linksOf(fabric), (link) => `${link.device.hostname}\n${link.interface.vrf}`)
      .flatMap(({ items }) => overlapping(items))
      .filter((links) => pathsOf(links).length > 1)
      .map((links) => ({
        message: `${listed(links.map(({ words }) => words))} overlap in ${links[0]?.interface.vrf ?? ''}`,
        constructPaths: pathsOf(links),
      })),
};
