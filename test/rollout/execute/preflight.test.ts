import type { DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { plan } from '../../../lib/rollout/plan/plan';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

function codes(result: RolloutResult): string[] {
  return result.problems.map((problem) => `${problem.hostname ?? ''} ${problem.code}`);
}

/** The guide with one leaf different. */
function withLeaf(hostname: string, change: (device: DeviceIntent) => Partial<DeviceIntent>): FabricIntent {
  const fabric = guide.fabric();
  const devices = fabric.devices.map((one) => (one.hostname === hostname ? { ...one, ...change(one) } : one));
  return { ...fabric, devices };
}

async function expectRefusal(fabric: FabricIntent, expected: readonly string[]): Promise<RolloutResult> {
  const before = guide.commitCounts();
  const result = await apply(guide.manifest(fabric), guide.options);
  expect(codes(result)).toEqual(expected);
  expect(result.outcome).toBe('refused');
  expect(guide.commitCounts()).toEqual(before);
  return result;
}

test('addresses of two leaves mixed up are noticed', async () => {
  const port = guide.lab.port('leaf12');
  const { problems } = await expectRefusal(
    withLeaf('leaf11', () => ({ managementPort: port })),
    ['leaf11 wrongDevice'],
  );
  expect(problems[0]?.message).toContain('reports the host name leaf12, and leaf11 was expected');
});

test('a device with a name for each routing engine is the one that is meant, whichever is the master', async () => {
  const named = withLeaf('leaf11', () => ({ engineHostnames: ['leaf11-a', 'leaf11-b'] }));
  guide.leaf('leaf11').edit('set system host-name leaf11-b');
  expect((await apply(guide.manifest(named), guide.options)).outcome).toBe('confirmed');
  guide.leaf('leaf11').edit('set system host-name leaf11-c');
  const planned = await plan(guide.manifest(named), guide.options);
  expect(planned.devices.flatMap(({ refusals }) => refusals.map(({ message }) => message))).toEqual([
    expect.stringContaining('the host name leaf11-c, and leaf11 or leaf11-a or leaf11-b was expected'),
  ]);
});

test('another model and another release are noticed, and a spin is not', async () => {
  await expectRefusal(
    withLeaf('leaf11', () => ({ model: 'qfx10002-36q' })),
    ['leaf11 wrongDevice'],
  );
  await expectRefusal(
    withLeaf('leaf11', () => ({ junos: '19.1R3' })),
    ['leaf11 wrongDevice'],
  );
});

test('several faults are told at once', async () => {
  guide.leaf('leaf10').edit('delete routing-options forwarding-table export');
  guide.leaf('leaf10').edit('delete switch-options vtep-source-interface');
  guide.leaf('leaf12').editCandidate('set system location building B1');
  await expectRefusal(guide.fabric(), [
    'leaf10 prerequisiteMissing',
    'leaf10 prerequisiteMissing',
    'leaf12 candidateModified',
  ]);
});

test('a group of our name that somebody else made is not replaced without consent', async () => {
  guide.leaf('leaf10').edit('set groups dc1 system location building B1');
  const { problems } = await expectRefusal(guide.fabric(), ['leaf10 groupNotOurs']);
  const digest = /digest ([-0-9a-z]+)$/.exec(problems[0]?.message ?? '')?.[1] ?? '';
  const consents = [{ kind: 'overwriteDrift', hostname: 'leaf10', digest, reason: 'test' }] as const;
  expect((await apply(guide.manifest(), { ...guide.options, consents })).outcome).toBe('confirmed');
  expect(guide.journals()).toContain('"entry":"consent","kind":"overwriteDrift","hostname":"leaf10","reason":"test"');
});

test('an edit by hand is overwritten with a consent that names its digest, and only that', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf12').edit('set groups dc1 interfaces et-0/0/15 unit 0 family inet mtu 9000');
  const planned = await plan(guide.manifest(), guide.options);
  const drift = planned.devices.find((device) => device.hostname === 'leaf12')?.drift[0];
  expect(planned.isClean).toBe(false);
  const consent = { kind: 'overwriteDrift', hostname: 'leaf12', digest: drift?.digest ?? '', reason: 'test' } as const;
  const other = { ...consent, digest: 'f'.repeat(64) };
  expect(codes(await apply(guide.manifest(), { ...guide.options, consents: [other] }))).toEqual([
    'leaf12 groupEditedByHand',
  ]);
  expect((await apply(guide.manifest(), { ...guide.options, consents: [consent] })).outcome).toBe('confirmed');
  expect((await plan(guide.manifest(), guide.options)).hasChanges).toBe(false);
});

test('a consent that matches nothing any more is a warning', async () => {
  const consents = [{ kind: 'forwardingRestart', hostname: 'leaf10', reason: 'test' }] as const;
  await apply(guide.manifest(), { ...guide.options, consents });
  expect(guide.events.find((event) => event.type === 'warning')).toMatchObject({
    message: expect.stringContaining('consent forwardingRestart for leaf10 matches nothing') as string,
  });
});

test('an edit by hand that was taken into the intent is adopted without a difference on the device', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf11').edit('set groups dc1 interfaces et-0/0/15 description "to server1, port 2"');
  const fabric = withLeaf('leaf11', (device) => ({
    interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1, port 2' })),
  }));
  const planned = await plan(guide.manifest(fabric), guide.options);
  expect(planned.devices.map((device) => [device.action, device.diff, device.drift.length])).toEqual([
    ['none', '', 0],
    ['adopt', '', 0],
    ['none', '', 0],
  ]);
  expect((await apply(guide.manifest(fabric), guide.options)).devices).toMatchObject({ leaf11: 'confirmed' });
  expect((await plan(guide.manifest(fabric), guide.options)).hasChanges).toBe(false);
});

test('an apply line that somebody removed is an edit by hand', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf11').edit('delete apply-groups dc1');
  const { problems } = await expectRefusal(guide.fabric(), ['leaf11 groupEditedByHand']);
  expect(problems[0]?.message).toMatch(/^- *apply-groups/m);
});

test('what restarts the forwarding engine needs consent, goes into the base group and stays at the withdrawal', async () => {
  const fabric = withLeaf('leaf10', ({ prerequisites }) => ({
    prerequisites: { ...prerequisites, overlayEcmp: 'CONFIGURE' },
  }));
  const { problems } = await expectRefusal(fabric, ['leaf10 forwardingRestartNotAllowed']);
  expect(problems[0]?.message).toContain('set forwarding-options vxlan-routing overlay-ecmp');
  const consents = [{ kind: 'forwardingRestart', hostname: 'leaf10', reason: 'maintenance' }] as const;
  const manifest = guide.manifest({ ...fabric, consents });
  expect(codes(await apply(manifest, guide.options))).toEqual([]);
  expect(guide.leaf('leaf10').database.committed.values('apply-groups')).toEqual(['dc1-base', 'dc1']);
  expect((await plan(manifest, guide.options)).hasChanges).toBe(false);
  expect(codes(await withdrawAll(manifest, guide.options))).toEqual([]);
  expect(guide.leaf('leaf10').database.committed.values('apply-groups')).toEqual(['dc1-base']);
  expect(guide.touchedLeaves()).toEqual(['leaf10']);
});

test('what somebody typed and did not commit stops a change, and is a warning where nothing changes', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf10').editCandidate('set system location building B1');
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('unchanged');
  expect(guide.story()).toContain('warning leaf10');
});
