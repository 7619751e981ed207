import { Testing } from 'cdktf';
import {
  FabricStack,
  IpFabricUnderlay,
  LeafDevice,
  QfxModel,
  ServerFacingInterface,
  SpineDevice,
  Vrf5Instance,
} from '../../lib/index';
import { evaluate } from '../../lib/rules/evaluate';
import { FabricTemplate } from '../../lib/testing';
import { FABRIC_PROPS } from '../support/guide-stack';
import { soundFabric, withSpare } from './sound-fabric';

const RULE = 'interface/port-and-channel';

test('a port whose channel is in an aggregate is one socket with it', () => {
  const aggregate = { members: ['xe-0/0/15:1'], lacp: 'active' } as const;
  const { findings } = evaluate(withSpare(soundFabric(), { port: 'ae1', aggregate }));
  const [found] = findings.filter(({ rule }) => rule.id === RULE);
  expect(found?.message).toBe('et-0/0/15 and xe-0/0/15:1 of leaf10 are one socket');
  expect(found?.constructPaths).toContain('dc1/spare');
});

test('a port of a link of the underlay is one socket with its channels', () => {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const props = { model: QfxModel.QFX10002_60C, junos: '19.1R2' };
  const spine1 = new SpineDevice(stack, 'spine1', {
    ...props,
    loopback: '192.168.0.1',
    managementAddress: '10.0.1.1',
    underlayAsn: 4200000001,
  });
  const leaf10 = new LeafDevice(stack, 'leaf10', {
    ...props,
    loopback: '192.168.1.10',
    managementAddress: '10.0.0.10',
    underlayAsn: 4200000010,
  });
  new IpFabricUnderlay(stack, 'underlay', {
    links: [
      { device: leaf10, interface: 'et-0/0/30', peer: spine1, peerInterface: 'et-0/0/0', subnet: '172.16.0.0/31' },
    ],
  });
  new ServerFacingInterface(stack, 'port', {
    leaf: leaf10,
    interface: 'xe-0/0/30:1',
    addresses: ['172.16.104.1/30'],
    vrf: new Vrf5Instance(stack, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' }),
  });
  expect(() => FabricTemplate.fromStack(stack)).toThrow(/et-0\/0\/30 and xe-0\/0\/30:1 of leaf10 are one socket/);
});
