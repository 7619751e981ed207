import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finished, ExampleProject as Project } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';

const CDKTF_CLI = 'cdktf-cli@0.21.0';

/** It is 575 packages: only where it is asked for, which CI does. */
const isAskedFor = process.env.JUNOS_FABRIC_E2E_CDKTF === '1';

if (isAskedFor) {
  describeWithTerraform('the example with the cdktf command', walkThrough);
} else {
  test.skip('needs JUNOS_FABRIC_E2E_CDKTF=1, since it installs cdktf-cli', () => undefined);
}

function walkThrough(): void {
  jest.setTimeout(600_000);
  let project: Project;
  let tools: string;
  let baseline: ReturnType<Project['configurations']>;

  async function cdktf(...args: string[]): Promise<Finished> {
    const environment = { CHECKPOINT_DISABLE: '1', CI: '1', FORCE_COLOR: '0' };
    return succeed(await project.run(join(tools, 'node_modules', '.bin', 'cdktf'), args, { environment }));
  }

  beforeAll(async () => {
    project = await ExampleProject.create();
    baseline = project.configurations();
    tools = mkdtempSync(join(tmpdir(), 'junos-fabric-cdktf-cli-'));
    writeFileSync(join(tools, 'package.json'), '{ "private": true }');
    const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', CDKTF_CLI];
    succeed(await project.run('npm', install, { directory: tools }));
  });

  afterAll(async () => {
    await project.stop();
    rmSync(tools, { recursive: true, force: true });
  });

  test('cdktf diff shows the configuration and touches nothing', async () => {
    const { output } = await cdktf('diff');
    expect(output).toContain('address 172.16.104.9/30;');
    expect(project.configurations()).toEqual(baseline);
  });

  test('cdktf deploy configures every leaf', async () => {
    await cdktf('deploy', '--auto-approve');
    expect(project.commitCounts()).toMatchObject({ leaf10: 3, leaf11: 3, leaf12: 3 });
    succeed(await project.junosFabric('verify'));
  });

  test('a change of one attachment commits to that leaf only', async () => {
    project.edit('172.16.104.8/30', '172.16.104.12/30');
    await cdktf('deploy', '--auto-approve');
    expect(project.commitCounts()).toMatchObject({ leaf10: 3, leaf11: 3, leaf12: 5 });
    succeed(await project.junosFabric('verify'));
  });

  test('leaf11 is withdrawn when its construct is deleted', async () => {
    project.removeLeaf11();
    await cdktf('deploy', '--auto-approve');
    expect(project.configurations().leaf11).toEqual(baseline.leaf11);
    succeed(await project.junosFabric('verify'));
  });

  test('cdktf destroy leaves every device as it was', async () => {
    await cdktf('destroy', '--auto-approve');
    expect(project.configurations()).toEqual(baseline);
  });
}
