import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import { planFabric } from '../../../lib/rollout/plan/plan';
import { bundleOf, readPlanBundle } from '../../../lib/rollout/plan/plan-bundle';
import { planIncomplete, planRefused } from '../../../lib/cli/errors';
import { consentUnused, planDiffers, planDiffersAsAWhole } from '../../../lib/rollout/plan/errors';
import { expectGolden } from '../../support/golden';
import type { SecretIntent } from '../../../lib/intent/fabric-intent';
import { keyedManifest } from '../../secrets/support/keyed-manifest';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

test('what was planned is what is applied', async () => {
  const bundle = bundleOf(await planFabric(guide.manifest(), guide.options));
  expect((await apply(guide.manifest(), { ...guide.options, plan: bundle })).outcome).toBe('confirmed');
});

test('a device that differs otherwise than planned stops the change before anything is touched, and is named', async () => {
  await apply(guide.manifest(), guide.options);
  const changed = guide.manifest(guide.fabric({ prefixes: ['10.1.5.0/24', '10.1.6.0/24'] }));
  const bundle = bundleOf(await planFabric(changed, guide.options));
  const result = await apply(guide.manifest(guide.fabric({ prefixes: ['10.1.7.0/24'] })), {
    ...guide.options,
    plan: bundle,
  });
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ hostname, code }) => `${hostname ?? ''} ${code}`)).toEqual([
    'leaf10 planDiffers',
    'leaf11 planDiffers',
    'leaf12 planDiffers',
  ]);
});

test('a plan of another manifest is refused before any connection', async () => {
  const bundle = {
    ...bundleOf(await planFabric(guide.manifest(), guide.options)),
    manifestDigest: 'e'.repeat(64),
  };
  await expect(apply(guide.manifest(), { ...guide.options, plan: bundle })).rejects.toMatchObject({
    code: 'manifestDigestDiffers',
  });
  expect(guide.events).toEqual([]);
});

test('a bundle has no configuration in it, survives its file, and what is none is refused', async () => {
  const bundle = bundleOf(await planFabric(guide.manifest(), guide.options));
  const file = path.join(guide.options.stateDirectory, '..', 'plan.json');
  writeFileSync(file, JSON.stringify(bundle));
  expect(readPlanBundle(file)).toEqual(bundle);
  expect(JSON.stringify(bundle)).not.toMatch(/172\.16\.104|et-0\/0\/15/);
  writeFileSync(file, '{"bundleVersion": 1}');
  expect(() => readPlanBundle(file)).toThrow(/plan\.json is no plan that apply could be bound to \(bundleVersion: /);
});

test.each([
  ['mode', { mode: 'rolling' }],
  ['canary', { canary: 'leaf12' }],
  ['timers', { checkDeadlineMs: 300_000 }],
  ['consents', { consents: [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] }],
] as const)('another %s is another change, although every device differs as planned', async (_what, options) => {
  const bundle = bundleOf(await planFabric(guide.manifest(), guide.options));
  const result = await apply(guide.manifest(), { ...guide.options, ...options, plan: bundle });
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toEqual(['planDiffersAsAWhole']);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('the same plan has the same digest, and another one another', async () => {
  const digest = async (prefixes: readonly string[]): Promise<string> =>
    (await planFabric(guide.manifest(guide.fabric({ prefixes })), guide.options)).plan.digest;
  expect(await digest(['10.1.5.0/24'])).toBe(await digest(['10.1.5.0/24']));
  expect(await digest(['10.1.5.0/24'])).not.toBe(await digest(['10.1.6.0/24']));
});

test('a change says by its events and in its journal which plan it carries out', async () => {
  const { plan } = await planFabric(guide.manifest(), guide.options);
  await apply(guide.manifest(), guide.options);
  expect(guide.events).toContainEqual({ type: 'planned', digest: plan.digest });
  const lines = guide.journals().trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as { entry: string; digest?: string });
  const [planned] = entries.filter(({ entry }) => entry === 'planned');
  expect(planned?.digest).toBe(plan.digest);
  const places = ['planned', 'committing'].map((name) => entries.findIndex(({ entry }) => entry === name));
  expect(places[0]).toBeLessThan(places[1] ?? 0);
});

test('the messages say what to do', () => {
  const texts = [planDiffers('leaf10'), planDiffersAsAWhole(), planRefused(), planIncomplete(['leaf10', 'leaf11'])];
  const unused = [
    consentUnused(['partition for VRF_5']),
    consentUnused(['partition for VRF_5', 'forwardingRestart for leaf10']),
  ];
  expectGolden(
    'errors/rollout-plans.txt',
    [...texts, ...unused].map(({ code, message }) => `${code}\n${message}\n`).join('\n'),
  );
});

describe('a secret', () => {
  const SECRET: SecretIntent = { from: 'environment', variable: 'TEST_PLANNED_KEY' };
  let keyed: GuideLab;
  beforeEach(() => {
    keyed = GuideLab.inProcess({ keys: ['one', 'other'] });
    process.env.TEST_PLANNED_KEY = 'one';
  });
  afterEach(async () => {
    delete process.env.TEST_PLANNED_KEY;
    await keyed.stop();
  });

  test('binds the plan with its value: with another one it is another change', async () => {
    const bundle = bundleOf(await planFabric(keyedManifest(keyed, SECRET), keyed.options));
    process.env.TEST_PLANNED_KEY = 'other';
    const other = await apply(keyedManifest(keyed, SECRET), { ...keyed.options, plan: bundle });
    expect(other.problems.map(({ code }) => code)).toEqual(['planDiffers', 'planDiffers', 'planDiffers']);
    process.env.TEST_PLANNED_KEY = 'one';
    const same = await apply(keyedManifest(keyed, SECRET), { ...keyed.options, plan: bundle });
    expect(same.outcome).toBe('confirmed');
  });

  test('leaves no trace by which two plans could be compared', async () => {
    const manifest = keyedManifest(keyed, SECRET);
    const [first, second] = [await planFabric(manifest, keyed.options), await planFabric(manifest, keyed.options)];
    expect(Object.values(bundleOf(first).devices)).not.toEqual(Object.values(bundleOf(second).devices));
    expect(JSON.stringify(first.plan)).not.toContain(bundleOf(first).salt);
  });
});
