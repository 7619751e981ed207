import { apply } from '../../../lib/rollout/execute/apply';
import { plan } from '../../../lib/rollout/plan/plan';
import { show } from '../../../lib/rollout/show';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

test('the guide is applied: planned, staged, committed one leaf after the other, checked, confirmed together', async () => {
  const result = await apply(guide.manifest(), guide.options);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    outcome: 'confirmed',
    devices: { leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'confirmed' },
  });
  const story = guide.story();
  expect(story.filter((line) => line.startsWith('committed '))).toEqual([
    'committed leaf10',
    'committed leaf11',
    'committed leaf12',
  ]);
  expect(story.indexOf('staged leaf12')).toBeLessThan(story.indexOf('committed leaf10'));
  expect(story.indexOf('decided')).toBeGreaterThan(story.indexOf('committed leaf12'));
  expect(story.indexOf('decided')).toBeLessThan(story.findIndex((line) => line.startsWith('confirmed ')));
  for (const leaf of ['leaf10', 'leaf11', 'leaf12']) {
    const { database } = guide.leaf(leaf);
    expect(database.pending).toBeUndefined();
    expect(database.lockHolder).toBeUndefined();
    expect(database.history[0]?.log).toMatch(
      new RegExp(`^junos-fabric dc1 change ${result.changeId} digest [0-9a-f]{64} confirmed$`),
    );
  }
});

test('the journal says each step, and the decision before the first confirmation', async () => {
  const { changeId } = await apply(guide.manifest(), guide.options);
  const entries = guide
    .journals()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { entry: string; hostname?: string; changeId: string });
  expect(new Set(entries.map((entry) => entry.changeId))).toEqual(new Set([changeId]));
  const kinds = entries.map((entry) => entry.entry);
  expect(kinds.filter((kind) => kind !== 'staged' && kind !== 'outcome')).toEqual([
    'started',
    'planned',
    ...['leaf10', 'leaf11', 'leaf12'].flatMap(() => ['wave', 'committing', 'pending', 'checked']),
    'checked',
    'decided',
    'finished',
  ]);
  expect(kinds.lastIndexOf('decided')).toBeLessThan(kinds.indexOf('outcome'));
  expect(guide.journals()).not.toMatch(/172\.16\.104|et-0\/0\/15/);
});

test('a second apply changes nothing and commits nowhere', async () => {
  await apply(guide.manifest(), guide.options);
  const counts = guide.commitCounts();
  const result = await apply(guide.manifest(), guide.options);
  expect(result).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect(guide.commitCounts()).toEqual(counts);
});

test('a change of one attachment commits on that leaf only, and plan shows its lines only', async () => {
  await apply(guide.manifest(), guide.options);
  const counts = guide.commitCounts();
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) =>
    device.hostname === 'leaf11'
      ? { ...device, interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1, port 2' })) }
      : device,
  );
  const manifest = guide.manifest({ ...fabric, devices });
  const planned = await plan(manifest, guide.options);
  expect(planned.devices.map((device) => [device.hostname, device.action])).toEqual([
    ['leaf10', 'none'],
    ['leaf11', 'change'],
    ['leaf12', 'none'],
  ]);
  const diff = planned.devices.find((device) => device.hostname === 'leaf11')?.diff ?? '';
  expect(
    diff
      .split('\n')
      .filter((line) => /^[+-]/.test(line))
      .map((line) => line.replace(/ +/g, ' ')),
  ).toEqual(['- description "to server1";', '+ description "to server1, port 2";']);
  expect((await apply(manifest, guide.options)).devices).toEqual({
    leaf10: 'unchanged',
    leaf11: 'confirmed',
    leaf12: 'unchanged',
  });
  // A confirmed commit and its confirmation.
  expect(guide.commitCounts()).toEqual({ ...counts, leaf11: (counts.leaf11 ?? 0) + 2 });
});

test('plan touches nothing, and says create before and none after', async () => {
  const before = await plan(guide.manifest(), guide.options);
  expect(before).toMatchObject({ hasChanges: true, isClean: true });
  expect(before.devices.map((device) => device.action)).toEqual(['create', 'create', 'create']);
  expect(before.devices[0]?.diff).toContain('+');
  expect(before.devices[0]?.diff).not.toContain('apply-macro');
  expect(guide.touchedLeaves()).toEqual([]);
  await apply(guide.manifest(), guide.options);
  const after = await plan(guide.manifest(), guide.options);
  expect(after).toMatchObject({ hasChanges: false, isClean: true });
  expect(after.devices.map((device) => device.diff)).toEqual(['', '', '']);
});

test('plan names an unreachable device and still plans the others', async () => {
  await guide.leaf('leaf11').stop();
  const { devices, isClean } = await plan(guide.manifest(), guide.options);
  expect(isClean).toBe(false);
  expect(devices.map((device) => device.notLooked?.code)).toEqual([undefined, 'cannotConnect', undefined]);
});

test('a plan of another manifest is refused before any connection', async () => {
  await expect(apply(guide.manifest(), { ...guide.options, expectedDigest: 'e'.repeat(64) })).rejects.toMatchObject({
    code: 'manifestDigestDiffers',
  });
  expect(guide.events).toEqual([]);
});

test('show prints effective lines with their source', async () => {
  await apply(guide.manifest(), guide.options);
  const lines = await show(guide.manifest(), 'leaf10', ['interfaces', 'et-0/0/15'], guide.options);
  expect(lines).toEqual([
    { line: 'set interfaces et-0/0/15 description "to server1"', group: 'dc1' },
    { line: 'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30', group: 'dc1' },
  ]);
  const [routerId] = await show(guide.manifest(), 'leaf10', ['routing-options', 'router-id'], guide.options);
  expect(routerId).toEqual({ line: 'set routing-options router-id 192.168.1.10', group: undefined });
});

test('show names the devices there are', async () => {
  await expect(show(guide.manifest(), 'leaf99', [], guide.options)).rejects.toMatchObject({ code: 'unknownDevice' });
});

test('a session that was down before and is not touched is reported and not blamed on the change', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf10').edit('set interfaces et-0/0/15 disable');
  guide.events.length = 0;
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) =>
    device.hostname === 'leaf12'
      ? { ...device, interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1 again' })) }
      : device,
  );
  const result = await apply(guide.manifest({ ...fabric, devices }), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', devices: { leaf12: 'confirmed' } });
  expect(guide.story()).toContain('preExistingFailure leaf10');
});
