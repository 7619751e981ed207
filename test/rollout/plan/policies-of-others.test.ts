import type { DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import type { ChangePlan } from '../../../lib/rollout/plan/change-plan';
import { prefixRejected, prefixRejectedTowardSome, prefixUndecided } from '../../../lib/rollout/plan/errors';
import { plan } from '../../../lib/rollout/plan/plan';
import type { StoppedPrefixes } from '../../../lib/reachability/passage';
import { expectGolden } from '../../support/golden';
import { GuideLab } from '../support/guide-lab';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;
const VRF = 'set routing-instances VRF_5';
const TYPE_FIVE = `${VRF} protocols evpn ip-prefix-routes`;
const OVERLAY = 'set protocols bgp group OVERLAY-BGP';
const TARGET = 'target:62273:16776000';

/** A policy that tells the fabric's prefix from others only where it rejects. */
function rejecting(name: string, term = 'not-here'): string[] {
  return [
    `set policy-options policy-statement ${name} term ${term} from route-filter 10.1.5.0/24 exact`,
    `set policy-options policy-statement ${name} term ${term} then reject`,
  ];
}

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
  for (const leaf of LEAVES) guide.leaf(leaf).edit(vrfOfOthers(leaf).join('\n'));
});
afterEach(async () => {
  await guide.stop();
});

/** VRF_5 as somebody else makes it, who lets in what servers announce. */
function vrfOfOthers(leaf: string): string[] {
  return [
    `${VRF} instance-type vrf`,
    `${VRF} route-distinguisher 192.168.1.${leaf.slice(-2)}:5`,
    `${VRF} vrf-target ${TARGET}`,
    `${VRF} routing-options multipath`,
    `${TYPE_FIVE} advertise direct-nexthop`,
    `${TYPE_FIVE} encapsulation vxlan`,
    `${TYPE_FIVE} vni 16776000`,
    `${TYPE_FIVE} export THEIRS`,
    'set policy-options policy-statement THEIRS term servers from protocol bgp',
    'set policy-options policy-statement THEIRS term servers then accept',
    'set policy-options policy-statement THEIRS term rest then reject',
  ];
}

/** The guide's server in that VRF. */
function fabric(change: (device: DeviceIntent) => Partial<DeviceIntent> = () => ({})): FabricIntent {
  const own = guide.fabric();
  return {
    ...own,
    vrfs: own.vrfs.map(({ constructPath, name }) => ({ constructPath, name, owned: false })),
    devices: own.devices.map((device) => ({ ...device, ...change(device) })),
  };
}

/** The same with a spine that the fabric has nothing on. */
function withSpine(): FabricIntent {
  const own = fabric();
  const [leaf] = own.devices;
  if (leaf === undefined) throw new Error('there is no leaf');
  const spine: DeviceIntent = {
    ...leaf,
    hostname: 'spine1',
    constructPath: 'dc1/spine1',
    role: 'spine',
    loopback: '192.168.0.1',
    prerequisites: { autonomousSystem: 'PRESENT', forwardingTableExport: 'PRESENT' },
    vrfs: [],
    interfaces: [],
    peerings: [],
  };
  return { ...own, devices: [...own.devices, spine] };
}

function planned(wanted = fabric()): Promise<ChangePlan> {
  return plan(guide.manifest(wanted), guide.options);
}

function said({ devices }: ChangePlan, kind: 'refusals' | 'warnings'): string[] {
  return devices.flatMap((one) => one[kind].map(({ message }) => message));
}

/** Somebody's way of dropping the fabric's prefix, and of mending that. */
interface Drop {
  readonly where: string;
  readonly on: readonly string[];
  readonly lines: readonly string[];
  readonly mended: readonly string[];
  /** What the plan names. */
  readonly named: string;
  readonly wanted?: () => FabricIntent;
}

const DROPS: readonly Drop[] = [
  {
    where: 'the type-5 export',
    on: ['leaf10'],
    lines: ['delete policy-options policy-statement THEIRS term servers'],
    mended: [
      'set policy-options policy-statement THEIRS term servers from protocol bgp',
      'set policy-options policy-statement THEIRS term servers then accept',
      'insert policy-options policy-statement THEIRS term servers before term rest',
    ],
    named:
      'leaf10 would not carry 10.1.5.0/24 of server1: `routing-instances VRF_5 protocols evpn ip-prefix-routes export THEIRS` rejects it: term rest of policy THEIRS',
  },
  {
    where: 'the type-5 import',
    on: ['leaf11'],
    lines: [...rejecting('IN'), `${TYPE_FIVE} import IN`],
    mended: [`delete routing-instances VRF_5 protocols evpn ip-prefix-routes import`],
    named:
      'leaf11 would not carry 10.1.5.0/24 of server1: `routing-instances VRF_5 protocols evpn ip-prefix-routes import IN` rejects it: term not-here of policy IN',
  },
  {
    where: 'vrf-export',
    on: ['leaf10'],
    lines: [
      ...rejecting('OUT'),
      `set policy-options community RT members ${TARGET}`,
      'set policy-options policy-statement OUT term rest then community add RT',
      'set policy-options policy-statement OUT term rest then accept',
      `${VRF} vrf-export OUT`,
    ],
    mended: ['delete policy-options policy-statement OUT term not-here'],
    named: '`routing-instances VRF_5 vrf-export OUT` rejects it: term not-here of policy OUT',
  },
  {
    where: 'a vrf-export that gives no route target',
    on: ['leaf10'],
    lines: ['set policy-options policy-statement OUT then accept', `${VRF} vrf-export OUT`],
    mended: [
      `set policy-options community RT members ${TARGET}`,
      'set policy-options policy-statement OUT then community add RT',
    ],
    named: '`routing-instances VRF_5 vrf-export OUT` gives it no route target',
  },
  {
    where: 'vrf-import',
    on: ['leaf12'],
    lines: [
      `set policy-options community RT members ${TARGET}`,
      'set policy-options policy-statement IN term ours from protocol bgp',
      'set policy-options policy-statement IN term ours from community RT',
      'set policy-options policy-statement IN term ours from route-filter 10.9.0.0/16 orlonger',
      'set policy-options policy-statement IN term ours then accept',
      `${VRF} vrf-import IN`,
    ],
    mended: ['set policy-options policy-statement IN term ours from route-filter 10.1.0.0/16 orlonger'],
    named:
      'no term of `routing-instances VRF_5 vrf-import IN` accepts it, so that nothing of that comes into VRF_5 there',
  },
  {
    where: 'vrf-target',
    on: ['leaf12'],
    lines: [`${VRF} vrf-target target:62273:1`],
    mended: [`${VRF} vrf-target ${TARGET}`],
    named: '`routing-instances VRF_5 vrf-target target:62273:1` is another route target than that of the fabric',
    wanted: () => {
      const own = fabric();
      return { ...own, vrfs: own.vrfs.map((vrf) => ({ ...vrf, routeTarget: TARGET })) };
    },
  },
  {
    where: "the overlay's export on a leaf",
    on: ['leaf10'],
    lines: [...rejecting('UP'), `${OVERLAY} export UP`, `${OVERLAY} vpn-apply-export`],
    mended: ['delete protocols bgp group OVERLAY-BGP vpn-apply-export'],
    named:
      '`protocols bgp group OVERLAY-BGP export UP` rejects it: term not-here of policy UP, so that 192.168.0.1 and 192.168.0.2 of the overlay are not told',
  },
  {
    where: "the overlay's import on a leaf",
    on: ['leaf11'],
    lines: [...rejecting('DOWN'), `${OVERLAY} import DOWN`],
    mended: ['delete protocols bgp group OVERLAY-BGP import'],
    named:
      '`protocols bgp group OVERLAY-BGP import DOWN` rejects it: term not-here of policy DOWN, so that nothing of that is taken from 192.168.0.1 and 192.168.0.2',
  },
  {
    where: "the overlay's export on a spine",
    on: ['spine1', 'spine2'],
    lines: [...rejecting('UP'), `${OVERLAY} export UP`],
    mended: ['delete protocols bgp group OVERLAY-BGP export'],
    named: 'spine1 would not carry 10.1.5.0/24 of server1: `protocols bgp group OVERLAY-BGP export UP` rejects it',
    wanted: () => {
      const own = withSpine();
      return { ...own, vrfs: own.vrfs.map((vrf) => ({ ...vrf, routeTarget: TARGET })) };
    },
  },
];

/** How many devices have the prefix from how many others. */
function carried(): number {
  const states = [...guide.lab.state.states().values()];
  return states.reduce((sum, { routes }) => {
    const own = routes.get('VRF_5') ?? [];
    return sum + own.filter(({ route, type5 }) => type5 !== undefined && route.text === '10.1.5.0/24').length;
  }, 0);
}

test.each(DROPS)('what $where drops is refused with the term, and added once that is mended', async (drop) => {
  const { lines, mended, named, on, wanted = fabric } = drop;
  const edit = (text: readonly string[]): void => {
    for (const device of on) guide.leaf(device).edit(text.join('\n'));
  };
  edit(lines);
  expect(said(await planned(wanted()), 'refusals')).toEqual([expect.stringContaining(named)]);

  edit(mended);
  expect((await apply(guide.manifest(wanted()), guide.options)).problems).toEqual([]);
  expect(carried()).toBe(6);

  const names = new Set(lines.flatMap((line) => /^set policy-options policy-statement (\S+)/.exec(line)?.[1] ?? []));
  edit([...[...names].map((name) => `delete policy-options policy-statement ${name}`), ...lines]);
  expect(carried()).toBeLessThan(6);
});

test('an export policy of the overlay says nothing about routes of VRFs without vpn-apply-export', async () => {
  for (const leaf of LEAVES) guide.leaf(leaf).edit([...rejecting('UP'), `${OVERLAY} export UP`].join('\n'));
  expect(said(await planned(), 'refusals')).toEqual([]);
  expect((await apply(guide.manifest(fabric()), guide.options)).problems).toEqual([]);
});

test('for a VRF of ours the policies of the overlay count as well', async () => {
  for (const leaf of LEAVES) guide.leaf(leaf).edit('delete routing-instances VRF_5');
  expect(said(await planned(guide.fabric()), 'refusals')).toEqual([]);
  guide.leaf('leaf12').edit([...rejecting('UP'), `${OVERLAY} export UP`, `${OVERLAY} vpn-apply-export`].join('\n'));
  expect(said(await planned(guide.fabric()), 'refusals')).toEqual([
    expect.stringContaining(
      'leaf12 would not carry 10.1.5.0/24 of server1: `protocols bgp group OVERLAY-BGP export UP`',
    ),
  ]);
});

test('the subnet of a link counts where a server announces nothing over it', async () => {
  const silent = fabric(({ peerings }) => ({ peerings: peerings.map((one) => ({ ...one, acceptedPrefixes: [] })) }));
  const [first] = said(await planned(silent), 'refusals');
  expect(first).toContain('leaf10 would not carry 172.16.104.0/30 of et-0/0/15.0');
  for (const leaf of LEAVES) {
    guide.leaf(leaf).edit('set policy-options policy-statement THEIRS term servers from protocol direct');
  }
  expect(said(await planned(silent), 'refusals')).toEqual([]);
});

test('a policy of others on the session itself counts too', async () => {
  guide.leaf('leaf10').edit(rejecting('THEIR-IMPORT').join('\n'));
  const peered = fabric(({ hostname, peerings }) =>
    hostname === 'leaf10' ? { peerings: peerings.map((one) => ({ ...one, importPolicies: ['THEIR-IMPORT'] })) } : {},
  );
  expect(said(await planned(peered), 'refusals')).toEqual([
    expect.stringContaining(
      'rejects it: term not-here of policy THEIR-IMPORT, so that nothing of that is a route of VRF_5 there',
    ),
  ]);
});

test('of what is not understood the plan says that it is not known, and goes on', async () => {
  guide.leaf('leaf10').edit('set policy-options policy-statement THEIRS term servers from as-path-group somebodys');
  const found = await planned();
  expect(said(found, 'refusals')).toEqual([]);
  expect(said(found, 'warnings')).toEqual([
    expect.stringContaining(
      'it is not known whether leaf10 carries 10.1.5.0/24 of server1: ' +
        '`policy-options policy-statement THEIRS term servers from as-path-group` decides about it',
    ),
  ]);
});

test('what is not understood counts only where a route comes to it', async () => {
  guide
    .leaf('leaf10')
    .edit(
      [
        'set policy-options policy-statement THEIRS term rest from as-path-group somebodys',
        'set policy-options policy-statement THEIRS term servers then next-hop self',
      ].join('\n'),
    );
  const found = await planned();
  expect(said(found, 'refusals')).toEqual([]);
  expect(said(found, 'warnings')).toEqual([]);
});

test('a prefix that only one of two reflectors is not told is worth a word', async () => {
  guide
    .leaf('leaf10')
    .edit([...rejecting('UP'), `${OVERLAY} neighbor 192.168.0.2 export UP`, `${OVERLAY} vpn-apply-export`].join('\n'));
  const found = await planned();
  expect(said(found, 'refusals')).toEqual([]);
  expect(said(found, 'warnings')).toEqual([expect.stringContaining('so that 192.168.0.2 of the overlay is not told')]);
});

test('the messages say what decides, what follows, and what to do', () => {
  const stopped = (more: Partial<StoppedPrefixes>): StoppedPrefixes => ({
    gate: 'typeFiveExport',
    vrf: 'blue',
    statement: 'routing-instances blue protocols evpn ip-prefix-routes export THEIRS',
    neighbors: [],
    isPartial: false,
    stop: { kind: 'rejected', by: { policy: 'THEIRS', term: 'rest' } },
    prefixes: ['10.1.5.0/24', '10.1.6.0/24'].map((prefix) => ({ prefix, owner: 'server1', constructPath: 'dc1/s' })),
    ...more,
  });
  const overlay = { statement: 'protocols bgp group OVERLAY-BGP export UP', neighbors: ['192.168.0.2'] };
  const errors = [
    prefixRejected('leaf10', stopped({})),
    prefixRejected('leaf10', stopped({ stop: { kind: 'rejected', by: { policy: 'THEIRS' } } })),
    prefixRejected(
      'leaf10',
      stopped({ gate: 'vrfImport', stop: { kind: 'rejected' }, statement: 'routing-instances blue vrf-import IN' }),
    ),
    prefixRejected(
      'leaf10',
      stopped({
        gate: 'vrfExport',
        stop: { kind: 'withoutTarget' },
        statement: 'routing-instances blue vrf-export OUT',
      }),
    ),
    prefixRejected(
      'leaf10',
      stopped({
        gate: 'vrfTarget',
        stop: { kind: 'rejected' },
        statement: 'routing-instances blue vrf-target target:1:2',
      }),
    ),
    prefixRejectedTowardSome('leaf10', stopped({ gate: 'overlayExport', isPartial: true, ...overlay })),
    prefixUndecided(
      'leaf10',
      stopped({
        stop: { kind: 'undecided', statement: 'policy-options policy-statement THEIRS term servers from as-path' },
      }),
    ),
  ];
  expectGolden('errors/rollout-policies.txt', errors.map(({ code, message }) => `${code}\n${message}\n`).join('\n'));
});
