import { importFabric } from '../../lib/import/import-fabric';
import { describeImport } from '../../lib/import/import-text';
import { readSet } from '../../lib/junos/formats/set-reader';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { effectProblems } from '../../lib/rollout/group/effect';
import { afterFirstRollout, contentOf } from './first-rollout';
import { runProgram } from './run-program';

const VRF = 'set routing-instances RED';
const LEAF = `set version 21.4R3
set system host-name leaf7
set interfaces et-0/0/4 unit 0 family inet address 10.77.0.0/31
set interfaces lo0 unit 0 family inet address 10.255.0.7/32
set routing-options autonomous-system 4210000001
set policy-options policy-statement FROM-SRV term own from route-filter 10.70.1.0/24 exact
set policy-options policy-statement FROM-SRV term own then accept
set policy-options policy-statement FROM-SRV then reject
${VRF} instance-type vrf
${VRF} interface et-0/0/4.0
${VRF} route-distinguisher 10.255.0.7:7
${VRF} vrf-target target:64500:7
${VRF} protocols evpn ip-prefix-routes advertise direct-nexthop
${VRF} protocols evpn ip-prefix-routes encapsulation vxlan
${VRF} protocols evpn ip-prefix-routes vni 70007
${VRF} protocols bgp group srv type external
${VRF} protocols bgp group srv import FROM-SRV
${VRF} protocols bgp group srv neighbor 10.77.0.1 peer-as 4220000007
`;

/** What an import makes of the leaf with more lines, and what its first rollout would make of the leaf. */
function importOf(...more: readonly string[]) {
  const text = LEAF + more.map((line) => `set ${line}\n`).join('');
  const result = importFabric([{ file: 'leaf7.set', text }], { ownVrfs: false, model: 'qfx10002-60c', fabric: 'dc1' });
  const [device] = result.intent.devices;
  const [report] = result.devices;
  if (device === undefined || report === undefined) throw new Error('the leaf is in no program');
  const content = contentOf(runProgram(result.program), 'leaf7');
  const after = inherit(afterFirstRollout(readSet(text, { unknown: 'keep' }), device, 'dc1', content));
  const lines = (configuration: ReturnType<typeof readSet>): string[] =>
    [...configuration.statements()].map(({ words }) => setLine(words));
  const before = lines(inherit(readSet(text, { unknown: 'keep' })));
  return {
    result,
    device,
    report,
    problems: effectProblems('leaf7', [{ name: 'dc1', content, exclusive: true }], after, new Set()),
    lost: before.filter((line) => !lines(after).includes(line)),
  };
}

const SITE = 'apply-groups SITE';
const RANGE = 'interfaces interface-range SERVERS';

test.each([
  ['a range gives a port its MTU', [`${RANGE} member et-0/0/4`, `${RANGE} mtu 9100`]],
  ['a range gives a port a description', [`${RANGE} member et-0/0/4`, `${RANGE} description servers`]],
  [
    'a range of a group gives a port its MTU',
    [`groups SITE ${RANGE} member et-0/0/4`, `groups SITE ${RANGE} mtu 9100`, SITE],
  ],
  ['a range gives a port what no prop says', [`${RANGE} member et-0/0/4`, `${RANGE} hold-time up 2000 down 0`]],
  ['a group gives all ports their MTU', ['groups SITE interfaces <et-*> mtu 9100', SITE]],
  ['a group gives all ports a description', ['groups SITE interfaces <et-*> description servers', SITE]],
  [
    'a group gives all units what no prop says',
    ['groups SITE interfaces <et-*> unit <*> family inet no-redirects', SITE],
  ],
  [
    'a group gives sessions a hold time',
    ['groups SITE routing-instances <*> protocols bgp group <*> hold-time 30', SITE],
  ],
  [
    'a group gives neighbors a description',
    ['groups SITE routing-instances <*> protocols bgp group <*> neighbor <*> description server', SITE],
  ],
  [
    'a group gives sessions a policy',
    [
      'policy-options policy-statement ALSO then next policy',
      'groups SITE routing-instances <*> protocols bgp group <*> import ALSO',
      SITE,
    ],
  ],
  [
    'a group gives sessions an export policy',
    [
      'policy-options policy-statement OUT then accept',
      'groups SITE routing-instances <*> protocols bgp group <*> export OUT',
      SITE,
    ],
  ],
  [
    'a group gives sessions what no prop says',
    ['groups SITE routing-instances <*> protocols bgp group <*> log-updown', SITE],
  ],
  ['a port says what the schema table does not know', ['interfaces et-0/0/4 never-heard-of 5']],
  [
    'a group says of ports what the schema table does not know',
    ['groups SITE interfaces et-0/0/4 never-heard-of 5', SITE],
  ],
  [
    'a group of sessions says what the schema table does not know',
    ['routing-instances RED protocols bgp group srv never-heard-of 5'],
  ],
  [
    'a group gives neighbors what no prop says',
    ['groups SITE routing-instances <*> protocols bgp group <*> neighbor <*> log-updown', SITE],
  ],
])('%s: the first rollout is not refused, and what was in effect is', (_, lines) => {
  const { lost, problems } = importOf(...lines);
  expect(problems.map(({ message }) => message)).toEqual([]);
  expect(lost.filter((line) => !/ import | export /.test(line))).toEqual([]);
});

test('a value that a range gives and the program says is listed with the range', () => {
  const { report, result } = importOf(`${RANGE} member et-0/0/4`, `${RANGE} mtu 9100`);
  expect(report.given).toEqual([
    {
      line: 'set interfaces et-0/0/4 mtu 9100',
      reason: 'the interface-range SERVERS gives it, as the program says it',
    },
  ]);
  expect(describeImport(result)).toContain('set interfaces et-0/0/4 mtu 9100 (the interface-range SERVERS gives it');
});

test('a group of sessions of which a configuration group says a policy stays with whoever configured it', () => {
  const { device, report } = importOf(
    'policy-options policy-statement ALSO then next policy',
    'groups SITE routing-instances <*> protocols bgp group <*> import ALSO',
    SITE,
  );
  expect(device.peerings).toMatchObject([{ group: 'srv', groupOfOthers: {} }]);
  expect(report.given).toEqual([]);
  expect(report.added).toEqual([]);
});

test('a port that nobody describes stays with others where its sessions do', () => {
  const { device, report } = importOf(
    'groups SITE routing-instances <*> protocols bgp group <*> neighbor <*> description server',
    SITE,
  );
  expect(device.interfaces).toMatchObject([{ port: 'et-0/0/4', portOfOthers: true }]);
  expect(report.added.filter((line) => line.startsWith('set interfaces '))).toEqual([]);
});

test('apply-groups and apply-groups-except stay where they are, and say why', () => {
  const { device, report, result } = importOf(
    'groups SITE interfaces <et-*> mtu 9100',
    SITE,
    'groups MORE interfaces <et-*> description servers',
    'interfaces et-0/0/4 apply-groups-except SITE',
    'interfaces et-0/0/4 apply-groups MORE',
  );
  const ofPort = ['apply-groups MORE', 'apply-groups-except SITE'].map((line) => `set interfaces et-0/0/4 ${line}`);
  for (const line of ofPort) {
    expect(report.leftAlone).toContainEqual({ line, reason: 'which groups apply is up to the device' });
  }
  expect(device.adopted?.map(({ path }) => path)).not.toContain('interfaces et-0/0/4');
  expect(result.program).not.toContain('apply-groups');
  expect(device.interfaces).toMatchObject([{ port: 'et-0/0/4', description: 'servers' }]);
  expect(device.interfaces[0]).not.toHaveProperty('mtu');
});
