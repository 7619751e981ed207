import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { driftReport } from '../../support/drift-report';
import { plan, planFabric } from '../../../lib/rollout/plan/plan';
import type { PlanBundle } from '../../../lib/rollout/plan/plan-bundle';
import { bundleOf } from '../../../lib/rollout/plan/plan-bundle';
import { undo } from '../../../lib/rollout/recovery/resume';
import { useStandInCli } from '../../support/synth';
import { DataCenterProject } from '../support/data-center-project';
import { WITHOUT_LEAF14, ours } from './support';

// The example is a project of its own and knows the package by name; here it is held to the source.
jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../../lib/index'), { virtual: true });

useStandInCli();

/** A leaf with an underlay and an overlay of the fabric leaves the code: each test goes on where the one before has ended. */
describe('a leaf that leaves the code', () => {
  let project: DataCenterProject;
  /** Of a plan while the leaf is still there. */
  let ofSpine1 = '';
  let manifest: LoadedManifest;
  let bundle: PlanBundle;

  beforeAll(async () => {
    process.env.LB1_KEY = 'lb1-secret';
    project = new DataCenterProject();
    const before = await project.synthesize();
    expect((await project.run((options) => apply(before, options))).problems).toEqual([]);
    ofSpine1 = bundleOf(await project.run((options) => planFabric(before, options))).devices.spine1 ?? '';
    project.edit(...WITHOUT_LEAF14);
    manifest = await project.synthesize();
  });
  afterAll(async () => {
    await project.stop();
    delete process.env.LB1_KEY;
  });

  const applied = (more: Partial<ApplyOptions> = {}): Promise<RolloutResult> =>
    project.run((options) => apply(manifest, { ...options, ...more }));

  test('is announced by a plan and by drift, its servers first and its links in a second transaction', async () => {
    const planned = await project.run((options) => plan(manifest, options));
    const diffs = new Map(planned.devices.map(({ diff, hostname }) => [hostname, diff]));
    expect(planned.isClean).toBe(true);
    expect(planned.leavers).toEqual([{ hostname: 'leaf14', state: 'carrying' }]);
    expect(diffs.get('leaf14')).toContain('routing-instances');
    expect(diffs.get('leaf14')).not.toContain('dc1-overlay');
    expect([diffs.get('spine1'), diffs.get('spine2')]).toEqual(['', '']);
    expect(planned.later.map(({ hostname }) => hostname)).toEqual(['leaf14', 'spine1', 'spine2']);
    const drift = await project.run((options) => driftReport(manifest, options));
    expect(drift.leavers).toEqual([{ hostname: 'leaf14', state: 'carrying' }]);
    expect(drift.drifted).toBe(true);
  });

  test('is bound by a plan that was written down, with what the second transaction does', async () => {
    bundle = bundleOf(await project.run((options) => planFabric(manifest, options)));
    const result = await applied({ plan: { ...bundle, devices: { ...bundle.devices, spine1: ofSpine1 } } });
    expect(result.problems.map(({ code, hostname }) => `${hostname ?? ''} ${code}`)).toEqual(['spine1 planDiffers']);
  });

  test('stops the change, before anything is touched, where somebody has edited its group', async () => {
    const counts = project.commitCounts();
    project.lab.device('leaf14').edit('set groups dc1 interfaces et-0/0/30 description "mine"');
    const result = await applied();
    expect(result.outcome).toBe('refused');
    expect(result.problems.map(({ code, hostname }) => `${hostname ?? ''} ${code}`)).toEqual([
      'leaf14 groupEditedByHand',
    ]);
    expect(project.commitCounts()).toEqual({ ...counts, leaf14: (counts.leaf14 ?? 0) + 1 });
    project.lab.device('leaf14').edit('set groups dc1 interfaces et-0/0/30 description "spine1 et-0/0/12 (dc1)"');
  });

  test('stops the change where it does not answer, for it would lose its last links', async () => {
    project.lab.device('leaf14').powerOff();
    const counts = project.commitCounts();
    const result = await applied();
    expect(result.outcome).toBe('refused');
    expect(new Set(result.problems.map(({ code }) => code))).toEqual(new Set(['silentLeaverCutOff']));
    expect(project.commitCounts()).toEqual(counts);
    project.lab.device('leaf14').powerOn();
  });

  test('keeps its links where the second transaction fails, is named, and has no servers any more', async () => {
    const spine = project.lab.device('spine2');
    spine.switches.refuseCommit = 'no resources';
    const result = await applied({ plan: bundle });
    spine.switches.refuseCommit = undefined;
    expect(result.outcome).toBe('partiallyApplied');
    expect(result.problems.map(({ code }) => code)).toContain('leaverLeft');
    expect(ours(project, 'leaf14').some((line) => line.includes(' routing-instances '))).toBe(false);
    expect(ours(project, 'leaf14').some((line) => line.includes(' dc1-overlay '))).toBe(true);
    expect(ours(project, 'spine1').filter((line) => line.includes('192.168.1.14'))).not.toEqual([]);
    expect(await project.failures(manifest.manifest.fabric)).toEqual([]);
  });

  test.each(['leaf14', 'spine1'])(
    'has its links back after undo, where the process was killed when %s waited in the second transaction',
    async (hostname) => {
      const waits = (event: RolloutEvent): boolean => event.type === 'committed' && event.hostname === hostname;
      await project.die(waits, (options) => apply(manifest, options));
      expect(await project.run((options) => undo(manifest, options))).toMatchObject({ undone: true, problems: [] });
      expect(ours(project, 'leaf14').some((line) => line.includes(' dc1-overlay '))).toBe(true);
      expect(ours(project, 'spine1').filter((line) => line.includes('192.168.1.14'))).not.toEqual([]);
    },
  );

  test('is ended by the next apply, the leaf before the spines', async () => {
    const result = await applied();
    expect(result.problems).toEqual([]);
    expect(result.outcome).toBe('confirmed');
    expect(project.waves()[0]).toEqual(['leaf14']);
    expect(project.waves().slice(1).flat().sort()).toEqual(['spine1', 'spine2']);
    expect(ours(project, 'leaf14')).toEqual([]);
    const left = ['spine1', 'spine2'].flatMap((one) =>
      ours(project, one).filter((line) => line.includes('192.168.1.14')),
    );
    expect(left).toEqual([]);
    expect(await project.failures(manifest.manifest.fabric)).toEqual([]);
  });

  test('is done from then on', async () => {
    const counts = project.commitCounts();
    expect(await applied()).toMatchObject({ outcome: 'unchanged', problems: [] });
    expect(project.commitCounts()).toEqual(counts);
    const drift = await project.run((options) => driftReport(manifest, options));
    expect([drift.leavers, drift.drifted]).toEqual([[{ hostname: 'leaf14', state: 'done' }], false]);
  });
});
