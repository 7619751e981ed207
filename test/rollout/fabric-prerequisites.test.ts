import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { Configuration } from '../../lib/junos/tree/configuration';
import { renderPrerequisites } from '../../lib/render/prerequisites';
import { prerequisiteProblems } from '../../lib/rollout/plan/assess/prerequisites';
import { intentOf, wholeStack } from '../support/whole-stack';
import { IpFabricUnderlay } from '../../lib/index';

/** leaf10 of a fabric with underlay and overlay, with an aggregated link to spine1. */
function leaf10(model?: string): { readonly device: DeviceIntent; readonly check: (...lines: string[]) => string[] } {
  const { stack, leaves, spines } = wholeStack();
  stack.node.tryRemoveChild('underlay');
  const [device, peer] = [leaves[0], spines[0]];
  if (device === undefined || peer === undefined) throw new Error('there are leaves and spines');
  const members = ['et-0/0/30', 'et-0/0/31'];
  const aggregate = { interface: 'ae7', members, peerInterface: 'ae1', peerMembers: ['et-0/0/0', 'et-0/0/1'] };
  new IpFabricUnderlay(stack, 'underlay-of-aggregates', { links: [{ device, peer, ...aggregate }] });
  const fabric = intentOf(stack);
  const [found] = fabric.devices;
  if (found === undefined) throw new Error('there are devices');
  const intent = model === undefined ? found : { ...found, model };
  return {
    device: intent,
    check: (...lines) => {
      const effective = new Configuration();
      for (const line of [...COMMON, ...lines]) effective.set(...line.split(' '));
      return prerequisiteProblems(intent, fabric, effective).map(({ message }) => message);
    },
  };
}

const COMMON = [
  'routing-options autonomous-system 4210000001',
  'switch-options vtep-source-interface lo0.0',
  'routing-options forwarding-table export balance',
  'policy-options policy-statement balance then load-balance per-packet',
];
const ROUTER_ID = 'routing-options router-id 192.168.1.10';
const COUNT = 'chassis aggregated-devices ethernet device-count';

test('with an underlay the router id must be the loopback', () => {
  const { check } = leaf10();
  expect(check(ROUTER_ID, `${COUNT} 8`)).toEqual([]);
  expect(check(`${COUNT} 8`)).toEqual([expect.stringContaining(`set ${ROUTER_ID}`)]);
  expect(check('routing-options router-id 192.168.1.99', `${COUNT} 8`)).toEqual([
    expect.stringContaining('192.168.1.99'),
  ]);
});

test('there must be as many aggregated interfaces as the highest number needs, and more do no harm', () => {
  const { check } = leaf10();
  expect(check(ROUTER_ID, `${COUNT} 64`)).toEqual([]);
  expect(check(ROUTER_ID, `${COUNT} 7`)).toEqual([expect.stringContaining(`set ${COUNT} 8`)]);
  expect(check(ROUTER_ID)).toHaveLength(1);
});

test('Junos Evolved has no such number', () => {
  expect(leaf10('qfx5130-32cd').check(ROUTER_ID)).toEqual([]);
});

test('what the fabric configures itself is not looked for, and is what would have been looked for', () => {
  const { device } = leaf10();
  const { stack } = wholeStack();
  const all = Object.fromEntries(Object.keys(device.prerequisites).map((name) => [name, 'CONFIGURE' as const]));
  const configured = { ...device, prerequisites: { ...device.prerequisites, ...all } };
  const fabric = intentOf(stack);
  expect(prerequisiteProblems(configured, fabric, new Configuration())).toEqual([]);
  const base = renderPrerequisites(configured, fabric);
  expect(prerequisiteProblems(device, fabric, base)).toEqual([]);
  expect(base.value(...COUNT.split(' '))).toBe('8');
});
