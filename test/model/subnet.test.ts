import fc from 'fast-check';
import { InterfaceAddress } from '../../lib/model/interface-address';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { Subnet } from '../../lib/model/subnet';
import { anyFamily, anyValue } from '../support/addresses';

/** Subnets in ranges that hosts can have: 10.0.0.0/8 and 2001:db8::/32. */
const subnet = anyFamily().chain((family) =>
  fc
    .tuple(anyValue(family), family === 'inet' ? fc.integer({ min: 24, max: 31 }) : fc.integer({ min: 64, max: 127 }))
    .map(([value, prefixLength]) => {
      const host = family === 'inet' ? (value & 0xffffffn) | (10n << 24n) : (value >> 32n) | (0x20010db8n << 96n);
      const prefix = IpPrefix.containing({ address: IpAddress.fromValue(family, host), prefixLength });
      return Subnet.parse(prefix.toString());
    }),
);

/** Not the network's own address, and in IPv4 not the broadcast address; where there are two only, both. */
function isUsableHost({ family, prefix }: Subnet, address: IpAddress): boolean {
  const [first, last] = [prefix.network.value, prefix.lastValue];
  const { value } = address;
  if (last - first === 1n) return value === first || value === last;
  return value > first && (family === 'inet' ? value < last : value <= last);
}

test('leaf and server are different usable hosts of the subnet, the server next after the leaf', () => {
  fc.assert(
    fc.property(subnet, (given) => {
      const [leaf, server] = [given.leafAddress(), given.serverAddress()];
      for (const { address, prefixLength } of [leaf, server]) {
        expect(isUsableHost(given, address)).toBe(true);
        expect(prefixLength).toBe(given.prefix.prefixLength);
      }
      expect(server.address.value - leaf.address.value).toBe(1n);
    }),
  );
});

test('no usable host comes before the leaf', () => {
  fc.assert(
    fc.property(subnet, (given) => {
      for (let value = given.prefix.network.value; value < given.leafAddress().address.value; value++) {
        expect(isUsableHost(given, IpAddress.fromValue(given.family, value))).toBe(false);
      }
    }),
  );
});

test('where only two addresses are in the subnet, the even one is the leaf', () => {
  fc.assert(
    fc.property(subnet, (given) => {
      fc.pre(given.prefix.lastValue - given.prefix.network.value === 1n);
      expect(given.leafAddress().address.value % 2n).toBe(0n);
    }),
  );
});

test('an address is a usable host exactly when it can be on an interface', () => {
  fc.assert(
    fc.property(subnet, fc.bigInt(-2n, 5n), fc.boolean(), (given, offset, fromTheEnd) => {
      const value = fromTheEnd ? given.prefix.lastValue - offset : given.prefix.network.value + offset;
      const address = IpAddress.fromValue(given.family, value);
      const canBeGiven = (): InterfaceAddress => given.host(address.toString());
      if (isUsableHost(given, address)) expect(canBeGiven().address.equals(address)).toBe(true);
      else expect(canBeGiven).toThrow();
    }),
  );
});

test.each([
  ['172.16.104.0/30', '172.16.104.1/30', '172.16.104.2/30'],
  ['172.16.104.4/30', '172.16.104.5/30', '172.16.104.6/30'],
  ['172.16.104.8/30', '172.16.104.9/30', '172.16.104.10/30'],
  ['172.16.104.6/31', '172.16.104.6/31', '172.16.104.7/31'],
  ['172.16.104.0/24', '172.16.104.1/24', '172.16.104.2/24'],
  ['2001:db8:104::/126', '2001:db8:104::1/126', '2001:db8:104::2/126'],
  ['2001:db8:104::a/127', '2001:db8:104::a/127', '2001:db8:104::b/127'],
  ['2001:DB8:104::/64', '2001:db8:104::1/64', '2001:db8:104::2/64'],
])('in %s the leaf has %s and the server %s', (text, leaf, server) => {
  expect(Subnet.parse(text).leafAddress().toString()).toBe(leaf);
  expect(Subnet.parse(text).serverAddress().toString()).toBe(server);
});

test('an address given by the user may repeat the prefix length', () => {
  const given = Subnet.parse('172.16.104.0/30');
  expect(given.host('172.16.104.2/30').equals(given.host('172.16.104.2'))).toBe(true);
  expect(() => given.host('172.16.104.3')).toThrow(/broadcast address/);
});

test('overlap of subnets is overlap of their prefixes', () => {
  expect(Subnet.parse('172.16.104.0/24').overlaps(Subnet.parse('172.16.104.4/30'))).toBe(true);
  expect(Subnet.parse('172.16.104.0/30').overlaps(Subnet.parse('172.16.104.4/30'))).toBe(false);
});

test('both addresses of a /31, /127 and the only one of a /32, /128 can be on an interface', () => {
  const texts = [
    '172.16.104.0/31',
    '172.16.104.1/31',
    '192.168.1.10/32',
    '2001:db8::/127',
    '2001:db8::1/127',
    '2001:db8::/128',
  ];
  expect(texts.map((text) => InterfaceAddress.parse(text).toString())).toEqual(texts);
});

test.each(['0.0.0.1/24', '127.0.0.1/30', '255.255.255.254/31', '::/127', '::1/128', 'ff02::5/64', 'fe80::1/64'])(
  '%s is no address of an interface toward a server',
  (text) => {
    expect(() => InterfaceAddress.parse(text)).toThrow(/unicast address/);
  },
);
