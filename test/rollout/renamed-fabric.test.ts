import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { GuideLab } from './support/guide-lab';

let guide: GuideLab;
let renamed: FabricIntent;

beforeEach(async () => {
  guide = await GuideLab.start();
  await apply(guide.manifest(), guide.options);
  renamed = { ...guide.fabric(), name: 'pod1', formerName: 'dc1' };
});
afterEach(async () => {
  await guide.stop();
});

function groupsOf(hostname: string): string[] {
  const { committed } = guide.lab.device(hostname).database;
  return committed.entries('groups').map(({ keys }) => keys.join(' '));
}

test('a renamed fabric takes its former group away in the commit that writes the new one', async () => {
  const counts = guide.commitCounts();
  const result = await apply(guide.manifest(renamed), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(groupsOf('leaf10')).toEqual(['pod1']);
  // One confirmed commit and its confirmation.
  expect(guide.commitCounts().leaf10).toBe((counts.leaf10 ?? 0) + 2);
});

test('once it is deployed, the former name makes no difference any more', async () => {
  await apply(guide.manifest(renamed), guide.options);
  expect(await apply(guide.manifest(renamed), guide.options)).toMatchObject({ outcome: 'unchanged' });
  await withdrawAll(guide.manifest(renamed), guide.options);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('without its former name the new group is refused beside the old one, and nothing is touched', async () => {
  const counts = guide.commitCounts();
  const result = await apply(guide.manifest({ ...renamed, formerName: undefined }), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ message }) => message).join('\n')).toMatch(/dc1/);
  expect(guide.commitCounts()).toEqual(counts);
});
