import type { FabricIntent, VrfIntent } from '../../../../lib/intent/fabric-intent';
import { describeSchedule } from '../../../../lib/cli/plan/describe-schedule';
import { apply } from '../../../../lib/rollout/execute/apply';
import { plan } from '../../../../lib/rollout/plan/plan';
import { GuideLab } from '../../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

function withTarget(routeTarget: string): FabricIntent {
  const fabric = guide.fabric();
  return { ...fabric, vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, routeTarget })) };
}

const MOVED = 'target:62273:16776001';

test('another route target on the leaves of a VRF is refused without consent, before anything is touched', async () => {
  await apply(guide.manifest(), guide.options);
  const counts = guide.commitCounts();
  const result = await apply(guide.manifest(withTarget(MOVED)), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toEqual(['partitionNotAllowed']);
  expect(result.problems[0]?.message).toContain('leaf10, leaf11, leaf12');
  expect(guide.commitCounts()).toEqual(counts);
});

test('with consent the leaves change one after the other, and what needs the others is checked at the end', async () => {
  await apply(guide.manifest(), guide.options);
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  const result = await apply(guide.manifest({ ...withTarget(MOVED), consents }), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.journals()).toContain('"entry":"consent","kind":"partition","vrf":"VRF_5"');
});

test('a rolling change of it is checked between the leaves that have it', async () => {
  await apply(guide.manifest(), guide.options);
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  const result = await apply(guide.manifest(withTarget(MOVED)), { ...guide.options, consents, mode: 'rolling' });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
});

test('the first rollout of a VRF takes nothing apart, and a consent that nothing needs is told', async () => {
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  expect((await apply(guide.manifest(), { ...guide.options, consents })).outcome).toBe('confirmed');
  expect(guide.events).toContainEqual({
    type: 'warning',
    message: 'the consent partition for VRF_5 matches nothing any more; remove it',
  });
});

test('a plan says so before, with the waves and timers it would take, and whether somebody has agreed', async () => {
  await apply(guide.manifest(), guide.options);
  const vrf = { vrf: 'VRF_5', hostnames: ['leaf10', 'leaf11', 'leaf12'] };
  const { schedule } = await plan(guide.manifest(withTarget(MOVED)), { ...guide.options, longestConfirmMinutes: 10 });
  expect(schedule).toMatchObject({
    mode: 'transaction',
    waves: [{ hostnames: ['leaf10'] }, { hostnames: ['leaf11'] }, { hostnames: ['leaf12'] }],
    fewestWaves: 3,
    partitions: [{ ...vrf, consent: 'missing' }],
    refusals: [{ code: 'partitionNotAllowed' }, { code: 'timersDoNotFit' }],
  });
  expect(describeSchedule(schedule ?? never())).toContain(
    'do not hear one another meanwhile; nobody has agreed to that\n',
  );
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  const agreed = await plan(guide.manifest({ ...withTarget(MOVED), consents }), { ...guide.options, mode: 'rolling' });
  expect(agreed.schedule).toMatchObject({ mode: 'rolling', partitions: [{ ...vrf, consent: 'given' }] });
  expect(agreed.schedule?.refusals).toEqual([]);
});

describe('what takes a VRF apart', () => {
  /** What a plan of a change says, from what the leaves have. */
  async function apart(changed: FabricIntent): Promise<unknown> {
    return (await plan(guide.manifest(changed), guide.options)).schedule?.partitions;
  }
  const allLeaves = { vrf: 'VRF_5', hostnames: ['leaf10', 'leaf11', 'leaf12'], consent: 'missing' };
  const withVrf = (different: Partial<VrfIntent>): FabricIntent => {
    const fabric = guide.fabric();
    return { ...fabric, vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, ...different })) };
  };
  const withStatement = (line: string, fabric = guide.fabric()): FabricIntent => ({
    ...fabric,
    devices: fabric.devices.map((device) => ({ ...device, statements: [{ constructPath: 'dc1/x', line }] })),
  });
  const configuring = (overlayAsn: number): FabricIntent => {
    const fabric = guide.fabric();
    const devices = fabric.devices.map(({ prerequisites, ...device }) => ({
      ...device,
      prerequisites: { ...prerequisites, autonomousSystem: 'CONFIGURE' as const },
    }));
    return { ...fabric, devices, overlayAsn };
  };

  test('is another VNI, with or without another route target', async () => {
    await apply(guide.manifest(), guide.options);
    expect(await apart(withVrf({ vni: 16776001 }))).toEqual([{ ...allLeaves, causes: ['vni'] }]);
    const both = withVrf({ vni: 16776001, routeTarget: MOVED });
    expect(await apart(both)).toEqual([{ ...allLeaves, causes: ['routeTarget', 'vni'] }]);
    const result = await apply(guide.manifest(both), guide.options);
    expect(result.problems[0]?.message).toContain('make a second Vrf5Instance');
  });

  test('is another AS number of the overlay, and there is no way around that', async () => {
    await apply(guide.manifest(configuring(4210000001)), guide.options);
    expect(await apart(configuring(4210000009))).toEqual([{ ...allLeaves, causes: ['overlayAs'] }]);
    const result = await apply(guide.manifest(configuring(4210000009)), guide.options);
    const refused = result.problems.find(({ code }) => code === 'partitionNotAllowed');
    expect(refused?.message).toMatch(/that too; allow it with Consent\.partition/);
  });

  test('is not the AS number where the fabric begins to configure it', async () => {
    await apply(guide.manifest(), guide.options);
    expect(await apart(configuring(4210000001))).toEqual([]);
  });

  test('is not a leaf that heard nobody and is mended', async () => {
    await apply(guide.manifest(), guide.options);
    guide.leaf('leaf11').edit('set groups dc1 routing-instances VRF_5 vrf-target target:1:1');
    expect(await apart(guide.fabric())).toEqual([]);
  });

  test('is not a target that is imported more, or one that nobody announces and is imported no more', async () => {
    await apply(guide.manifest(), guide.options);
    expect(await apart(withVrf({ importRouteTargets: [MOVED, 'target:1:1'] }))).toEqual([]);
    await apply(guide.manifest(withVrf({ importRouteTargets: [MOVED, 'target:1:1'] })), guide.options);
    expect(await apart(withVrf({ routeTarget: MOVED, importRouteTargets: ['target:62273:16776000'] }))).toEqual([]);
    expect(await apart(guide.fabric())).toEqual([]);
  });

  test('is an import policy that looks at more than route targets, as soon as it or the target changes', async () => {
    await apply(guide.manifest(), guide.options);
    for (const leaf of ['leaf10', 'leaf11', 'leaf12']) {
      guide.leaf(leaf).edit('set policy-options policy-statement THEIRS then accept');
    }
    const line = 'set routing-instances VRF_5 vrf-import THEIRS';
    expect(await apart(withStatement(line))).toEqual([{ ...allLeaves, causes: ['routeTarget'] }]);
    const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
    await apply(guide.manifest({ ...withStatement(line), consents }), guide.options);
    expect(await apart(withStatement(line))).toEqual([]);
    expect(await apart(withStatement(line, withTarget(MOVED)))).toEqual([{ ...allLeaves, causes: ['routeTarget'] }]);
  });
});

function never(): never {
  throw new Error('the plan has no schedule');
}
