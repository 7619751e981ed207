import type { PeeringIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { fromServerPolicyName, policyStem } from '../../render/names';
import { ownGroupsOf } from '../facts/bgp-groups';
import { groupedBy, pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two groups whose policies would have one name. */
export const policyNameClash: Rule = {
  id: 'bgp/policy-name-clash',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'the policies of two BGP groups would have one name',
  why: 'policies are global on a device and called after VRF and group: what one server may announce would hold for both',
  fix: 'rename one of the groups or VRFs, so that the two names do not run together to the same text',
  reference: 'Junos: policy-statement',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, peerings }) =>
      groupedBy(ownGroupsOf(peerings), (peering) => fromServerPolicyName(peering.vrf, policyStem(peering)))
        .filter(({ items }) => new Set(items.map(groupOf)).size > 1)
        .map(({ key, items }) => ({
          message: `${listed(items.map(groupOf).sort(compareText))} would share the policy ${key} on ${hostname}`,
          constructPaths: pathsOf(items),
        })),
    ),
};

function groupOf({ group, vrf }: PeeringIntent): string {
  return `${group} in ${vrf}`;
}
