import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { guideProject } from '../support/command-line';

const project = guideProject();
const { junosFabric } = project;

test('apply --plan does what plan --out has written down, and nothing once a device differs otherwise', async () => {
  expect((await junosFabric('plan', '--out', 'plan.json')).code).toBe(0);
  expect(existsSync(join(project.fabric.directory, 'plan.json'))).toBe(true);
  expect((await junosFabric('apply', '--plan', 'plan.json')).code).toBe(0);
  const again = await junosFabric('apply', '--plan', 'plan.json');
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('Refused: no device was touched.');
  expect(again.stderr).toContain('error: leaf10: the difference of leaf10 is not the one that was planned');
});

test('a plan of another synth, and a file that is no plan, end with 2', async () => {
  await junosFabric('plan', '--out', 'plan.json');
  project.fabric.synthesize((intent) => ({ ...intent, rollout: { soakTimeSec: 1 } }));
  expect(await junosFabric('apply', '--plan', 'plan.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('it was synthesized anew since') as string,
  });
  expect((await junosFabric('apply', '--plan', 'cdktf.out')).code).toBe(2);
});

test('a plan that cannot be written is an error of one line', async () => {
  const { code, stderr } = await junosFabric('plan', '--out', join('cdktf.out', 'nowhere', 'plan.json'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*plan\.json cannot be written \(ENOENT\); name another file\n$/);
});

test('no plan is written where a device could not be read', async () => {
  await project.fabric.lab.device('leaf11').stop();
  const { code, stderr } = await junosFabric('plan', '--out', 'plan.json');
  expect(code).toBe(7);
  expect(stderr).toContain('no plan was written, because leaf11 could not be looked at');
  expect(existsSync(join(project.fabric.directory, 'plan.json'))).toBe(false);
});

test.each([
  ['a device could not be read', 'plan.json', 'planIncomplete', 7, () => project.fabric.lab.device('leaf11').stop()],
  [
    'the file cannot be written',
    join('cdktf.out', 'nowhere', 'plan.json'),
    'outputUnwritable',
    1,
    () => Promise.resolve(),
  ],
])(
  'plan --json --out prints one document where %s, with the error in it',
  async (_what, file, error, expected, prepare) => {
    await prepare();
    const { code, stdout, stderr } = await junosFabric('plan', '--json', '--out', file);
    expect(code).toBe(expected);
    expect(JSON.parse(stdout)).toMatchObject({ fabric: 'dc1', devices: [{}, {}, {}], error: { code: error } });
    expect(stderr).toContain('error: ');
  },
);

test('rollback puts the devices back and says that the code is newer; resume and undo find nothing to do then', async () => {
  const applied = await junosFabric('apply', '--json');
  const last = JSON.parse(applied.stdout.trim().split('\n').at(-1) ?? '') as { changeId: string };
  const back = await junosFabric('rollback', last.changeId);
  expect(back.code).toBe(0);
  expect(back.stderr).toContain('the code still holds the state that was rolled back');
  expect(project.fabric.lab.device('leaf10').database.committed.has('groups', 'dc1')).toBe(false);
  for (const command of ['resume', 'undo']) {
    expect(await junosFabric(command)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do') as string,
    });
  }
});

test('resume and undo without any journal name the way to ask the devices', async () => {
  for (const command of ['resume', 'undo']) {
    const { code, stderr } = await junosFabric(command);
    expect(code).toBe(2);
    expect(stderr).toContain('--from-devices');
    expect((await junosFabric(command, '--from-devices')).code).toBe(0);
  }
});

test('the options of a rollout reach it, and a canary that the fabric does not have ends with 2', async () => {
  const options = ['--mode', 'rolling', '--canary', 'leaf12', '--soak', '0', '--max-parallel', '1'];
  const { code, stderr } = await junosFabric('apply', ...options);
  expect(code).toBe(0);
  expect(stderr).toMatch(/wave 1 of 3: leaf12\n/);
  expect((await junosFabric('apply', '--canary', 'leaf99')).code).toBe(2);
});

test('servers of another manifest are looked at too, and one that cannot be read ends with 2', async () => {
  const own = join('cdktf.out', 'stacks', 'dc1', 'junos', 'fabric.json');
  expect((await junosFabric('apply', '--other-manifest', own)).code).toBe(0);
  expect((await junosFabric('apply', '--other-manifest', 'none.json')).code).toBe(2);
});

test('what a device answers gives no command to the pipeline that prints the log, as text and as JSON', async () => {
  const commands = ['::stop-commands::x', '##vso[task.setvariable variable=PATH]/tmp', '##[group]\u202edone'];
  project.fabric.lab.device('leaf11').switches.refuseCheck = ['wrong', ...commands].join('\n');
  const plain = await junosFabric('apply');
  const json = await junosFabric('apply', '--json');
  for (const { code, stdout, stderr } of [plain, json]) {
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(/^\s*::|##(?:vso)?\[|\u202e/m);
  }
  expect(plain.stderr).toContain(': :stop-commands::x');
  const last: unknown = JSON.parse(json.stdout.trimEnd().split('\n').at(-1) ?? '');
  for (const command of commands) expect(JSON.stringify(last)).toContain(command);
});

test.each([
  ['a device that may restart', ['--allow-forwarding-restart', 'leaf99'], 'no device leaf99; it has leaf10, leaf11'],
  ['a device with an edit', ['--allow-overwrite-drift', 'leaf99=0123456789abcdef'], 'no device leaf99; it has leaf10'],
  ['a VRF', ['--allow-partition', 'VRF_6'], 'no VRF VRF_6; it has VRF_5'],
  ['a canary', ['--canary', 'leaf99'], 'no device leaf99'],
])('%s that the fabric does not have ends plan and apply with 2', async (_what, options, reason) => {
  for (const command of ['plan', 'apply']) {
    const { code, stderr } = await junosFabric(command, ...options, '--reason', 'window 42');
    expect([code, stderr]).toEqual([2, expect.stringContaining(`the fabric has ${reason}`)]);
  }
  expect((await junosFabric('withdraw', '--all', ...options.slice(0, 2), '--reason', 'window 42')).code).toBe(2);
});
