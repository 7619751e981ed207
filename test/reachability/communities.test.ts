import { meansCommunity, meansRoute } from '../../lib/reachability/policy/communities';

test.each([
  ['65000:1', '65000:1', true],
  ['65000:*', '65000:7', true],
  ['65000:*', 'target:65000:7', false],
  ['target:*:*', 'target:65000:7', true],
  ['.*:.*', 'target:65000:7', true],
  ['.*:.*', 'large:65000:1:2', true],
  ['.*:.*', 'no-export', true],
  ['^.*:.*$', 'no-advertise', true],
])('%s and %s: %s', (member, community, means) => {
  expect(meansCommunity(member, community)).toBe(means);
});

test('a community of every kind is still a community: a route without any is not meant', () => {
  expect(meansRoute({ members: ['.*:.*'], isInverted: false }, [])).toBe(false);
});
