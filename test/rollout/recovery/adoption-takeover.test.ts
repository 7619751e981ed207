import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { AdoptionIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { apply } from '../../../lib/rollout/execute/apply';
import { driftReport } from '../../support/drift-report';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

const SWITCHING = 'interfaces et-0/0/15 unit 0 family ethernet-switching';
/** What the factory has put on the port of each leaf. */
const FACTORY = [`set ${SWITCHING} storm-control default`, `set ${SWITCHING} vlan members default`];
const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

let guide: GuideLab;
let before: readonly (readonly string[])[];
beforeEach(async () => {
  guide = await GuideLab.start();
  for (const leaf of LEAVES) guide.leaf(leaf).edit(FACTORY.join('\n'));
  before = LEAVES.map(explicit);
});
afterEach(async () => {
  await guide.stop();
});

function adopting(): FabricIntent {
  const fabric = guide.fabric();
  const adopted: AdoptionIntent[] = [{ constructPath: 'dc1/server1', path: SWITCHING, reason: 'factory default' }];
  return { ...fabric, devices: fabric.devices.map((device) => ({ ...device, adopted })) };
}

function explicit(hostname: string): string[] {
  return linesOf(hostname).filter((line) => !/^set (?:groups|apply-groups) dc1/.test(line));
}

/** What the leaf keeps of what was adopted. */
function kept(hostname: string): string[] {
  const start = 'set groups dc1-adopted ';
  return linesOf(hostname)
    .filter((line) => line.startsWith(start) && !line.includes(' apply-macro '))
    .map((line) => `set ${line.slice(start.length)}`)
    .sort();
}

function linesOf(hostname: string): string[] {
  return writeSet(guide.leaf(hostname).database.committed).trim().split('\n');
}

function die(
  isTheEnd: (event: RolloutEvent) => boolean,
  mode: 'transaction' | 'rolling' = 'transaction',
): Promise<void> {
  return applyAndDie(guide, isTheEnd, { manifest: guide.manifest(adopting()), mode });
}

const beforeTheDecision = (event: RolloutEvent): boolean => event.type === 'waveStarted' && event.wave === 3;
const afterTheDecision = (event: RolloutEvent): boolean => event.type === 'confirmed' && event.hostname === 'leaf10';

/** Everything is on each leaf as it was before anybody came. */
function expectNothingLeft(): void {
  expect(LEAVES.map(explicit)).toEqual(before);
  expect(LEAVES.flatMap(kept)).toEqual([]);
  expect(LEAVES.map((leaf) => guide.leaf(leaf).database.committed.has('groups', 'dc1-adopted'))).toEqual([
    false,
    false,
    false,
  ]);
}

/** Each leaf has given up its factory lines, and keeps them where nothing applies them. */
async function expectAdopted(): Promise<void> {
  expect(LEAVES.map(explicit)).toEqual(before.map((lines) => lines.filter((line) => !FACTORY.includes(line))));
  expect(LEAVES.map(kept)).toEqual([FACTORY, FACTORY, FACTORY]);
  expect(LEAVES.flatMap((leaf) => linesOf(leaf).filter((line) => line === 'set apply-groups dc1-adopted'))).toEqual([]);
  expect((await driftReport(guide.manifest(adopting()), guide.options)).drifted).toBe(false);
}

test('a process that dies before the decision has deleted lines that undo brings back', async () => {
  await die(beforeTheDecision);
  expect(kept('leaf10')).toEqual(FACTORY);
  expect(explicit('leaf10')).not.toContain(FACTORY[0]);
  const result = await undo(guide.manifest(adopting()), guide.options);
  expect(result).toMatchObject({ outcome: 'rolledBack', problems: [] });
  expectNothingLeft();
});

test('resume takes back what was not decided and adopts again, and withdrawing puts back what was there at first', async () => {
  await die(beforeTheDecision);
  const result = await resume(guide.manifest(adopting()), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  await expectAdopted();
  const withdrawn = await withdrawAll(guide.manifest(adopting()), { ...guide.options, restore: true });
  expect(withdrawn).toMatchObject({ outcome: 'confirmed', problems: [] });
  expectNothingLeft();
});

test('resume confirms what was decided: the lines stay adopted on every leaf, and nothing is done twice', async () => {
  await die(afterTheDecision);
  const result = await resume(guide.manifest(adopting()), guide.options);
  expect(result).toMatchObject({ outcome: 'unchanged', problems: [] });
  await expectAdopted();
  const counts = guide.commitCounts();
  expect((await apply(guide.manifest(adopting()), guide.options)).outcome).toBe('unchanged');
  expect(guide.commitCounts()).toEqual(counts);
});

test('undo after the decision takes back what waits, and puts the lines back on the leaf that was confirmed', async () => {
  await die(afterTheDecision);
  const result = await undo(guide.manifest(adopting()), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expectNothingLeft();
});

test.each([
  ['resume', beforeTheDecision],
  ['resume', afterTheDecision],
  ['undo', beforeTheDecision],
  ['undo', afterTheDecision],
] as const)('without a journal %s does the same from what the devices tell (%#)', async (by, end) => {
  await die(end);
  const stateDirectory = mkdtempSync(path.join(guide.options.stateDirectory, 'elsewhere-'));
  const options = { ...guide.options, stateDirectory, fromDevices: true };
  const result = await (by === 'resume' ? resume : undo)(guide.manifest(adopting()), options);
  expect(result.problems).toEqual([]);
  if (by === 'resume') await expectAdopted();
  else expectNothingLeft();
});

test('nobody comes: the timers bring the lines back', async () => {
  await die(beforeTheDecision);
  const waits = guide.events.flatMap((event) => (event.type === 'committed' ? [event.minutes] : []));
  guide.lab.clock.advance(Math.max(...waits) * 60_000);
  expectNothingLeft();
});

test('of a rolling change that dies, undo puts back the lines of the leaves that were confirmed', async () => {
  await die(beforeTheDecision, 'rolling');
  expect(kept('leaf10')).toEqual(FACTORY);
  const result = await undo(guide.manifest(adopting()), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expectNothingLeft();
});

test('a line that somebody typed at the adopted place while nobody was there is not lost by undo', async () => {
  await die(beforeTheDecision, 'rolling');
  guide.leaf('leaf10').edit('set interfaces et-0/0/15 unit 0 family ethernet-switching interface-mode trunk');
  const result = await undo(guide.manifest(adopting()), guide.options);
  expect(result.outcome).toBe('confirmed');
  expect(explicit('leaf10')).toContain(`set ${SWITCHING} interface-mode trunk`);
  expect(explicit('leaf10')).toEqual(expect.arrayContaining(FACTORY));
});

test('where somebody has confirmed a device by accident, what was adopted there is put back beside what they did', async () => {
  const leaf = guide.leaf('leaf10');
  leaf.switches.pendingCommitAtSessionEnd = 'kept';
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  const result = await apply(guide.manifest(adopting()), {
    ...guide.options,
    onEvent: (event) => {
      if (event.type !== 'deviceReady' || event.hostname !== 'leaf10') return;
      leaf.cutConnection(leaf.database.lockHolder?.actor.pid ?? 0);
      leaf.edit('set system location building B1');
    },
  });
  expect(result.devices).toMatchObject({ leaf10: 'rolledBack' });
  expect(leaf.database.committed.value('system', 'location', 'building')).toBe('B1');
  leaf.edit('delete system location');
  expectNothingLeft();
});
