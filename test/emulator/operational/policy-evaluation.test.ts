import { readSet } from '../../../lib/junos/formats/set-reader';
import { readRoutingPrefix } from '../../../lib/model/address-with-length';
import { PolicyEvaluation } from '../../../lib/emulator/junos/operational/policy-evaluation';
import { readRoutingModel } from '../../../lib/routing-model/routing-model';
import type { RibRoute } from '../../../lib/emulator/junos/operational/route';

function route(text: string, changes: Partial<RibRoute> = {}): RibRoute {
  const prefix = readRoutingPrefix(text);
  if (prefix === undefined) throw new Error(`${text} is no prefix`);
  return { prefix, text, protocol: 'bgp', asPath: [], communities: [], ...changes };
}

/** The policy P made of these lines, each below `policy-options policy-statement P`. */
function policy(lines: readonly string[], others = ''): PolicyEvaluation {
  const own = lines.map((line) => `set policy-options policy-statement P ${line}\n`).join('');
  return new PolicyEvaluation(readRoutingModel(readSet(own + others)));
}

const accepts = (evaluation: PolicyEvaluation, given: RibRoute) => evaluation.evaluate(['P'], given, 'reject').accepted;

test.each([
  ['exact', '10.0.0.0/8', ['10.0.0.0/8'], ['10.0.0.0/9', '11.0.0.0/8']],
  ['orlonger', '10.0.0.0/8', ['10.0.0.0/8', '10.1.0.0/16'], ['11.0.0.0/8', '0.0.0.0/0']],
  ['longer', '10.0.0.0/8', ['10.1.0.0/16'], ['10.0.0.0/8']],
  ['upto /16', '10.0.0.0/8', ['10.0.0.0/8', '10.1.0.0/16'], ['10.1.1.0/24']],
  ['prefix-length-range /16-/24', '10.0.0.0/8', ['10.1.0.0/16', '10.1.1.0/24'], ['10.0.0.0/8', '10.1.1.0/25']],
])('route-filter %s', (match, prefix, inside, outside) => {
  const evaluation = policy([`term T from route-filter ${prefix} ${match}`, 'term T then accept']);
  expect(inside.filter((one) => !accepts(evaluation, route(one)))).toEqual([]);
  expect(outside.filter((one) => accepts(evaluation, route(one)))).toEqual([]);
});

test('the route filter with the longest prefix decides alone', () => {
  const evaluation = policy([
    'term T from route-filter 10.0.0.0/8 orlonger',
    'term T from route-filter 10.1.0.0/16 exact',
    'term T then accept',
  ]);
  expect(accepts(evaluation, route('10.2.3.0/24'))).toBe(true);
  expect(accepts(evaluation, route('10.1.0.0/16'))).toBe(true);
  expect(accepts(evaluation, route('10.1.2.0/24'))).toBe(false);
});

test('every condition of a term must be met, any value of one', () => {
  const evaluation = policy([
    'term T from protocol [ direct bgp ]',
    'term T from route-filter 10.0.0.0/8 orlonger',
    'term T then accept',
  ]);
  expect(accepts(evaluation, route('10.1.0.0/16', { protocol: 'direct' }))).toBe(true);
  expect(accepts(evaluation, route('10.1.0.0/16', { protocol: 'evpn' }))).toBe(false);
  expect(accepts(evaluation, route('11.1.0.0/16'))).toBe(false);
});

test('terms decide in their order, the policy’s own action last', () => {
  const evaluation = policy(['term B from protocol bgp', 'term B then reject', 'term A then accept', 'then reject']);
  expect(accepts(evaluation, route('10.0.0.0/8'))).toBe(false);
  expect(accepts(evaluation, route('10.0.0.0/8', { protocol: 'evpn' }))).toBe(true);
});

test('the default decides where no policy does', () => {
  const evaluation = policy(['term T from protocol direct', 'term T then accept']);
  expect(evaluation.evaluate(['P'], route('10.0.0.0/8'), 'accept').accepted).toBe(true);
  expect(evaluation.evaluate(['P'], route('10.0.0.0/8'), 'reject').accepted).toBe(false);
  expect(evaluation.evaluate([], route('10.0.0.0/8'), 'accept').accepted).toBe(true);
});

test('a chain goes on to the next policy', () => {
  const others = 'set policy-options policy-statement Q then reject\n';
  const evaluation = policy(['term T from protocol bgp', 'term T then next policy', 'then accept'], others);
  expect(evaluation.evaluate(['P', 'Q'], route('10.0.0.0/8'), 'accept').accepted).toBe(false);
  expect(evaluation.evaluate(['P', 'Q'], route('10.0.0.0/8', { protocol: 'direct' }), 'reject').accepted).toBe(true);
});

test('communities are matched, added, deleted by wildcard and set', () => {
  const others = [
    'set policy-options community RED members 65000:1',
    'set policy-options community TARGETS members target:*:*',
    'set policy-options community CAPSULE members encapsulation:*:*',
    '',
  ].join('\n');
  const given = route('10.0.0.0/8', { communities: ['65000:1', 'target:62273:5', 'encapsulation:vxlan(0x8)'] });
  const after = (line: string) =>
    policy([`term T then community ${line}`, 'term T then accept'], others).evaluate(['P'], given, 'reject').route
      .communities;
  expect(after('add RED')).toEqual(given.communities);
  expect(after('delete TARGETS')).toEqual(['65000:1', 'encapsulation:vxlan(0x8)']);
  expect(after('delete CAPSULE')).toEqual(['65000:1', 'target:62273:5']);
  expect(after('set RED')).toEqual(['65000:1']);
  const matching = policy(['term T from community RED', 'term T then accept'], others);
  expect(accepts(matching, given)).toBe(true);
  expect(accepts(matching, route('10.0.0.0/8'))).toBe(false);
});

test('.*:.* means communities of every kind', () => {
  const all = 'set policy-options community ALL members .*:.*\n';
  const communities = ['65000:1', 'no-export', 'large:65000:1:2', 'origin:65001:5', 'encapsulation:vxlan(0x8)'];
  const deleting = policy(['term T then community delete ALL', 'term T then accept'], all);
  expect(deleting.evaluate(['P'], route('10.0.0.0/8', { communities }), 'reject').route.communities).toEqual([]);
  const matching = policy(['term T from community ALL', 'term T then accept'], all);
  expect(communities.map((one) => accepts(matching, route('10.0.0.0/8', { communities: [one] })))).toEqual(
    communities.map(() => true),
  );
  expect(accepts(matching, route('10.0.0.0/8'))).toBe(false);
});

test('prefix lists match exactly, their filters as they say', () => {
  const others = 'set policy-options prefix-list L 10.0.0.0/8\n';
  const exact = policy(['term T from prefix-list L', 'term T then accept'], others);
  expect([accepts(exact, route('10.0.0.0/8')), accepts(exact, route('10.1.0.0/16'))]).toEqual([true, false]);
  const longer = policy(['term T from prefix-list-filter L orlonger', 'term T then accept'], others);
  expect([accepts(longer, route('10.0.0.0/8')), accepts(longer, route('10.1.0.0/16'))]).toEqual([true, true]);
});

test('attributes change on the way', () => {
  const evaluation = policy([
    'term T then local-preference 200',
    'term T then metric 7',
    'term T then as-path-prepend "65001 65001"',
    'term T then accept',
  ]);
  expect(evaluation.evaluate(['P'], route('10.0.0.0/8', { asPath: [65002] }), 'reject').route).toMatchObject({
    localPreference: 200,
    metric: 7,
    asPath: [65001, 65001, 65002],
  });
});

test('the last AS number of a path is repeated in front of it', () => {
  const evaluation = policy(['term T then as-path-expand last-as count 2', 'term T then accept']);
  const { asPath } = evaluation.evaluate(['P'], route('10.0.0.0/8', { asPath: [65002, 65001] }), 'reject').route;
  expect(asPath).toEqual([65002, 65002, 65002, 65001]);
});

test('policies in a condition may be joined', () => {
  const others = [
    'set policy-options policy-statement BGP term bgp from protocol bgp',
    'set policy-options policy-statement BGP term bgp then accept',
    'set policy-options policy-statement BGP then reject',
    'set policy-options policy-statement TEN term ten from route-filter 10.0.0.0/8 orlonger',
    'set policy-options policy-statement TEN term ten then accept',
    'set policy-options policy-statement TEN then reject',
    '',
  ].join('\n');
  const evaluation = policy(['term T from policy ( BGP && !TEN )', 'term T then accept'], others);
  expect(accepts(evaluation, route('11.0.0.0/8'))).toBe(true);
  expect(accepts(evaluation, route('10.0.0.0/8'))).toBe(false);
  expect(accepts(evaluation, route('11.0.0.0/8', { protocol: 'direct' }))).toBe(false);
});
