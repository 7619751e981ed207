import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ExitCode, exitCodeFor } from '../../../lib/cli/exit-code';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { apply } from '../../../lib/rollout/execute/apply';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

/** The guide with another description on every port: a second change. */
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

function outcomesInJournal(): (string | undefined)[] {
  return recordedChanges(guide.options.stateDirectory, 'dc1').changes.map(({ outcome }) => outcome);
}

test('undo takes back what a dead process left pending, wave by wave, and its journal ends with what is true', async () => {
  await applyAndDie(guide, (event) => event.type === 'waveStarted' && event.wave === 3);
  expect(guide.touchedLeaves()).toEqual(['leaf10', 'leaf11']);
  const result = await undo(guide.manifest(), guide.options);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    outcome: 'rolledBack',
    devices: { leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' },
    undone: true,
  });
  expect(guide.touchedLeaves()).toEqual([]);
  expect(guide.story().filter((line) => line.startsWith('rolledBack'))).toEqual([
    'rolledBack leaf11',
    'rolledBack leaf10',
  ]);
  expect(outcomesInJournal()).toEqual(['rolledBack']);
});

test('resume takes back what was not decided, and applies the manifest again', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  const result = await resume(guide.manifest(), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(outcomesInJournal()).toEqual(['confirmed', 'rolledBack']);
});

test('resume that takes something back and cannot apply again says so, and why', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  const unlock = guide.leaf('leaf12').lockAs('mara');
  const result = await resume(guide.manifest(), guide.options);
  unlock();
  expect(result).toMatchObject({
    outcome: 'rolledBack',
    devices: { leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' },
    problems: [{ code: 'configurationLocked', hostname: 'leaf12' }],
  });
  expect(exitCodeFor(result)).toBe(ExitCode.ROLLED_BACK);
});

test('resume confirms what was decided, and leaves alone what is confirmed', async () => {
  await applyAndDie(guide, (event) => event.type === 'confirmed' && event.hostname === 'leaf10');
  const pending = LEAVES.filter((leaf) => guide.leaf(leaf).database.pending !== undefined);
  const result = await resume(guide.manifest(), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('unchanged');
  expect(LEAVES.filter((leaf) => guide.leaf(leaf).database.pending !== undefined)).toEqual([]);
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
  const confirmed = guide.events.flatMap((event) => (event.type === 'confirmed' ? [event.hostname] : []));
  expect(confirmed.sort()).toEqual([...new Set(['leaf10', ...pending])].sort());
  expect(outcomesInJournal()[0]).toBe('unchanged');
});

test.each([
  ['its journal', { fromDevices: false }],
  ['its devices', { fromDevices: true }],
])('a rolling change that died before its last wave is not said to be confirmed, by %s', async (_by, how) => {
  const isTheEnd = (event: RolloutEvent): boolean => event.type === 'waveStarted' && event.wave === 3;
  await applyAndDie(guide, isTheEnd, { mode: 'rolling' });
  const result = await resume(guide.manifest(), { ...guide.options, ...how, mode: 'rolling' });
  expect(result.outcome).toBe('confirmed');
  expect(outcomesInJournal()).toEqual(['confirmed', 'partiallyApplied']);
});

test('without a journal the devices tell the change, the decision and the outcome', async () => {
  await applyAndDie(guide, (event) => event.type === 'confirmed' && event.hostname === 'leaf10');
  const elsewhere = mkdtempSync(path.join(guide.options.stateDirectory, 'elsewhere-'));
  const options = { ...guide.options, stateDirectory: elsewhere };
  await expect(resume(guide.manifest(), options)).rejects.toMatchObject({ code: 'journalMissing' });
  const result = await resume(guide.manifest(), { ...options, fromDevices: true });
  expect(result.problems).toEqual([]);
  expect(LEAVES.map((leaf) => guide.leaf(leaf).database.pending)).toEqual([undefined, undefined, undefined]);
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
});

test('undo without a journal, after every timer has run out, finds nothing pending and says so', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  guide.lab.clock.advance(60 * 60_000);
  const result = await undo(guide.manifest(), { ...guide.options, fromDevices: true });
  expect(result).toMatchObject({
    outcome: 'rolledBack',
    devices: { leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' },
    undone: true,
  });
  expect(guide.touchedLeaves()).toEqual([]);
});

test('undo of a change that some devices carry for good puts these back too', async () => {
  await apply(guide.manifest(), guide.options);
  await applyAndDie(guide, (event) => event.type === 'waveStarted' && event.wave === 3, {
    manifest: guide.manifest(redescribed()),
    mode: 'rolling',
  });
  expect(descriptions()).toEqual(['to server1, port 2', 'to server1, port 2', 'to server1']);
  const result = await undo(guide.manifest(redescribed()), guide.options);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({ outcome: 'confirmed', devices: { leaf10: 'confirmed', leaf12: 'unchanged' } });
  expect(result.undone).toBe(true);
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
});

test('undo that takes back what waits and cannot take back the rest is not done: the devices differ', async () => {
  await apply(guide.manifest(), guide.options);
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11', {
    manifest: guide.manifest(redescribed()),
    mode: 'rolling',
  });
  const unlock = guide.leaf('leaf10').lockAs('mara');
  const result = await undo(guide.manifest(redescribed()), guide.options);
  unlock();
  expect(result).toMatchObject({ outcome: 'partiallyApplied', devices: { leaf10: 'confirmed', leaf11: 'rolledBack' } });
  expect(result.undone).toBeUndefined();
});

test('a device that cannot be asked is unknown, and named', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  await guide.leaf('leaf10').stop();
  const result = await undo(guide.manifest(), guide.options);
  expect(result.outcome).toBe('unknown');
  expect(result.undone).toBeUndefined();
  expect(result.devices).toMatchObject({ leaf10: 'unknown', leaf11: 'rolledBack' });
  expect(result.problems.map(({ hostname }) => hostname)).toContain('leaf10');
});

test('a device that somebody holds cannot be taken over: its timer rolls the change back', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  const unlock = guide.leaf('leaf11').lockAs('mara');
  const result = await undo(guide.manifest(), guide.options);
  unlock();
  expect(result).toMatchObject({ outcome: 'rolledBack', devices: { leaf11: 'rolledBack' } });
  expect(guide.events).toContainEqual({ type: 'rolledBack', hostname: 'leaf11', by: 'timer' });
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a change that came to its end leaves nothing to resume', async () => {
  await apply(guide.manifest(), guide.options);
  const counts = guide.commitCounts();
  expect((await resume(guide.manifest(), guide.options)).outcome).toBe('unchanged');
  expect(guide.commitCounts()).toEqual(counts);
});

test('a finished change is rolled back from the archives of the devices, and the code is said to be newer', async () => {
  await apply(guide.manifest(), guide.options);
  const { changeId } = await apply(guide.manifest(redescribed()), guide.options);
  const result = await reverse(guide.manifest(redescribed()), changeId, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
  const warnings = guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  expect(warnings.at(-1)).toContain('the code still holds');
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('unchanged');
});

test('without an id and without a journal the newest change is rolled back that devices tell of', async () => {
  const fromDevices = { ...guide.options, fromDevices: true };
  await expect(reverse(guide.manifest(), undefined, fromDevices)).rejects.toMatchObject({ code: 'noChangeOnDevices' });
  await apply(guide.manifest(), guide.options);
  await apply(guide.manifest(redescribed()), guide.options);
  rmSync(path.join(guide.directory, 'state'), { recursive: true });
  expect((await reverse(guide.manifest(redescribed()), undefined, fromDevices)).outcome).toBe('confirmed');
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
});

test('the first change is rolled back to nothing', async () => {
  const { changeId } = await apply(guide.manifest(), guide.options);
  expect((await reverse(guide.manifest(), changeId, guide.options)).outcome).toBe('confirmed');
  expect(guide.touchedLeaves()).toEqual([]);
});

test('only the newest change can be rolled back, and only one that there was', async () => {
  const { changeId } = await apply(guide.manifest(), guide.options);
  await apply(guide.manifest(redescribed()), guide.options);
  const result = await reverse(guide.manifest(redescribed()), changeId, guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toEqual(Array(3).fill('changeHasSuccessor'));
  await expect(reverse(guide.manifest(), 'no-such', guide.options)).rejects.toMatchObject({ code: 'changeNotFound' });
});
