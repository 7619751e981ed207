import type { Configuration } from '../../../../lib/junos/tree/configuration';
import { readSet } from '../../../../lib/junos/formats/set-reader';
import { partitions } from '../../../../lib/rollout/plan/impact/partition';
import { hears, isSameMembership, vrfMemberships } from '../../../../lib/rollout/plan/impact/vrf-membership';
import type { VrfMembership } from '../../../../lib/rollout/plan/impact/vrf-membership';

type OverlayType = 'external' | 'internal';

/** A device with VRF_5, this AS number and overlay. */
function configured(asn: number, type: OverlayType): Configuration {
  const lines = [
    `set groups dc1-base routing-options autonomous-system ${asn}`,
    `set groups dc1 protocols bgp group dc1-overlay type ${type}`,
    'set groups dc1 protocols bgp group dc1-overlay family evpn signaling',
    'set groups dc1 protocols bgp group dc1-underlay type external',
    'set groups dc1 routing-instances VRF_5 vrf-target target:62273:16776000',
  ];
  return readSet(lines.join('\n'));
}

function membership(asn: number, type: OverlayType): VrfMembership {
  const found = vrfMemberships(configured(asn, type), ['dc1', 'dc1-base']).get('VRF_5');
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

test('a new AS number parts a device of an EBGP overlay from the others, which have not changed', () => {
  const device = (hostname: string, before: number, after: number) => ({
    hostname,
    change: {
      before: configured(before, 'external'),
      after: configured(after, 'external'),
      wanted: [{ name: 'dc1' }, { name: 'dc1-base' }],
    },
  });
  const others = [device('leaf2', 64522, 64522), device('leaf3', 64523, 64523)];
  expect(partitions([device('leaf1', 64521, 64521), ...others])).toEqual([]);
  expect(partitions([device('leaf1', 64521, 64599), ...others])).toEqual([
    { vrf: 'VRF_5', hostnames: ['leaf1'], causes: ['overlayAs'] },
  ]);
});
