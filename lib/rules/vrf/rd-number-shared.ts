import { compareText } from '../../model/order';
import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two VRFs whose route distinguishers would be the same on a leaf that has both. */
export const rdNumberShared: Rule = {
  id: 'vrf/rd-number-shared',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two VRFs have one rdNumber',
  why:
    'the RD of a leaf is its loopback and this number: as soon as one leaf has both VRFs, their routes have one RD, and Junos ' +
    'refuses the commit, as RDs are unique among the routing instances of a device',
  fix: 'give each VRF a number of its own, and never a former one of another VRF',
  reference: 'RFC 4364, 4.2; Junos: route-distinguisher (routing instances)',
  check: ({ vrfs }) =>
    sharing(vrfs, ({ rdNumber }) => rdNumber)
      .filter(({ items }) => new Set(items.map(({ name }) => name)).size > 1)
      .map(({ key, items }) => ({
        message: `${listed(items.map(({ name }) => name).sort(compareText))} have the rdNumber ${key}`,
        constructPaths: pathsOf(items),
      })),
};
