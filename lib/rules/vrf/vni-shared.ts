import { compareText } from '../../model/order';
import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two VRFs with one VNI. */
export const vniShared: Rule = {
  id: 'vrf/vni-shared',
  severity: Severity.ERROR,
  what: 'two VRFs have one VNI',
  why:
    'the VNI tells a leaf which VRF a packet from the fabric is for: with one VNI for two VRFs packets are routed in the ' +
    'wrong one, and no commit on a leaf that has only one of the two reports it',
  fix: 'give each VRF its own VNI, the same on every leaf',
  reference: 'RFC 9136, 3.1; Junos: ip-prefix-routes',
  check: ({ vrfs }) =>
    sharing(vrfs, ({ vni }) => vni)
      .filter(({ items }) => new Set(items.map(({ name }) => name)).size > 1)
      .map(({ key, items }) => ({
        message: `${listed(items.map(({ name }) => name).sort(compareText))} have the VNI ${key}`,
        constructPaths: pathsOf(items),
      })),
};
