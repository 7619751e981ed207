import { redact } from '../../lib/secrets/redact';
import { redactConfiguration } from '../../lib/rollout/group/redact-configuration';

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
  ['set x y $9$abc.def/', 'set x y <secret>'],
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
  const shown = redactConfiguration(text);
  expect(shown).not.toMatch(/hash\d/);
  expect(shown.match(/"<secret>"/g)).toHaveLength(5);
  expect(shown).toContain('    community blue {\n        members 65000:1;');
  expect(shown).toContain('ssh-rsa "ssh-rsa AAAA netops";');
});
