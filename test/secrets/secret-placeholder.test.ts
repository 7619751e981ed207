import fc from 'fast-check';
import type { SecretIntent } from '../../lib/intent/fabric-intent';
import { quoteWord } from '../../lib/junos/tree/words';
import { parseSecretPlaceholder, secretPlaceholder } from '../../lib/secrets/secret-placeholder';

const text = fc.string({ unit: 'grapheme' });
const secret: fc.Arbitrary<SecretIntent> = fc.oneof(
  text.map((variable) => ({ from: 'environment', variable }) as const),
  text.map((path) => ({ from: 'file', path }) as const),
  fc.array(text, { minLength: 1 }).map((command) => ({ from: 'command', command }) as const),
  fc
    .tuple(fc.array(text, { minLength: 1 }), fc.array(text, { minLength: 1 }))
    .map(([command, environment]) => ({ from: 'command', command, environment }) as const),
);

test('a placeholder says where the secret is', () => {
  expect(secretPlaceholder({ from: 'environment', variable: 'SERVER1_BGP_KEY' })).toBe(
    'junos-fabric-secret:environment:SERVER1_BGP_KEY',
  );
  expect(secretPlaceholder({ from: 'file', path: '/run/keys/server 1' })).toBe(
    'junos-fabric-secret:file:%2Frun%2Fkeys%2Fserver%201',
  );
  expect(secretPlaceholder({ from: 'command', command: ['vault', 'read', 'bgp:server1'] })).toBe(
    'junos-fabric-secret:command:vault:read:bgp%3Aserver1',
  );
  expect(secretPlaceholder({ from: 'command', command: ['vault'], environment: ['VAULT_ADDR', 'VAULT_TOKEN'] })).toBe(
    'junos-fabric-secret:command+VAULT_ADDR+VAULT_TOKEN:vault',
  );
});

test('reading a placeholder gives back what it was made from', () => {
  fc.assert(
    fc.property(secret, (given) => {
      expect(parseSecretPlaceholder(secretPlaceholder(given))).toEqual(given);
    }),
  );
});

test('a placeholder is one word in every form of a configuration', () => {
  fc.assert(
    fc.property(secret, (given) => {
      expect(quoteWord(secretPlaceholder(given))).toBe(secretPlaceholder(given));
    }),
  );
});

test.each([
  'secret',
  'junos-fabric-secret:',
  'junos-fabric-secret:environment',
  'junos-fabric-secret:environment:A:B',
  'junos-fabric-secret:environment:%zz',
  'junos-fabric-secret:environment:%41',
  'junos-fabric-secret:vault:A',
  'junos-fabric-secret:command',
])('%s is no placeholder', (given) => {
  expect(parseSecretPlaceholder(given)).toBeUndefined();
});

test('whatever is read as a placeholder is written the same', () => {
  fc.assert(
    fc.property(fc.string(), (rest) => {
      const given = `junos-fabric-secret:${rest}`;
      const parsed = parseSecretPlaceholder(given);
      expect(parsed === undefined ? given : secretPlaceholder(parsed)).toBe(given);
    }),
  );
});
