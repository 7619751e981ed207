import type { ExampleProject as Project } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';
import { planOf } from '../support/terraform-plan';

const OLD_SUBNET = '172.16.104.8/30';
const LEAF10 = 'terraform_data.dc1_device["leaf10"]';
const LEAF12 = 'terraform_data.dc1_device["leaf12"]';
const NEW_SUBNET = '172.16.104.12/30';

/** What follows from the change of leaf12's subnet, as the plan prints it. */
const DERIVED_LINES = [
  '- address 172.16.104.9/30;',
  '+ address 172.16.104.13/30;',
  '- neighbor 172.16.104.10 {',
  '+ neighbor 172.16.104.14 {',
];

describeWithTerraform('the example with Terraform', () => {
  let project: Project;
  let baseline: ReturnType<Project['configurations']>;

  beforeAll(async () => {
    project = await ExampleProject.create();
    baseline = project.configurations();
    await project.deploy();
  });

  afterAll(async () => {
    await project.stop();
  });

  test('the deploy has committed to each leaf once, and confirmed it', () => {
    expect(project.commitCounts()).toEqual({ spine1: 1, spine2: 1, leaf10: 3, leaf11: 3, leaf12: 3 });
  });

  test('terraform plan and junos-fabric plan show no change', async () => {
    expect((await project.terraform('plan', '-detailed-exitcode')).code).toBe(0);
    const plan = await project.junosFabric('plan', '--detailed-exit-code');
    expect(plan).toMatchObject({ code: 0, stdout: 'dc1: no changes on 3 of 3 devices.\n' });
  });

  test('a second apply leaves the commit count of every device as it was', async () => {
    const before = project.commitCounts();
    succeed(await project.terraform('apply', '-auto-approve'));
    succeed(await project.junosFabric('apply'));
    expect(project.commitCounts()).toEqual(before);
  });

  test('after editing one subnet the marked lines are those derived from it, under that device and no other', async () => {
    project.edit(OLD_SUBNET, NEW_SUBNET);
    await project.synthesize();
    const plan = planOf(succeed(await project.terraform('plan')).stdout);
    expect(plan.resources).toEqual(['terraform_data.dc1_configuration_leaf12', 'terraform_data.dc1_rollout']);
    expect(plan.lines('terraform_data.dc1_configuration_leaf12')).toEqual(DERIVED_LINES);
    expect((await project.junosFabric('plan', '--detailed-exit-code')).code).toBe(5);
  });

  test('after a failed rollout every leaf is as it was, and the next plan still shows the lines', async () => {
    const before = project.configurations();
    const { switches } = project.lab.device('leaf12');
    switches.refuseCommit = 'the disk is full';
    const failed = await project.terraform('apply', '-auto-approve');
    delete switches.refuseCommit;
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain('leaf12');
    expect(failed.output).toContain('the disk is full');
    expect(project.configurations()).toEqual(before);
    const plan = planOf(succeed(await project.terraform('plan')).stdout);
    expect(plan.lines('terraform_data.dc1_configuration_leaf12')).toEqual(DERIVED_LINES);
  });

  test('a plan that was saved before a newer synth is refused before any connection', async () => {
    succeed(await project.terraform('plan', '-out=saved.tfplan'));
    project.edit(NEW_SUBNET, OLD_SUBNET);
    await project.synthesize();
    const before = project.commitCounts();
    const refused = await project.terraform('apply', 'saved.tfplan');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/leaf12\.stanzas\.json/);
    expect(refused.output).not.toContain('connected');
    expect(project.commitCounts()).toEqual(before);
    project.edit(OLD_SUBNET, NEW_SUBNET);
    await project.synthesize();
  });

  test('the change is applied when the leaf takes it', async () => {
    succeed(await project.terraform('apply', '-auto-approve'));
    expect(project.configurations().leaf12).toContain(
      'groups dc1 interfaces et-0/0/15 unit 0 family inet address 172.16.104.13/30',
    );
    succeed(await project.junosFabric('verify'));
  });

  test('destroy -target of a leaf that the program has leaves it as it is, and says who would take it', async () => {
    const before = project.configurations();
    const { output } = succeed(await project.terraform('destroy', '-auto-approve', `-target=${LEAF12}`));
    expect(output).toContain(
      'leaf12 is left as it is, for the fabric has it: a destroy of the whole stack withdraws it',
    );
    expect(project.configurations()).toEqual(before);
    expect(planOf(succeed(await project.terraform('plan')).stdout).resources).toContain(LEAF12);
  });

  test('a leaf whose construct is deleted is withdrawn by the apply, and its destroy step finds it done', async () => {
    const before = project.commitCounts();
    project.removeLeaf11();
    await project.synthesize();
    const { output } = succeed(await project.terraform('apply', '-auto-approve'));
    expect(output).toContain('leaf11 has nothing of the fabric that it has left.');
    expect(project.configurations().leaf11).toEqual(baseline.leaf11);
    expect(project.commitCounts()).toEqual({ ...before, leaf11: (before.leaf11 ?? 0) + 2 });
    succeed(await project.junosFabric('verify'));
  });

  test('destroy -target of one that has left leaves it to the next apply, and plan and drift name it', async () => {
    const before = project.configurations();
    project.removeLeaf10();
    await project.synthesize();
    const { output } = succeed(await project.terraform('destroy', '-auto-approve', `-target=${LEAF10}`));
    expect(output).toContain('leaf10 is left as it is, with the group of the fabric that it has left: the next apply');
    expect(project.configurations()).toEqual(before);
    expect((await project.junosFabric('plan')).stdout).toMatch(/^leaf10: 0 lines added, \d+ removed/m);
    expect((await project.junosFabric('drift')).stdout).toContain('has left the code and still carries group dc1');
  });

  test('after destroy every device is as it was before the fabric, in one change, also the one that has left', async () => {
    const before = project.commitCounts();
    const { output } = succeed(await project.terraform('destroy', '-auto-approve'));
    expect(output.match(/Done on every device\./g)).toHaveLength(1);
    expect(project.configurations()).toEqual(baseline);
    const { leaf10 = 0, leaf12 = 0 } = before;
    expect(project.commitCounts()).toEqual({ ...before, leaf10: leaf10 + 2, leaf12: leaf12 + 2 });
  });
});
