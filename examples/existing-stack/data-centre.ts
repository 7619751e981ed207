import { Resource } from '@cdktf/provider-null/lib/resource';
import type { Construct } from 'constructs';
import { Fabric, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from 'cdktf-junos-fabric';
import { CompanyStack } from './company-stack';

/** Where the leaves are. */
const LEAVES = [
  { name: 'leaf10', loopback: '192.168.1.10', managementAddress: '10.0.0.10', subnet: '172.16.104.0/30' },
  { name: 'leaf11', loopback: '192.168.1.11', managementAddress: '10.0.0.11', subnet: '172.16.104.4/30' },
];

/** A fabric beside the other things of a team's stack: it uses the backend and the provider that the stack has. */
export class DataCentre extends CompanyStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { team: 'network' });

    const fabric = new Fabric(this, 'dc1', {
      overlayAsn: 4210000001,
      login: Login.agent({ user: 'netops' }),
      knownHostsFile: 'known_hosts',
    });

    const vrf5 = new Vrf5Instance(fabric, 'VRF_5', {
      vni: 16776000,
      rdNumber: 5,
      routeTarget: 'target:62273:16776000',
    });

    new MultihomedServer(fabric, 'server1', {
      vrf: vrf5,
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: LEAVES.map(({ name, loopback, managementAddress, subnet }) => ({
        leaf: new LeafDevice(fabric, name, {
          model: QfxModel.QFX10002_60C,
          junos: '19.1R2',
          loopback,
          managementAddress,
        }),
        interface: 'et-0/0/15',
        subnet,
      })),
    });

    // The service behind the server is announced only when the fabric carries it.
    new Resource(this, 'announcement', { triggers: { service: '10.1.5.10' }, dependsOn: [fabric.rollout] });
  }
}
