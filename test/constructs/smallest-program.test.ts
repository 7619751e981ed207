import { Testing } from 'cdktf';
import { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';

function smallestProgram(): FabricStack {
  const app = Testing.app();
  // As documentation shows it, word for word.
  const fabric = new FabricStack(app, 'dc1', {
    overlayAsn: 4210000001,
    login: Login.agent({ user: 'netops' }),
    knownHostsFile: 'known_hosts',
  });
  const leaves = [10, 11, 12].map(
    (n) =>
      new LeafDevice(fabric, `leaf${n}`, {
        model: QfxModel.QFX10002_60C,
        junos: '19.1R2',
        loopback: `192.168.1.${n}`,
        managementAddress: `10.0.0.${n}`,
      }),
  );
  const vrf5 = new Vrf5Instance(fabric, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' });
  new MultihomedServer(fabric, 'server1', {
    vrf: vrf5,
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: leaves.map((leaf, i) => ({ leaf, interface: 'et-0/0/15', subnet: `172.16.104.${4 * i}/30` })),
  });
  return fabric;
}

describe('the smallest program makes the page of the guide', () => {
  const template = FabricTemplate.fromStack(smallestProgram());

  test('three devices', () => {
    template.deviceCountIs(3);
    expect(template.findDevices()).toEqual(['leaf10', 'leaf11', 'leaf12']);
  });

  test.each([
    ['leaf10', '172.16.104.1/30', '172.16.104.2', '192.168.1.10'],
    ['leaf11', '172.16.104.5/30', '172.16.104.6', '192.168.1.11'],
    ['leaf12', '172.16.104.9/30', '172.16.104.10', '192.168.1.12'],
  ])(
    '%s has the port, the VRF with a route distinguisher of its own, and the session',
    (leaf, own, server, loopback) => {
      template.hasConfiguration(leaf, [
        `set interfaces et-0/0/15 unit 0 family inet address ${own}`,
        'set routing-instances VRF_5 instance-type vrf',
        'set routing-instances VRF_5 interface et-0/0/15.0',
        `set routing-instances VRF_5 route-distinguisher ${loopback}:5`,
        'set routing-instances VRF_5 vrf-target target:62273:16776000',
        'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776000',
        'set routing-instances VRF_5 protocols bgp group server1 type external',
        `set routing-instances VRF_5 protocols bgp group server1 neighbor ${server} peer-as 4220000001`,
        'set policy-options policy-statement VRF_5-server1-in term announced from route-filter 10.1.5.0/24 exact',
        'set policy-options policy-statement VRF_5-server1-in then reject',
      ]);
    },
  );
});
