import fc from 'fast-check';
import { decodeSecret, encodeSecret } from '../../../lib/junos/tree/secret-encoding';

/** Pairs that other programs and devices have published. */
const KNOWN: readonly (readonly [encoded: string, secret: string])[] = [
  ['$9$LbHX-wg4Z', 'lc'],
  ['$9$ReqcyKY2aHqf', 'foo'],
  ['$9$nnet/9pOBEyrv', 'abc'],
  ['$9$nnet/p01RhrKM', '123'],
  ['$9$nnet9pBcSe8xdApK8xdg4aZUi.5', 'netconan'],
  ['$9$aaGi.Qz6t0IDi/t0IrlKM8xds', 'netconan'],
  [
    '$9$nnet/pOleWN-bO18X-Vg4.P5F/tSyevL7yrx-bw4o6/CuOIKvLNds7NPQFnpuSylMXN4aZGi.Rh7dbs4ojikPFnCt0BRh9C',
    'QjEf.WloKY4IBVGik9xeIO9xWN5F7S13',
  ],
];

test.each(KNOWN)('%s is %s', (encoded, secret) => {
  expect(decodeSecret(encoded)).toBe(secret);
});

test('a known text is made again where the same characters are picked', () => {
  const picks = Array.from('nnet', (char) =>
    'QzF3n6/9CAtpu0OB1IREhcSyrleKvMW8LXx7N-dVbwsY2g4oaJZGUDjiHkq.mPf5T'.indexOf(char),
  );
  expect(encodeSecret('netconan', () => picks.shift() ?? 0)).toBe('$9$nnet9pBcSe8xdApK8xdg4aZUi.5');
});

test('every text comes back from what it is encoded to', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (secret) => {
      expect(decodeSecret(encodeSecret(secret))).toBe(secret);
    }),
  );
});

test('what is encoded has only characters of its ring, whatever is picked', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat({ max: 64 }), (secret, picked) => {
      const encoded = encodeSecret(secret, (below) => picked % below);
      expect(encoded).toMatch(/^\$9\$[A-Za-z0-9./-]+$/);
      expect(decodeSecret(encoded)).toBe(secret);
    }),
  );
});

test('one secret has many forms', () => {
  expect(new Set(Array.from({ length: 50 }, () => encodeSecret('k3y'))).size).toBeGreaterThan(40);
});

test.each([
  '',
  'k3y',
  '$9$',
  '$9$n',
  '$9$aaGi.Qz6t0IDi/t0IrlKM8x,s',
  '$9$dLw2ajHmFnCZUnCtuEhVw!',
  '$8$abc',
  ' $9$LbHX-wg4Z',
])('a text that no device stores is not decoded: %p', (text) => {
  expect(decodeSecret(text)).toBeUndefined();
});

test('any text that looks encoded is decoded or not, and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const decoded = decodeSecret(`$9$${text}`);
      expect(decoded === undefined || typeof decoded === 'string').toBe(true);
    }),
  );
});
