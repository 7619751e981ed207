/** What takes a change back is told from a change, and stopped halfway it is gone on with. */
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { die } from '../support/dying-controller';
import { plan } from '../../../lib/rollout/plan/plan';
import { withoutMark } from '../../../lib/rollout/group/standing-group';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];
const BEFORE = ['to server1', 'to server1', 'to server1'];
const CHANGED = ['to server1, port 2', 'to server1, port 2', 'to server1, port 2'];

function redescribed(): FabricIntent {
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1, port 2' })),
  }));
  return { ...fabric, devices };
}

function descriptions(): (string | undefined)[] {
  return LEAVES.map((leaf) => guide.leaf(leaf).effective.value('interfaces', 'et-0/0/15', 'description'));
}

/** What the group of the fabric says on a leaf, inactive statements too, without the mark of who wrote it. */
function ofTheGroup(leaf: string): string[] {
  const { committed } = guide.leaf(leaf).database;
  const lines = writeSet(withoutMark(committed, 'dc1').subtree('groups', 'dc1')).split('\n');
  expect(lines).toContain('deactivate groups dc1 routing-instances VRF_5 protocols bgp');
  return lines;
}

/** Every device carries the change, and the process that takes it back is gone after its first devices. */
async function changedAndHalfBack(
  isTheEnd: (event: RolloutEvent) => boolean = (event) => event.type === 'waveStarted' && event.wave === 2,
): Promise<void> {
  await apply(guide.manifest(), { ...guide.options, changeId: 'first' });
  await apply(guide.manifest(redescribed()), { ...guide.options, changeId: 'change' });
  expect(descriptions()).toEqual(CHANGED);
  await die(guide, isTheEnd, (dying) =>
    reverse(guide.manifest(redescribed()), 'change', { ...dying, mode: 'rolling', changeId: 'back' }),
  );
  guide.events.length = 0;
}

test('the journal and the commits of a rollback say which change it takes back', async () => {
  await changedAndHalfBack();
  const [back] = recordedChanges(guide.options.stateDirectory, 'dc1').changes;
  expect(back).toMatchObject({ changeId: 'back', kind: 'rollback', reverses: 'change' });
  const logs = guide.leaf('leaf10').database.history.map(({ log }) => log);
  expect(logs[0]).toMatch(/^junos-fabric dc1 change back reverses change digest [0-9a-f]{64} rolling confirmed$/);
});

test.each([
  ['its journal', { fromDevices: false }],
  ['its devices', { fromDevices: true }],
])('undo goes on with a rollback that stopped halfway, by %s', async (_by, how) => {
  await changedAndHalfBack();
  expect(descriptions()).toEqual(['to server1', 'to server1, port 2', 'to server1, port 2']);
  const result = await undo(guide.manifest(redescribed()), { ...guide.options, ...how });
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    outcome: 'confirmed',
    undone: true,
    reverses: 'change',
    devices: { leaf10: 'unchanged', leaf11: 'confirmed', leaf12: 'confirmed' },
  });
  expect(descriptions()).toEqual(BEFORE);
});

test('undo keeps of a rollback what was decided, and takes what was not decided through its checks again', async () => {
  await changedAndHalfBack((event) => event.type === 'decided' && event.hostnames.includes('leaf11'));
  const result = await undo(guide.manifest(redescribed()), { ...guide.options, mode: 'rolling' });
  expect(result).toMatchObject({ undone: true, devices: { leaf11: 'unchanged', leaf12: 'confirmed' } });
  expect(guide.story()).not.toContain('rolledBack leaf11');
  expect(descriptions()).toEqual(BEFORE);
});

test.each([
  ['its journal', { fromDevices: false }],
  ['its devices', { fromDevices: true }],
])('undo after a rollback that is finished touches nothing, by %s', async (_by, how) => {
  await changedAndHalfBack();
  await undo(guide.manifest(redescribed()), guide.options);
  const commits = guide.commitCounts();
  const result = await undo(guide.manifest(redescribed()), { ...guide.options, ...how });
  expect(result).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect(guide.commitCounts()).toEqual(commits);
  expect(descriptions()).toEqual(BEFORE);
});

test('resume settles a rollback, says what it takes back, and does not apply over it', async () => {
  await changedAndHalfBack((event) => event.type === 'decided' && event.hostnames.includes('leaf11'));
  const result = await resume(guide.manifest(redescribed()), guide.options);
  expect(result).toMatchObject({
    changeId: 'back',
    reverses: 'change',
    outcome: 'partiallyApplied',
    devices: { leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'unchanged' },
  });
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1, port 2']);
  expect(guide.events).toContainEqual({
    type: 'warning',
    message: 'the rollback back of the change change was settled; junos-fabric rollback change finishes it',
  });
  await reverse(guide.manifest(redescribed()), 'change', guide.options);
  expect(descriptions()).toEqual(BEFORE);
});

test('a change that was rolled back needs no rollback any more', async () => {
  await changedAndHalfBack();
  await reverse(guide.manifest(redescribed()), 'change', { ...guide.options, changeId: 'rest' });
  const result = await reverse(guide.manifest(redescribed()), 'change', guide.options);
  expect(result).toMatchObject({ outcome: 'unchanged', reverses: 'change', problems: [] });
  expect(guide.events).toContainEqual({
    type: 'warning',
    message: 'no device carries change any more: back has taken it back',
  });
});

test('a device where the rollback still waits is named, and nothing is done', async () => {
  await changedAndHalfBack((event) => event.type === 'committed' && event.hostname === 'leaf11');
  const result = await reverse(guide.manifest(redescribed()), 'change', guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems).toEqual([expect.objectContaining({ code: 'rollbackStillPending', hostname: 'leaf11' })]);
});

test('a rollback that is rolled back by its name gives the devices the change again, and says so', async () => {
  await changedAndHalfBack();
  await reverse(guide.manifest(redescribed()), 'change', { ...guide.options, changeId: 'rest' });
  const result = await reverse(guide.manifest(redescribed()), 'rest', guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', reverses: 'rest' });
  expect(descriptions()).toEqual(['to server1', 'to server1, port 2', 'to server1, port 2']);
  expect(guide.events).toContainEqual({
    type: 'warning',
    message: 'rest had taken change back: the devices have change again',
  });
});

test('a change that made something active again, which somebody had deactivated by hand, can be taken back', async () => {
  await apply(guide.manifest(), guide.options);
  guide.leaf('leaf11').edit('deactivate groups dc1 routing-instances VRF_5 protocols bgp');
  const edited = ofTheGroup('leaf11');
  const { devices } = await plan(guide.manifest(), guide.options);
  const digest = devices.find(({ hostname }) => hostname === 'leaf11')?.drift[0]?.digest ?? '';
  const consents = [{ kind: 'overwriteDrift', hostname: 'leaf11', digest, reason: 'test' }] as const;
  const options = { ...guide.options, consents, changeId: 'change' };
  expect(await apply(guide.manifest(), options)).toMatchObject({ outcome: 'confirmed' });
  const result = await reverse(guide.manifest(), 'change', guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(ofTheGroup('leaf11')).toEqual(edited);
});
