import type { Construct } from 'constructs';
import type { FabricLinkOptions } from 'cdktf-junos-fabric';
import {
  BgpAuthentication,
  Carrier,
  Consent,
  EvpnOverlay,
  FabricStack,
  IpFabricUnderlay,
  KeyChain,
  LacpPeriodic,
  LeafDevice,
  Login,
  MultihomedServer,
  Prerequisite,
  QfxModel,
  Rules,
  Secret,
  SpineDevice,
  Vrf5Instance,
} from 'cdktf-junos-fabric';
import lab from './lab.json';

/** A whole data center: two spines, four leaves and six servers, on devices that have nothing but a name and a login. */
export class DataCenter extends FabricStack {
  constructor(scope: Construct) {
    super(scope, 'dc1', {
      overlayAsn: 4210000001,
      login: Login.password({ user: 'netops', fromEnv: 'JUNOS_PASSWORD' }),
      knownHostsFile: '.lab/known_hosts',
      carrier: Carrier.TERRAFORM_DATA,
      pools: {
        underlayAsns: '4200000001-4200000999',
        linkSubnets: ['172.16.0.0/24'],
        subnets: ['172.16.104.0/22'],
        subnets6: ['2001:db8:104::/64'],
      },
      prerequisites: {
        autonomousSystem: Prerequisite.CONFIGURE,
        vtepSourceInterface: Prerequisite.CONFIGURE,
        forwardingTableExport: Prerequisite.CONFIGURE,
        overlayEcmp: Prerequisite.CONFIGURE,
        routerId: Prerequisite.CONFIGURE,
        aggregatedDeviceCount: Prerequisite.CONFIGURE,
      },
    });

    const spines = [this.spine('spine1', '192.168.0.1'), this.spine('spine2', '192.168.0.2')];
    const leaf11 = this.leaf('leaf11', '192.168.1.11', 'side A');
    const leaf12 = this.leaf('leaf12', '192.168.1.12', 'side B');
    // What the servers of VRF_6 need (TCP-AO, a backup attachment) came with Junos 20.4.
    const leaf13 = this.leaf('leaf13', '192.168.1.13', 'side A', '21.4R3');
    const leaf14 = this.leaf('leaf14', '192.168.1.14', 'side B', '21.4R3');
    this.firstDeployment(leaf11, leaf12, leaf13, leaf14);

    new IpFabricUnderlay(this, 'underlay', {
      links: [
        ...spines.map((spine, s) => aggregated(leaf11, spine, s)),
        ...spines.map((spine, s) => aggregated(leaf12, spine, s)),
        ...spines.map((spine, s) => single(leaf13, spine, s)),
        ...spines.map((spine, s) => single(leaf14, spine, s)),
      ],
    });
    new EvpnOverlay(this, 'overlay', { clusterId: '192.168.0.10' });

    const vrf5 = new Vrf5Instance(this, 'VRF_5', {
      vni: 16776000,
      rdNumber: 5,
      routeTarget: 'target:62273:16776000',
      spines,
    });
    const vrf6 = new Vrf5Instance(this, 'VRF_6', {
      vni: 16776001,
      rdNumber: 6,
      routeTarget: 'target:62273:16776001',
    });

    this.serversOf5(vrf5, leaf11, leaf12, leaf13, leaf14);
    this.serversOf6(vrf6, leaf13, leaf14);
  }

  /** Dual stack, a tagged VLAN, an aggregate, and an attachment that is drained. */
  private serversOf5(
    vrf: Vrf5Instance,
    leaf11: LeafDevice,
    leaf12: LeafDevice,
    leaf13: LeafDevice,
    leaf14: LeafDevice,
  ) {
    new MultihomedServer(this, 'web1', {
      vrf,
      asn: 4220000001,
      prefixes: ['10.1.1.0/24', '2001:db8:1::/64'],
      attachments: [
        { leaf: leaf11, interface: 'et-0/0/1' },
        { leaf: leaf12, interface: 'et-0/0/1' },
      ],
    });
    new MultihomedServer(this, 'db1', {
      vrf,
      asn: 4220000002,
      prefixes: ['10.1.2.0/24'],
      attachments: [
        { leaf: leaf12, interface: 'et-0/0/2', vlanId: 100 },
        { leaf: leaf13, interface: 'et-0/0/2', vlanId: 100 },
      ],
    });
    const aggregate = { members: ['et-0/0/3', 'et-0/0/4'], lacpPeriodic: LacpPeriodic.FAST };
    new MultihomedServer(this, 'storage1', {
      vrf,
      asn: 4220000003,
      prefixes: ['10.1.3.0/24'],
      mtu: 9000,
      attachments: [
        { leaf: leaf11, interface: 'ae10', aggregate },
        { leaf: leaf12, interface: 'ae10', aggregate },
      ],
    });
    new MultihomedServer(this, 'app1', {
      vrf,
      asn: 4220000004,
      prefixes: ['10.1.4.0/24'],
      attachments: [
        { leaf: leaf13, interface: 'et-0/0/5' },
        { leaf: leaf14, interface: 'et-0/0/5', drain: 'its network card is replaced on Thursday' },
      ],
    });
  }

  /** A backup attachment, and sessions that are authenticated by TCP-AO. */
  private serversOf6(vrf: Vrf5Instance, leaf13: LeafDevice, leaf14: LeafDevice) {
    new MultihomedServer(this, 'fw1', {
      vrf,
      asn: 4220000005,
      prefixes: ['10.1.5.0/24'],
      attachments: [
        { leaf: leaf13, interface: 'et-0/0/6' },
        { leaf: leaf14, interface: 'et-0/0/6', backup: true },
      ],
    });
    const keys = new KeyChain(this, 'lb1-keys', {
      keys: [
        { id: 0, secret: Secret.fromEnv('LB1_KEY'), startTime: '2026-01-01.00:00:00 +0000', sendId: 1, recvId: 1 },
      ],
    });
    new MultihomedServer(this, 'lb1', {
      vrf,
      asn: 4220000006,
      prefixes: ['10.1.6.0/24'],
      authentication: BgpAuthentication.tcpAo(keys),
      attachments: [
        { leaf: leaf13, interface: 'et-0/0/7' },
        { leaf: leaf14, interface: 'et-0/0/7' },
      ],
    });
  }

  private spine(name: string, loopback: string): SpineDevice {
    return new SpineDevice(this, name, {
      model: QfxModel.QFX10002_36Q,
      junos: '19.1R2',
      loopback,
      ...inTheLab(name),
    });
  }

  private leaf(name: string, loopback: string, failureDomain: string, junos = '19.1R2'): LeafDevice {
    const leaf = new LeafDevice(this, name, {
      model: QfxModel.QFX5120_32C,
      junos,
      loopback,
      failureDomain,
      ...inTheLab(name),
    });
    if (junos !== '19.1R2') {
      Rules.of(leaf).acknowledge('platform/release-unstated', 'the whole example was tried with this release');
    }
    return leaf;
  }

  /** QFX5120 restart their forwarding engine when overlay-ecmp is committed. */
  private firstDeployment(...leaves: LeafDevice[]): void {
    const reason = 'the devices are empty: nothing is forwarded yet';
    this.fabric.allow(...leaves.map((device) => Consent.forwardingRestart({ device, reason })));
  }
}

/** Two ports to each spine, bundled, and each watched by BFD. */
function aggregated(leaf: LeafDevice, spine: SpineDevice, s: number): FabricLinkOptions {
  const first = 4 * (Number(leaf.hostName.slice(-1)) - 1);
  return {
    device: leaf,
    interface: `ae${s + 1}`,
    members: [`et-0/0/${28 + 2 * s}`, `et-0/0/${29 + 2 * s}`],
    peer: spine,
    peerInterface: `ae${leaf.hostName.slice(-2)}`,
    peerMembers: [`et-0/0/${first}`, `et-0/0/${first + 1}`],
    lacpPeriodic: LacpPeriodic.FAST,
    minimumLinks: 1,
    microBfd: true,
  };
}

/** One port to each spine. */
function single(leaf: LeafDevice, spine: SpineDevice, s: number): FabricLinkOptions {
  return {
    device: leaf,
    interface: `et-0/0/${30 + s}`,
    peer: spine,
    peerInterface: `et-0/0/${4 * (Number(leaf.hostName.slice(-1)) - 1)}`,
  };
}

/** An emulated device listens on a port of this machine. A real one has a management address, and NETCONF on port 830. */
function inTheLab(hostname: string): { managementAddress: string; managementPort: number } {
  const device = lab.devices.find((candidate) => candidate.hostname === hostname);
  if (device === undefined) throw new Error(`lab.json has no ${hostname}`);
  return { managementAddress: '127.0.0.1', managementPort: device.port };
}
