import fc from 'fast-check';
import { asnOf, withoutTcpPort } from '../../../lib/checks/replies/values';
import { typeFiveDestination } from '../../../lib/checks/replies/route-information';

const asn = fc.integer({ min: 0, max: 4294967295 });

test('an AS number reads the same plain, in dot notation and as the signed number of the RPC', () => {
  fc.assert(
    fc.property(asn, (number) => {
      expect(asnOf(String(number))).toBe(number);
      expect(asnOf(`${Math.floor(number / 65536)}.${number % 65536}`)).toBe(number);
      expect(asnOf(String(number | 0))).toBe(number);
    }),
  );
});

test.each(['', 'unknown', '1.2.3', '-', '99999999999'])('%p is no AS number', (text) => {
  expect(asnOf(text)).toBeUndefined();
});

test('an address loses its TCP port, and an IPv6 address nothing else', () => {
  expect(withoutTcpPort('172.16.104.2+46275')).toBe('172.16.104.2');
  expect(withoutTcpPort('2001:db8:5::1+179')).toBe('2001:db8:5::1');
  expect(withoutTcpPort('2001:db8:5::1')).toBe('2001:db8:5::1');
});

test('a type-5 destination gives its distinguisher and prefix back, in both families', () => {
  const distinguisher = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 65535 })).map(([address, number]) => `${address}:${number}`),
    fc.tuple(asn, fc.integer({ min: 0, max: 65535 })).map(([number, index]) => `${number}:${index}`),
  );
  const network = fc.constantFrom('10.1.5.0', '0.0.0.0', '2001:db8:5::', '::', '2001:db8::1:0');
  fc.assert(
    fc.property(distinguisher, network, fc.integer({ min: 0, max: 128 }), (routeDistinguisher, address, length) => {
      expect(typeFiveDestination(`5:${routeDistinguisher}::0::${address}::${length}/248`)).toEqual({
        routeDistinguisher,
        prefix: `${address}/${length}`,
      });
    }),
  );
});

test('other EVPN routes are no type-5 routes', () => {
  expect(typeFiveDestination('2:192.168.1.11:1::5::02:05:86:71:94:00/304')).toBeUndefined();
  expect(typeFiveDestination('10.1.5.0/24')).toBeUndefined();
});
