import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { apply } from '../../../lib/rollout/execute/apply';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { withdrawDevice } from '../../../lib/rollout/execute/withdraw';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

/** The guide with another description on every port. */
function redescribed(): FabricIntent {
  const fabric = guide.fabric();
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1, port 2' })),
  }));
  return { ...fabric, devices };
}

/** The code of today: somebody has removed leaf12. */
const withoutLeaf12 = (): FabricIntent => guide.fabric({ hostnames: ['leaf10', 'leaf11'] });

function descriptions(): (string | undefined)[] {
  return LEAVES.map((leaf) => guide.leaf(leaf).effective.value('interfaces', 'et-0/0/15', 'description'));
}

/** Carries out two changes, of which the second one is about leaf12 too. */
async function changeTwice(): Promise<string> {
  await apply(guide.manifest(), guide.options);
  return (await apply(guide.manifest(redescribed()), guide.options)).changeId;
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

test('rollback rolls the change back from a device that has left the code since, in the same waves', async () => {
  const changeId = await changeTwice();
  guide.events.length = 0;
  const result = await reverse(guide.manifest(withoutLeaf12()), changeId, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'confirmed' });
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
  const waves = guide.events.flatMap((event) => (event.type === 'waveStarted' ? [event.hostnames] : []));
  expect(waves.map((wave) => wave.length)).toEqual([1, 1, 1]);
});

test('undo takes back what waits on a device that has left the code since', async () => {
  await applyAndDie(guide, (event) => event.type === 'waveStarted' && event.wave === 3);
  const hostnames = LEAVES.filter((leaf) => leaf !== 'leaf11');
  const result = await undo(guide.manifest(guide.fabric({ hostnames })), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(guide.touchedLeaves()).toEqual([]);
});

test('resume confirms what was decided on a device that has left the code since', async () => {
  await applyAndDie(guide, (event) => event.type === 'confirmed' && event.hostname === 'leaf10');
  const result = await resume(guide.manifest(withoutLeaf12()), guide.options);
  expect(result.problems).toEqual([]);
  expect(LEAVES.map((leaf) => guide.leaf(leaf).database.pending)).toEqual([undefined, undefined, undefined]);
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1']);
});

test('a removed device that does not answer is named and left out, and the others go back', async () => {
  const changeId = await changeTwice();
  await guide.leaf('leaf12').stop();
  const result = await reverse(guide.manifest(withoutLeaf12()), changeId, guide.options);
  expect(result.outcome).toBe('partiallyApplied');
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'unknown' });
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf12', 'removedDeviceLeft']]);
  expect(result.problems[0]?.message).toContain('show system commit');
  expect(descriptions()).toEqual(['to server1', 'to server1', 'to server1, port 2']);
});

test('a device of the code that does not answer still stops the rollback: nothing is rolled back by half', async () => {
  const changeId = await changeTwice();
  await guide.leaf('leaf12').stop();
  const result = await reverse(guide.manifest(redescribed()), changeId, guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ hostname }) => hostname)).toEqual(['leaf12']);
});

test('a removed device that was withdrawn since is left alone', async () => {
  const changeId = await changeTwice();
  const [device] = guide.fabric().devices.filter(({ hostname }) => hostname === 'leaf12');
  if (device === undefined) throw new Error('the guide has a leaf12');
  const remaining = guide.manifest(withoutLeaf12());
  expect((await withdrawDevice({ fabric: 'dc1', device, remaining }, guide.options)).outcome).toBe('confirmed');
  const result = await reverse(remaining, changeId, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'confirmed' });
  expect(guide.leaf('leaf12').database.committed.has('groups', 'dc1')).toBe(false);
});

test('where the journal does not say how to reach a removed device, it is named with what to do', async () => {
  const changeId = await changeTwice();
  const file = path.join(guide.options.stateDirectory, 'dc1', `${changeId}.jsonl`);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/"devices":\[.*?\]\}$/m, '"devices":[{"hostname":"leaf12"}]}'),
  );
  const result = await reverse(guide.manifest(withoutLeaf12()), changeId, guide.options);
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'confirmed' });
  expect(warnings()).toContainEqual(expect.stringContaining(`leaf12 took part in the change ${changeId}`));
});

test('the journal knows how each device was reached, and where the password is, not what it is', async () => {
  process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';
  await apply(guide.manifest(), guide.options);
  const folder = path.join(guide.options.stateDirectory, 'dc1');
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.jsonl'));
  const [started = ''] = readFileSync(path.join(folder, name), 'utf8').split('\n');
  const { devices } = JSON.parse(started) as { devices: { hostname: string; login: unknown }[] };
  expect(devices.map(({ hostname, login }) => [hostname, login])).toEqual(
    LEAVES.map((leaf) => [leaf, { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' }]),
  );
});
