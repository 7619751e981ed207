import { App } from 'cdktf';
import { FabricTemplate } from 'cdktf-junos-fabric/testing';
import { DataCenter } from '../data-center';

const LEAVES = ['leaf11', 'leaf12', 'leaf13', 'leaf14'];

describe('the data center', () => {
  const template = FabricTemplate.fromStack(new DataCenter(new App()));

  test('has two spines and four leaves', () => {
    template.deviceCountIs(6);
  });

  test.each(LEAVES)('%s has a session of the overlay with both spines', (leaf) => {
    template.hasConfiguration(leaf, [
      'set protocols bgp group dc1-overlay neighbor 192.168.0.1 description spine1',
      'set protocols bgp group dc1-overlay neighbor 192.168.0.2 description spine2',
    ]);
  });

  test.each(['spine1', 'spine2'])('%s reflects the routes of every leaf and routes in VRF_5', (spine) => {
    template.hasConfiguration(spine, [
      'set protocols bgp group dc1-overlay cluster 192.168.0.10',
      ...LEAVES.map(
        (leaf) => `set protocols bgp group dc1-overlay neighbor 192.168.1.${leaf.slice(4)} description ${leaf}`,
      ),
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
    ]);
  });

  test('the key of lb1 is nowhere in a configuration', () => {
    for (const leaf of LEAVES) {
      expect(template.device(leaf).configuration()).not.toContain('lb1-secret');
    }
  });
});
