import fc from 'fast-check';
import { IpAddress } from '../../lib/model/ip-address';
import { anyAddress } from '../support/addresses';

test('every address reads back from its text as itself', () => {
  fc.assert(
    fc.property(anyAddress(), (address) => {
      const read = IpAddress.parse(address.toString());
      expect(read.equals(address)).toBe(true);
      expect(read.toString()).toBe(address.toString());
    }),
  );
});

test.each([
  ['192.168.1.10', '192.168.1.10'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0db8:0000::0001', '2001:db8::1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ['::', '::'],
])('%s is written %s', (given, canonical) => {
  expect(IpAddress.parse(given).toString()).toBe(canonical);
});

test.each(['', '1', '1.2.3.4.5', ' 1.2.3.4', '1.2.3.4 ', '1.2.3.-4', '0x7f.0.0.1', '1::2::3', ':::', 'g::', '[::1]'])(
  '"%s" is no address',
  (text) => {
    expect(() => IpAddress.parse(text)).toThrow(/is not an IP address/);
  },
);

test('addresses are ordered by family, then by number', () => {
  const texts = ['2001:db8::1', '10.0.0.10', '10.0.0.9', '::1'];
  const sorted = texts.map((text) => IpAddress.parse(text)).sort((a, b) => a.compare(b));
  expect(sorted.map(String)).toEqual(['10.0.0.9', '10.0.0.10', '::1', '2001:db8::1']);
});

test('an address is read in the family that is asked for only', () => {
  expect(IpAddress.parseFamily('inet', '192.168.1.10').family).toBe('inet');
  expect(() => IpAddress.parseFamily('inet', '2001:db8::1')).toThrow(/is not an IPv4 address/);
});
