import { freeAllocations, moveAllocations } from '../../lib/allocation/edit-lock-file';
import { frozenBecause } from '../../lib/allocation/frozen';
import { poolName } from '../../lib/allocation/pool-name';
import { rdNumberPool, requireApart, routeTargetPool, subnetPool, vniPool } from '../../lib/allocation/pool';
import { readLockFile } from '../../lib/allocation/read-lock-file';
import type { LockFile } from '../../lib/allocation/lock-file';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

type Case = readonly [title: string, action: () => unknown];

/** A lock file with these lines as the allocations of dc1. */
function lockFile(...lines: string[]): string {
  return [
    '{',
    '  "lockVersion": 1,',
    '  "allocations": {',
    '    "dc1": {',
    lines.join(',\n'),
    '    }',
    '  }',
    '}',
  ].join('\n');
}

function reading(title: string, ...lines: string[]): Case {
  return [title, () => readLockFile(lockFile(...lines), 'fabric.lock.json')];
}

function text(title: string, content: string): Case {
  return [title, () => readLockFile(content, 'fabric.lock.json')];
}

const subnets = (prefixes: string[], length = 31): unknown =>
  subnetPool('pools.subnets', 'inet', ['subnet'], prefixes, length);

const RECORDED: LockFile = readLockFile(
  lockFile('"vni VRF_5": "10000"', '"vni VRF_6": "10001 removed"', '"subnet s1 leaf10 et-0/0/1": "172.16.0.0/31"'),
  'fabric.lock.json',
);

const WITH_PASSWORD = JSON.stringify({
  managementAddress: '10.0.0.10',
  managementPort: 830,
  login: { method: 'password', user: 'netops', password: 'no secret belongs here', fromEnv: 'NETOPS' },
  model: 'qfx10002-60c',
  group: 'dc1',
  removalPolicy: 'WITHDRAW',
  knownHosts: 'known_hosts',
  addresses: [],
});

const READING: readonly Case[] = [
  text('an empty file', ''),
  text('no JSON', 'vni VRF_5 = 10000'),
  text('a comma too many', '{ "lockVersion": 1, "allocations": {}, }'),
  text('a file that ends early', '{ "lockVersion": 1,\n  "allocations": {'),
  text('something behind the end', '{ "lockVersion": 1, "allocations": {} }\n}'),
  text('a list', '[]'),
  text('what is nested without end', '{"a":'.repeat(30)),
  text('a merge conflict', lockFile('"vni VRF_5": "10000"', '<<<<<<< HEAD\n"vni VRF_6": "10001"\n=======')),
  text('no version', '{ "allocations": {} }'),
  text('a version that nobody knows yet', '{ "lockVersion": 3, "allocations": {} }'),
  text(
    'a device with a password',
    `{ "lockVersion": 2, "allocations": {}, "members": { "dc1": { "leaf10": ${WITH_PASSWORD} } } }`,
  ),
  text(
    'a device twice',
    '{ "lockVersion": 2, "allocations": {}, "members": { "dc1": { "leaf10": {}, "leaf10": {} } } }',
  ),
  text('no allocations', '{ "lockVersion": 1 }'),
  text('allocations that are none', '{ "lockVersion": 1, "allocations": "dc1" }'),
  text('a member that nobody knows', '{ "lockVersion": 1, "allocations": {}, "pools": {} }'),
  text('a pool name that is none', '{ "lockVersion": 1, "allocations": { "dc 1": {} } }'),
  reading('a kind that nobody knows', '"asn server1": "4220000001"'),
  reading('a key with a word too few', '"subnet server1 leaf10": "172.16.0.0/31"'),
  reading('a key with two blanks', '"vni  VRF_5": "10000"'),
  reading('the ends of a cable the wrong way round', '"link spine1:et-0/0/1 leaf1:et-0/0/48": "172.16.0.0/31"'),
  reading('a VNI out of range', '"vni VRF_5": "16777215"'),
  reading('a VNI that is a number', '"vni VRF_5": 10000'),
  reading('a VNI with a leading zero', '"vni VRF_5": "010000"'),
  reading('an RD number out of range', '"rd VRF_5": "65536"'),
  reading('a route target without "target"', '"route-target VRF_5": "62273:10000"'),
  reading('a subnet with host bits', '"subnet server1 leaf10 et-0/0/15": "172.16.104.1/31"'),
  reading('a subnet in another spelling', '"subnet6 server1 leaf10 et-0/0/15": "2001:DB8::/127"'),
  reading('an IPv6 subnet where an IPv4 one belongs', '"subnet server1 leaf10 et-0/0/15": "2001:db8::/127"'),
  reading('a word behind the value', '"vni VRF_5": "10000 gone"'),
  reading('one key twice', '"vni VRF_5": "10000"', '"rd VRF_5": "1"', '"vni VRF_5": "10001"'),
  reading('one value twice', '"vni VRF_5": "10000"', '"vni VRF_6": "10000 removed"'),
  reading(
    'subnets that overlap',
    '"subnet a leaf1 et-0/0/1": "172.16.0.0/30"',
    '"subnet b leaf1 et-0/0/2": "172.16.0.2/31"',
  ),
  text(
    'one value under two pool names',
    '{ "lockVersion": 1, "allocations": { "dc1": { "vni A": "1" },\n "dc2": { "vni B": "1" } } }',
  ),
];

const POOLS: readonly Case[] = [
  ['a prefix with host bits', () => subnets(['172.16.0.1/16'])],
  ['a prefix without room for one subnet', () => subnets(['172.16.0.0/31'], 30)],
  ['a length that no link has', () => subnets(['172.16.0.0/16'], 32)],
  ['an IPv6 prefix for IPv4 subnets', () => subnets(['2001:db8::/48'])],
  ['prefixes that overlap', () => subnets(['172.16.0.0/16', '172.16.8.0/24'])],
  ['multicast', () => subnets(['224.0.0.0/8'])],
  ['a range that runs backwards', () => rdNumberPool('pools.rdNumbers', '999-1')],
  ['a range beyond what an RD holds', () => rdNumberPool('pools.rdNumbers', '1-65536')],
  ['RD number 0', () => rdNumberPool('pools.rdNumbers', '0-9')],
  ['words', () => vniPool('pools.vnis', 'all')],
  ['nothing', () => vniPool('pools.vnis', '')],
  ['ranges that overlap', () => vniPool('pools.vnis', '10000-19999, 15000')],
  ['a route target without a range of numbers', () => routeTargetPool('pools.routeTargets', '62273:1-9')],
  ['route targets beyond what fits', () => routeTargetPool('pools.routeTargets', 'target:4210000001:1-70000')],
  [
    'pools of two fabrics that overlap',
    () => {
      const [a, b] = [vniPool('pools.vnis', '1-99'), vniPool('pools.vnis', '50-60')];
      requireApart([a, b], (pool) => (pool === a ? 'dc1' : 'dc2'));
    },
  ],
  ['a name with a blank', () => poolName('dc 1')],
  ['a setting that is neither yes nor no', () => frozenBecause({ JUNOS_FABRIC_FROZEN: 'maybe' })],
];

const EDITING: readonly Case[] = [
  ['freeing what is in use', () => freeAllocations(RECORDED, ['vni VRF_5'])],
  ['freeing what is not there', () => freeAllocations(RECORDED, ['vni VRF_7'])],
  ['moving what is not there', () => moveAllocations(RECORDED, { what: 'server', from: 's2', to: 's3' })],
  ['moving to what is removed', () => moveAllocations(RECORDED, { what: 'vrf', from: 'VRF_5', to: 'VRF_6' })],
  ['moving to what is in use', () => moveAllocations(RECORDED, { what: 'vrf', from: 'VRF_6', to: 'VRF_5' })],
  ['moving to what is no name', () => moveAllocations(RECORDED, { what: 'server', from: 's1', to: 's 1' })],
  [
    'moving to a port without device',
    () => moveAllocations(RECORDED, { what: 'port', from: 'leaf10:et-0/0/1', to: 'et-0/0/2' }),
  ],
  [
    'what several names have',
    () =>
      moveAllocations(new Map([...RECORDED, ['dc2', RECORDED.get('dc1') ?? new Map()]]), {
        what: 'vrf',
        from: 'VRF_5',
        to: 'V',
      }),
  ],
];

test('a lock file that is wrong is refused with line, place, what is there and what may be', () => {
  expectGolden('errors/allocation-lock-file.txt', errorTexts(READING));
});

test('pools that cannot be are refused with what can', () => {
  expectGolden('errors/allocation-pools.txt', errorTexts(POOLS));
});

test('an edit of the lock file that would lose something is refused with what to do', () => {
  expectGolden('errors/allocation-edits.txt', errorTexts(EDITING));
});
