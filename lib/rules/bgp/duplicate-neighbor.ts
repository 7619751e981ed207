import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two sessions to one address. */
export const duplicateNeighbor: Rule = {
  id: 'bgp/duplicate-neighbor',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a leaf has two sessions to one address in a VRF',
  why: 'an address belongs to one server, and only one of the two sessions would come up: in which group, Junos decides',
  fix: 'give each server a subnet of its own, or remove one of the two sessions',
  reference: 'Junos: neighbor (BGP)',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, peerings }) =>
      sharing(peerings, ({ vrf, neighbor }) => `${vrf}\n${neighbor}`).map(({ items }) => {
        const [{ vrf, neighbor }] = items;
        const groups = listed(items.map(({ group }) => group));
        return {
          message: `${hostname} has two sessions to ${neighbor} in ${vrf} (${groups})`,
          constructPaths: pathsOf(items),
        };
      }),
    ),
};
