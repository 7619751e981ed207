import {
  bgpGroupName,
  communityName,
  defaultContributorsPolicyName,
  encapsulationsCommunityName,
  fromServerPolicyName,
  gracefulShutdownCommunityName,
  inMarksPolicyName,
  loadBalancePolicyName,
  outMarksPolicyName,
  routeTargetsCommunityName,
  toServerPolicyName,
  toServersPolicyName,
  typeFiveExportPolicyName,
} from '../../lib/render/names';

test('names on devices are an interface: none changes without a line in the changelog', () => {
  expect([bgpGroupName('server1', 'inet'), bgpGroupName('server1', 'inet6')]).toEqual(['server1', 'server1-inet6']);
  expect(typeFiveExportPolicyName('VRF_5')).toBe('VRF_5-type-5-export');
  expect(toServersPolicyName('VRF_5', 'dc1')).toBe('VRF_5-to-dc1-servers');
  expect(fromServerPolicyName('VRF_5', 'server1-inet6')).toBe('VRF_5-server1-inet6-in');
  expect(inMarksPolicyName('VRF_5', 'server1')).toBe('VRF_5-server1-in-marks');
  expect(outMarksPolicyName('VRF_5', 'server1')).toBe('VRF_5-server1-out-marks');
  expect(toServerPolicyName('VRF_5', 'server1')).toBe('VRF_5-server1-out');
  expect(defaultContributorsPolicyName('VRF_5')).toBe('VRF_5-default-contributors');
  expect(communityName('dc1', 'large:65000:1:2')).toBe('dc1-large-65000-1-2');
  expect(gracefulShutdownCommunityName('dc1')).toBe('dc1-graceful-shutdown');
  expect(routeTargetsCommunityName('dc1')).toBe('dc1-any-route-target');
  expect(encapsulationsCommunityName('dc1')).toBe('dc1-any-encapsulation');
  expect(loadBalancePolicyName('dc1')).toBe('dc1-per-flow-load-balance');
});
