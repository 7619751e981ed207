import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExampleProject as Project } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';
import { planOf } from '../support/terraform-plan';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;

type Configurations = ReturnType<Project['configurations']>;

describeWithTerraform('what Terraform does at its edges', () => {
  let project: Project;
  let baseline: Configurations;
  let deployed: Configurations;

  beforeEach(async () => {
    project = await ExampleProject.create();
    baseline = project.configurations();
    await project.deploy();
    deployed = project.configurations();
  });

  afterEach(async () => {
    await project.stop();
  });

  test('another management address of a leaf replaces what Terraform remembers of it, and touches no device', async () => {
    const before = project.commitCounts();
    const hosts = join(project.directory, '.lab', 'known_hosts');
    const known = readFileSync(hosts, 'utf8');
    writeFileSync(hosts, known + known.replaceAll('[127.0.0.1]', '[localhost]'));
    project.edit(
      "managementAddress: '127.0.0.1'",
      "managementAddress: hostname === 'leaf12' ? 'localhost' : '127.0.0.1'",
    );
    await project.synthesize();
    const plan = planOf(succeed(await project.terraform('plan')).stdout);
    expect(plan.resources).toEqual(['terraform_data.dc1_device["leaf12"]']);
    succeed(await project.terraform('apply', '-auto-approve'));
    expect(project.commitCounts()).toEqual(before);
    expect(project.configurations()).toEqual(deployed);
  });

  test('two homes of one server that leave together are withdrawn one after the other, and the third keeps its session', async () => {
    project.removeLeaf10();
    project.removeLeaf11();
    await project.synthesize();
    const { output } = succeed(await project.terraform('apply', '-auto-approve'));
    expect(withdrawals(output)).toHaveLength(2);
    const after = project.configurations();
    expect(after).toEqual({ ...baseline, leaf12: deployed.leaf12 });
    expect(project.commitCounts()).toMatchObject({ leaf12: 3 });
    succeed(await project.junosFabric('verify'));
  });

  test('a renamed fabric is configured under its new name and no longer under the old one, in one commit', async () => {
    const before = project.commitCounts();
    project.edit("super(scope, 'dc1', {", "super(scope, 'dc1', {\n      fabricName: 'pod1',\n      formerName: 'dc1',");
    await project.synthesize();
    succeed(await project.terraform('apply', '-auto-approve'));
    const groups = project.configurations().leaf11?.filter((line) => /^(groups|apply-groups) /.test(line)) ?? [];
    expect(new Set(groups.map((line) => line.split(' ')[1]))).toEqual(new Set(['pod1']));
    expect(project.commitCounts()).toMatchObject({ leaf11: (before.leaf11 ?? 0) + 2 });
    succeed(await project.terraform('destroy', '-auto-approve'));
    expect(project.configurations()).toEqual(baseline);
  });

  test('-target of one configuration rolls the whole fabric out', async () => {
    project.edit('172.16.104.8/30', '172.16.104.12/30');
    await project.synthesize();
    succeed(await project.terraform('apply', '-auto-approve', '-target=terraform_data.dc1_configuration_leaf10'));
    expect(project.configurations().leaf12).toContain(
      'groups dc1 interfaces et-0/0/15 unit 0 family inet address 172.16.104.13/30',
    );
  });

  test.each([
    ['-replace of the device', ['apply', '-auto-approve', '-replace=terraform_data.dc1_device["leaf11"]']],
    ['-replace of the stack', ['apply', '-auto-approve', '-replace=terraform_data.dc1_stack']],
    ['-replace of the rollout', ['apply', '-auto-approve', '-replace=terraform_data.dc1_rollout']],
  ])('%s withdraws nothing', async (_, words) => {
    const before = project.commitCounts();
    succeed(await project.terraform(...words));
    expect(project.commitCounts()).toEqual(before);
    expect(project.configurations()).toEqual(deployed);
  });

  test.each(['terraform_data.dc1_device["leaf11"]', 'terraform_data.dc1_rollout', 'terraform_data.dc1_stack'])(
    'a tainted %s is made anew and withdraws nothing',
    async (address) => {
      succeed(await project.terraform('taint', address));
      succeed(await project.terraform('apply', '-auto-approve'));
      expect(project.configurations()).toEqual(deployed);
    },
  );

  test('a leaf that is retained keeps its configuration when its construct is deleted', async () => {
    project.edit("      junos: '19.1R2',", "      junos: '19.1R2',\n      removalPolicy: RemovalPolicy.RETAIN,");
    project.edit('QfxModel, Vrf5Instance', 'QfxModel, RemovalPolicy, Vrf5Instance');
    await project.synthesize();
    succeed(await project.terraform('apply', '-auto-approve'));
    project.removeLeaf11();
    await project.synthesize();
    succeed(await project.terraform('apply', '-auto-approve'));
    expect(project.configurations()).toEqual(deployed);
  });

  test('destroy with one device gone names it and the way out, and leaves every device as it was', async () => {
    await project.lab.device('leaf11').stop();
    const failed = await project.terraform('destroy', '-auto-approve');
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain('leaf11');
    expect(failed.output).toContain('RemovalPolicy.RETAIN');
    expect(project.configurations()).toEqual(deployed);
  });

  test('after destroy and a new deploy every leaf carries the fabric again', async () => {
    succeed(await project.terraform('destroy', '-auto-approve'));
    expect(project.configurations()).toEqual(baseline);
    succeed(await project.terraform('apply', '-auto-approve'));
    for (const leaf of LEAVES) expect(project.configurations()[leaf]).toHaveLength(deployed[leaf]?.length ?? 0);
  });
});

/** The withdrawals that Terraform has reported as done. */
function withdrawals(output: string): readonly string[] {
  return output.match(/dc1_device\["leaf\d+"\]: Destruction complete/g) ?? [];
}
