import { Lazy, Testing } from 'cdktf';
import {
  EvpnOverlay,
  FabricDevice,
  FabricLink,
  FabricStack,
  IpFabricUnderlay,
  LacpPeriodic,
  LeafDevice,
  MultihomedServer,
  QfxModel,
  SpineDevice,
  Vrf5Instance,
} from '../../lib/index';
import type {
  FabricLinkOptions,
  FabricPools,
  ForeignDeviceAttributes,
  IFabricDevice,
  IpFabricUnderlayProps,
  SpineDeviceProps,
} from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { expectations } from '../../lib/checks/expectations';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { checksOn, linesOn } from '../support/checks';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS } from '../support/guide-stack';

const POOLS: FabricPools = {
  underlayAsns: '4200000001-4200000099',
  linkSubnets: ['172.16.0.0/24'],
  lockFile: 'no-such-file.json',
};

function stack(pools: FabricPools | undefined = POOLS): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, pools });
}

function device(loopback: string, underlayAsn?: number): SpineDeviceProps {
  return { model: QfxModel.QFX10002_36Q, junos: '19.1R2', loopback, managementAddress: '10.0.0.1', underlayAsn };
}

interface Devices {
  readonly fabric: FabricStack;
  readonly leaf10: LeafDevice;
  readonly spine1: SpineDevice;
}

function devices(pools?: FabricPools): Devices {
  const fabric = stack(pools);
  const leaf10 = new LeafDevice(fabric, 'leaf10', device('192.168.1.10'));
  const spine1 = new SpineDevice(fabric, 'spine1', { ...device('192.168.0.1'), managementAddress: '10.0.0.2' });
  return { fabric, leaf10, spine1 };
}

function link({ leaf10, spine1 }: Devices, different: Partial<FabricLinkOptions> = {}): FabricLinkOptions {
  return { device: leaf10, interface: 'et-0/0/30', peer: spine1, peerInterface: 'et-0/0/0', ...different };
}

function intentOf(fabric: FabricStack): FabricIntent {
  const source = fabricSourceOf(fabric.fabric);
  if (source === undefined) throw new Error('a fabric offers its intent');
  return source.intent();
}

/** A fabric of one leaf and one spine with this link. */
function linked(different: Partial<FabricLinkOptions> = {}, props: IpFabricUnderlayProps = {}): FabricIntent {
  const all = devices();
  new IpFabricUnderlay(all.fabric, 'underlay', { ...props, links: [link(all, different)] });
  return intentOf(all.fabric);
}

function endsOf(intent: FabricIntent): string[] {
  return intent.devices.flatMap(({ hostname, underlay }) =>
    (underlay?.links ?? []).map(({ address, neighbor, peerAsn }) => `${hostname} ${address} ${neighbor} ${peerAsn}`),
  );
}

describe('a link of the underlay', () => {
  test('gives the leaf the first address and the spine the next, whichever end is written first', () => {
    const all = devices();
    const turned = { device: all.spine1, interface: 'et-0/0/0', peer: all.leaf10, peerInterface: 'et-0/0/30' };
    new IpFabricUnderlay(all.fabric, 'underlay', { links: [turned] });
    const expected = ['leaf10 172.16.0.0/31 172.16.0.1 4200000002', 'spine1 172.16.0.1/31 172.16.0.0 4200000001'];
    expect(endsOf(linked())).toEqual(expected);
    expect(endsOf(intentOf(all.fabric))).toEqual(expected);
  });

  test('takes a given subnet and given addresses', () => {
    const subnet = '172.16.10.0/30';
    expect(endsOf(linked({ subnet }))[0]).toBe('leaf10 172.16.10.1/30 172.16.10.2 4200000002');
    expect(endsOf(linked({ subnet, address: '172.16.10.2' }))[0]).toBe('leaf10 172.16.10.2/30 172.16.10.1 4200000002');
    expect(endsOf(linked({ subnet, peerAddress: '172.16.10.1' }))[0]).toBe(
      'leaf10 172.16.10.2/30 172.16.10.1 4200000002',
    );
  });

  test('has its ends checked by LLDP where the underlay or the link says so', () => {
    const neighborsOf = ({ devices: all }: FabricIntent): unknown[] =>
      all.flatMap(({ underlay }) => (underlay?.links ?? []).map(({ lldpNeighbor }) => lldpNeighbor));
    expect(neighborsOf(linked())).toEqual([undefined, undefined]);
    expect(neighborsOf(linked({}, { checkLldpNeighbors: true }))).toEqual(['spine1', 'leaf10']);
    expect(neighborsOf(linked({ checkLldpNeighbors: true }))).toEqual(['spine1', 'leaf10']);
    expect(neighborsOf(linked({ checkLldpNeighbors: false }, { checkLldpNeighbors: true }))).toEqual([
      undefined,
      undefined,
    ]);
    const lines = linesOn('leaf10', expectations(linked({ checkLldpNeighbors: true })));
    expect(lines).toContain('LLDP neighbor spine1 on et-0/0/30');
  });

  test('can stand by itself, between devices of one role', () => {
    const fabric = stack();
    const spine1 = new SpineDevice(fabric, 'spine1', device('192.168.0.1', 65001));
    const superSpine = new SpineDevice(fabric, 'super1', { ...device('192.168.2.1'), managementAddress: '10.0.0.3' });
    const underlay = new IpFabricUnderlay(fabric, 'underlay', { bfd: false });
    const added = new FabricLink(fabric, 'up', {
      underlay,
      device: superSpine,
      interface: 'et-0/0/1',
      peer: spine1,
      peerInterface: 'et-0/0/35',
      mtu: 9000,
      inetMtu: 8900,
      description: 'down',
    });
    const intent = intentOf(fabric);
    expect(FabricLink.isFabricLink(added)).toBe(true);
    expect(endsOf(intent)).toEqual([
      'spine1 172.16.0.0/31 172.16.0.1 4200000001',
      'super1 172.16.0.1/31 172.16.0.0 65001',
    ]);
    expect(intent.devices[1]?.underlay?.links[0]).toMatchObject({ mtu: 9000, inetMtu: 8900, description: 'down' });
    expect(intent.devices[1]?.underlay?.bfd).toBeUndefined();
  });

  test('leaves a device of others alone and uses what is known of it', () => {
    const fabric = stack();
    const leaf10 = new LeafDevice(fabric, 'leaf10', device('192.168.1.10'));
    const spine1 = SpineDevice.fromSpineDeviceAttributes(fabric, 'spine1', {
      hostName: 'spine1',
      loopback: '192.168.0.1',
      underlayAsn: 65001,
    });
    new IpFabricUnderlay(fabric, 'underlay', {
      links: [{ device: leaf10, interface: 'et-0/0/30', peer: spine1, peerInterface: 'et-0/0/0' }],
    });
    new EvpnOverlay(fabric, 'overlay', { clusterId: '192.168.0.10', reflectors: [spine1] });
    const intent = intentOf(fabric);
    expect(intent.devices.map(({ hostname }) => hostname)).toEqual(['leaf10']);
    expect(endsOf(intent)).toEqual(['leaf10 172.16.0.0/31 172.16.0.1 65001']);
    expect(intent.devices[0]?.overlay?.peers).toEqual([{ hostname: 'spine1', address: '192.168.0.1' }]);
    expect(FabricDevice.isFabricDevice(spine1)).toBe(false);
  });
});

test('a fabric without underlay and overlay asks for no router id, and a spine without VRF for no VTEP', () => {
  const { fabric } = devices();
  const [leaf10, spine1] = intentOf(fabric).devices;
  expect(leaf10?.prerequisites.routerId).toBeUndefined();
  expect(leaf10?.prerequisites.vtepSourceInterface).toBe('PRESENT');
  expect(spine1?.prerequisites.vtepSourceInterface).toBeUndefined();
});

test('a spine may have a cluster of its own', () => {
  const fabric = stack();
  new SpineDevice(fabric, 'spine1', { ...device('192.168.0.1'), clusterId: '192.168.0.11' });
  const spine2 = new SpineDevice(fabric, 'spine2', { ...device('192.168.0.2'), managementAddress: '10.0.0.2' });
  const leaf10 = new LeafDevice(fabric, 'leaf10', { ...device('192.168.1.10'), managementAddress: '10.0.0.3' });
  const leaf11 = new LeafDevice(fabric, 'leaf11', { ...device('192.168.1.11'), managementAddress: '10.0.0.4' });
  new EvpnOverlay(fabric, 'overlay', { clusterId: '192.168.0.10', clients: [leaf10, leaf11] });
  const [, , one, two] = intentOf(fabric).devices;
  expect([one?.overlay?.clusterId, two?.overlay?.clusterId]).toEqual(['192.168.0.11', '192.168.0.10']);
  expect(two?.overlay?.peers).toEqual([{ hostname: 'spine1', address: '192.168.0.1' }]);
  expect(spine2.hostName).toBe('spine2');
});

test('links, loopbacks and sessions of the fabric itself are checked on the devices that are its own', () => {
  const all = devices();
  new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all)] });
  new EvpnOverlay(all.fabric, 'overlay', { clusterId: '192.168.0.10' });
  const checks = checksOn('leaf10', expectations(intentOf(all.fabric)));
  expect(checks.map((one) => [...linesOn('leaf10', [one]), one.others ?? []])).toEqual([
    ['interface et-0/0/30.0 up', ['spine1']],
    ['address 192.168.1.10/32 on lo0.0', []],
    ['address 172.16.0.0/31 on et-0/0/30.0', []],
    ['underlay session to spine1 (172.16.0.1) Established with AS 4200000002', ['spine1']],
    ['overlay session to spine1 (192.168.0.1) Established with AS 4210000001', ['spine1']],
  ]);
});

const withLink = (different: Partial<FabricLinkOptions>): unknown => linked(different);
const subnet = '172.16.10.0/30';

const VRF = { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' };

function spineIn(fabric: FabricStack, different: Partial<SpineDeviceProps> = {}): FabricStack {
  new SpineDevice(fabric, 'spine1', { ...device('192.168.0.1'), ...different });
  return fabric;
}

const spine = (different: Partial<SpineDeviceProps>): unknown => spineIn(stack(), different);

function foreign(different: Partial<ForeignDeviceAttributes>): unknown {
  const attributes = { hostName: 'spine9', loopback: '192.168.0.9', ...different };
  return SpineDevice.fromSpineDeviceAttributes(stack(), 'theirs', attributes);
}

const MISTAKES: readonly (readonly [title: string, make: () => unknown])[] = [
  [
    'a link to itself',
    () => {
      const all = devices();
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all, { peer: all.leaf10 })] });
    },
  ],
  [
    'a link between devices of others',
    () => {
      const fabric = stack();
      const [one, other] = ['spine1', 'spine2'].map((hostName, i) =>
        SpineDevice.fromSpineDeviceAttributes(fabric, hostName, {
          hostName,
          loopback: `192.168.0.${i}`,
          underlayAsn: 65001 + i,
        }),
      ) as [IFabricDevice, IFabricDevice];
      return new IpFabricUnderlay(fabric, 'underlay', {
        links: [{ device: one, interface: 'et-0/0/1', peer: other, peerInterface: 'et-0/0/1' }],
      });
    },
  ],
  [
    'a device of others without AS number',
    () => {
      const all = devices();
      const peer = SpineDevice.fromSpineDeviceAttributes(all.fabric, 'spine2', {
        hostName: 'spine2',
        loopback: '192.168.0.2',
      });
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all, { peer })] });
    },
  ],
  [
    'one link twice',
    () => {
      const all = devices();
      const back = { device: all.spine1, interface: 'et-0/0/0', peer: all.leaf10, peerInterface: 'et-0/0/30' };
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all), back] });
    },
  ],
  [
    'a device of another fabric',
    () => {
      const [all, others] = [devices(), devices()];
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all, { peer: others.spine1 })] });
    },
  ],
  ['an IPv6 subnet', () => withLink({ subnet: '2001:db8::/127' })],
  ['one address for both ends', () => withLink({ subnet, address: '172.16.10.1', peerAddress: '172.16.10.1' })],
  ['an address outside the subnet', () => withLink({ subnet, address: '172.16.11.1' })],
  ['an address without subnet', () => withLink({ address: '172.16.10.1' })],
  [
    'neither subnet nor pool',
    () => {
      const all = devices({ underlayAsns: '65001-65009' });
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all)] });
    },
  ],
  [
    'neither AS number nor pool',
    () => {
      const all = devices({ linkSubnets: ['172.16.0.0/24'] });
      return new IpFabricUnderlay(all.fabric, 'underlay', { links: [link(all)] });
    },
  ],
  [
    'an aggregate without members',
    () => withLink({ interface: 'ae1', peerInterface: 'ae1', peerMembers: ['et-0/0/0'] }),
  ],
  ['members without an aggregate', () => withLink({ members: ['et-0/0/1'] })],
  ['an aggregate on one end', () => withLink({ interface: 'ae1', members: ['et-0/0/1'] })],
  ['an aggregate in an aggregate', () => withLink({ interface: 'ae1', members: ['ae2'] })],
  ['a member twice', () => withLink({ interface: 'ae1', members: ['et-0/0/1', 'et-0/0/1'] })],
  ['a port with a unit', () => withLink({ interface: 'et-0/0/30.0' })],
  ['a port that is none', () => withLink({ peerInterface: 'port 1' })],
  ['a subnet that is too small', () => withLink({ subnet: '172.16.10.0/32' })],
  ['a subnet with host bits', () => withLink({ subnet: '172.16.10.1/31' })],
  ['an MTU out of range', () => withLink({ mtu: 9217 })],
  ['an MTU of family inet out of range', () => withLink({ inetMtu: 100 })],
  ['a description of two lines', () => withLink({ description: 'to\nspine1' })],
  ['an empty description of the other end', () => withLink({ peerDescription: '' })],
  ['an option of aggregates on a port', () => withLink({ microBfd: true })],
  ['another one', () => withLink({ lacpPeriodic: LacpPeriodic.FAST })],
  [
    'micro-BFD that is too fast to be',
    () => withLink({ interface: 'ae1', members: ['et-0/0/1'], microBfd: true, microBfdMinimumIntervalMs: 0 }),
  ],
  [
    'ends with different numbers of ports',
    () =>
      withLink({
        interface: 'ae1',
        members: ['et-0/0/1', 'et-0/0/2'],
        peerInterface: 'ae1',
        peerMembers: ['et-0/0/1'],
      }),
  ],
  ['a token', () => withLink({ subnet: Lazy.stringValue({ produce: () => subnet }) })],
  ['an MTU of the underlay that is no whole number', () => linked({}, { mtu: 9000.5 })],
  ['an MTU of family inet in the underlay', () => linked({}, { inetMtu: 9217 })],
  ['BFD of the underlay that is too slow to be', () => linked({}, { bfdMinimumIntervalMs: 255001 })],
  ['timers of the underlay without BFD', () => linked({}, { bfd: false, bfdMultiplier: 3 })],
  [
    'a link of the underlay of another fabric',
    () => {
      const [all, others] = [devices(), devices()];
      const underlay = new IpFabricUnderlay(others.fabric, 'underlay');
      return new FabricLink(all.fabric, 'link', { ...link(all), underlay });
    },
  ],
  ['more links required than there are', () => withLink({ interface: 'ae1', members: ['et-0/0/1'], minimumLinks: 2 })],
  [
    'micro-BFD timers without micro-BFD',
    () => withLink({ interface: 'ae1', members: ['et-0/0/1'], microBfdMultiplier: 3 }),
  ],
  [
    'two underlays',
    () => {
      const fabric = stack();
      return [new IpFabricUnderlay(fabric, 'a'), new IpFabricUnderlay(fabric, 'b')];
    },
  ],
  [
    'two overlays',
    () => {
      const fabric = stack();
      return ['a', 'b'].map((id) => new EvpnOverlay(fabric, id, { clusterId: '192.168.0.10' }));
    },
  ],
  [
    'an overlay without reflectors',
    () => new EvpnOverlay(stack(), 'overlay', { clusterId: '192.168.0.10', reflectors: [] }),
  ],
  [
    'a reflector that is its own client',
    () => {
      const { fabric, spine1 } = devices();
      return new EvpnOverlay(fabric, 'overlay', { clusterId: '192.168.0.10', reflectors: [spine1], clients: [spine1] });
    },
  ],
  [
    'a reflector twice',
    () => {
      const { fabric, spine1 } = devices();
      return new EvpnOverlay(fabric, 'overlay', { clusterId: '192.168.0.10', reflectors: [spine1, spine1] });
    },
  ],
  [
    'a client of another fabric',
    () => new EvpnOverlay(stack(), 'overlay', { clusterId: '192.168.0.10', clients: [devices().leaf10] }),
  ],
  ['an IPv6 cluster id', () => new EvpnOverlay(stack(), 'overlay', { clusterId: '2001:db8::10' })],
  [
    'a multiplier of the overlay out of range',
    () => new EvpnOverlay(stack(), 'overlay', { clusterId: '192.168.0.10', bfdMultiplier: 256 }),
  ],
  ['a cluster id of a spine that is no address', () => spine({ clusterId: '10' })],
  ['a spine with an AS number out of range', () => spine({ underlayAsn: 0 })],
  ['a spine with a release that is none', () => spine({ junos: 'latest' })],
  ['a spine with a loopback that is none', () => spine({ loopback: '192.168.0' })],
  ['a spine with a redundancy group without a name', () => spine({ redundancyGroup: ' ' })],
  ['a spine with a route distinguisher id that is none', () => spine({ routeDistinguisherId: '65001:1' })],
  [
    'a spine and a leaf with one host name',
    () => new LeafDevice(spineIn(stack()), 'leaf', { ...device('192.168.1.10'), hostName: 'spine1' }),
  ],
  ['a device of others with a host name that is none', () => foreign({ hostName: 'spine 9' })],
  ['a device of others with a loopback that is none', () => foreign({ loopback: '192.168.0.9/32' })],
  ['a device of others with an AS number out of range', () => foreign({ underlayAsn: 4294967296 })],
  [
    'a spine of another fabric in a VRF',
    () => new Vrf5Instance(stack(), 'VRF_5', { ...VRF, spines: [devices().spine1] }),
  ],
  [
    'a spine of others in a VRF',
    () => {
      const fabric = stack();
      const spines = [SpineDevice.fromSpineDeviceAttributes(fabric, 'x', { hostName: 'x', loopback: '192.168.0.9' })];
      return new Vrf5Instance(fabric, 'VRF_5', { ...VRF, spines });
    },
  ],
  [
    'a server on a leaf of others',
    () => {
      const { fabric } = devices();
      const leaf = LeafDevice.fromLeafDeviceAttributes(fabric, 'x', { hostName: 'leaf99', loopback: '192.168.1.99' });
      return new MultihomedServer(fabric, 'server1', {
        vrf: new Vrf5Instance(fabric, 'VRF_5', VRF),
        asn: 4220000001,
        prefixes: ['10.1.5.0/24'],
        attachments: [{ leaf, interface: 'et-0/0/15', subnet: '172.16.104.0/31' }],
      });
    },
  ],
  ['a cluster id that is no address', () => new EvpnOverlay(stack(), 'overlay', { clusterId: 'ten' })],
];

test('mistakes are refused where they are made, with the words of the golden file', () => {
  expectGolden('errors/constructs-fabric-half.txt', errorTexts(MISTAKES));
});
