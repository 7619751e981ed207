import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutDevice } from '../../../lib/rollout/device-session';
import { withdrawAll, withdrawDevice } from '../../../lib/rollout/execute/withdraw';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  await apply(guide.manifest(), guide.options);
  guide.events.length = 0;
});
afterEach(async () => {
  await guide.stop();
});

function device(hostname: string): RolloutDevice {
  const found = guide.fabric().devices.find((one) => one.hostname === hostname);
  if (found === undefined) throw new Error(`no device ${hostname}`);
  return found;
}

test('withdrawing everything leaves the baseline as it was', async () => {
  const result = await withdrawAll(guide.manifest(), guide.options);
  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({
    outcome: 'confirmed',
    devices: { leaf10: 'confirmed', leaf11: 'confirmed', leaf12: 'confirmed' },
  });
  expect(guide.touchedLeaves()).toEqual([]);
  const classes = guide.events.flatMap((event) => (event.type === 'staged' ? [event.disruption] : []));
  expect(classes).toEqual(['withdrawal', 'withdrawal', 'withdrawal']);
});

test('withdrawing twice does nothing the second time', async () => {
  await withdrawAll(guide.manifest(), guide.options);
  const counts = guide.commitCounts();
  expect(await withdrawAll(guide.manifest(), guide.options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect(guide.commitCounts()).toEqual(counts);
});

test('removing a leaf rolls out the rest and then withdraws that leaf alone', async () => {
  const remaining = guide.manifest(guide.fabric({ hostnames: ['leaf10', 'leaf12'] }));
  expect((await apply(remaining, guide.options)).outcome).toBe('unchanged');
  const result = await withdrawDevice({ fabric: 'dc1', device: device('leaf11'), remaining }, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.devices).toMatchObject({ leaf11: 'confirmed' });
  expect(guide.touchedLeaves()).toEqual(['leaf10', 'leaf12']);
});

test('a device that is still in the manifest is left alone', async () => {
  const counts = guide.commitCounts();
  const request = { fabric: 'dc1', device: device('leaf11'), remaining: guide.manifest() };
  expect(await withdrawDevice(request, guide.options)).toMatchObject({
    outcome: 'unchanged',
    left: { hostname: 'leaf11', state: 'inFabric' },
  });
  expect(guide.story()).toEqual([]);
  expect(guide.commitCounts()).toEqual(counts);
});

test('a device that left together with its stack directory is not contacted: nothing says which host key it has', async () => {
  const request = { fabric: 'dc1', device: device('leaf11') };
  await expect(withdrawDevice(request, { ...guide.options, knownHostsFile: undefined })).rejects.toMatchObject({
    code: 'withdrawalWithoutHostKeys',
  });
  expect(guide.story()).toEqual([]);
});

test('a device with removal policy RETAIN keeps its group, and is not even contacted', async () => {
  const request = {
    fabric: 'dc1',
    device: { ...device('leaf11'), removalPolicy: 'RETAIN' as const, managementPort: 1 },
  };
  expect(await withdrawDevice(request, guide.options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  expect(guide.story()).toEqual(['deviceRetained leaf11']);
});

test('a device that is gone fails the withdrawal, and the message names the way out', async () => {
  await guide.leaf('leaf11').stop();
  const counts = guide.commitCounts();
  const result = await withdrawAll(guide.manifest(), guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map((problem) => problem.code)).toEqual(['cannotConnect', 'withdrawalFailed']);
  expect(result.problems[1]?.message).toContain('RemovalPolicy.RETAIN');
  expect(guide.commitCounts()).toEqual(counts);
});

test('withdrawals at the same time run one after the other', async () => {
  const results = await Promise.all(
    ['leaf10', 'leaf11', 'leaf12'].map((hostname) =>
      withdrawDevice({ fabric: 'dc1', device: device(hostname) }, guide.options),
    ),
  );
  expect(results.map((result) => result.outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(guide.touchedLeaves()).toEqual([]);
  const order = guide.events.flatMap((event) =>
    event.type === 'changeStarted' ? ['started'] : event.type === 'changeFinished' ? ['finished'] : [],
  );
  expect(order).toEqual(['started', 'finished', 'started', 'finished', 'started', 'finished']);
});

test('a leaf is not withdrawn while the fabric that stays is not well', async () => {
  guide.leaf('leaf12').edit('set interfaces et-0/0/15 disable');
  const remaining = guide.manifest(guide.fabric({ hostnames: ['leaf10', 'leaf12'] }));
  const result = await withdrawDevice({ fabric: 'dc1', device: device('leaf11'), remaining }, guide.options);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map((problem) => `${problem.hostname ?? ''} ${problem.code}`)).toContain(
    'leaf12 checksFailed',
  );
});
