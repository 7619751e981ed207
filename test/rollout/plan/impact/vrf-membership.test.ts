import { readSet } from '../../../../lib/junos/formats/set-reader';
import { hears, isSameMembership, vrfMemberships } from '../../../../lib/rollout/plan/impact/vrf-membership';
import type { VrfMembership } from '../../../../lib/rollout/plan/impact/vrf-membership';

/** VRF_5 of a device with this AS number and overlay. */
function membership(asn: number, type: 'external' | 'internal'): VrfMembership {
  const lines = [
    `set groups dc1-base routing-options autonomous-system ${asn}`,
    `set groups dc1 protocols bgp group dc1-overlay type ${type}`,
    'set groups dc1 protocols bgp group dc1-overlay family evpn signaling',
    'set groups dc1 protocols bgp group dc1-underlay type external',
    'set groups dc1 routing-instances VRF_5 vrf-target target:62273:16776000',
  ];
  const found = vrfMemberships(readSet(lines.join('\n')), ['dc1', 'dc1-base']).get('VRF_5');
  if (found === undefined) throw new Error('no VRF_5');
  return found;
}

test('devices of an IBGP overlay hear one another with one AS number, those of an EBGP overlay with any', () => {
  expect(hears(membership(64521, 'internal'), membership(64522, 'internal'))).toBe(false);
  expect(hears(membership(64521, 'internal'), membership(64521, 'internal'))).toBe(true);
  expect(hears(membership(64521, 'external'), membership(64522, 'external'))).toBe(true);
});

test.each(['external', 'internal'] as const)('another AS number is a change in an overlay of %s sessions', (type) => {
  expect(isSameMembership(membership(64521, type), membership(64521, type))).toBe(true);
  expect(isSameMembership(membership(64521, type), membership(64522, type))).toBe(false);
});
