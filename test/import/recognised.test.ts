import type { ImportResult, ImportWishes } from '../../lib/import/import-fabric';
import { importFabric } from '../../lib/import/import-fabric';
import { bgpGroupName, fromServerPolicyName } from '../../lib/render/names';
import { runProgram } from './run-program';

const WISHES: ImportWishes = { ownVrfs: false, model: 'qfx5120-48y-8c', fabric: 'dc1' };

/** A leaf of 10.255.0.n with a port of VRF RED, and what else there is; lines relative to `set`. */
function leaf(number: number, ...more: readonly string[]): { readonly file: string; readonly text: string } {
  const vrf = 'routing-instances RED';
  const lines = [
    `system host-name leaf${number}`,
    `interfaces lo0 unit 0 family inet address 10.255.0.${number}/32`,
    `interfaces et-0/0/50 unit 0 family inet address 10.77.${number}.0/31`,
    'routing-options autonomous-system 4210000001',
    `${vrf} instance-type vrf`,
    `${vrf} interface et-0/0/50.0`,
    `${vrf} route-distinguisher 10.255.0.${number}:7`,
    `${vrf} vrf-target target:64500:7`,
    `${vrf} protocols evpn ip-prefix-routes advertise direct-nexthop`,
    `${vrf} protocols evpn ip-prefix-routes encapsulation vxlan`,
    `${vrf} protocols evpn ip-prefix-routes vni 70007`,
    ...more,
  ];
  return { file: `leaf${number}.set`, text: lines.map((line) => `set ${line}\n`).join('') };
}

/** A group that has the library's shape: one server, and a policy that accepts a prefix and nothing else. */
function server(number: number, prefix: string, description?: string): string[] {
  const group = 'routing-instances RED protocols bgp group web';
  const neighbor = `${group} neighbor 10.77.${number}.1`;
  return [
    `policy-options policy-statement WEB term own from route-filter ${prefix} exact`,
    'policy-options policy-statement WEB term own then accept',
    'policy-options policy-statement WEB then reject',
    `${group} type external`,
    `${group} import WEB`,
    `${neighbor} peer-as 4220000007`,
    ...(description === undefined ? [] : [`${neighbor} description ${description}`]),
  ];
}

function imported(...leaves: readonly ReturnType<typeof leaf>[]): ImportResult {
  return importFabric(leaves, WISHES);
}

describe('sessions of two leaves in groups of one name', () => {
  const P = '10.70.1.0/24';

  test('are one server where they accept the same prefixes', () => {
    const { intent, questions } = imported(leaf(1, ...server(1, P)), leaf(2, ...server(2, P)));
    expect(intent.servers).toMatchObject([{ name: 'web', prefixes: [P] }]);
    expect(questions).toEqual([]);
  });

  test('are one server where they bear one description', () => {
    const { intent } = imported(leaf(1, ...server(1, P, 'rack4')), leaf(2, ...server(2, P, 'rack4')));
    expect(intent.servers).toHaveLength(1);
  });

  test.each([
    ['the prefixes differ', server(2, '10.70.2.0/24')],
    ['a description says otherwise', server(2, P, 'another')],
  ])('stay single sessions where %s, and the report asks', (_, second) => {
    const { intent, program, questions } = imported(leaf(1, ...server(1, P, 'rack4')), leaf(2, ...second));
    expect(intent.servers).toEqual([]);
    expect(program).not.toContain('MultihomedServer');
    expect(questions).toEqual([
      expect.stringMatching(
        /^Is web \(AS 4220000007\) in RED one server, on leaf1 et-0\/0\/50\.0, leaf2 et-0\/0\/50\.0\?/,
      ),
    ]);
  });

  test('of several AS numbers are no question', () => {
    const other = server(2, '10.70.2.0/24').map((line) => line.replace('4220000007', '4220000008'));
    expect(imported(leaf(1, ...server(1, P)), leaf(2, ...other)).questions).toEqual([]);
  });
});

/** A group of the library with both families of a server. */
function bothFamilies(number: number, prefixes: Readonly<Record<'inet' | 'inet6', string>>): string[] {
  const ofFamily = (family: 'inet' | 'inet6', network: string): string[] => {
    const policy = fromServerPolicyName('RED', bgpGroupName('web', family));
    const neighbor = `routing-instances RED protocols bgp group web neighbor ${network}1`;
    return [
      `policy-options policy-statement ${policy} term own from route-filter ${prefixes[family]} exact`,
      `policy-options policy-statement ${policy} term own then accept`,
      `policy-options policy-statement ${policy} then reject`,
      `${neighbor} peer-as 4220000007`,
      `${neighbor} import ${policy}`,
      `${neighbor} family ${family} unicast`,
    ];
  };
  return [
    `interfaces et-0/0/50 unit 0 family inet6 address 2001:db8:77:${number}::/127`,
    'routing-instances RED protocols bgp group web type external',
    ...ofFamily('inet', `10.77.${number}.`),
    ...ofFamily('inet6', `2001:db8:77:${number}::`),
  ];
}

test('a group with both families is the fabric’s also where its sessions stay single', () => {
  const { intent, program } = imported(
    leaf(1, ...bothFamilies(1, { inet: '10.70.1.0/24', inet6: '2001:db8:70:1::/64' })),
    leaf(2, ...bothFamilies(2, { inet: '10.70.2.0/24', inet6: '2001:db8:70:2::/64' })),
  );
  expect(intent.servers).toEqual([]);
  const sessions = intent.devices.flatMap(({ peerings }) => peerings);
  expect(sessions.map(({ dualStackGroup, groupOfOthers }) => [dualStackGroup, groupOfOthers])).toEqual(
    Array.from({ length: 4 }, () => [true, undefined]),
  );
  expect(() => runProgram(program)).not.toThrow();
});

test('a group that two servers share stays with whoever configured it', () => {
  const group = 'routing-instances RED protocols bgp group web';
  const { devices, intent } = imported(
    leaf(
      1,
      ...server(1, '10.70.1.0/24', 'one'),
      'interfaces et-0/0/51 unit 0 family inet address 10.78.1.0/31',
      'routing-instances RED interface et-0/0/51.0',
      `${group} neighbor 10.78.1.1 peer-as 4220000007`,
      `${group} neighbor 10.78.1.1 description another`,
    ),
  );
  expect(intent.devices[0]?.peerings).toMatchObject([
    { neighbor: '10.77.1.1', groupOfOthers: {} },
    { neighbor: '10.78.1.1', groupOfOthers: {} },
  ]);
  expect(devices[0]?.added).toEqual([]);
  expect(devices[0]?.reproduced).not.toContain(`set ${group} import WEB`);
});

test.each([
  ['says what no prop says', ['interfaces et-0/0/51 hold-time up 2000 down 0']],
  [
    'has what no prop says from a range',
    ['interfaces interface-range R member et-0/0/51', 'interfaces interface-range R hold-time up 2000 down 0'],
  ],
])('a server with two ports, one of which %s, stays with its ports and group', (_, lines) => {
  const group = 'routing-instances RED protocols bgp group web';
  const { devices, intent, program } = imported(
    leaf(
      1,
      ...server(1, '10.70.1.0/24'),
      'interfaces et-0/0/51 unit 0 family inet address 10.78.1.0/31',
      'routing-instances RED interface et-0/0/51.0',
      `${group} neighbor 10.78.1.1 peer-as 4220000007`,
      ...lines,
    ),
  );
  expect(intent.servers).toEqual([]);
  expect(intent.devices[0]?.peerings).toMatchObject([{ groupOfOthers: {} }, { groupOfOthers: {} }]);
  expect(intent.devices[0]?.interfaces).toMatchObject([{ portOfOthers: true }, { portOfOthers: true }]);
  expect(devices[0]?.added).toEqual([]);
  expect(() => runProgram(program)).not.toThrow();
});

describe('a model', () => {
  test('outside the table is a custom one, with a question', () => {
    const { program, questions } = importFabric([leaf(1)], { ...WISHES, model: 'qfx5999-99z' });
    expect(program).toContain("QfxModel.custom({ name: 'qfx5999-99z', like: QfxModel.QFX5120_48Y");
    expect(questions).toEqual([expect.stringContaining('What are the ports of qfx5999-99z (leaf1)?')]);
    expect(() => runProgram(program)).not.toThrow();
  });

  test('of the table with a port that it has not there is a custom one with that port', () => {
    const lines = leaf(1).text.replaceAll('et-0/0/50', 'et-1/0/9');
    const { program, questions } = importFabric([{ file: 'leaf1.set', text: lines }], WISHES);
    expect(program).toContain("{ first: 'et-1/0/9', last: 'et-1/0/9' }");
    expect(questions).toEqual([expect.stringContaining('What are the ports of qfx5120-48y-8c (leaf1)?')]);
    expect(() => runProgram(program)).not.toThrow();
  });

  test('of the table with its own ports is that model, without a question', () => {
    const { program, questions } = imported(leaf(1));
    expect(program).toContain('model: QfxModel.QFX5120_48Y,');
    expect(questions).toEqual([]);
  });
});

describe('a policy that accepts everything and sets an attribute', () => {
  const GROUP = 'routing-instances RED protocols bgp group web';
  const with2 = (direction: 'import' | 'export', ...actions: readonly string[]): ImportResult =>
    imported(
      leaf(
        1,
        ...actions.map((action) => `policy-options policy-statement ALL then ${action}`),
        'policy-options policy-statement ALL then accept',
        `${GROUP} type external`,
        `${GROUP} ${direction} ALL`,
        `${GROUP} neighbor 10.77.1.1 peer-as 4220000007`,
      ),
    );

  test.each([['import'], ['export']] as const)('is not "accepts anything", as its %s policy', (direction) => {
    const { devices, intent } = with2(direction, 'local-preference 200');
    const [session] = intent.devices[0]?.peerings ?? [];
    expect(session?.[direction === 'import' ? 'importPolicies' : 'exportPolicies']).toEqual(['ALL']);
    expect(devices[0]?.adopted.join()).not.toContain('ALL');
    expect(devices[0]?.added).toEqual([]);
  });
});

test('groups of a DHCP relay in a VRF are no BGP groups, and stay where they are', () => {
  const relay = 'routing-instances RED forwarding-options dhcp-relay';
  const lines = [
    `${relay} server-group DHCP 10.9.9.9`,
    `${relay} group USERS active-server-group DHCP`,
    `${relay} group USERS interface irb.10`,
  ];
  const { devices, intent } = imported(leaf(1, ...server(1, '10.70.1.0/24'), ...lines));
  for (const line of lines) {
    const listed = devices[0]?.leftAlone.find((one) => one.line === `set ${line}`);
    expect(listed?.reason).toMatch(/^RED stays with whoever configured it|^the schema table does not know it$/);
  }
  expect(intent.devices[0]?.statements).toBeUndefined();
});

test('AS numbers with a dot are numbers in sessions of groups of others, too', () => {
  const group = 'routing-instances RED protocols bgp group web';
  const { devices, intent, program } = imported(
    leaf(1, `${group} type external`, `${group} peer-as 64391.7`, `${group} neighbor 10.77.1.1 hold-time 30`),
  );
  expect(intent.devices[0]?.peerings).toMatchObject([{ peerAsn: 64391 * 65536 + 7, groupOfOthers: {} }]);
  expect(program).toContain(`peerAsn: ${64391 * 65536 + 7}`);
  expect(devices[0]?.added).toEqual([]);
});

test('BFD of a neighbor without a multiplier is as it was, and nothing is added', () => {
  const group = 'routing-instances RED protocols bgp group web';
  const line = `${group} neighbor 10.77.1.1 bfd-liveness-detection minimum-interval 900`;
  const { devices, program } = imported(
    leaf(1, `${group} type external`, `${group} neighbor 10.77.1.1 peer-as 4220000007`, line),
  );
  expect(devices[0]?.added).toEqual([]);
  expect(runProgram(program).device('leaf1').setLines()).toContain(`set ${line}`);
});
