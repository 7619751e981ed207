import type { Construct } from 'constructs';
import { Carrier, FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from 'cdktf-junos-fabric';
import lab from './lab.json';

/** Data centre 1: one server, attached to three leaves. */
export class Dc1 extends FabricStack {
  constructor(scope: Construct) {
    super(scope, 'dc1', {
      overlayAsn: 4210000001,
      login: Login.password({ user: 'netops', fromEnv: 'JUNOS_PASSWORD' }),
      knownHostsFile: '.lab/known_hosts',
      carrier: Carrier.TERRAFORM_DATA,
    });

    const leaf10 = this.leaf('leaf10', '192.168.1.10');
    const leaf11 = this.leaf('leaf11', '192.168.1.11');
    const leaf12 = this.leaf('leaf12', '192.168.1.12');

    const vrf5 = new Vrf5Instance(this, 'VRF_5', {
      vni: 16776000,
      rdNumber: 5,
      routeTarget: 'target:62273:16776000',
    });

    new MultihomedServer(this, 'server1', {
      vrf: vrf5,
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: [
        { leaf: leaf10, interface: 'et-0/0/15', subnet: '172.16.104.0/30' },
        { leaf: leaf11, interface: 'et-0/0/15', subnet: '172.16.104.4/30' },
        { leaf: leaf12, interface: 'et-0/0/15', subnet: '172.16.104.8/30' },
      ],
    });
  }

  private leaf(name: string, loopback: string): LeafDevice {
    return new LeafDevice(this, name, {
      model: QfxModel.QFX10002_60C,
      junos: '19.1R2',
      loopback,
      ...inTheLab(name),
    });
  }
}

/** An emulated device listens on a port of this machine. A real one has a management address, and NETCONF on port 830. */
function inTheLab(hostname: string): { managementAddress: string; managementPort: number } {
  const device = lab.devices.find((candidate) => candidate.hostname === hostname);
  if (device === undefined) throw new Error(`lab.json has no ${hostname}`);
  return { managementAddress: '127.0.0.1', managementPort: device.port };
}
