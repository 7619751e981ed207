import fc from 'fast-check';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import type { Martian } from '../../lib/model/martians';
import { martianEntriesWithin, martianEntry } from '../../lib/model/martians';
import { PrefixRange } from '../../lib/model/prefix-range';

/** Ranges within the last six bits of 10.0.0.0/26, where there are few enough prefixes to ask about each. */
const BASE = IpAddress.parse('10.0.0.0').value;
const ranges = fc
  .record({ host: fc.nat(63), length: fc.integer({ min: 26, max: 32 }), from: fc.nat(6), to: fc.nat(6) })
  .map(({ from, host, length, to }): PrefixRange => {
    const address = IpAddress.fromValue('inet', BASE + BigInt(host));
    const prefix = IpPrefix.containing({ address, prefixLength: length });
    const [low = 0, high = 0] = [from, to].map((more) => Math.min(32, length + more)).sort((a, b) => a - b);
    return PrefixRange.of(prefix, low, high);
  });
const entries = fc.array(fc.record({ range: ranges, allow: fc.boolean() }), { maxLength: 4 });

function membersOf(range: PrefixRange): IpPrefix[] {
  const found: IpPrefix[] = [];
  for (let length = range.from; length <= range.to; length++) {
    for (let i = 0; ; i++) {
      const prefix = range.at(length, i);
      if (prefix === undefined) break;
      found.push(prefix);
    }
  }
  return found;
}

/** The entry with the longest prefix that a prefix is in decides, the first of several. */
function isMartian(prefix: IpPrefix, configured: readonly Martian[]): boolean {
  const holding = configured.filter(({ range }) => membersOf(range).some((one) => one.equals(prefix)));
  const longest = Math.max(...holding.map(({ range }) => range.prefix.prefixLength));
  return holding.find(({ range }) => range.prefix.prefixLength === longest)?.allow === false;
}

test('of the entries that hold a prefix the one with the longest prefix decides', () => {
  fc.assert(
    fc.property(ranges, entries, (range, configured) => {
      const prefix = range.at(range.to, 0) ?? range.prefix;
      expect(martianEntry(prefix, configured) !== undefined).toBe(isMartian(prefix, configured));
    }),
  );
});

test('a range is called martian only where every prefix of it is', () => {
  fc.assert(
    fc.property(ranges, entries, (range, configured) => {
      fc.pre(martianEntry(range, configured) !== undefined);
      expect(membersOf(range).every((prefix) => isMartian(prefix, configured))).toBe(true);
    }),
  );
});

test('what is told of a range are the entries that decide about one of its prefixes, and no others', () => {
  fc.assert(
    fc.property(ranges, entries, (range, configured) => {
      const deciding = membersOf(range).flatMap((prefix) => martianEntry(prefix, configured) ?? []);
      expect(new Set(martianEntriesWithin(range, configured))).toEqual(new Set(deciding));
    }),
  );
});

test.each([
  ['240.0.0.0/8', '240.0.0.0/4 orlonger'],
  ['127.0.0.1/32', '127.0.0.0/8 orlonger'],
  ['192.0.0.0/24', '192.0.0.0/24 orlonger'],
  ['224.0.0.0/24', '224.0.0.0/24'],
  ['::1/128', '::1/128'],
  ['0.0.0.0/0', undefined],
  ['192.0.2.0/24', undefined],
  ['224.0.1.0/24', undefined],
  ['fe80::/64', undefined],
])('of %s a table without martians of its own says %s', (text, entry) => {
  expect(martianEntry(IpPrefix.parse(text))?.range.toString()).toBe(entry);
});

test('class E is taken where it is allowed, and a part of it may be taken away again', () => {
  const allowed = [{ range: PrefixRange.parse('240.0.0.0/4 orlonger'), allow: true }];
  const but = [...allowed, { range: PrefixRange.parse('250.0.0.0/8 orlonger'), allow: false }];
  expect(martianEntry(IpPrefix.parse('250.1.0.0/16'), allowed)).toBeUndefined();
  expect(martianEntry(IpPrefix.parse('250.1.0.0/16'), but)).toEqual(but[1]);
});
