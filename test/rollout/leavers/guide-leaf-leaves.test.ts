import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { Connect } from '../../../lib/rollout/device-session';
import { apply } from '../../../lib/rollout/execute/apply';
import { withdrawAll, withdrawDevice } from '../../../lib/rollout/execute/withdraw';
import { lookAtLeavers } from '../../../lib/rollout/plan/leavers/look-at-leavers';
import { plan } from '../../../lib/rollout/plan/plan';
import { GuideLab } from '../support/guide-lab';
import { leaf12Left } from './support';

let guide: GuideLab;
let left: LoadedManifest;
let reach: Connect;

beforeEach(async () => {
  guide = GuideLab.inProcess();
  await apply(guide.manifest(), guide.options);
  left = leaf12Left(guide);
  const { connect } = guide.options;
  if (connect === undefined) throw new Error('a lab in this process is reached without a network');
  reach = connect;
});
afterEach(async () => {
  await guide.stop();
});

const SILENT: Connect = (device) =>
  device.hostname === 'leaf12' ? Promise.reject(new Error('no route to host')) : reach(device);

/** Terraform's destroy step of leaf12. */
function destroyLeaf12(remaining: LoadedManifest, connect = reach): ReturnType<typeof withdrawDevice> {
  const device = guide.fabric().devices.find(({ hostname }) => hostname === 'leaf12');
  if (device === undefined) throw new Error('leaf12 is in the guide');
  return withdrawDevice({ fabric: 'dc1', device, remaining }, { ...guide.options, connect });
}

function looksAt(connect: Connect): ReturnType<typeof lookAtLeavers> {
  const { fabric, leavers = [] } = left.manifest;
  return lookAtLeavers(leavers, fabric.devices, connect, 4);
}

test('a leaf that others give links and sessions goes as a whole, in one transaction with the rest', async () => {
  const counts = guide.commitCounts();
  expect(await apply(left, guide.options)).toMatchObject({ outcome: 'confirmed', devices: { leaf12: 'confirmed' } });
  expect(guide.touchedLeaves()).toEqual(['leaf10', 'leaf11']);
  expect(guide.commitCounts()).toEqual({ ...counts, leaf12: (counts.leaf12 ?? 0) + 2 });
  expect((await destroyLeaf12(left)).left).toEqual({ hostname: 'leaf12', state: 'done' });
});

test('one that refuses midway has its group again, like all others', async () => {
  const moved = guide.manifest(guide.fabric({ prefixes: ['10.1.5.0/24', '10.1.6.0/24'] }));
  const before = guide.commitCounts();
  guide.leaf('leaf12').switches.refuseCommit = 'the disk is full';
  const result = await apply(leaf12Left(guide, moved), guide.options);
  expect(result.outcome).toBe('rolledBack');
  expect(guide.commitCounts().leaf12).toBe(before.leaf12);
  expect((await plan(guide.manifest(), guide.options)).hasChanges).toBe(false);
});

test('one that is dead, and that nothing of the fabric leads to, is a warning, and the change goes on', async () => {
  const options = { ...guide.options, connect: SILENT };
  const planned = await plan(left, options);
  expect(planned).toMatchObject({ isClean: true, leavers: [{ hostname: 'leaf12', state: 'silent' }] });
  expect(planned.leavers[0]?.warning).toContain("junos-fabric forget leaf12 --unreachable '<why>'");
  expect(await apply(left, options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect((await destroyLeaf12(left, SILENT)).left).toMatchObject({ state: 'silent' });
});

test('one with the serial number of a device of the fabric is that one under another name, and is left alone', async () => {
  const renamed: Connect = (device) => reach(device.hostname === 'leaf10' ? { ...device, hostname: 'leaf12' } : device);
  expect(await looksAt(renamed)).toMatchObject([{ state: 'another', seen: 'leaf10' }]);
  expect(await looksAt(reach)).toMatchObject([{ state: 'carrying' }]);
});

test('where another device answers nothing is withdrawn', async () => {
  guide.leaf('leaf12').edit('set system host-name leaf77');
  expect(await looksAt(reach)).toMatchObject([{ state: 'another', seen: 'leaf77' }]);
  expect(await apply(left, guide.options)).toMatchObject({ outcome: 'unchanged' });
});

test("Terraform's destroy step leaves it to the next apply, and withdrawing all takes it with the others", async () => {
  const counts = guide.commitCounts();
  expect((await destroyLeaf12(left)).left).toEqual({ hostname: 'leaf12', state: 'carrying' });
  expect(guide.commitCounts()).toEqual(counts);
  expect(await withdrawAll(left, guide.options)).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(guide.touchedLeaves()).toEqual([]);
});
