import { Lazy, Testing, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import {
  Consent,
  EbgpServerPeering,
  Fabric,
  FabricStack,
  LeafDevice,
  Login,
  MultihomedServer,
  QfxModel,
  ServerFacingInterface,
  Survives,
  Vrf5Instance,
} from '../../lib/index';
import type { MultihomedServerProps, ServerAttachment } from '../../lib/index';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS, guideLeaf, guideStack, guideVrf } from '../support/guide-stack';

type Case = readonly [title: string, action: () => unknown];

const LEAF = {
  model: QfxModel.QFX10002_60C,
  junos: '19.1R2',
  loopback: '192.168.1.10',
  managementAddress: '10.0.0.10',
};
const VRF = { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' };

function stack(): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
}

function leaf(props: Partial<ConstructorParameters<typeof LeafDevice>[2]>): LeafDevice {
  return new LeafDevice(stack(), 'leaf10', { ...LEAF, ...props });
}

function server(props: Partial<MultihomedServerProps>, ...attachments: Partial<ServerAttachment>[]): MultihomedServer {
  const fabric = stack();
  const home = { leaf: guideLeaf(fabric, 10), interface: 'et-0/0/15', subnet: '172.16.104.0/30' };
  return new MultihomedServer(fabric, 'server1', {
    vrf: guideVrf(fabric),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: attachments.map((attachment) => ({ ...home, ...attachment })),
    ...props,
  });
}

function port(props: Partial<ConstructorParameters<typeof ServerFacingInterface>[2]>): ServerFacingInterface {
  const fabric = stack();
  return new ServerFacingInterface(fabric, 'port', {
    leaf: guideLeaf(fabric, 10),
    vrf: guideVrf(fabric),
    interface: 'et-0/0/15',
    addresses: ['172.16.104.1/30'],
    ...props,
  });
}

type PeeringProps = ConstructorParameters<typeof EbgpServerPeering>[2];

function peering(props: Partial<PeeringProps>): EbgpServerPeering {
  return peeringOn(port({}), props);
}

function peeringOn(attached: ServerFacingInterface, props: Partial<PeeringProps>): EbgpServerPeering {
  return new EbgpServerPeering(attached, 'peer', {
    interface: attached,
    neighbor: '172.16.104.2',
    peerAsn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    ...props,
  });
}

const FABRICS: readonly Case[] = [
  ['two fabrics in one stack', () => new Fabric(stack(), 'dc2', FABRIC_PROPS)],
  ['a fabric with a reserved name', () => new FabricStack(Testing.app(), 'node1', FABRIC_PROPS)],
  [
    'an overlay AS number out of range',
    () => new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, overlayAsn: 0 }),
  ],
  ['a leaf outside any fabric', () => new LeafDevice(new TerraformStack(Testing.app(), 'other'), 'leaf10', LEAF)],
  [
    'a consent for a device of another fabric',
    () => {
      stack().fabric.allow(Consent.forwardingRestart({ device: leaf({}), reason: 'window of 14 May' }));
    },
  ],
  ['a consent without a reason', () => Consent.forwardingRestart({ device: leaf({}), reason: ' ' })],
  [
    'a consent to overwrite without a digest',
    () => Consent.overwriteDrift({ device: leaf({}), digest: '', reason: 'x' }),
  ],
  ['a key file that is relative', () => Login.keyFile({ user: 'netops', path: 'keys/id_ed25519' })],
  ['a password where the name of a variable belongs', () => Login.password({ user: 'netops', fromEnv: 'pa$$word' })],
  ['a user name with a space', () => Login.agent({ user: 'net ops' })],
  ['a model that nobody knows', () => QfxModel.of('qfx9999')],
];

const LEAVES: readonly Case[] = [
  [
    'a host name twice',
    () => {
      const fabric = stack();
      new LeafDevice(fabric, 'leaf10', LEAF);
      new LeafDevice(fabric, 'other', { ...LEAF, hostName: 'Leaf10' });
    },
  ],
  [
    'host names with one Terraform address',
    () => {
      const fabric = stack();
      new LeafDevice(fabric, 'leaf.10', LEAF);
      new LeafDevice(fabric, 'leaf_10', LEAF);
    },
  ],
  [
    'a host name of a routing engine twice',
    () => {
      const fabric = stack();
      new LeafDevice(fabric, 'leaf10', { ...LEAF, routingEngineHostNames: ['leaf10-re0', 'leaf10-re1'] });
      new LeafDevice(fabric, 'other', { ...LEAF, routingEngineHostNames: ['other-re0', 'Leaf10-re1'] });
    },
  ],
  [
    'the host name of a device as that of a routing engine',
    () => {
      const fabric = stack();
      new LeafDevice(fabric, 'leaf10', { ...LEAF, routingEngineHostNames: ['leaf10-re0', 'leaf10-re1'] });
      new LeafDevice(fabric, 'leaf10-re1', LEAF);
    },
  ],
  ['a host name of a routing engine that is none', () => leaf({ routingEngineHostNames: ['leaf10-re0', 're 1'] })],
  ['a host name that is none', () => leaf({ hostName: 'leaf 10' })],
  ['a loopback with a prefix length', () => leaf({ loopback: '192.168.1.10/32' })],
  ['an IPv6 loopback', () => leaf({ loopback: '2001:db8::10' })],
  ['a management address that is none', () => leaf({ managementAddress: '10.0.0.300' })],
  ['a management name that is none', () => leaf({ managementAddress: 'leaf10 oob' })],
  ['a management port out of range', () => leaf({ managementPort: 65536 })],
  ['a release that is none', () => leaf({ junos: '19.1' })],
];

const VRFS: readonly Case[] = [
  ['a VNI out of range', () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, vni: 16777215 })],
  ['an rdNumber out of range', () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, rdNumber: 0 })],
  ['a route target that is none', () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, routeTarget: '62273:1' })],
  [
    'an imported route target that is none',
    () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, importRouteTargets: ['target:62273:1', 'VRF_6'] }),
  ],
  [
    'its own route target imported once more, in another spelling',
    () => {
      const routeTarget = 'target:4210000001:5';
      return new Vrf5Instance(stack(), 'VRF_5', { ...VRF, routeTarget, importRouteTargets: ['target:4210000001L:5'] });
    },
  ],
  [
    'a route target imported twice',
    () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, importRouteTargets: ['target:62273:1', 'target:62273:1'] }),
  ],
  ['a reserved VRF name', () => new Vrf5Instance(stack(), 'master', VRF)],
  ['a leaf of another fabric in a VRF', () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, leaves: [leaf({})] })],
  [
    'a VRF of others with a name that is none',
    () => Vrf5Instance.fromVrf5InstanceAttributes(stack(), 'x', { name: 'a b' }),
  ],
];

const PORTS: readonly Case[] = [
  ['a port that is none', () => port({ interface: 'eth0' })],
  ['a port with a unit', () => port({ interface: 'et-0/0/15.100' })],
  ['a VLAN id out of range', () => port({ vlanId: 4095 })],
  ['a unit without a VLAN', () => port({ unit: 100 })],
  ['a unit out of range', () => port({ unit: 16386, vlanId: 100 })],
  ['an MTU out of range', () => port({ mtu: 9217 })],
  ['no addresses', () => port({ addresses: [] })],
  ['the network address', () => port({ addresses: ['172.16.104.0/30'] })],
  ['an id with a character that no manifest takes', () => guideLeaf(new Construct(stack(), 'row\u0007'), 10)],
  ['a description with a line break', () => port({ description: 'two\nlines' })],
  ['a VRF of another fabric', () => port({ vrf: guideVrf(stack()) })],
  ['a leaf of another fabric', () => port({ leaf: leaf({}) })],
];

const PEERINGS: readonly Case[] = [
  ['a neighbor that is not on the link', () => peering({ neighbor: '172.16.104.6' })],
  ['the own address as neighbor', () => peering({ neighbor: '172.16.104.1' })],
  ['a neighbor with a prefix length', () => peering({ neighbor: '172.16.104.2/30' })],
  ['the network address as neighbor', () => peering({ neighbor: '172.16.104.0' })],
  ['the broadcast address as neighbor', () => peering({ neighbor: '172.16.104.3' })],
  [
    'the subnet-router anycast address as neighbor',
    () => peeringOn(port({ addresses: ['2001:db8:104::1/64'] }), { neighbor: '2001:db8:104::' }),
  ],
  [
    'another own address as neighbor',
    () => peeringOn(port({ addresses: ['172.16.104.1/29', '172.16.104.2/29'] }), { neighbor: '172.16.104.2' }),
  ],
  ['no prefixes', () => peering({ prefixes: undefined })],
  ['prefixes and acceptAnything', () => peering({ acceptAnything: 'migration' })],
  ['acceptAnything without a reason', () => peering({ prefixes: undefined, acceptAnything: '' })],
  ['a prefix with host bits', () => peering({ prefixes: ['10.1.5.1/24'] })],
  ['an IPv6 prefix on an IPv4 session', () => peering({ prefixes: ['2001:db8:5::/48'] })],
  ['a range in the words of others', () => peering({ prefixes: ['10.244.0.0/16 le 26'] })],
  ['a demand for what is no range', () => peering({ atLeast: { '10.1.5.0/24': 1 } })],
  [
    'a demand for another range',
    () => peering({ prefixes: ['10.244.0.0/16 upto /26'], atLeast: { '10.244.0.0/16 upto /25': 1 } }),
  ],
  [
    'a demand for nothing',
    () => peering({ prefixes: ['10.244.0.0/16 upto /26'], atLeast: { '10.244.0.0/16 upto /26': 0 } }),
  ],
  [
    'a demand for more than a range holds',
    () => peering({ prefixes: ['10.244.0.0/16 upto /17'], atLeast: { '10.244.0.0/16 upto /17': 4 } }),
  ],
  [
    'a demand for more than the limit lets in',
    () => peering({ prefixes: ['10.244.0.0/16 upto /26'], atLeast: { '10.244.0.0/16 upto /26': 1001 } }),
  ],
  [
    'a demand of a range of servers',
    () =>
      peering({
        neighbor: undefined,
        allow: '172.16.104.0/30',
        prefixes: ['10.244.0.0/16 upto /26'],
        atLeast: { '10.244.0.0/16 upto /26': 1 },
      }),
  ],
  [
    'a demand where anything is accepted',
    () => peering({ prefixes: undefined, acceptAnything: 'migration', atLeast: { '10.244.0.0/16 upto /26': 1 } }),
  ],
  ['a demand that is no number', () => peering({ atLeast: { '10.1.5.0/24': 'one' as unknown as number } })],
  ['BFD timers without BFD', () => peering({ bfd: false, bfdMultiplier: 3 })],
  ['a hold time that is too short', () => peering({ holdTimeSec: 2 })],
  ['a prefix limit of none', () => peering({ prefixLimit: 0 })],
  ['a group name with a space', () => peering({ group: 'server 1' })],
  ['an interface of another fabric', () => peering({ interface: port({}) })],
];

const SERVERS: readonly Case[] = [
  ['no attachments', () => server({})],
  ['one port twice', () => server({}, {}, { subnet: '172.16.104.4/30' })],
  ['one VLAN of a port twice', () => server({}, { vlanId: 100 }, { vlanId: 100, subnet: '172.16.104.4/30' })],
  ['one subnet twice', () => server({}, {}, { interface: 'et-0/0/16' })],
  ['a subnet with host bits', () => server({}, { subnet: '172.16.104.1/30' })],
  ['a subnet that is too small', () => server({}, { subnet: '172.16.104.0/32' })],
  ['an IPv4 subnet6', () => server({}, { subnet6: '172.16.105.0/30' })],
  ['two IPv6 subnets', () => server({}, { subnet: '2001:db8::/127', subnet6: '2001:db8::2/127' })],
  ['an address outside the subnet', () => server({}, { leafAddress: '172.16.104.5' })],
  ['leaf and server with one address', () => server({}, { leafAddress: '172.16.104.2' })],
  ['an IPv6 address without subnet6', () => server({}, { serverAddress6: '2001:db8::1' })],
  ['an IPv6 prefix without an IPv6 subnet', () => server({ prefixes: ['2001:db8:5::/48'] }, {})],
  ['an IPv4 prefix without an IPv4 subnet', () => server({}, { subnet: '2001:db8:104::/127' })],
  ['neither prefixes nor acceptAnything', () => server({ prefixes: undefined }, {})],
  ['an AS number out of range', () => server({ asn: 4294967296 }, {})],
];

const TOKENS: readonly Case[] = [
  ['a token as loopback', () => leaf({ loopback: Token.asString({ resolve: () => '192.168.1.10' }) })],
  ['a token as host name', () => leaf({ hostName: Lazy.stringValue({ produce: () => 'leaf10' }) })],
  ['a token as number', () => leaf({ managementPort: Lazy.numberValue({ produce: () => 830 }) })],
  ['a token in a login', () => Login.agent({ user: Lazy.stringValue({ produce: () => 'netops' }) })],
  [
    'a token in an attachment',
    () => server({}, {}, { subnet: Lazy.stringValue({ produce: () => '172.16.104.4/30' }) }),
  ],
  [
    'a token in a list',
    () =>
      server(
        {
          prefixes: ['10.1.5.0/24', `${new NullProvider(stack(), 'x').fqn}${Lazy.stringValue({ produce: () => '' })}`],
        },
        {},
      ),
  ],
  ['a list that is a token', () => server({ prefixes: Lazy.listValue({ produce: () => ['10.1.5.0/24'] }) }, {})],
  ['a token as VNI', () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, vni: Lazy.numberValue({ produce: () => 1 }) })],
  [
    'a token in a VRF of others',
    () => Vrf5Instance.fromVrf5InstanceAttributes(stack(), 'x', { name: Lazy.stringValue({ produce: () => 'VRF_5' }) }),
  ],
  [
    'a token in the fabric',
    () =>
      new FabricStack(Testing.app(), 'dc1', {
        ...FABRIC_PROPS,
        knownHostsFile: Lazy.stringValue({ produce: () => 'x' }),
      }),
  ],
  ['a token in a demand', () => Survives.anySingleLeaf({ paths: Lazy.numberValue({ produce: () => 2 }) })],
  ['a token as description', () => port({ description: Lazy.stringValue({ produce: () => 'x' }) })],
  [
    'a token in a session',
    () => peering({ acceptAnything: Lazy.stringValue({ produce: () => 'x' }), prefixes: undefined }),
  ],
  [
    'a token in a consent',
    () => {
      const { stack: fabric, leaves } = guideStack();
      const [device] = leaves;
      if (device === undefined) throw new Error('the guide has leaves');
      fabric.fabric.allow(Consent.forwardingRestart({ device, reason: Lazy.stringValue({ produce: () => 'x' }) }));
    },
  ],
];

test.each([
  ['fabrics', FABRICS],
  ['leaves', LEAVES],
  ['VRFs', VRFS],
  ['interfaces', PORTS],
  ['peerings', PEERINGS],
  ['servers', SERVERS],
  ['tokens', TOKENS],
] as const)('mistakes with %s are refused where they are made, with the words of the golden file', (name, cases) => {
  expectGolden(`errors/constructs-${name.toLowerCase()}.txt`, errorTexts(cases));
});
