import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
let sixth: Record<string, number> = {};
const useServerAsns = (asns: Record<string, number>): void => {
  sixth = asns;
};

async function start(): Promise<void> {
  guide = await GuideLab.start(sixth);
}

afterEach(async () => {
  sixth = {};
  await guide.stop();
});

/** Text of the problems of one leaf. */
function reasons(result: RolloutResult, hostname: string): string {
  return result.problems
    .filter((problem) => problem.hostname === hostname)
    .map((problem) => problem.message)
    .join('\n');
}

function codes(result: RolloutResult): string[] {
  return result.problems.map((problem) => `${problem.hostname ?? ''} ${problem.code}`);
}

test('a leaf that refuses its commit: all three are as they were, and it is named with its reason', async () => {
  await start();
  guide.leaf('leaf12').switches.refuseCommit = 'commit script says no';
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('rolledBack');
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(codes(result)).toEqual(['leaf12 deviceRefused']);
  expect(reasons(result, 'leaf12')).toContain('commit script says no');
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a leaf whose commit check fails: nothing is committed anywhere', async () => {
  await start();
  guide.leaf('leaf12').switches.refuseCheck = 'mgd: constraint of this site';
  const before = guide.commitCounts();
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(reasons(result, 'leaf12')).toContain('constraint of this site');
  expect(guide.commitCounts()).toEqual(before);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a leaf that never brings its session up: all three are as they were, with what was seen and the construct', async () => {
  useServerAsns({ leaf11: 4220000099 });
  await start();
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('rolledBack');
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(codes(result)).toEqual(['leaf11 checksFailed']);
  expect(reasons(result, 'leaf11')).toContain(
    'leaf11: expected BGP session to 172.16.104.6 in VRF_5 Established with AS 4220000001; seen: ',
  );
  expect(reasons(result, 'leaf11')).toContain('at dc1/server1/leaf11/inet');
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a leaf whose host key changed: nothing is touched, and it is named', async () => {
  await start();
  await guide.leaf('leaf11').changeHostKey();
  const before = guide.commitCounts();
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(codes(result)).toEqual(['leaf11 hostKeyChanged']);
  expect(reasons(result, 'leaf11')).toContain('leaf11');
  expect(guide.commitCounts()).toEqual(before);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a leaf that somebody else has locked: nothing is touched, and the holder is named', async () => {
  await start();
  const unlock = guide.leaf('leaf10').lockAs('mara');
  const before = guide.commitCounts();
  const result = await apply(guide.manifest(), guide.options);
  unlock();
  expect(result.outcome).toBe('refused');
  expect(codes(result)).toEqual(['leaf10 configurationLocked']);
  expect(reasons(result, 'leaf10')).toContain('mara');
  expect(guide.commitCounts()).toEqual(before);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a leaf whose group was edited by hand: nothing is touched, and the edit is shown', async () => {
  await start();
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  guide.leaf('leaf12').edit('set groups dc1 interfaces et-0/0/15 unit 0 family inet mtu 9000');
  const before = guide.commitCounts();
  const changed = guide.manifest(guide.fabric({ prefixes: ['10.1.5.0/24', '10.1.6.0/24'] }));
  const result = await apply(changed, guide.options);
  expect(result.outcome).toBe('refused');
  expect(codes(result)).toEqual(['leaf12 groupEditedByHand']);
  expect(reasons(result, 'leaf12')).toMatch(/^\+ +mtu 9000;/m);
  expect(guide.commitCounts()).toEqual(before);
});

test('a leaf where an explicit statement masks ours: nothing is touched, and both statements are named', async () => {
  await start();
  guide.leaf('leaf11').edit('set interfaces et-0/0/15 description "do not touch"');
  const before = guide.commitCounts();
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map((problem) => problem.hostname)).toContain('leaf11');
  expect(new Set(result.problems.map((problem) => problem.hostname))).toEqual(new Set(['leaf11']));
  expect(reasons(result, 'leaf11')).toContain('the explicit configuration says');
  expect(reasons(result, 'leaf11')).toContain('do not touch');
  expect(guide.commitCounts()).toEqual(before);
});
