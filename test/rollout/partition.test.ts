import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { describeCourse } from '../../lib/cli/describe-course';
import { apply } from '../../lib/rollout/apply';
import { plan } from '../../lib/rollout/plan';
import { GuideLab } from './support/guide-lab';

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
  const { course } = await plan(guide.manifest(withTarget(MOVED)), { ...guide.options, longestConfirmMinutes: 10 });
  expect(course).toMatchObject({
    mode: 'transaction',
    waves: [{ hostnames: ['leaf10'] }, { hostnames: ['leaf11'] }, { hostnames: ['leaf12'] }],
    fewestWaves: 3,
    partitions: [{ ...vrf, consent: 'missing' }],
    problem: { code: 'timersDoNotFit' },
  });
  expect(describeCourse(course ?? never())).toContain('apply refuses this without Consent.partition for VRF_5\n');
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  const agreed = await plan(guide.manifest({ ...withTarget(MOVED), consents }), { ...guide.options, mode: 'rolling' });
  expect(agreed.course).toMatchObject({ mode: 'rolling', partitions: [{ ...vrf, consent: 'given' }] });
  expect(agreed.course?.problem).toBeUndefined();
});

function never(): never {
  throw new Error('the plan has no course');
}
