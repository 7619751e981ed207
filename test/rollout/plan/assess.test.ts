import type { ConsentIntent, DeviceIntent, FabricIntent, SurvivesIntent } from '../../../lib/intent/fabric-intent';
import { Configuration } from '../../../lib/junos/tree/configuration';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import { apply } from '../../../lib/rollout/execute/apply';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import type { Refusal, Warning } from '../../../lib/rollout/plan/assess/reasons';
import { REFUSALS, WARNINGS } from '../../../lib/rollout/plan/assess/reasons';
import type { ChangePlan } from '../../../lib/rollout/plan/change-plan';
import { plan } from '../../../lib/rollout/plan/plan';
import type { Problem } from '../../../lib/rollout/problem';
import { keyedManifest } from '../../secrets/support/keyed-manifest';
import { leaf12Left } from '../leavers/support';
import { GuideLab } from '../support/guide-lab';

process.env.JUNOS_FABRIC_TEST_KEY = 'a key';
process.env.JUNOS_FABRIC_TEST_OTHER_KEY = 'another key';

const SECRET = { from: 'environment', variable: 'JUNOS_FABRIC_TEST_KEY' } as const;
const OTHER_SECRET = { from: 'environment', variable: 'JUNOS_FABRIC_TEST_OTHER_KEY' } as const;

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

/** A lab whose server wants a key. */
async function withServerKeys(): Promise<void> {
  await guide.stop();
  guide = GuideLab.inProcess({ keys: ['a key', 'another key'] });
}

/** What is asked for, once everything is prepared that makes it wrong. */
interface Asked {
  readonly manifest: LoadedManifest;
  readonly options?: Partial<ApplyOptions>;
}

type Case = () => Asked | Promise<Asked>;

type Change = (device: DeviceIntent) => Partial<DeviceIntent>;

function leavesWith(change: Change, ...hostnames: readonly string[]): FabricIntent {
  const fabric = guide.fabric();
  return {
    ...fabric,
    devices: fabric.devices.map((one) => (hostnames.includes(one.hostname) ? { ...one, ...change(one) } : one)),
  };
}

function leaf10With(change: Change): LoadedManifest {
  return guide.manifest(leavesWith(change, 'leaf10'));
}

/** The guide's fabric with another group on leaf10. */
function withGroup(edited: (group: Configuration) => Configuration): LoadedManifest {
  const manifest = guide.manifest();
  const group = (hostname: string): Configuration =>
    hostname === 'leaf10' ? edited(manifest.group(hostname).clone()) : manifest.group(hostname);
  return { ...manifest, group };
}

/** What applies the guide's fabric as it is. */
async function applied(manifest = guide.manifest()): Promise<void> {
  expect((await apply(manifest, guide.options)).problems).toEqual([]);
}

/** The guide's fabric after somebody has done something to leaf10. */
function afterEdit(...lines: readonly string[]): Asked {
  for (const line of lines) guide.leaf('leaf10').edit(line);
  return { manifest: guide.manifest() };
}

function withKeys(
  ...keys: readonly { id: number; startTime: string; secret: typeof SECRET | typeof OTHER_SECRET }[]
): LoadedManifest {
  const authentication = { method: 'keyChain', keyChain: 'servers', algorithm: 'md5' } as const;
  const fabric = leavesWith(
    ({ peerings }) => ({ peerings: peerings.map((one) => ({ ...one, authentication })) }),
    'leaf10',
    'leaf11',
    'leaf12',
  );
  return guide.manifest({
    ...fabric,
    keyChains: [{ name: 'servers', constructPath: 'dc1/servers', owned: true, keys }],
  });
}

/** server1 on some of the leaves; the others keep the VRF. */
function homes(leaves: readonly string[], survives?: readonly SurvivesIntent[]): LoadedManifest {
  const others = ['leaf10', 'leaf11', 'leaf12'].filter((hostname) => !leaves.includes(hostname));
  const fabric = leavesWith(() => ({ interfaces: [], peerings: [] }), ...others);
  const servers = fabric.servers.map(({ attachments, ...server }) => ({
    ...server,
    attachments: attachments.filter(({ hostname }) => leaves.includes(hostname)),
    ...(survives !== undefined && { survives }),
  }));
  return guide.manifest({ ...fabric, servers });
}

const ANY_LEAF: readonly SurvivesIntent[] = [{ anySingle: 'leaf' }];
const LONG_AGO = '2026-01-01.00:00:00 +0000';
const TOMORROW = '2026-03-15.15:00:00 +0000';
const MOVED_TARGET = 'target:62273:16776099';

const REFUSED = {
  wrongDevice: () => ({ manifest: leaf10With(() => ({ model: 'qfx10002-36q' })) }),
  commitPending: () => {
    const { database } = guide.leaf('leaf10');
    const human = { user: 'operator', client: 'cli', pid: 4711 } as const;
    database.edit(human, (candidate) => {
      candidate.set('system', 'location', 'building', 'B1');
    });
    database.commit(human, { confirmWithinMs: 600_000 });
    return { manifest: guide.manifest() };
  },
  candidateModified: () => {
    guide.leaf('leaf10').editCandidate('set system location building B1');
    return { manifest: guide.manifest() };
  },
  configurationLocked: () => {
    guide.leaf('leaf10').lockAs('alice');
    return { manifest: guide.manifest() };
  },
  groupEditedByHand: async () => {
    await applied();
    return afterEdit('set groups dc1 interfaces et-0/0/15 unit 0 family inet mtu 9000');
  },
  groupNotComparable: async () => {
    await withServerKeys();
    await applied(keyedManifest(guide, SECRET));
    guide.leaf('leaf10').switches.masterPassword = true;
    guide
      .leaf('leaf10')
      .edit('set groups dc1 routing-instances VRF_5 protocols bgp group server1 authentication-key x');
    return { manifest: withGroup(() => new Configuration()) };
  },
  groupNotOurs: () => afterEdit('set groups dc1 system location building B1'),
  forwardingRestartNotAllowed: () => ({
    manifest: leaf10With(({ prerequisites }) => ({ prerequisites: { ...prerequisites, overlayEcmp: 'CONFIGURE' } })),
  }),
  unknownDisruptionNotAllowed: () => ({
    manifest: withGroup((group) => {
      group.set('system', 'services', 'netconf', 'rfc-compliant');
      return group;
    }),
  }),
  prerequisiteMissing: () => afterEdit('delete routing-options forwarding-table export'),
  prefixRejected: () =>
    afterEdit(
      'set policy-options policy-statement DOWN then reject',
      'set protocols bgp group OVERLAY-BGP import DOWN',
    ),
  secretsUnreadable: async () => {
    await withServerKeys();
    guide.leaf('leaf10').switches.masterPassword = true;
    guide.leaf('leaf10').edit('set protocols bgp group theirs authentication-key of-others');
    return { manifest: keyedManifest(guide, SECRET) };
  },
  statementMasked: () => afterEdit('set interfaces et-0/0/15 description mine'),
  foreignStatement: () => afterEdit('set interfaces et-0/0/15 mtu 4000'),
  statementProtected: () =>
    afterEdit('set groups ops system location building B1', 'set apply-groups ops', 'protect apply-groups'),
  partitionNotAllowed: async () => {
    await applied();
    const fabric = guide.fabric();
    return {
      manifest: guide.manifest({ ...fabric, vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, routeTarget: MOVED_TARGET })) }),
    };
  },
  noKeyInUse: async () => {
    await withServerKeys();
    await applied(withKeys({ id: 1, startTime: LONG_AGO, secret: SECRET }));
    return { manifest: withKeys({ id: 2, startTime: TOMORROW, secret: OTHER_SECRET }) };
  },
  unsafeTransientState: async () => {
    await applied(homes(['leaf10', 'leaf11']));
    return { manifest: homes(['leaf11', 'leaf12'], ANY_LEAF) };
  },
  timersDoNotFit: () => ({ manifest: guide.manifest(), options: { longestConfirmMinutes: 10 } }),
  managedThroughFabric: async () => {
    await applied();
    guide.leaf('leaf12').edit('set interfaces lo0 unit 0 family inet address 10.9.9.12/32');
    return { manifest: leaf12Left(guide, guide.manifest(), { managementAddress: '10.9.9.12' }) };
  },
  silentLeaverCutOff: async () => {
    await applied();
    // As where leaf10 has a session to the leaf that is silent now.
    const neighbor = guide.fabric().devices[0]?.peerings[0]?.neighbor ?? '';
    return { manifest: leaf12Left(guide, guide.manifest(), { hostname: 'leaf99', addresses: [neighbor] }) };
  },
  lastAttachmentNotAllowed: async () => {
    await applied(homes(['leaf12']));
    return { manifest: leaf12Left(guide, homes(['leaf12'])) };
  },
} satisfies Readonly<Record<Refusal['code'], Case>>;

/** Consents that nothing needs are warned of, so that this is one as well. */
const UNUSED: ConsentIntent = { kind: 'forwardingRestart', hostname: 'leaf10', reason: 'window 42' };

const WARNED = {
  configurationLocked: () => {
    guide.leaf('leaf10').database.lock({ user: 'ansible', client: 'netconf', pid: 1 });
    return { manifest: guide.manifest() };
  },
  candidateModified: async () => {
    await applied();
    guide.leaf('leaf10').editCandidate('set system location building B1');
    return { manifest: guide.manifest() };
  },
  adoptionMatchesNothing: () => ({
    manifest: leaf10With(() => ({
      adopted: [{ constructPath: 'dc1/leaf10', path: 'interfaces et-0/0/15 unit 7', reason: 'was there before' }],
    })),
  }),
  lastAttachmentInterrupted: async () => {
    await applied(homes(['leaf10']));
    const one = homes(['leaf10']).manifest.fabric;
    const devices = one.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, holdTimeSec: 30 })),
    }));
    return { manifest: guide.manifest({ ...one, devices }) };
  },
  bridgedServersInterrupted: () => {
    const vrf = 'set routing-instances TENANT';
    const theirs = [
      'set interfaces irb unit 1400 family inet address 10.10.0.1/24',
      `${vrf} instance-type vrf`,
      `${vrf} route-distinguisher 192.168.1.10:99`,
      `${vrf} vrf-target target:62273:99`,
      `${vrf} interface irb.1400`,
    ];
    guide.leaf('leaf10').edit(theirs.join('\n'));
    const line = `${vrf} routing-options router-id 10.0.0.1`;
    return { manifest: leaf10With(() => ({ statements: [{ constructPath: 'dc1/leaf10', line }] })) };
  },
  keyReplacedInUse: async () => {
    await withServerKeys();
    await applied(withKeys({ id: 1, startTime: LONG_AGO, secret: SECRET }));
    return { manifest: withKeys({ id: 2, startTime: LONG_AGO, secret: OTHER_SECRET }) };
  },
  transientStateUnknown: async () => {
    await applied(homes(['leaf10', 'leaf11']));
    guide.leaf('leaf11').edit('set policy-options policy-statement OPERATORS then accept');
    guide.leaf('leaf11').edit('set routing-instances VRF_5 vrf-import OPERATORS');
    return { manifest: homes(['leaf11', 'leaf12'], ANY_LEAF) };
  },
  prefixRejectedTowardSome: () =>
    afterEdit(
      'set policy-options policy-statement DOWN then reject',
      'set protocols bgp group OVERLAY-BGP neighbor 192.168.0.1 import DOWN',
    ),
  prefixUndecided: () =>
    afterEdit(
      'set policy-options policy-statement DOWN from as-path-group theirs',
      'set policy-options policy-statement DOWN then reject',
      'set protocols bgp group OVERLAY-BGP import DOWN',
    ),
  consentUnused: () => ({ manifest: guide.manifest(), options: { consents: [UNUSED] } }),
  prerequisiteNotAsserted: () => ({
    manifest: leaf10With(({ prerequisites }) => ({
      prerequisites: { ...prerequisites, forwardingTableExport: { external: 'the chassis balances by itself' } },
    })),
  }),
} satisfies Readonly<Record<Exclude<Warning['code'], OfOtherChanges>, Case>>;

/** What a plan of an apply cannot meet: only withdrawing and rolling back leave or put back what was adopted. */
type OfOtherChanges = 'adoptionStays' | 'adoptionNotPutBack';

function planned({ manifest, options }: Asked): Promise<ChangePlan> {
  return plan(manifest, { ...guide.options, ...options });
}

function reasons({ schedule, devices }: ChangePlan, kind: 'refusals' | 'warnings'): string[] {
  const all: readonly Problem[] = [
    ...devices.flatMap((one): readonly Problem[] => one[kind]),
    ...(schedule?.[kind] ?? []),
  ];
  return all.map(({ code }) => code);
}

test.each(Object.entries(REFUSED) as [Refusal['code'], Case][])(
  '%s is what a plan says, without touching anything, and what apply refuses for',
  async (code, prepare) => {
    const asked = await prepare();
    const before = JSON.stringify(guide.commitCounts());
    const found = await planned(asked);
    expect(reasons(found, 'refusals')).toContain(code);
    expect(found.isClean).toBe(false);
    guide.events.length = 0;
    const result = await apply(asked.manifest, { ...guide.options, ...asked.options });
    expect(result.outcome).toBe('refused');
    expect(result.problems.map((problem) => problem.code)).toEqual(reasons(found, 'refusals'));
    expect(guide.events.filter(({ type }) => type === 'staged')).toEqual([]);
    expect(JSON.stringify(guide.commitCounts())).toBe(before);
  },
);

test.each(Object.entries(WARNED) as [Warning['code'], Case][])(
  '%s is what a plan warns of, and apply too',
  async (code, prepare) => {
    const asked = await prepare();
    guide.events.length = 0;
    expect(reasons(await planned(asked), 'warnings')).toContain(code);
    await apply(asked.manifest, { ...guide.options, ...asked.options });
    expect(guide.events.filter(({ type }) => type === 'warning')).not.toHaveLength(0);
  },
);

test('what was adopted stays where a fabric is withdrawn, which is a warning', async () => {
  guide.leaf('leaf10').edit('set interfaces et-0/0/15 unit 0 family ethernet-switching vlan members default');
  const path = 'interfaces et-0/0/15 unit 0 family ethernet-switching';
  const adopted = [{ constructPath: 'dc1/leaf10', path, reason: 'was there before' }];
  await applied(leaf10With(() => ({ adopted })));
  await withdrawAll(guide.manifest(), guide.options);
  expect(guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))).toContainEqual(
    expect.stringContaining('what was adopted stays in group dc1-adopted'),
  );
});

test('each reason has the code of its error', () => {
  const texts: Record<string, (...args: never[]) => { readonly code: string }> = { ...REFUSALS, ...WARNINGS };
  expect(Object.entries(texts).map(([code, factory]) => [code, factory.name])).toEqual(
    Object.keys(texts).map((code) => [code, code]),
  );
});

test('a device that could not be looked at is that, and not clean; nothing is known of the schedule then', async () => {
  const { connect } = guide.options;
  const found = await plan(guide.manifest(), {
    ...guide.options,
    connect: (device) =>
      device.hostname === 'leaf11' || connect === undefined
        ? Promise.reject(new Error('no route to host'))
        : connect(device),
  });
  expect(found.isClean).toBe(false);
  expect(found.schedule).toBeUndefined();
  expect(found.devices.map(({ notLooked }) => notLooked?.message)).toEqual([undefined, 'no route to host', undefined]);
  expect(found.devices[1]).toMatchObject({ refusals: [], warnings: [], underLock: [] });
  expect(found.devices[1]?.action).toBeUndefined();
});

test('what only the device can say under the lock is listed as such, and nothing where nothing is to be done', async () => {
  const { devices } = await plan(guide.manifest(), guide.options);
  expect(devices.map(({ underLock }) => underLock)).toEqual([
    ['lock', 'commitCheck'],
    ['lock', 'commitCheck'],
    ['lock', 'commitCheck'],
  ]);
  await applied();
  expect((await plan(guide.manifest(), guide.options)).devices.map(({ underLock }) => underLock)).toEqual([[], [], []]);
});

test('a plan sends nothing that a device would have to be locked for', async () => {
  const sent = new Set<string>();
  for (const hostname of ['leaf10', 'leaf11', 'leaf12']) {
    guide.leaf(hostname).interceptor = ({ name }) => {
      sent.add(name);
      return undefined;
    };
  }
  await plan(guide.manifest(), guide.options);
  expect([...sent].sort()).toEqual([
    'close-session',
    'get-commit-information',
    'get-configuration',
    'get-database-status-information',
    'get-software-information',
  ]);
});
