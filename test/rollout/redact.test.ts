import { redact } from '../../lib/rollout/redact';

test.each([
  ['+   authentication-key "$9$abcDEF123"; ## SECRET-DATA', '+   authentication-key "<secret>"; ## SECRET-DATA'],
  [
    'set protocols bgp group g authentication-key plain-text',
    'set protocols bgp group g authentication-key "<secret>"',
  ],
  ['secret "$9$xyz"', 'secret "<secret>"'],
  ['encrypted-password "$6$salt$hash"', 'encrypted-password "<secret>"'],
  ['set x y $9$abc.def/', 'set x y <secret>'],
])('%s is shown without its secret', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test('everything else stays as it is', () => {
  const text = '[edit groups dc1 interfaces]\n+   et-0/0/15 {\n+       description "to server1";\n';
  expect(redact(text)).toBe(text);
});
