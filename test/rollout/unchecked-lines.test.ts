import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { apply } from '../../lib/rollout/execute/apply';
import { driftReport } from '../support/drift-report';
import { plan } from '../../lib/rollout/plan/plan';
import { reverse } from '../../lib/rollout/recovery/reverse';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { GuideLab } from './support/guide-lab';

/** Lines that the schema table does not know: a leaf, a list entry with a value below it, words that only quotes hold. */
const LINES = [
  'set snmp location "rack 4, row \\"B\\""',
  'set snmp community fabric authorization read-only',
  'set interfaces et-0/0/15 brand-new-option 5',
  'set services never-heard-of server 192.0.2.1 weight 7',
];
const AGREED = [{ kind: 'forwardingRestart', hostname: 'leaf10', reason: 'only names and places' }] as const;

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  for (const leaf of ['leaf10', 'leaf11', 'leaf12']) guide.leaf(leaf).switches.takesUnknownStatements = true;
});
afterEach(async () => {
  await guide.stop();
});

/** The guide with these lines on leaf10. */
function withLines(lines: readonly string[] = LINES): FabricIntent {
  const fabric = guide.fabric();
  const statements = lines.map((line) => ({ constructPath: 'dc1/leaf10/more', line, unchecked: true as const }));
  const devices = fabric.devices.map((device) => (device.hostname === 'leaf10' ? { ...device, statements } : device));
  return { ...fabric, devices, consents: AGREED };
}

/** What leaf10 has of these lines: in the group, and in effect. */
function onLeaf10(lines: readonly string[] = LINES): { stored: boolean[]; effective: boolean[] } {
  const { database, effective } = guide.leaf('leaf10');
  const [stored, inEffect] = [writeSet(database.committed), writeSet(effective)];
  return {
    stored: lines.map((line) => stored.includes(`${line.replace('set ', 'set groups dc1 ')}\n`)),
    effective: lines.map((line) => inEffect.includes(`${line}\n`)),
  };
}

const ALL = { stored: LINES.map(() => true), effective: LINES.map(() => true) };
const NONE = { stored: LINES.map(() => false), effective: LINES.map(() => false) };

test('lines that nobody checks are rolled out, are found again by the second apply, and drift finds nothing', async () => {
  const manifest = guide.manifest(withLines());
  expect(await apply(manifest, guide.options)).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(onLeaf10()).toEqual(ALL);
  const counts = guide.commitCounts();
  expect(await apply(manifest, guide.options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect(guide.commitCounts()).toEqual(counts);
  expect((await driftReport(manifest, guide.options)).drifted).toBe(false);
  const [leaf10] = (await plan(manifest, guide.options)).devices;
  expect(leaf10).toMatchObject({ action: 'none', diff: '' });
});

test('what they disrupt is not known, so somebody has to agree first', async () => {
  const result = await apply(guide.manifest({ ...withLines(), consents: [] }), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([
    ['leaf10', 'unknownDisruptionNotAllowed'],
  ]);
  expect(result.problems[0]?.message).toContain('set services never-heard-of server 192.0.2.1 weight 7');
});

test('a release that does not know them refuses, and no device has been touched', async () => {
  guide.leaf('leaf10').switches.takesUnknownStatements = false;
  const result = await apply(guide.manifest(withLines()), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code, hostname }) => [hostname, code])).toEqual([['leaf10', 'deviceRefused']]);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('a line that somebody has changed by hand is drift, and stops the next change with the edit in its message', async () => {
  const manifest = guide.manifest(withLines());
  await apply(manifest, guide.options);
  guide.leaf('leaf10').edit(`delete groups dc1 snmp community fabric authorization read-only
delete groups dc1 services never-heard-of server 192.0.2.1 weight 7
set groups dc1 services never-heard-of server 192.0.2.1 weight 8`);
  const [leaf10] = (await driftReport(manifest, guide.options)).devices;
  expect(leaf10?.drifted).toBe(true);
  expect(leaf10?.groups[0]).toMatchObject({ group: 'dc1', editedByHand: true });
  const { missing = [], extra = [], changed = [] } = leaf10?.groups[0] ?? {};
  expect([...missing, ...changed.map(({ wanted }) => wanted)].sort()).toEqual([
    'set services never-heard-of server 192.0.2.1 weight 7',
    'set snmp community "<secret>" authorization read-only',
  ]);
  expect([...extra, ...changed.map(({ standing }) => standing)]).toEqual([
    'set services never-heard-of server 192.0.2.1 weight 8',
  ]);
  const result = await apply(manifest, guide.options);
  expect(result.problems.map(({ code }) => code)).toEqual(['groupEditedByHand']);
  expect(result.problems[0]?.message).toContain('weight 8');
});

test('the same lines in the order that the device prefers are no drift', async () => {
  const manifest = guide.manifest(withLines());
  await apply(manifest, guide.options);
  guide.leaf('leaf10').edit(`delete groups dc1 snmp community fabric authorization read-only
delete groups dc1 snmp location "rack 4, row \\"B\\""
set groups dc1 snmp community fabric authorization read-only
set groups dc1 snmp location "rack 4, row \\"B\\""`);
  expect((await driftReport(manifest, guide.options)).drifted).toBe(false);
  expect((await apply(manifest, guide.options)).outcome).toBe('unchanged');
});

test('a line that leaves the intent leaves the device, and comes back when the change is rolled back', async () => {
  await apply(guide.manifest(withLines()), guide.options);
  const fewer = guide.manifest(withLines(LINES.slice(0, 2)));
  const result = await apply(fewer, guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  const half = [true, true, false, false];
  expect(onLeaf10()).toEqual({ stored: half, effective: half });
  expect(await reverse(fewer, result.changeId, guide.options)).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(onLeaf10()).toEqual(ALL);
});

test('a change that fails leaves none of them behind', async () => {
  guide.leaf('leaf12').switches.refuseCommit = 'no';
  expect((await apply(guide.manifest(withLines()), guide.options)).outcome).toBe('rolledBack');
  expect(onLeaf10()).toEqual(NONE);
  expect(guide.touchedLeaves()).toEqual([]);
});

test('withdrawing takes them with everything else, and leaves the same words of others', async () => {
  guide.leaf('leaf10').edit('set snmp contact "the night shift"');
  const before = writeSet(guide.leaf('leaf10').database.committed);
  await apply(guide.manifest(withLines()), guide.options);
  const result = await withdrawAll(guide.manifest(withLines()), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(writeSet(guide.leaf('leaf10').database.committed)).toBe(before);
});
