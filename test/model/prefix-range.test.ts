import fc from 'fast-check';
import { ADDRESS_BITS, IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { PrefixRange } from '../../lib/model/prefix-range';
import { anyFamily } from '../support/addresses';

/** All prefixes live below one of few networks, six bits before the end: few enough to look at each of them. */
const DEPTH = 6;
const NETWORK = { inet: '10.244.3.64', inet6: '2001:db8:244::40' } as const;

/** Every prefix of a family down there. */
function universe(family: 'inet' | 'inet6'): IpPrefix[] {
  const bits = ADDRESS_BITS[family];
  const first = IpAddress.parse(NETWORK[family]).value;
  const all = new Map<string, IpPrefix>();
  for (let length = bits - DEPTH; length <= bits; length++) {
    for (let host = 0n; host < 1n << BigInt(DEPTH); host++) {
      const prefix = IpPrefix.containing({ address: IpAddress.fromValue(family, first + host), prefixLength: length });
      all.set(prefix.toString(), prefix);
    }
  }
  return [...all.values()];
}

const ALL = { inet: universe('inet'), inet6: universe('inet6') };

const ranges = fc
  .tuple(anyFamily(), fc.nat(), fc.nat(), fc.nat())
  .map(([family, which, shortest, longest]): PrefixRange => {
    const all = ALL[family];
    const prefix = all[which % all.length] ?? IpPrefix.parse('10.0.0.0/8');
    const room = ADDRESS_BITS[family] - prefix.prefixLength + 1;
    const [a = 0, b = 0] = [shortest % room, longest % room].sort((x, y) => x - y);
    return PrefixRange.of(prefix, prefix.prefixLength + a, prefix.prefixLength + b);
  });

/** What is in a range, by looking at every prefix there is, bit by bit. */
function members(range: PrefixRange): Set<string> {
  const bitsOf = ({ family, network, prefixLength }: IpPrefix): string =>
    network.value.toString(2).padStart(ADDRESS_BITS[family], '0').slice(0, prefixLength);
  const start = bitsOf(range.prefix);
  return new Set(
    ALL[range.family]
      .filter((one) => bitsOf(one).startsWith(start))
      .filter(({ prefixLength }) => range.from <= prefixLength && prefixLength <= range.to)
      .map(String),
  );
}

test('a range reads back from its text as itself', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const again = PrefixRange.parse(range.toString());
      expect(again.equals(range)).toBe(true);
      expect(again.toString()).toBe(range.toString());
    }),
  );
});

test('a range contains what has its first bits and one of its lengths, and as many as it says', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const expected = members(range);
      const contained = ALL[range.family].filter((prefix) => range.contains(prefix)).map(String);
      expect(new Set(contained)).toEqual(expected);
      expect(range.size).toBe(BigInt(expected.size));
    }),
  );
});

test('two ranges overlap exactly when a prefix is in both', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const [ofA, ofB] = [members(a), members(b)];
      const common = [...ofA].some((prefix) => ofB.has(prefix));
      expect(a.overlaps(b)).toBe(a.family === b.family && common);
      expect(b.overlaps(a)).toBe(a.overlaps(b));
    }),
  );
});

test('a range includes another exactly when it contains all its prefixes', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const ofA = members(a);
      expect(a.includes(b)).toBe([...members(b)].every((prefix) => ofA.has(prefix)));
    }),
  );
});

test('the prefixes of a length are counted in order, and there are no more', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const expected = members(range);
      const counted: string[] = [];
      for (let length = range.from; length <= range.to; length++) {
        for (let i = 0; range.at(length, i) !== undefined; i++) counted.push(String(range.at(length, i)));
      }
      expect(counted).toHaveLength(expected.size);
      expect(new Set(counted)).toEqual(expected);
    }),
  );
});

test.each([
  ['10.1.5.0/24', '10.1.5.0/24'],
  ['10.1.5.0/24 exact', '10.1.5.0/24'],
  ['10.1.5.0/24 upto /24', '10.1.5.0/24'],
  ['10.1.5.7/32 orlonger', '10.1.5.7/32'],
  ['  10.244.0.0/16   upto  /26 ', '10.244.0.0/16 upto /26'],
  ['10.244.0.0/16 upto /32', '10.244.0.0/16 orlonger'],
  ['10.244.0.0/16 prefix-length-range /16-/26', '10.244.0.0/16 upto /26'],
  ['10.244.0.0/16 prefix-length-range /17-/32', '10.244.0.0/16 longer'],
  ['10.244.0.0/16 prefix-length-range /24-/26', '10.244.0.0/16 prefix-length-range /24-/26'],
  ['2001:DB8:244::/48 orlonger', '2001:db8:244::/48 orlonger'],
])('%s is written %s', (given, canonical) => {
  expect(PrefixRange.parse(given).toString()).toBe(canonical);
});
