import {
  bgpGroupName,
  encapsulationsCommunityName,
  fromServerPolicyName,
  loadBalancePolicyName,
  routeTargetsCommunityName,
  toServersPolicyName,
  typeFiveExportPolicyName,
} from '../../lib/render/names';

test('names on devices are an interface: none changes without a line in the changelog', () => {
  expect([bgpGroupName('server1', 'inet'), bgpGroupName('server1', 'inet6')]).toEqual(['server1', 'server1-inet6']);
  expect(typeFiveExportPolicyName('VRF_5')).toBe('VRF_5-type-5-export');
  expect(toServersPolicyName('VRF_5', 'dc1')).toBe('VRF_5-to-dc1-servers');
  expect(fromServerPolicyName('VRF_5', 'server1-inet6')).toBe('VRF_5-server1-inet6-in');
  expect(routeTargetsCommunityName('dc1')).toBe('dc1-any-route-target');
  expect(encapsulationsCommunityName('dc1')).toBe('dc1-any-encapsulation');
  expect(loadBalancePolicyName('dc1')).toBe('dc1-per-flow-load-balance');
});
