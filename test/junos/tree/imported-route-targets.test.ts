import fc from 'fast-check';
import { importedRouteTargets } from '../../../lib/junos/tree/imported-route-targets';
import { readSet } from '../../../lib/junos/formats/set-reader';

/** What a chain of policies lets in; lines without `set policy-options`. */
function imported(lines: readonly string[], policies: readonly string[] = ['P']): string[] | undefined {
  const configuration = readSet(lines.map((line) => `set policy-options ${line}`).join('\n'));
  return importedRouteTargets(configuration.find('policy-options'), policies);
}

const A = 'community A members target:62273:1';
const B = 'community B members target:192.168.1.1:2';
const TAKES_A = ['policy-statement P term a from community A', 'policy-statement P term a then accept'];
const REST = 'policy-statement P then reject';

test('the targets of a policy that accepts communities and rejects the rest', () => {
  expect(imported([A, B, ...TAKES_A, 'policy-statement P term a from community B', REST])).toEqual([
    'target:62273:1',
    'target:192.168.1.1:2',
  ]);
});

test('those of several terms, and of several policies up to the one that rejects the rest', () => {
  const second = ['policy-statement Q from community B', 'policy-statement Q then accept'];
  const last = ['policy-statement R then reject', 'policy-statement S then accept'];
  expect(imported([A, B, ...TAKES_A, ...second, ...last], ['P', 'Q', 'R', 'S'])).toEqual([
    'target:62273:1',
    'target:192.168.1.1:2',
  ]);
});

test('those of a policy in parentheses, and of policies of which any is enough', () => {
  const second = ['policy-statement Q term b from community B', 'policy-statement Q term b then accept'];
  const lines = [A, B, ...TAKES_A, REST, ...second];
  expect(imported(lines, ['( P )'])).toEqual(['target:62273:1']);
  expect(imported([...lines, 'policy-statement Q then reject'], ['( P || Q )'])).toEqual([
    'target:62273:1',
    'target:192.168.1.1:2',
  ]);
  expect(imported(lines, ['( P || Q )'])).toBeUndefined();
});

test('what comes behind the rejection is never reached', () => {
  expect(imported([A, 'policy-statement P term no then reject', ...TAKES_A, REST])).toEqual([]);
});

test.each([
  ['a policy that is not there', [A], ['P']],
  ['no word on the rest', [A, ...TAKES_A], ['P']],
  ['everything accepted', ['policy-statement P then accept'], ['P']],
  ['a condition of another kind', [A, ...TAKES_A, 'policy-statement P term a from protocol bgp', REST], ['P']],
  ['a condition on where a route goes', [A, ...TAKES_A, 'policy-statement P term a to rib x.inet.0', REST], ['P']],
  ['a change of the route', [A, ...TAKES_A, 'policy-statement P term a then local-preference 50', REST], ['P']],
  ['a rejected target', [A, 'policy-statement P from community A', REST], ['P']],
  ['a community that is not there', [...TAKES_A, REST], ['P']],
  ['a community of two targets', [A, 'community A members target:62273:2', ...TAKES_A, REST], ['P']],
  ['a wildcard', ['community A members target:62273:*', ...TAKES_A, REST], ['P']],
  ['another community', ['community A members 62273:1', ...TAKES_A, REST], ['P']],
  ['a match that is turned around', [A, 'community A invert-match', ...TAKES_A, REST], ['P']],
  ['policies that must all accept', [A, ...TAKES_A, REST], ['( P && P )']],
  ['a policy turned around', [A, ...TAKES_A, REST], ['( ! P )']],
])('%s is not understood', (_, lines, policies) => {
  expect(imported(lines, policies)).toBeUndefined();
});

test('what is inactive counts as absent', () => {
  const configuration = readSet(
    [A, B, ...TAKES_A, 'policy-statement P term a from community B', REST]
      .map((line) => `set policy-options ${line}`)
      .join('\n'),
  );
  configuration.deactivate('policy-options', 'policy-statement', 'P', 'term', 'a', 'from', 'community', 'B');
  expect(importedRouteTargets(configuration.find('policy-options'), ['P'])).toEqual(['target:62273:1']);
  configuration.deactivate('policy-options', 'policy-statement', 'P', 'term', 'a');
  expect(importedRouteTargets(configuration.find('policy-options'), ['P'])).toEqual([]);
});

test('any list of targets is read back from the policy that is made of it', () => {
  const target = fc.tuple(fc.integer({ min: 1, max: 65535 }), fc.integer({ min: 0, max: 65535 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(
        target.map(([asn, n]) => `target:${asn}:${n}`),
        { minLength: 1, maxLength: 8 },
      ),
      (targets) => {
        const lines = targets.flatMap((one, i) => [
          `community C${i} members ${one}`,
          `policy-statement P term a from community C${i}`,
        ]);
        expect(imported([...lines, 'policy-statement P term a then accept', REST])).toEqual(targets);
      },
    ),
  );
});
