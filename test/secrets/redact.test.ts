import fc from 'fast-check';
import { redact, redactMessage } from '../../lib/secrets/redact';

test.each([
  ['+   authentication-key "$9$abcDEF123"; ## SECRET-DATA', '+   authentication-key "<secret>"; ## SECRET-DATA'],
  [
    'set protocols bgp group g authentication-key plain-text',
    'set protocols bgp group g authentication-key "<secret>"',
  ],
  ['secret "$9$xyz"', 'secret "<secret>"'],
  ['encrypted-password "$6$salt$hash"', 'encrypted-password "<secret>"'],
  [
    'set system root-authentication plain-text-password-value x1',
    'set system root-authentication plain-text-password-value "<secret>"',
  ],
  ['set snmp community open authorization read-only', 'set snmp community "<secret>" authorization read-only'],
  [
    'set snmp routing-instance-access access-list x community c restrict',
    'set snmp routing-instance-access access-list x community "<secret>" restrict',
  ],
  ['set policy-options community c members 65000:1', 'set policy-options community c members 65000:1'],
  ['set x y $9$abc.def/', 'set x y "<secret>"'],
  ['set x y "a $6$salt$hash b"', 'set x y "a <secret> b"'],
  [
    'set ospf area 0 interface all authentication md5 1 key abc',
    'set ospf area 0 interface all authentication md5 1 key "<secret>"',
  ],
  [
    'set security ike policy p pre-shared-key ascii-text abc',
    'set security ike policy p pre-shared-key ascii-text "<secret>"',
  ],
  [
    'set security ike policy p pre-shared-key hexadecimal 00ff',
    'set security ike policy p pre-shared-key hexadecimal "<secret>"',
  ],
  ['set system radius-server 10.0.0.9 secret a;b{c', 'set system radius-server 10.0.0.9 secret "<secret>"'],
  [
    'set system ntp authentication-key 5 type md5 value abc',
    'set system ntp authentication-key 5 type md5 value "<secret>"',
  ],
  [
    'set snmp v3 usm local-engine user u privacy-aes128 privacy-key abc',
    'set snmp v3 usm local-engine user u privacy-aes128 privacy-key "<secret>"',
  ],
  ['set snmp v3 snmp-community i community-name abc', 'set snmp v3 snmp-community i community-name "<secret>"'],
  ['set access profile p client c chap-secret "a \\" b" x', 'set access profile p client c chap-secret "<secret>" x'],
  ['set archive-sites ftp://u:pw@10.0.0.1/x', 'set archive-sites ftp://u:<secret>@10.0.0.1/x'],
  ['cak [ one "two 2" ]; x', 'cak [ "<secret>" "<secret>" ]; x'],
  ['set x y z ## SECRET-DATA', 'set x y "<secret>" ## SECRET-DATA'],
  ['x { y [ a b ]; ## SECRET-DATA', 'x { y [ "<secret>" "<secret>" ]; ## SECRET-DATA'],
  ['encrypted-password /* SECRET-DATA */; ## SECRET-DATA', 'encrypted-password /* SECRET-DATA */; ## SECRET-DATA'],
  ['<key><secret>abc</secret><name>n</name></key>', '<key><secret><secret></secret><name>n</name></key>'],
  ['set system authentication-order [ password radius ]', 'set system authentication-order [ password radius ]'],
  ['set system login password minimum-length 10', 'set system login password minimum-length 10'],
  [
    'set system login user u authentication ssh-rsa "ssh-rsa AAAA u"',
    'set system login user u authentication ssh-rsa "ssh-rsa AAAA u"',
  ],
])('%s is shown without its secret', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test('everything else stays as it is', () => {
  const text = '[edit groups dc1 interfaces]\n+   et-0/0/15 {\n+       description "to server1";\n';
  expect(redact(text)).toBe(text);
});

test('a whole configuration is kept without what anybody has put into it, and with the names of BGP communities', () => {
  const text = `system {
    root-authentication {
        encrypted-password "$6$salt$hash1"; ## SECRET-DATA
    }
    login {
        user netops {
            authentication {
                ssh-rsa "ssh-rsa AAAA netops";
            }
        }
    }
    tacplus-server {
        10.0.0.9 secret "$9$hash2"; ## SECRET-DATA
    }
}
snmp {
    community hash3 {
        authorization read-only;
    }
    community hash4;
}
policy-options {
    community blue {
        members 65000:1;
    }
}
security {
    certificates {
        local tls "hash5"; ## SECRET-DATA
    }
}
`;
  const shown = redact(text);
  expect(shown).not.toMatch(/hash\d/);
  expect(shown.match(/"<secret>"/g)).toHaveLength(5);
  expect(shown).toContain('    community blue {\n        members 65000:1;');
  expect(shown).toContain('ssh-rsa "ssh-rsa AAAA netops";');
});

test('a line that ends in the name of a secret hides nothing in the next one', () => {
  const text = 'set services ipx local secret\nset services ipx other things\n';
  expect(redact(text)).toBe(text);
});

test('`show | compare` hides the names of SNMP communities by the hierarchy it names', () => {
  const text =
    '[edit snmp]\n+  community kept { authorization read-only; }\n[edit policy-options]\n+  community blue members 1:1;';
  expect(redact(text)).toBe(text.replace('kept', '"<secret>"'));
});

test('keys are hidden in the braces that say what they are', () => {
  const text = 'authentication {\n    md5 1 {\n        key "abc";\n    }\n}\nkey "abc";';
  expect(redact(text)).toBe('authentication {\n    md5 1 {\n        key "<secret>";\n    }\n}\nkey "abc";');
});

describe('of a private key nothing is shown', () => {
  const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';
  const END = '-----END RSA PRIVATE KEY-----';

  test.each([
    ['in one word', `local grpc "${BEGIN}\\nAAAABBBB\\n${END}\\n"; x`, 'local grpc "<secret>\\n"; x'],
    [
      'behind a certificate',
      `"-----BEGIN CERTIFICATE-----\\nCCCC\\n${BEGIN}\\nAAAABBBB\\n${END}\\n"`,
      '"-----BEGIN CERTIFICATE-----\\nCCCC\\n<secret>\\n"',
    ],
    [
      'on several lines',
      `before\n"${BEGIN}\nProc-Type: 4,ENCRYPTED\n\nAAAABBBB\n${END}";\nafter`,
      'before\n"<secret>\n";\nafter',
    ],
    ['with the signs of a difference', `-  "${BEGIN}\n-  AAAABBBB\n-  ${END}";\n+  x`, '-  "<secret>\n";\n+  x'],
    ['cut off in a word', `error: "${BEGIN}\\nAAAABB" is wrong`, 'error: "<secret>" is wrong'],
    ['cut off at the end', `${BEGIN}\nAAAABBBB\nset a b`, '<secret>\nset a b'],
    ['without its beginning', `at AAAABBBB\\n${END} here`, 'at <secret> here'],
  ])('%s', (_where, text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

test('messages that quote configuration are without its secrets', () => {
  expect(redactMessage('line 3: the statement "radius-server 10.0.0.9 secret abc" lacks its ";"')).toBe(
    'line 3: the statement "radius-server 10.0.0.9 secret <secret>" lacks its ";"',
  );
  expect(redactMessage('"a b" is not a value of "bgp group g authentication-key"; write 1 to 126 characters')).toBe(
    '"<secret>" is not a value of "bgp group g authentication-key"; write 1 to 126 characters',
  );
});

const WORDS = [
  'secret',
  'community',
  'snmp',
  '{',
  '}',
  ';',
  '[',
  ']',
  '"',
  '\\',
  '##',
  ' SECRET-DATA',
  '$9$',
  '://',
  ':',
  '@',
  '<',
  '>',
  ' ',
  '\n',
];

test('whatever stands in the lines before, a secret is hidden', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS, 'a'), { maxLength: 40 }), (words) => {
      const before = words.join('').replaceAll('"', '');
      const shown = redact(`${before}\nsecret "hush-hush";\nset x "hush-hush" ## SECRET-DATA`);
      expect(shown).not.toContain('hush');
    }),
  );
});

test.each([
  ...WORDS,
  'a',
  'secret [ ] ',
  'secret[',
  'secret"x"',
  '"\\',
  '-----BEGIN PRIVATE KEY-----',
  '$1$a;',
  'snmp { community ',
  '<secret',
  '://a:',
  '/*',
])('a text of a hundred thousand signs that repeats %j costs what its length says', (word) => {
  const text = word.repeat(100_000 / word.length);
  expect(redact(text).length).toBeGreaterThan(0);
});
