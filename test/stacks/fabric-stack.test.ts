import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpBackend, LocalBackend, TerraformStack } from 'cdktf';
import { Consent, Fabric, FabricStack } from '../../lib/index';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { errorOf } from '../support/errors';
import type { TerraformJson } from '../support/guide-stack';
import { FABRIC_PROPS, guideLeaf, guideStack } from '../support/guide-stack';
import { appIn, projectDirectory, stackDirectory, useStandInCli } from '../support/synth';

useStandInCli();

function backendOf(project: string, stack: string): unknown {
  const text = readFileSync(join(stackDirectory(project, stack), 'cdk.tf.json'), 'utf8');
  return (JSON.parse(text) as TerraformJson).terraform?.backend;
}

test('a stack has its fabric, which is called as the stack', () => {
  const { stack } = guideStack();
  expect(Fabric.of(stack)).toBe(stack.fabric);
  expect(stack.fabric.name).toBe('dc1');
});

test('a stack offers what its fabric offers to programs: the rollout to depend on, and consents', () => {
  const { stack, leaves } = guideStack();
  const [device] = leaves;
  if (device === undefined) throw new Error('the guide has leaves');
  expect(stack.rollout).toBe(stack.fabric.rollout);
  stack.allow(Consent.forwardingRestart({ device, reason: 'window of 14 May' }));
  expect(fabricSourceOf(stack.fabric)?.intent().consents).toEqual([
    { kind: 'forwardingRestart', hostname: 'leaf10', reason: 'window of 14 May' },
  ]);
});

test('a fabric may be called otherwise', () => {
  const stack = new FabricStack(appIn(projectDirectory()), 'production-dc1', { ...FABRIC_PROPS, fabricName: 'dc1' });
  expect(stack.fabric.name).toBe('dc1');
});

test('the state is a local file beside cdktf.json where no backend was added', () => {
  const project = projectDirectory();
  guideStack({ app: appIn(project) }).app.synth();
  expect(backendOf(project, 'dc1')).toEqual({ local: { path: '../../../terraform.dc1.tfstate' } });
});

test('a backend of the user is left alone, however late it was added', () => {
  const project = projectDirectory();
  const { app, stack } = guideStack({ app: appIn(project) });
  new HttpBackend(stack, { address: 'https://state.example.net/dc1' });
  app.synth();
  expect(backendOf(project, 'dc1')).toEqual({ http: { address: 'https://state.example.net/dc1' } });
});

test('a fabric in a stack of others leaves their backend to them', () => {
  const project = projectDirectory();
  const app = appIn(project);
  const stack = new TerraformStack(app, 'base');
  new LocalBackend(stack, { path: 'theirs.tfstate' });
  guideLeaf(new Fabric(stack, 'dc1', FABRIC_PROPS), 10);
  app.synth();
  expect(backendOf(project, 'base')).toEqual({ local: { path: 'theirs.tfstate' } });
});

test('a second fabric in the stack is refused', () => {
  const { stack } = guideStack();
  expect(errorOf(() => new Fabric(stack, 'dc2', FABRIC_PROPS)).code).toBe('secondFabricInStack');
});
