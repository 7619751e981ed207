import { TerraformStack, Testing } from 'cdktf';
import { Fabric } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import { FABRIC_PROPS, guideLeaf, guideStack } from '../support/guide-stack';

const template = FabricTemplate.fromStack(guideStack().stack);

test('a template knows the devices of the fabric', () => {
  expect(template.findDevices()).toEqual(['leaf10', 'leaf11', 'leaf12']);
  template.deviceCountIs(3);
  expect(
    errorOf(() => {
      template.deviceCountIs(2);
    }).message,
  ).toBe('expected 2 devices, found 3: leaf10, leaf11, leaf12');
});

test('a template knows the servers of the fabric', () => {
  expect(template.findServers()).toEqual(['server1']);
  expect(template.server('server1')).toMatchObject({ name: 'server1', asn: 4220000001, vrf: 'VRF_5' });
  expect(errorOf(() => template.server('server2')).message).toContain('server1');
});

test('a device that the fabric does not have is answered with those it has', () => {
  expect(errorOf(() => template.device('leaf1')).message).toBe(
    'the fabric has no device "leaf1"; it has leaf10, leaf11, leaf12',
  );
});

test('the configuration of a device is curly text, or set lines', () => {
  const device = template.device('leaf11');
  expect(device.configuration()).toContain('    et-0/0/15 {\n        description "server1 (dc1)";\n');
  expect(device.setLines()).toContain('set routing-instances VRF_5 interface et-0/0/15.0');
});

test('the stanzas of a device are what Terraform compares, by interface, policy and BGP group', () => {
  const stanzas = template.device('leaf11').stanzas();
  expect(stanzas['interfaces et-0/0/15']).toMatch(/^description "server1 \(dc1\)";\nunit 0 \{\n/);
  expect(stanzas['routing-instances VRF_5 protocols bgp group server1']).toContain('peer-as 4220000001;');
});

test('lines are found however they are spelt', () => {
  template.hasConfiguration('leaf10', [
    '  set   interfaces et-0/0/15   description "server1 (dc1)" ',
    'routing-instances "VRF_5" interface et-0/0/15.0',
  ]);
  template.hasConfiguration('leaf10', []);
});

test('a line that is missing is shown with what comes nearest to it', () => {
  const error = errorOf(() => {
    template.hasConfiguration('leaf12', [
      'set routing-instances VRF_5 instance-type vrf',
      'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30',
      'set system host-name leaf12',
    ]);
  });
  expect(error.code).toBe('assertionFailed');
  expect(error.message).toBe(
    [
      'leaf12 lacks 2 of 3 configuration lines:',
      '  - set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30',
      '    it has: set interfaces et-0/0/15 unit 0 family inet address 172.16.104.9/30',
      '  - set system host-name leaf12',
      '    it has nothing like it',
    ].join('\n'),
  );
});

test('of many missing lines the first ten are shown', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `set system host-name leaf${i}`);
  const { message } = errorOf(() => {
    template.hasConfiguration('leaf12', lines);
  });
  expect(message.split('\n').filter((line) => line.startsWith('  - '))).toHaveLength(10);
  expect(message).toMatch(/\n {2}and 2 more$/);
});

test('a fabric is found in any stack, and its absence is said', () => {
  const stack = new TerraformStack(Testing.app(), 'base');
  expect(errorOf(() => FabricTemplate.fromStack(stack)).code).toBe('stackWithoutFabric');
  guideLeaf(new Fabric(stack, 'dc1', FABRIC_PROPS), 10);
  FabricTemplate.fromStack(stack).deviceCountIs(1);
});
