import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Configuration } from '../../lib/junos/tree/configuration';
import { load } from '../../lib/junos/load/load';
import { readSet } from '../../lib/junos/formats/set-reader';
import { commitProblems } from '../../lib/emulator/junos/commit-checks/commit-problems';
import { readCapture } from '../../lib/capture/read-capture';
import { describeWithShared } from '../support/shared';
import { guideLines } from './support/guide';

const messages = (lines: string) => commitProblems(readSet(lines)).map(({ message }) => message);

const BGP = 'set routing-options autonomous-system 65000\nset protocols bgp group G type external\n';
const VRF = [
  'set routing-instances A instance-type vrf',
  'set routing-instances A route-distinguisher 10.0.0.1:1',
  'set routing-instances A vrf-target target:65000:1',
  '',
].join('\n');

test('the guide’s leaf passes', () => {
  expect(messages(`set routing-options autonomous-system 4210000001\n${guideLines(10)}`)).toEqual([]);
});

test.each([
  [
    'an internal group that shows another AS number than the device’s',
    [
      'set routing-options autonomous-system 64999',
      'set protocols bgp group RR type internal',
      'set protocols bgp group RR local-address 10.9.0.1',
      'set protocols bgp group RR local-as 64900',
      'set protocols bgp group RR neighbor 10.9.0.7',
    ],
  ],
  [
    'an internal neighbor whose AS number is that of local-as',
    [
      'set routing-options autonomous-system 64999',
      'set protocols bgp group RR type internal',
      'set protocols bgp group RR neighbor 10.9.0.7 local-as 64900',
      'set protocols bgp group RR neighbor 10.9.0.7 peer-as 64900',
    ],
  ],
  [
    'a native VLAN of a trunk',
    [
      'set interfaces xe-0/0/4:2 native-vlan-id 12',
      'set interfaces xe-0/0/4:2 unit 0 family ethernet-switching interface-mode trunk',
      'set interfaces xe-0/0/4:2 unit 0 family ethernet-switching vlan members all',
    ],
  ],
  ...['fxp0', 'em0', 'me0', 'vme', 're0:mgmt-0'].map((port): [string, string[]] => [
    `the network of ${port} a second time, where management has an instance of its own`,
    [
      'set system management-instance',
      `set interfaces ${port} unit 0 family inet address 192.0.2.9/24`,
      'set interfaces et-0/0/1 unit 0 family inet address 192.0.2.1/30',
    ],
  ]),
])('what devices have committed passes: %s', (_, lines) => {
  expect(messages(lines.join('\n'))).toEqual([]);
});

test.each([
  [
    'the network of the management port a second time',
    'set interfaces fxp0 unit 0 family inet address 192.0.2.9/24\nset interfaces et-0/0/1 unit 0 family inet address 192.0.2.1/30',
    ['Overlapping subnet is configured'],
  ],
  [
    'two management ports in one network of their instance',
    'set system management-instance\nset interfaces em0 unit 0 family inet address 192.0.2.9/24\nset interfaces em1 unit 0 family inet address 192.0.2.10/24',
    ['Overlapping subnet is configured'],
  ],
  [
    'a native VLAN of an access port',
    'set interfaces et-0/0/1 native-vlan-id 5\nset interfaces et-0/0/1 unit 0 family ethernet-switching interface-mode access',
    ['native-vlan-id can be specified with flexible-vlan-tagging mode or with interface-mode trunk'],
  ],
  [
    'a policy that is not defined',
    `${BGP}set protocols bgp group G neighbor 10.0.0.2 peer-as 65001\nset protocols bgp group G export P`,
    ['Policy error: Policy P referenced but not defined', 'BGP: export list not applied'],
  ],
  [
    'a policy list at a neighbor in a VRF',
    `${BGP}${VRF}set routing-instances A protocols bgp group G neighbor 10.0.0.2 peer-as 65001\nset routing-instances A protocols bgp group G neighbor 10.0.0.2 import P`,
    ['Policy error: Policy P referenced but not defined', 'BGP: import list not applied'],
  ],
  [
    'a policy of ip-prefix-routes',
    `${VRF}set routing-instances A protocols evpn ip-prefix-routes export P`,
    ['Policy error: Policy P referenced but not defined'],
  ],
  [
    'a community that is not defined',
    'set policy-options policy-statement P term T then community add C',
    ['Policy error: Community C referenced but not defined'],
  ],
  ['a group that is not defined', 'set apply-groups dc1', ["configuration group 'dc1' is not defined"]],
  [
    'an external peer without AS number',
    `${BGP}set protocols bgp group G neighbor 10.0.0.2`,
    ['Error in neighbor 10.0.0.2 of group G. Peer AS number must be configured for an external peer'],
  ],
  [
    'an external peer in the own AS',
    `${BGP}set protocols bgp group G neighbor 10.0.0.2 peer-as 65000`,
    ["Error in neighbor 10.0.0.2 of group G. External peer's AS (65000) must not be the same as the local AS (65000)"],
  ],
  [
    'an internal peer in another AS',
    'set routing-options autonomous-system 65000\nset protocols bgp group G type internal\nset protocols bgp group G neighbor 10.0.0.2 peer-as 65001',
    ["Error in neighbor 10.0.0.2 of group G. Internal peer's AS must be the same as local AS"],
  ],
  [
    'BGP without an AS number',
    'set protocols bgp group G type external\nset protocols bgp group G neighbor 10.0.0.2 peer-as 65001',
    ['must define local autonomous system when enabling BGP'],
  ],
  [
    'a VLAN on an untagged port',
    'set interfaces et-0/0/1 unit 0 vlan-id 5',
    ['VLAN-ID can only be specified on tagged ethernet interfaces'],
  ],
  [
    'a tagged unit without VLAN',
    'set interfaces et-0/0/1 flexible-vlan-tagging\nset interfaces et-0/0/1 unit 5 family inet address 10.0.0.1/30',
    ['VLAN-ID must be specified on tagged ethernet interfaces'],
  ],
  [
    'a unit of an untagged port that is not 0',
    'set interfaces et-0/0/1 unit 5 family inet address 10.0.0.1/30',
    ['Only unit 0 is valid for this encapsulation'],
  ],
  [
    'a native VLAN without flexible tagging',
    'set interfaces et-0/0/1 vlan-tagging\nset interfaces et-0/0/1 native-vlan-id 5',
    ['native-vlan-id can be specified with flexible-vlan-tagging mode or with interface-mode trunk'],
  ],
  [
    'one VLAN on two units',
    'set interfaces et-0/0/1 vlan-tagging\nset interfaces et-0/0/1 unit 1 vlan-id 5\nset interfaces et-0/0/1 unit 2 vlan-id 5',
    ['duplicate VLAN-ID 5 on interface et-0/0/1'],
  ],
  ['a huge MTU', 'set interfaces et-0/0/1 mtu 9300', ['Value 9300 is not within range (256..9216)']],
  [
    'a logical interface in two instances',
    `${VRF}${VRF.replaceAll(' A ', ' B ').replace('10.0.0.1:1', '10.0.0.1:2')}set routing-instances A interface et-0/0/1.0\nset routing-instances B interface et-0/0/1.0`,
    ['interface et-0/0/1.0 is already in routing instance A'],
  ],
  [
    'one route distinguisher twice',
    `${VRF}${VRF.replaceAll(' A ', ' B ')}`,
    ['route-distinguisher value must be unique across all routing instances'],
  ],
  [
    'a vrf without route distinguisher and target',
    'set routing-instances A instance-type vrf',
    [
      'route-distinguisher must be configured for instance-type vrf',
      'vrf-target, or vrf-import and vrf-export, must be configured for instance-type vrf',
    ],
  ],
  [
    'type-5 routes outside a vrf',
    'set routing-instances A instance-type virtual-router\nset routing-instances A protocols evpn ip-prefix-routes advertise direct-nexthop',
    ['ip-prefix-routes must be configured with instance-type vrf'],
  ],
  [
    'a VNI without its encapsulation',
    `${VRF}set routing-instances A protocols evpn ip-prefix-routes advertise direct-nexthop\nset routing-instances A protocols evpn ip-prefix-routes vni 5`,
    ['vni must be configured with encapsulation vxlan'],
  ],
  [
    'overlapping subnets',
    'set interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/24\nset interfaces et-0/0/2 unit 0 family inet address 10.0.0.9/30',
    ['Overlapping subnet is configured'],
  ],
  [
    'one address on two ports',
    'set interfaces et-0/0/1 unit 0 family inet address 10.0.0.1/30\nset interfaces et-0/0/2 unit 0 family inet address 10.0.0.1/30',
    ['Cannot have the same local address on different units of an interface'],
  ],
  [
    'a hold time of two seconds',
    `${BGP}set protocols bgp group G neighbor 10.0.0.2 peer-as 65001\nset protocols bgp group G hold-time 2`,
    ['hold-time 2 must be 0 or at least 3 seconds'],
  ],
])('%s is refused', (_, lines, expected) => {
  expect(messages(lines)).toEqual(expected);
});

test('overlapping subnets in different instances are no conflict', () => {
  const lines = `${VRF}set routing-instances A interface et-0/0/2.0\n`;
  const port = (name: string) => `set interfaces ${name} unit 0 family inet address 10.0.0.1/30\n`;
  expect(messages(lines + port('et-0/0/1') + port('et-0/0/2'))).toEqual([]);
});

test('what is inactive is not checked', () => {
  const lines = 'set interfaces et-0/0/1 unit 5 family inet address 10.0.0.1/30\ndeactivate interfaces et-0/0/1 unit 5';
  expect(messages(lines)).toEqual([]);
});

test('what a group brings is checked', () => {
  const lines = 'set groups g interfaces et-0/0/1 unit 5 family inet address 10.0.0.1/30\nset apply-groups g';
  expect(messages(lines)).toEqual(['Only unit 0 is valid for this encapsulation']);
});

/**
 * Verdicts on statements that the schema table leaves out, because the library never writes or reads them: the emulator
 * refuses them for that reason, so they say nothing about host bits.
 */
const OUTSIDE_THE_TABLE: Readonly<Record<string, string>> = {
  'accepts-snmp.set': 'no statement "snmp" at the top of the configuration',
  'rejects-firewall-address.set': 'no statement "firewall" at the top of the configuration',
  'rejects-firewall-next-ip.set': 'no statement "firewall" at the top of the configuration',
};

describeWithShared('verdicts of Junos 25.4 on host bits', ['configs', 'commit-check'], (folder) => {
  const verdicts = readdirSync(folder)
    .filter((name) => name.endsWith('.set'))
    .sort();

  test.each(verdicts)('%s', (name) => {
    const lines = readFileSync(path.join(folder, name), 'utf8');
    const outside = OUTSIDE_THE_TABLE[name];
    const candidate = new Configuration();
    const loading = () => load(candidate, { action: 'set', format: 'set', content: lines });
    if (outside !== undefined) {
      expect(loading).toThrow(outside);
      return;
    }
    loading();
    const accepted = commitProblems(candidate).length === 0;
    expect(accepted).toBe(name.startsWith('accepts-'));
  });
});

describeWithShared('the reference configurations pass', ['reference', 'junos-samples'], (folder) => {
  test.each(['leaf10', 'leaf11', 'leaf12', 'spine1'])('%s', (name) => {
    expect(messages(readFileSync(path.join(folder, `${name}.set`), 'utf8'))).toEqual([]);
  });
});

/** One published file lacks a semicolon. */
const LACKING = /^(\s*cak "[^"]*")(?! *;)/m;

describeWithShared('what devices run in published fabrics', ['configs'], (folder) => {
  const files = ['jvd', 'device-truth'].flatMap((part) =>
    readdirSync(path.join(folder, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:conf|set)$/.test(name))
      .map((name) => path.join(part, name)),
  );

  test.each(files)('%s passes', (name) => {
    const text = readFileSync(path.join(folder, name), 'utf8').replace(LACKING, '$1;');
    expect(commitProblems(readCapture(name, text))).toEqual([]);
  });
});
