import type { Finished, ExampleProject as Project } from '../support/example-project';
import { ExampleProject, succeed } from '../support/example-project';

const GROUP_ADDRESS = 'groups dc1 interfaces et-0/0/15 unit 0 family inet address';

describe('whatever is wrong with one leaf, no leaf is changed, and the message names the leaf and the reason', () => {
  let project: Project;

  beforeEach(async () => {
    project = await ExampleProject.create();
    await project.synthesize();
  });

  afterEach(async () => {
    await project.stop();
  });

  function expectRefused(reason: RegExp): Promise<Finished> {
    return expectUnchanged(1, reason);
  }

  /** Applies, and compares every device with what it was just before. */
  async function expectUnchanged(code: number, reason: RegExp, ...options: string[]): Promise<Finished> {
    const before = project.configurations();
    const finished = await project.junosFabric('apply', ...options);
    expect(finished.code).toBe(code);
    expect(finished.stderr).toMatch(reason);
    expect(finished.stderr).not.toMatch(/\n {4}at .*:\d+:\d+/);
    expect(project.configurations()).toEqual(before);
    return finished;
  }

  test('it refuses its commit', async () => {
    project.lab.device('leaf11').switches.refuseCommit = 'the disk is full';
    await expectUnchanged(6, /^error: leaf11 .*the disk is full/ms);
  });

  test('it never brings the session up', async () => {
    project.lab.state.pullCable('leaf11', 'et-0/0/15');
    const { stderr } = await expectUnchanged(
      6,
      /leaf11: check failed: expected interface et-0\/0\/15\.0 up;[^]*^error: leaf11: 5 checks failed, named above$/m,
      '--check-timeout',
      '1',
    );
    expect(stderr).toContain('rolled back');
  });

  test('its host key has changed', async () => {
    await project.lab.device('leaf11').changeHostKey();
    await expectRefused(/^error: .*leaf11.*host key/m);
  });

  test('it is locked by somebody else', async () => {
    project.lab.device('leaf11').lockAs('alice');
    await expectRefused(/^error: .*leaf11.*alice/ms);
  });

  test('its group was edited by hand', async () => {
    succeed(await project.junosFabric('apply'));
    project.lab.device('leaf11').edit(`set ${GROUP_ADDRESS} 192.0.2.1/30`);
    project.edit('172.16.104.8/30', '172.16.104.12/30');
    await project.synthesize();
    const { stderr } = await expectRefused(/^error: .*leaf11.*192\.0\.2\.1\/30/ms);

    const digest = /\b[0-9a-f]{64}\b/.exec(stderr)?.[0] ?? '';
    const allow = ['--allow-overwrite-drift', `leaf11=${digest}`, '--reason', 'the edit was a test'];
    succeed(await project.junosFabric('apply', ...allow));
    expect(project.configurations().leaf11).not.toContain(`${GROUP_ADDRESS} 192.0.2.1/30`);
  });

  test('an explicit statement masks ours', async () => {
    project.lab.device('leaf11').edit('set interfaces et-0/0/15 description "do not touch"');
    await expectRefused(/^error: .*leaf11.*description/ms);
  });

  test('the password is not the one that the device wants', async () => {
    const { code, stderr, stdout } = await project.run(process.execPath, [project.cli, 'apply'], {
      environment: { JUNOS_PASSWORD: 'not-the-password' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: leaf10 .*netops/m);
    expect(stderr + stdout).not.toContain('not-the-password');
  });
});
