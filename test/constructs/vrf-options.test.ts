import { Testing } from 'cdktf';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { FabricStack, LeafDevice, QfxModel, Vrf5Instance } from '../../lib/index';
import type { VrfLoopback, Vrf5InstanceProps } from '../../lib/index';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { renderDevice } from '../../lib/render/render-device';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS } from '../support/guide-stack';

const RED = { vni: 5001, rdNumber: 7, routeTarget: 'target:65000:5001' };

function newStack(): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
}

function intentOf(stack: FabricStack): FabricIntent {
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

function newLeaf(stack: FabricStack, n: number): LeafDevice {
  return new LeafDevice(stack, `leaf${n}`, {
    model: QfxModel.QFX10002_60C,
    junos: '23.2R1',
    loopback: `192.168.1.${n}`,
    managementAddress: `10.0.0.${n}`,
  });
}

function withVrf(props: Partial<Vrf5InstanceProps>, loopback?: Partial<VrfLoopback>): FabricIntent {
  const stack = newStack();
  const leaf = newLeaf(stack, 10);
  const loopbacks = loopback === undefined ? [] : [{ leaf, unit: 2, ...loopback }];
  new Vrf5Instance(stack, 'red', { ...RED, leaves: [leaf], loopbacks, ...props });
  return intentOf(stack);
}

function linesOf(fabric: FabricIntent): string[] {
  const [device] = fabric.devices;
  if (device === undefined) throw new Error('there is a leaf');
  return writeSet(renderDevice(device, fabric).group).split('\n');
}

const PLAIN = linesOf(withVrf({}));

function added(fabric: FabricIntent): string[] {
  return linesOf(fabric).filter((line) => !PLAIN.includes(line));
}

test('a VRF leaks to others and restarts gracefully where that is said', () => {
  expect(added(withVrf({ autoExport: true, gracefulRestart: true }))).toEqual([
    'set routing-instances red routing-options graceful-restart',
    'set routing-instances red routing-options auto-export',
  ]);
});

test('graceful restart of a VRF asks for that of the device', () => {
  const [device] = withVrf({ gracefulRestart: true }).devices;
  expect(device?.prerequisites.gracefulRestart).toBe('PRESENT');
});

test('a loopback unit is made and put into the VRF', () => {
  expect(added(withVrf({}, { address: '192.168.11.7', address6: '2001:db8::7' }))).toEqual([
    'set interfaces lo0 unit 2 family inet address 192.168.11.7/32',
    'set interfaces lo0 unit 2 family inet6 address 2001:db8::7/128',
    'set routing-instances red interface lo0.2',
  ]);
});

test('a leaf holds a VRF for its loopback alone', () => {
  const stack = newStack();
  const [first, second] = [newLeaf(stack, 10), newLeaf(stack, 11)];
  new Vrf5Instance(stack, 'red', { ...RED, loopbacks: [{ leaf: second, unit: 2, address: '192.168.11.7' }] });
  expect(first.hostName).toBe('leaf10');
  expect(intentOf(stack).devices.map(({ vrfs }) => vrfs.map(({ name }) => name))).toEqual([[], ['red']]);
});

test('what cannot be is refused with what to do', () => {
  const twice = (): unknown => {
    const stack = newStack();
    const leaf = newLeaf(stack, 10);
    const one = { leaf, unit: 2, address: '192.168.11.7' };
    return new Vrf5Instance(stack, 'red', { ...RED, loopbacks: [one, { ...one, unit: 3 }] });
  };
  const cases = [
    ['a loopback unit without address', () => withVrf({}, {})],
    ['unit 0', () => withVrf({}, { unit: 0, address: '192.168.11.7' })],
    ['an IPv6 address as address', () => withVrf({}, { address: '2001:db8::7' })],
    ['a prefix length', () => withVrf({}, { address: '192.168.11.7/32' })],
    ['two units of one leaf', twice],
  ] as const;
  expectGolden('errors/constructs-vrf-options.txt', errorTexts(cases));
});
