import fc from 'fast-check';
import { digest } from '../../../lib/junos/formats/digest';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { arbitraryConfiguration } from '../arbitrary-configuration';

const LINES = [
  'set interfaces et-0/0/2 mtu 9216',
  'set interfaces et-0/0/15 description "to server1"',
  'set routing-instances VRF_5 interface et-0/0/15.0',
  'set routing-instances VRF_4 interface et-0/0/14.0',
  'set policy-options prefix-list SERVER_1 10.1.5.0/24',
  'set policy-options prefix-list SERVER_1 10.1.4.0/24',
];

const digestOf = (...lines: string[]) => digest(readSet(lines.join('\n')));

describe('the digest', () => {
  test('is a SHA-256 in hexadecimal, the same on every machine', () => {
    expect(digestOf('set system host-name leaf10')).toBe(
      '66c7c25862d53ff6710cab0bee7601fdc777c79e971c07712d1e9459e39d95cb',
    );
  });

  test('does not depend on the order of set lines where Junos sorts', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(LINES, { minLength: LINES.length }), (lines) => {
        expect(digestOf(...lines)).toBe(digestOf(...LINES));
      }),
    );
  });

  test('depends on the order of policy terms', () => {
    const term = (name: string) => `set policy-options policy-statement p term ${name} then accept`;
    expect(digestOf(term('a'), term('b'))).not.toBe(digestOf(term('b'), term('a')));
  });

  test('depends on the order of policies that are applied', () => {
    expect(digestOf('set protocols bgp group a import [ x y ]')).not.toBe(
      digestOf('set protocols bgp group a import [ y x ]'),
    );
  });

  test('depends on what is inactive', () => {
    expect(digestOf('set system host-name a')).not.toBe(
      digestOf('set system host-name a', 'deactivate system host-name'),
    );
  });

  test('does not depend on comments', () => {
    expect(digestOf('set system host-name a')).toBe(digestOf('set system host-name a', 'annotate system "a comment"'));
  });

  test('leaves out the macro that carries it, in a group or in plain form, and no other', () => {
    const macro = (name: string) => `apply-macro ${name} digest 0123`;
    for (const path of ['set', 'set groups dc1']) {
      const plain = digestOf(`${path} system host-name a`);
      expect(digestOf(`${path} system host-name a`, `${path} ${macro('junos-fabric')}`)).toBe(plain);
      expect(digestOf(`${path} system host-name a`, `${path} ${macro('other')}`)).not.toBe(plain);
    }
  });

  test('is the same for a configuration written and read again', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        expect(digest(readSet(writeSet(configuration)))).toBe(digest(configuration));
      }),
    );
  });

  test('differs where configurations differ', () => {
    fc.assert(
      fc.property(arbitraryConfiguration, arbitraryConfiguration, (a, b) => {
        if (writeSet(a) !== writeSet(b)) expect(digest(a)).not.toBe(digest(b));
      }),
    );
  });
});
