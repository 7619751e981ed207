import fc from 'fast-check';
import { Community } from '../../lib/model/community';
import { errorOf } from '../support/errors';

test.each([
  '0:0',
  '65535:65535',
  'large:4294967295:0:1',
  'origin:65001:4294967295',
  'origin:4210000001L:5',
  'origin:192.168.1.1:5',
  'no-export',
])('%s is a community', (text) => {
  expect(Community.parse(text).toString()).toBe(text);
  expect(Community.parse(text).isSiteOfOrigin).toBe(text.startsWith('origin:'));
});

test.each([
  ['65536:1', 'invalidCommunity'],
  ['1:65536', 'invalidCommunity'],
  ['large:1:2', 'invalidCommunity'],
  ['065:1', 'invalidCommunity'],
  ['65000:01', 'invalidCommunity'],
  ['large:65000:01:2', 'invalidCommunity'],
  ['large:4294967296:0:0', 'invalidCommunity'],
  ['origin:65001', 'invalidCommunity'],
  ['origin:4210000001:65536', 'numberTooWide'],
  ['*:*', 'invalidCommunity'],
  ['65000:1 65000:2', 'invalidCommunity'],
  ['', 'invalidCommunity'],
  ['target:65000:1', 'communityOfTheFabric'],
  ['encapsulation:0:8', 'communityOfTheFabric'],
])('"%s" is refused as %s', (text, code) => {
  expect(errorOf(() => Community.parse(text)).code).toBe(code);
});

test('whatever is taken is one word without a pattern in it', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 70000 }), { minLength: 1, maxLength: 4 });
  const kinds = fc.constantFrom('', 'large:', 'origin:', 'target:', '*:');
  fc.assert(
    fc.property(kinds, numbers, (kind, values) => {
      const text = `${kind}${values.join(':')}`;
      const taken = ((): string => {
        try {
          return Community.parse(text).toString();
        } catch {
          return 'none';
        }
      })();
      expect(taken).toMatch(/^[a-z0-9:-]+$/);
    }),
  );
});
