import fc from 'fast-check';
import { Asn } from '../../lib/model/asn';
import { RouteDistinguisher } from '../../lib/model/route-distinguisher';
import { RouteTarget } from '../../lib/model/route-target';
import { VlanId } from '../../lib/model/vlan-id';
import { Vni } from '../../lib/model/vni';
import { IpAddress } from '../../lib/model/ip-address';
import { anyValue } from '../support/addresses';

const asn = fc.integer({ min: 1, max: 4294967295 });
const ipv4 = anyValue('inet').map((value) => IpAddress.fromValue('inet', value).toString());

/** First and second half of a route target or distinguisher, where the second fits the first. */
const halves = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 65535 }).map(String), fc.integer({ min: 0, max: 4294967295 })),
  fc.tuple(
    fc.oneof(
      asn.map((n) => `${n}L`),
      fc.integer({ min: 65536, max: 4294967295 }).map(String),
      ipv4,
    ),
    fc.nat(65535),
  ),
);

test('an AS number is the same as a number, as its text and as x.y', () => {
  fc.assert(
    fc.property(asn, (value) => {
      const dotted = `${Math.floor(value / 65536)}.${value % 65536}`;
      expect([value, String(value), dotted].map((given) => Asn.parse(given).value)).toEqual([value, value, value]);
      expect(Asn.parse(dotted).toString()).toBe(String(value));
    }),
  );
});

test.each(['', ' 65000', '65000 ', '065000', '+65000', '1e4', '0x10', '1.2.3', '1.', '-1'])(
  '"%s" is no AS number',
  (text) => {
    expect(() => Asn.parse(text)).toThrow(/is not an AS number/);
  },
);

test.each([0, -1, 4294967296, '0.0', '4294967296', '1.65536'])('%s is out of range for an AS number', (given) => {
  expect(() => Asn.parse(given)).toThrow(/out of range/);
});

test('every route target and route distinguisher reads back from its text as itself', () => {
  fc.assert(
    fc.property(halves, ([administrator, assigned]) => {
      const [target, distinguisher] = [`target:${administrator}:${assigned}`, `${administrator}:${assigned}`];
      expect(RouteTarget.parse(target).toString()).toBe(target);
      expect(RouteTarget.parse(target).assignedNumber).toBe(assigned);
      expect(RouteDistinguisher.parse(distinguisher).toString()).toBe(distinguisher);
      expect(RouteDistinguisher.parse(distinguisher).assignedNumber).toBe(assigned);
    }),
  );
});

test('a second half of more than 16 bits needs a 2-byte AS before it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        asn.map((n) => `${n}L`),
        fc.integer({ min: 65536, max: 4294967295 }).map(String),
        ipv4,
      ),
      fc.integer({ min: 65536, max: 4294967295 }),
      (administrator, assigned) => {
        expect(() => RouteTarget.parse(`target:${administrator}:${assigned}`)).toThrow(/too large/);
        expect(() => RouteDistinguisher.parse(`${administrator}:${assigned}`)).toThrow(/too large/);
      },
    ),
  );
});

test.each([
  ['target:65536:1', 'target:65536L:1', true],
  ['target:100:1', 'target:100L:1', false],
  ['target:1:5', 'target:0.0.0.1:5', false],
  ['target:62273:16776000', 'target:62273:16776000', true],
  ['target:62273:16776000', 'target:62273:16776001', false],
])('%s and %s are the same community: %s', (a, b, same) => {
  expect(RouteTarget.parse(a).equals(RouteTarget.parse(b))).toBe(same);
  expect(RouteDistinguisher.parse(a.slice(7)).equals(RouteDistinguisher.parse(b.slice(7)))).toBe(same);
});

test.each(['target:0:1', 'target:1:01', 'target:4294967296:1', 'target:1', 'target:1:', 'origin:1:1', 'target:*:*'])(
  '"%s" is no route target',
  (text) => {
    expect(() => RouteTarget.parse(text)).toThrow(/is not a route target/);
  },
);

test('the route distinguisher of a leaf is its loopback and the number of the VRF', () => {
  expect(RouteDistinguisher.of('192.168.1.10', 5).toString()).toBe('192.168.1.10:5');
  expect(() => RouteDistinguisher.of('2001:db8::10', 5)).toThrow(/is not an IPv4 address/);
});

test('VNIs and VLAN ids are whole numbers in the range that Junos takes', () => {
  expect([1, 16777214].map((value) => Vni.of(value).toString())).toEqual(['1', '16777214']);
  expect([1, 4094].map((value) => VlanId.of(value).toString())).toEqual(['1', '4094']);
  for (const value of [0, -1, 1.5, 16777215, Number.NaN]) expect(() => Vni.of(value)).toThrow(/out of range/);
  for (const value of [0, -1, 1.5, 4095, Number.NaN]) expect(() => VlanId.of(value)).toThrow(/out of range/);
});
