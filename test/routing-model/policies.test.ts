import { readSet } from '../../lib/junos/formats/set-reader';
import type { Policy } from '../../lib/routing-model/policies';
import { readPolicyExpression } from '../../lib/junos/tree/policy-expression';
import { readRouteFilter } from '../../lib/routing-model/route-filter';
import { readRoutingModel } from '../../lib/routing-model/routing-model';

function policyOf(...lines: readonly string[]): Policy | undefined {
  const text = lines.map((line) => `set policy-options ${line}\n`).join('');
  return readRoutingModel(readSet(text)).policies.get('P');
}

/** Conditions and actions of the one term of a policy. */
function termOf(...lines: readonly string[]): unknown {
  const [term] = policyOf(...lines.map((line) => `policy-statement P term T ${line}`))?.terms ?? [];
  return term === undefined ? undefined : { from: term.conditions, then: term.actions, outcome: term.outcome };
}

test('the own statements of a policy come behind its terms', () => {
  const policy = policyOf(
    'policy-statement P then reject',
    'policy-statement P term B then accept',
    'policy-statement P term A then next policy',
  );
  expect(policy?.terms.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['B', 'accept'],
    ['A', 'next policy'],
    [undefined, 'reject'],
  ]);
});

test('a condition that is not understood has its name and the place where it stands', () => {
  expect(termOf('from as-path X', 'then accept')).toMatchObject({
    from: [
      { kind: 'other', name: 'as-path', places: [{ words: expect.arrayContaining(['as-path', 'X']) as unknown }] },
    ],
  });
  expect(termOf('to protocol bgp')).toMatchObject({ from: [{ kind: 'other', name: 'to' }] });
});

test('an action that is not understood has the place where it stands', () => {
  expect(termOf('then metric add 5')).toMatchObject({ then: [{ kind: 'other', place: { name: 'metric' } }] });
  expect(termOf('then damping X')).toMatchObject({ then: [{ kind: 'other', place: { name: 'damping' } }] });
});

test('actions have their values', () => {
  expect(termOf('then metric 5', 'then as-path-prepend "65001 1.10"', 'then as-path-expand last-as count 2')).toEqual({
    from: [],
    then: expect.arrayContaining([
      { kind: 'metric', value: 5 },
      { kind: 'as-path-prepend', asns: [65001, 65546] },
      { kind: 'as-path-expand', count: 2 },
    ]) as unknown,
    outcome: undefined,
  });
});

test('prefix lists and lists of route filters are resolved, and those that are not there are named', () => {
  const policy = policyOf(
    'prefix-list L 10.0.0.0/8',
    'route-filter-list R 10.1.0.0/16 upto /24',
    'policy-statement P from prefix-list L',
    'policy-statement P from prefix-list-filter L longer',
    'policy-statement P from prefix-list MISSING',
    'policy-statement P from route-filter-list R',
    'policy-statement P from route-filter 10.2.0.0/16 through 10.2.0.0/24',
  );
  const [condition] = policy?.terms[0]?.conditions ?? [];
  if (condition?.kind !== 'prefix') throw new Error('there is no condition about prefixes');
  expect(condition.filters.map(({ text, from, to }) => `${text} ${from}-${to}`).sort()).toEqual([
    '10.0.0.0/8 8-8',
    '10.0.0.0/8 9-32',
    '10.1.0.0/16 16-24',
  ]);
  expect(condition.unknown.map(({ place, problem }) => [place.key, problem]).sort()).toEqual([
    ['10.2.0.0/16', 'match'],
    ['MISSING', 'no such list'],
  ]);
});

test.each([
  [
    ['10.0.0.0/8', 'exact'],
    [8, 8],
  ],
  [
    ['10.0.0.0/8', 'orlonger'],
    [8, 32],
  ],
  [
    ['fd00::/8', 'longer'],
    [9, 128],
  ],
  [
    ['10.0.0.0/8', 'upto', '/24'],
    [8, 24],
  ],
  [
    ['10.0.0.0/8', 'prefix-length-range', '/16-/24'],
    [16, 24],
  ],
])('%j stands for prefixes of %j bits', (words, [from, to]) => {
  expect(readRouteFilter(words)).toMatchObject({ from, to });
});

test.each([[['x', 'exact']], [['10.0.0.0/8', 'through', '10.0.0.0/16']], [['10.0.0.0/8', 'upto', 'x']]])(
  '%j is not understood',
  (words) => {
    expect(readRouteFilter(words)).toBeUndefined();
  },
);

test('policies that a term asks are expressions, as they come', () => {
  const { from } = termOf('from policy [ ( A && !B ) C ]') as { from: readonly unknown[] };
  expect(from).toEqual([
    { kind: 'policy', policies: [readPolicyExpression('( A && ! B )'), readPolicyExpression('C')] },
  ]);
});
