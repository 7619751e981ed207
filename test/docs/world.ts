import { Testing } from 'cdktf';
import type { FabricStackProps, MultihomedServerProps, ServerAttachment } from '../../lib/index';
import { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, SpineDevice, Vrf5Instance } from '../../lib/index';

/** What the snippets of the documentation take for granted, by name, and its type where they are compiled. */
export const TYPES: Readonly<Record<string, string>> = {
  app: 'App',
  asn: 'number',
  attachments: 'ServerAttachment[]',
  fabric: 'FabricStack',
  leaf1: 'LeafDevice',
  leaf10: 'LeafDevice',
  leaf11: 'LeafDevice',
  leaf12: 'LeafDevice',
  leaves: 'LeafDevice[]',
  prefixes: 'string[]',
  props: 'FabricStackProps',
  server: 'MultihomedServerProps',
  server1: 'MultihomedServer',
  server7: 'MultihomedServer',
  spine1: 'SpineDevice',
  topology: 'LabTopology',
  vrf5: 'Vrf5Instance',
};

const PROPS: FabricStackProps = {
  overlayAsn: 4210000001,
  login: Login.agent({ user: 'netops' }),
  knownHostsFile: 'known_hosts',
  pools: { linkSubnets: ['172.16.0.0/20'], underlayAsns: '4200000001-4200000999' },
};

/** A fabric in which a snippet runs. What is in it is made when the snippet asks for it. */
export class World {
  readonly app = Testing.app();
  readonly asn = 4220000001;
  readonly prefixes = ['10.1.5.0/24'];
  readonly props = PROPS;
  readonly fabric = new FabricStack(Testing.app(), 'dc1', PROPS);

  private readonly made = new Map<string, unknown>();
  private readonly junos: string;

  /** @param junos - release of every device */
  constructor(junos = '19.1R2') {
    this.junos = junos;
  }

  get leaves(): LeafDevice[] {
    return [10, 11, 12].map((n) => this.leaf(n));
  }

  get leaf1(): LeafDevice {
    return this.leaf(1);
  }

  get leaf10(): LeafDevice {
    return this.leaf(10);
  }

  get leaf11(): LeafDevice {
    return this.leaf(11);
  }

  get leaf12(): LeafDevice {
    return this.leaf(12);
  }

  get spine1(): SpineDevice {
    return this.once('spine1', () => new SpineDevice(this.fabric, 'spine1', this.device('192.168.0.1', '10.0.1.1')));
  }

  get vrf5(): Vrf5Instance {
    const props = { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000', leaves: [this.leaf1] };
    return this.once('vrf5', () => new Vrf5Instance(this.fabric, 'VRF_5', props));
  }

  get attachments(): ServerAttachment[] {
    return this.leaves.map((leaf, i) => ({ leaf, interface: 'et-0/0/15', subnet: `172.16.104.${4 * i}/30` }));
  }

  get server(): MultihomedServerProps {
    const { asn, attachments, prefixes, vrf5: vrf } = this;
    return { vrf, asn, prefixes, attachments };
  }

  get server1(): MultihomedServer {
    return this.once('server1', () => new MultihomedServer(this.fabric, 'server1', this.server));
  }

  get server7(): MultihomedServer {
    const attachments = this.attachments.slice(0, 1);
    return this.once('server7', () => new MultihomedServer(this.fabric, 'server7', { ...this.server, attachments }));
  }

  private leaf(n: number): LeafDevice {
    return this.once(`leaf${n}`, () => {
      return new LeafDevice(this.fabric, `leaf${n}`, this.device(`192.168.1.${n}`, `10.0.0.${n}`));
    });
  }

  private device(loopback: string, managementAddress: string): ConstructorParameters<typeof LeafDevice>[2] {
    return { model: QfxModel.QFX10002_60C, junos: this.junos, loopback, managementAddress };
  }

  private once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name) as T;
  }
}
