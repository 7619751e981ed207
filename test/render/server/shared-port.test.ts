import type { FabricIntent, ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { renderServer } from '../../../lib/render/server/render-server';
import type { Home } from './fabrics';
import { serverFabric } from './fabrics';

const MEMBERS = ['et-0/0/1', 'et-0/0/2'];

function vlan(id: number, port: Home['port'], attachment: Home['attachment']): Home {
  return {
    hostname: 'leaf10',
    port: { port: 'ae1', unit: id, vlanId: id, ...port },
    attachment: { port: 'ae1', unit: id, serverInterface: 'bond0', ...attachment },
    inet: [`172.16.${id}.1/30`, `172.16.${id}.2/30`],
  };
}

/** Two VLANs on one aggregate; what belongs to the port is said at the second. */
function twoVlans(lacp: 'active' | 'passive'): FabricIntent {
  return serverFabric([
    vlan(100, {}, {}),
    vlan(200, { mtu: 9022, aggregate: { members: MEMBERS, lacp } }, { serverMembers: ['ens1f0', 'ens1f1'] }),
  ]);
}

function textOf(fabric: FabricIntent, format: ServerFormatIntent): string {
  return Object.values(renderServer(fabric, 'server1', format)).join('');
}

test('what is said of a port at one of its VLANs holds for all of them on the server too', () => {
  const netplan = textOf(twoVlans('active'), 'NETPLAN');
  expect(netplan).toContain('interfaces: ["ens1f0", "ens1f1"]');
  expect(netplan.match(/mtu: 9000/g)).toHaveLength(5);
  const junos = textOf(twoVlans('active'), 'JUNOS').split('\n');
  expect(junos).toContain('set interfaces ens1f0 ether-options 802.3ad bond0');
  expect(junos).toContain('set interfaces bond0 unit 100 family inet mtu 9000');
  expect(junos).toContain('set interfaces bond0 unit 200 family inet mtu 9000');
});

test.each(['active', 'passive'] as const)('a router opens LACP also where the leaf is %s', (lacp) => {
  expect(textOf(twoVlans(lacp), 'JUNOS')).toContain('set interfaces bond0 aggregated-ether-options lacp active\n');
});
