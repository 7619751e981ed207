import fc from 'fast-check';
import { wildcardMatches } from '../../../lib/junos/inheritance/group-wildcard';

test.each([
  ['<*>', 'et-0/0/1', true],
  ['<et-*>', 'xe-0/0/1', false],
  ['<*/1>', 'et-0/0/1', true],
  ['<et-0/0/?>', 'et-0/0/1', true],
  ['<et-0/0/?>', 'et-0/0/10', false],
  ['<et-0/0/[0-37]>', 'et-0/0/7', true],
  ['<et-0/0/[!0-37]>', 'et-0/0/7', false],
  ['<et-0/0/[^0-3]>', 'et-0/0/7', true],
  ['<et-[0/0/1>', 'et-[0/0/1', true],
  ['<[]>', '[]', true],
  ['<[!]>', '!', true],
  ['<[3-0]>', '1', false],
  ['<a*b*c>', 'aXbXbc', true],
  ['<a*b*c>', 'aXcXb', false],
])('%s and %s: %s', (wildcard, name, matches) => {
  expect(wildcardMatches(wildcard, name)).toBe(matches);
});

test('stars and marks mean what a regular expression made of them means', () => {
  const letters = fc.constantFrom('a', 'b', '-', '.', '😀');
  const globs = fc.array(fc.oneof(letters, fc.constantFrom('*', '?')), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(globs, fc.array(letters, { maxLength: 8 }), (glob, name) => {
      const meanings = new Map([
        ['*', '.*'],
        ['?', '.'],
        ['.', '\\.'],
      ]);
      const source = glob.map((one) => meanings.get(one) ?? one).join('');
      const expected = new RegExp(`^${source}$`, 'su').test(name.join(''));
      expect(wildcardMatches(`<${glob.join('')}>`, name.join(''))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test('a wildcard of many stars is answered, however long the name is', () => {
  expect(wildcardMatches(`<${'*a'.repeat(60)}*b>`, 'a'.repeat(5_000))).toBe(false);
});

test('brackets that never close are no work', () => {
  expect(wildcardMatches(`<${'['.repeat(200_000)}>`, 'x')).toBe(false);
});
