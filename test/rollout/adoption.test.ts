import type { AdoptionIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { apply } from '../../lib/rollout/execute/apply';
import { driftReport } from '../support/drift-report';
import { plan } from '../../lib/rollout/plan/plan';
import { reverse } from '../../lib/rollout/recovery/reverse';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { GuideLab } from './support/guide-lab';

/** What the factory has put on the port. */
const FACTORY = [
  'set interfaces et-0/0/15 unit 0 family ethernet-switching vlan members default',
  'set interfaces et-0/0/15 unit 0 family ethernet-switching storm-control default',
];
/** What somebody had configured by hand, and the fabric says too, or otherwise. */
const BY_HAND = [
  'set interfaces et-0/0/15 description "by hand"',
  'set policy-options policy-statement VRF_5-server1-in then accept',
];

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

function adopting(...paths: readonly string[]): FabricIntent {
  const fabric = guide.fabric();
  return { ...fabric, devices: fabric.devices.map((device) => ({ ...device, adopted: paths.map(adoption) })) };
}

function adoption(path: string): AdoptionIntent {
  return { constructPath: 'dc1/leaf10', path, reason: 'was there before' };
}

/** Set lines of a leaf outside the fabric's groups, or in one of them without its mark. */
function lines(hostname: string, group?: string): string[] {
  const all = writeSet(guide.leaf(hostname).database.committed).trim().split('\n');
  const others = all.filter((line) => !/^set (?:groups|apply-groups) dc1/.test(line));
  if (group === undefined) return others;
  const start = `set groups ${group} `;
  return all
    .filter((line) => line.startsWith(start) && !line.includes('apply-macro'))
    .map((line) => `set ${line.slice(start.length)}`);
}

function edit(...texts: readonly string[]): void {
  guide.leaf('leaf10').edit(texts.join('\n'));
}

function warnings(): string[] {
  return guide.events.flatMap((event) =>
    event.type === 'warning' ? [`${event.hostname ?? ''}: ${event.message.split('`')[1] ?? event.message}`] : [],
  );
}

const SWITCHING = 'interfaces et-0/0/15 unit 0 family ethernet-switching';

test('what is adopted is planned, deleted with the group in one commit, kept beside it, and put back on withdrawal', async () => {
  edit(...FACTORY);
  const before = lines('leaf10');
  const manifest = guide.manifest(adopting(SWITCHING));

  const planned = await plan(manifest, guide.options);
  const [leaf10, leaf11] = planned.devices;
  expect([...(leaf10?.adopted ?? [])].sort()).toEqual([...FACTORY].sort());
  expect(leaf10?.diff).toMatch(/^-.*et-0\/0\/15/m);
  expect(leaf11?.adopted).toEqual([]);
  expect(leaf11?.warnings).toHaveLength(1);

  const counts = guide.commitCounts();
  const result = await apply(manifest, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(warnings()).toEqual([`leaf11: ${SWITCHING}`, `leaf12: ${SWITCHING}`]);
  expect(guide.commitCounts().leaf10).toBe((counts.leaf10 ?? 0) + 2);
  expect(lines('leaf10')).toEqual(before.filter((line) => !FACTORY.includes(line)));
  expect(lines('leaf10', 'dc1-adopted').sort()).toEqual([...FACTORY].sort());
  expect(writeSet(guide.leaf('leaf10').database.committed)).not.toContain('set apply-groups dc1-adopted');

  expect(await apply(manifest, guide.options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect((await driftReport(manifest, guide.options)).drifted).toBe(false);

  const withdrawn = await withdrawAll(manifest, { ...guide.options, restore: true });
  expect(withdrawn.problems).toEqual([]);
  expect(withdrawn.outcome).toBe('confirmed');
  expect(lines('leaf10')).toEqual(before);
  expect(lines('leaf10', 'dc1-adopted')).toEqual([]);
  expect(guide.leaf('leaf10').database.committed.has('groups', 'dc1-adopted')).toBe(false);
});

test('without the adoption the same device refuses the change, and nothing has been touched', async () => {
  edit(...FACTORY);
  const before = lines('leaf10');
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toContain('foreignStatement');
  expect(lines('leaf10')).toEqual(before);
});

test('a change that fails leaves every explicit line where it was', async () => {
  await guide.stop();
  guide = await GuideLab.start({ leaf11: 4220000099 });
  edit(...FACTORY, ...BY_HAND);
  const before = lines('leaf10');
  const paths = ['interfaces et-0/0/15', 'policy-options policy-statement VRF_5-server1-in'];
  const result = await apply(guide.manifest(adopting(...paths)), guide.options);
  expect(result.outcome).toBe('rolledBack');
  expect(lines('leaf10')).toEqual(before);
  expect(lines('leaf10', 'dc1-adopted')).toEqual([]);
});

test('what is adopted later joins what was adopted before, and withdrawing puts back both', async () => {
  edit(...FACTORY);
  const before = lines('leaf10');
  await apply(guide.manifest(adopting(SWITCHING)), guide.options);
  edit('set interfaces et-0/0/15 description "by hand"');
  const both = guide.manifest(adopting(SWITCHING, 'interfaces et-0/0/15 description'));
  expect((await apply(both, guide.options)).problems).toEqual([]);
  expect(lines('leaf10', 'dc1-adopted')).toHaveLength(3);
  expect((await withdrawAll(both, { ...guide.options, restore: true })).outcome).toBe('confirmed');
  expect(lines('leaf10').sort()).toEqual([...before, 'set interfaces et-0/0/15 description "by hand"'].sort());
});

test('withdrawn without restoring, what was adopted stays in its group until it is asked for', async () => {
  edit(...FACTORY);
  const before = lines('leaf10');
  const manifest = guide.manifest(adopting(SWITCHING));
  await apply(manifest, guide.options);
  guide.events.length = 0;
  expect((await withdrawAll(manifest, guide.options)).outcome).toBe('confirmed');
  expect(warnings()).toEqual(['leaf10: junos-fabric withdraw --restore']);
  expect(lines('leaf10', 'dc1-adopted')).toHaveLength(2);
  const restored = await withdrawAll(manifest, { ...guide.options, restore: true });
  expect(restored).toMatchObject({ outcome: 'confirmed', devices: { leaf10: 'confirmed', leaf11: 'unchanged' } });
  expect(lines('leaf10')).toEqual(before);
});

test('a line that somebody has configured since is not overwritten by what is put back', async () => {
  edit('set policy-options policy-statement OTHER then accept', ...BY_HAND);
  const manifest = guide.manifest(adopting('interfaces et-0/0/15', 'policy-options policy-statement VRF_5-server1-in'));
  expect((await apply(manifest, guide.options)).outcome).toBe('confirmed');
  edit('set interfaces et-0/0/15 description newer');
  guide.events.length = 0;
  const result = await withdrawAll(manifest, { ...guide.options, restore: true });
  expect(result.outcome).toBe('confirmed');
  expect(lines('leaf10')).toContain('set interfaces et-0/0/15 description newer');
  expect(lines('leaf10')).toContain('set policy-options policy-statement VRF_5-server1-in then accept');
  expect(warnings()).toEqual(['leaf10: set interfaces et-0/0/15 description "by hand"']);
});

test('taking the change back puts back what it adopted', async () => {
  edit(...FACTORY);
  const before = lines('leaf10');
  const manifest = guide.manifest(adopting(SWITCHING));
  const { changeId } = await apply(manifest, guide.options);
  const result = await reverse(manifest, changeId, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(lines('leaf10')).toEqual(before);
});

test('what is adopted alone, when the group is there already, is a change of its own', async () => {
  await apply(guide.manifest(), guide.options);
  edit('set interfaces et-0/0/15 description "to server1"');
  const manifest = guide.manifest(adopting('interfaces et-0/0/15 description'));
  expect(await apply(manifest, guide.options)).toMatchObject({
    outcome: 'confirmed',
    devices: { leaf10: 'confirmed', leaf11: 'unchanged', leaf12: 'unchanged' },
  });
  expect(lines('leaf10')).not.toContain('set interfaces et-0/0/15 description "to server1"');
  expect(lines('leaf10').filter((line) => line.includes('et-0/0/15'))).toEqual([]);
});

test('what somebody commits below an adopted place while the change is prepared is not lost', async () => {
  edit(...FACTORY);
  const onEvent: NonNullable<typeof guide.options.onEvent> = (event) => {
    if (event.type === 'connected' && event.hostname === 'leaf11') {
      edit('set interfaces et-0/0/15 unit 0 family ethernet-switching interface-mode trunk');
    }
  };
  const result = await apply(guide.manifest(adopting(SWITCHING)), { ...guide.options, concurrency: 1, onEvent });
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf10', 'diffChanged']]);
  expect(lines('leaf10')).toContain(`set ${SWITCHING} interface-mode trunk`);
});
