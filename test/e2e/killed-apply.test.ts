import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExampleProject as Project } from '../support/example-project';
import { ExampleProject, succeed } from '../support/example-project';

/** Timers of devices that share a server expire apart; none is longer than this. */
const LONGEST_TIMER_MS = 120 * 60_000;

describe('junos-fabric apply, between the confirmed commit and its confirmation', () => {
  let project: Project;
  let before: ReturnType<Project['configurations']>;

  beforeEach(async () => {
    project = await ExampleProject.create();
    await project.synthesize();
    before = project.configurations();
    // The cable to leaf12 is unplugged: its checks wait, and that is when the process is ended.
    project.lab.state.pullCable('leaf12', 'et-0/0/15');
  });

  afterEach(async () => {
    await project.stop();
  });

  test('killed by SIGKILL leaves every device, after its timer, with the old configuration', async () => {
    const { child, finished } = project.start(process.execPath, [project.cli, 'apply']);
    await pendingOn(project, ['leaf10', 'leaf11', 'leaf12']);
    child.kill('SIGKILL');
    await finished;

    const names = await project.junosFabric('apply');
    expect(names.code).toBe(1);
    expect(names.output).toMatch(/^error: leaf10 carries a commit of netops that is not confirmed yet/m);

    project.lab.clock.advance(LONGEST_TIMER_MS);
    expect(project.configurations()).toEqual(before);
    project.lab.state.plugCable('leaf12', 'et-0/0/15');
    succeed(await project.junosFabric('apply'));
    succeed(await project.junosFabric('verify'));
  });

  test('killed by SIGKILL and undone has everything back, and undo exits with 0', async () => {
    const { child, finished } = project.start(process.execPath, [project.cli, 'apply']);
    await pendingOn(project, ['leaf10', 'leaf11', 'leaf12']);
    child.kill('SIGKILL');
    await finished;
    const { code, output } = await project.junosFabric('undo');
    expect(output).toContain('Undone: every device is as it was before the change.');
    expect(code).toBe(0);
    expect(project.configurations()).toEqual(before);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    'asked to stop by %s takes everything back at once, and exits with 6',
    async (signal) => {
      const { child, finished } = project.start(process.execPath, [project.cli, 'apply']);
      await pendingOn(project, ['leaf10', 'leaf11', 'leaf12']);
      child.kill(signal);
      const { code, output } = await finished;
      expect(output).toContain(`${signal}: taking back what is not confirmed`);
      expect(output).toContain('Failed: every device is as it was before the change.');
      expect(code).toBe(6);
      expect(project.configurations()).toEqual(before);
    },
  );

  test.each([
    ['started with nohup', 'nohup "$@"; exit $?'],
    ['started by a shell that ignores it', `trap '' HUP; "$@"; exit $?`],
  ])('%s goes on when the terminal is closed', async (_how, script) => {
    const { child, finished } = project.start('bash', ['-c', script, 'bash', process.execPath, project.cli, 'apply']);
    await pendingOn(project, ['leaf10', 'leaf11', 'leaf12']);
    await hangUp(child);
    project.lab.state.plugCable('leaf12', 'et-0/0/15');
    const { output } = await finished;
    expect(output).toContain('Done on every device.');
    expect(output).not.toContain('SIGHUP');
  });
});

/** What a terminal that is closed does to a process and to those that it has started. */
async function hangUp({ pid }: ChildProcess): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const one of [String(pid), ...children.split(' ').filter((word) => word !== '')])
    process.kill(Number(one), 'SIGHUP');
}

/** Waits until each of these devices carries a commit that is not confirmed. */
async function pendingOn(project: Project, hostnames: readonly string[]): Promise<void> {
  while (!hostnames.every((hostname) => project.lab.device(hostname).database.pending !== undefined)) await delay(10);
}
