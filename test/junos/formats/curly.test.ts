import { Configuration } from '../../../lib/junos/tree/configuration';
import { readCurly } from '../../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../../lib/junos/formats/curly-writer';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';

/** The way Junos prints each of these; every one reads back as it stands. */
const PRINTED: readonly (readonly [title: string, text: string])[] = [
  [
    'a policy: one leaf in from or then stands on the line, lists and several statements in braces',
    `policy-options {
    prefix-list L {
        10.1.5.0/24;
        10.1.6.0/24;
    }
    policy-statement P {
        term A {
            from protocol direct;
            then accept;
        }
        term B {
            from {
                protocol [ bgp direct ];
                route-filter 10.0.0.0/8 orlonger;
                route-filter 10.1.0.0/16 upto /24;
            }
            then {
                metric 10;
                community add X;
                next term;
            }
        }
        term C {
            from {
                prefix-list L;
                prefix-list-filter L orlonger;
            }
        }
        then reject;
    }
    community X members target:65000:1;
    community Y {
        invert-match;
        members [ 65000:1 65000:2 ];
    }
    as-path A ".*(65000|65001)";
}
`,
  ],
  [
    'servers of a DHCP relay: their addresses stand bare, one a line',
    `routing-instances {
    blue {
        forwarding-options {
            dhcp-relay {
                server-group {
                    blue {
                        10.10.0.200;
                        10.10.0.201;
                    }
                }
                group blue {
                    active-server-group blue;
                    interface irb.1400;
                }
            }
        }
    }
}
`,
  ],
  [
    'families, with and without statements of their own',
    `interfaces {
    et-0/0/15 {
        unit 0 {
            family inet {
                address 172.16.104.1/30;
                address 172.16.104.5/30 {
                    primary;
                }
            }
            family mpls;
        }
    }
}
`,
  ],
  [
    'statements on one line with everything in them',
    `interfaces {
    et-0/0/0 {
        ether-options {
            802.3ad ae1;
        }
    }
    et-0/0/1 {
        unit 5 {
            vlan-tags outer 5 inner 6;
        }
    }
}
routing-options {
    autonomous-system 4210000001 loops 2;
}
protocols {
    bgp {
        group G {
            family inet {
                unicast {
                    prefix-limit {
                        maximum 1000;
                        teardown 80 idle-timeout 5;
                    }
                }
            }
            local-as 4200000010 private;
        }
    }
}
`,
  ],
  [
    'a group, with what applies it and a macro',
    `groups {
    dc1 {
        apply-macro junos-fabric {
            change-id 42;
            digest abc;
        }
        interfaces {
            <et-*> {
                mtu 9216;
            }
        }
    }
    inactive: dc2 {
        system {
            host-name leaf10;
        }
    }
}
apply-groups [ dc1 dc2 ];
`,
  ],
  [
    'comments and inactive statements, which are not collapsed into one line',
    `/* all of it */
policy-options {
    policy-statement P {
        /* first line
           second line */
        inactive: term A {
            from protocol direct;
            then {
                inactive: accept;
            }
        }
        inactive: then reject;
    }
}
protocols {
    bgp {
        group G {
            import A;
            /* not now */
            inactive: import B;
            import [ C D ];
            inactive: family inet {
                unicast;
            }
            /* on the container */
            inactive: multipath {
                multiple-as;
            }
        }
    }
}
`,
  ],
  [
    'system statements',
    `system {
    host-name leaf10;
    root-authentication {
        encrypted-password $6$salt$hash;
        ssh-ed25519 "ssh-ed25519 AAAA netops";
    }
    login {
        user netops {
            uid 2000;
            class super-user;
        }
        message "two words";
    }
    services {
        netconf {
            ssh;
        }
        ssh {
            root-login allow;
        }
    }
    syslog {
        file messages {
            any notice;
            authorization info;
        }
    }
}
`,
  ],
];

test.each(PRINTED)('%s', (_title, text) => {
  expect(writeCurly(readCurly(text))).toBe(text);
});

test('set lines and curly text say the same', () => {
  for (const [, text] of PRINTED) {
    const configuration = readCurly(text);
    expect(readSet(writeSet(configuration)).equals(configuration)).toBe(true);
  }
});

test('white space, line breaks and collapsed statements make no difference', () => {
  const [, text] = PRINTED[0] ?? ['', ''];
  const squeezed = text.replace(/\s+/g, ' ');
  expect(readCurly(squeezed).equals(readCurly(text))).toBe(true);
  const expanded = text.replace('from protocol direct;', 'from { protocol direct; }').replaceAll('\n', '\r\n');
  expect(readCurly(expanded).equals(readCurly(text))).toBe(true);
});

test('a statement given twice is merged', () => {
  const configuration = readCurly('system { host-name a; } system { host-name b; time-zone UTC; }');
  expect(writeSet(configuration)).toBe('set system host-name b\nset system time-zone UTC\n');
});

test('comments before a statement are kept, those behind it and those Junos writes for the reader are dropped', () => {
  const configuration = readCurly(`## Last changed: 2019-05-06
# first
/* second */
system { /* dropped */
    host-name a; # dropped
    # last in its block, dropped
}
`);
  expect(writeCurly(configuration)).toBe('/* first\n   second */\nsystem {\n    host-name a;\n}\n');
});

test('nothing is written of nothing', () => {
  expect(writeCurly(new Configuration())).toBe('');
});

test('a list may have its entries in common braces', () => {
  const common = readCurly('protocols { bgp { group { G { type external; } } } }');
  expect(common.equals(readSet('set protocols bgp group G type external'))).toBe(true);
});

test('an empty container that means nothing is dropped, one that means something stays', () => {
  expect(writeSet(readCurly('protocols { bgp { group G { family inet { unicast; } } } } routing-options { }'))).toBe(
    'set protocols bgp group G family inet unicast\n',
  );
});

test('hostile text ends in an error, at once', () => {
  const deep = 'a {'.repeat(100_000);
  expect(() => readCurly(deep)).toThrow('braces are nested deeper than 64');
  expect(() => readCurly('system { host-name a; '.repeat(50))).toThrow(/^line 1: /);
  expect(() => readCurly('x '.repeat(100_000))).toThrow('lacks its ";"');
  expect(() => readCurly('"'.repeat(100_001))).toThrow(/^line 1: /);
  expect(() => readCurly('/* '.repeat(100_000))).toThrow('a comment begins here and does not end');
});
