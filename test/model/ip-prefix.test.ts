import fc from 'fast-check';
import { ADDRESS_BITS } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { anyAddress } from '../support/addresses';
import { errorOf } from '../support/errors';

/** An address and a length that fits it. */
const addressAndLength = anyAddress().chain((address) =>
  fc.integer({ min: 0, max: ADDRESS_BITS[address.family] }).map((prefixLength) => ({ address, prefixLength })),
);

const prefix = addressAndLength.map((given) => IpPrefix.containing(given)).filter(hasText);

/** Networks around the IPv4-mapped addresses have no text that is read. */
function hasText({ network }: IpPrefix): boolean {
  return network.family === 'inet' || network.value >> 32n !== 0xffffn;
}

test('every prefix reads back from its text as itself', () => {
  fc.assert(
    fc.property(prefix, (given) => {
      expect(IpPrefix.parse(given.toString()).equals(given)).toBe(true);
    }),
  );
});

test('host bits are refused, and the network that the message names is accepted and contains the address', () => {
  fc.assert(
    fc.property(addressAndLength, (given) => {
      const right = IpPrefix.containing(given);
      fc.pre(hasText(right) && !right.network.equals(given.address));
      const error = errorOf(() => IpPrefix.parse(`${given.address.toString()}/${given.prefixLength}`));
      expect(error.code).toBe('hostBitsInPrefix');
      expect(error.message).toContain(`is ${right.toString()}`);
      expect(IpPrefix.parse(right.toString()).contains(given.address)).toBe(true);
    }),
  );
});

test('two prefixes overlap exactly when one contains the other, whichever is asked', () => {
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      const oneContainsTheOther =
        (a.prefixLength <= b.prefixLength && a.contains(b.network)) ||
        (b.prefixLength <= a.prefixLength && b.contains(a.network));
      expect(a.overlaps(b)).toBe(oneContainsTheOther);
      expect(b.overlaps(a)).toBe(oneContainsTheOther);
    }),
  );
});

test('a prefix overlaps every prefix that contains it', () => {
  fc.assert(
    fc.property(addressAndLength, fc.nat(128), (given, shorter) => {
      const inner = IpPrefix.containing(given);
      const outer = IpPrefix.containing({ ...given, prefixLength: Math.min(shorter, given.prefixLength) });
      expect(outer.overlaps(inner)).toBe(true);
      expect(outer.compare(inner)).toBeLessThanOrEqual(0);
    }),
  );
});

test('prefixes of different families have nothing in common', () => {
  expect(IpPrefix.parse('0.0.0.0/0').overlaps(IpPrefix.parse('::/0'))).toBe(false);
});
