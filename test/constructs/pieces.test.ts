import { Testing } from 'cdktf';
import {
  EbgpServerPeering,
  Expectation,
  FabricStack,
  LeafDevice,
  Login,
  MultihomedServer,
  Prerequisite,
  QfxModel,
  RemovalPolicy,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import type { LeafDeviceProps, MultihomedServerProps, ServerAttachment } from '../../lib/index';
import type { DeviceIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { QFX_MODELS } from '../../lib/platform/qfx-models';
import { FabricTemplate } from '../../lib/testing';
import { FABRIC_PROPS, guideAttachments, guideLeaf, guideStack, guideVrf } from '../support/guide-stack';

const LEAF = {
  model: QfxModel.QFX10002_60C,
  junos: '19.1R2',
  loopback: '192.168.1.10',
  managementAddress: '10.0.0.10',
};

function intentOf(stack: FabricStack): FabricIntent {
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

function onlyDevice(stack: FabricStack): DeviceIntent {
  const [device] = intentOf(stack).devices;
  if (device === undefined) throw new Error('there is a device');
  return device;
}

function newStack(fabric: Partial<ConstructorParameters<typeof FabricStack>[2]> = {}): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, ...fabric });
}

/** One server on leaf10, with what differs from the guide. */
function withServer(
  props: Partial<MultihomedServerProps>,
  home: Partial<MultihomedServerProps['attachments'][0]>,
): FabricStack {
  const stack = newStack();
  const [attachment] = guideAttachments([guideLeaf(stack, 10)]);
  if (attachment === undefined) throw new Error('there is an attachment');
  new MultihomedServer(stack, 'server1', {
    vrf: guideVrf(stack),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: [{ ...attachment, ...home }],
    ...props,
  });
  return stack;
}

describe('a leaf', () => {
  const leafWith = (props: Partial<LeafDeviceProps>, fabric = {}): DeviceIntent => {
    const stack = newStack(fabric);
    new LeafDevice(stack, 'leaf10', { ...LEAF, ...props });
    return onlyDevice(stack);
  };

  test('has its id as host name, port 830, the login of the fabric, and is withdrawn when it goes', () => {
    expect(leafWith({})).toMatchObject({
      hostname: 'leaf10',
      constructPath: 'dc1/leaf10',
      managementPort: 830,
      login: { method: 'agent', user: 'netops' },
      removalPolicy: 'WITHDRAW',
    });
  });

  test('may say all of this itself', () => {
    const login = Login.keyFile({ user: 'lab', path: '~/.ssh/lab', passphraseFromEnv: 'LAB_PASSPHRASE' });
    const props = { hostName: 'DC1-leaf10', managementPort: 22, login, removalPolicy: RemovalPolicy.RETAIN };
    expect(leafWith({ ...props, managementAddress: '2001:DB8::A' })).toMatchObject({
      hostname: 'DC1-leaf10',
      managementPort: 22,
      managementAddress: '2001:db8::a',
      login: { method: 'keyFile', user: 'lab', path: '~/.ssh/lab', passphraseFromEnv: 'LAB_PASSPHRASE' },
      removalPolicy: 'RETAIN',
    });
  });

  test('may be managed by DNS name and by password', () => {
    const login = Login.password({ user: 'lab', fromEnv: 'LAB_PASSWORD' });
    expect(leafWith({ managementAddress: 'leaf10.oob.example.net', login })).toMatchObject({
      managementAddress: 'leaf10.oob.example.net',
      login: { method: 'password', user: 'lab', fromEnv: 'LAB_PASSWORD' },
    });
  });

  test('expects the operator to have configured the device-wide statements', () => {
    expect(leafWith({}).prerequisites).toEqual({
      autonomousSystem: 'PRESENT',
      vtepSourceInterface: 'PRESENT',
      forwardingTableExport: 'PRESENT',
    });
  });

  test('takes prerequisites of the fabric, statement by statement, where it says nothing', () => {
    const fabric = {
      prerequisites: { autonomousSystem: Prerequisite.CONFIGURE, overlayEcmp: Prerequisite.CONFIGURE },
    };
    const prerequisites = { autonomousSystem: Prerequisite.PRESENT, overlayEcmp: undefined };
    expect(leafWith({ model: QfxModel.QFX5120_32C, prerequisites }, fabric).prerequisites).toEqual({
      autonomousSystem: 'PRESENT',
      vtepSourceInterface: 'PRESENT',
      forwardingTableExport: 'PRESENT',
      overlayEcmp: 'CONFIGURE',
    });
  });

  test('has overlay-ecmp only on models that need it', () => {
    const fabric = { prerequisites: { overlayEcmp: Prerequisite.CONFIGURE } };
    expect(leafWith({}, fabric).prerequisites).not.toHaveProperty('overlayEcmp');
  });

  test('configures prerequisites in a group of their own', () => {
    const stack = newStack();
    new LeafDevice(stack, 'leaf10', { ...LEAF, prerequisites: { vtepSourceInterface: Prerequisite.CONFIGURE } });
    const device = FabricTemplate.fromStack(stack).device('leaf10');
    expect(device.setLines()).toEqual(['set switch-options vtep-source-interface lo0.0']);
    expect(device.configuration()).toBe('');
  });
});

test('every model that is offered by name is one the platform knows', () => {
  const names = Object.values(QfxModel).map((model) => (model as QfxModel).name);
  const known = QFX_MODELS.filter((model) => model.routesVxlan).map((model) => model.name);
  expect(names.sort()).toEqual(known.sort());
  expect(QfxModel.of('QFX10002-60C').name).toBe('qfx10002-60c');
});

test('a model that does not route VXLAN is refused as soon as it has a VRF', () => {
  const app = Testing.app();
  const stack = new FabricStack(app, 'dc1', FABRIC_PROPS);
  const leaf = new LeafDevice(stack, 'leaf10', { ...LEAF, model: QfxModel.of('qfx5100-48s-6q') });
  new Vrf5Instance(stack, 'VRF_5', { vni: 1, rdNumber: 1, routeTarget: 'target:1:1', leaves: [leaf] });
  expect(() => {
    app.synth();
  }).toThrow('leaf10 is a QFX5100-48S and has VRF_5');
});

describe('a VRF', () => {
  test('is on the leaves that have something in it, and on those that are named', () => {
    const stack = newStack();
    const [leaf10, leaf11] = [10, 11, 12].map((n) => guideLeaf(stack, n));
    if (leaf10 === undefined || leaf11 === undefined) throw new Error('three leaves were made');
    const vrf = new Vrf5Instance(stack, 'five', {
      name: 'VRF_5',
      vni: 16776000,
      rdNumber: 5,
      routeTarget: 'target:62273:16776000',
      leaves: [leaf11],
    });
    new ServerFacingInterface(stack, 'port', { leaf: leaf10, vrf, interface: 'et-0/0/1', addresses: ['192.0.2.0/31'] });
    expect(intentOf(stack).devices.map((device) => device.vrfs)).toEqual([
      [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' }],
      [{ name: 'VRF_5', routeDistinguisher: '192.168.1.11:5' }],
      [],
    ]);
  });

  test('imports further route targets by a policy, the same on every leaf, and announces with its own', () => {
    const stack = newStack();
    const leaves = [10, 11].map((n) => guideLeaf(stack, n));
    const routeTarget = 'target:62273:16776000';
    const importRouteTargets = ['target:62273:16776002', 'target:62273:16776001'];
    new Vrf5Instance(stack, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget, importRouteTargets, leaves });
    expect(intentOf(stack).vrfs).toMatchObject([{ importRouteTargets: [...importRouteTargets].reverse() }]);
    for (const leaf of ['leaf10', 'leaf11']) {
      FabricTemplate.fromStack(stack).hasConfiguration(leaf, [
        'set routing-instances VRF_5 vrf-target target:62273:16776000',
        'set routing-instances VRF_5 vrf-import VRF_5-route-target-import',
        'set policy-options policy-statement VRF_5-route-target-import term route-targets from community dc1-target-62273-16776000',
        'set policy-options policy-statement VRF_5-route-target-import term route-targets from community dc1-target-62273-16776002',
        'set policy-options policy-statement VRF_5-route-target-import then reject',
        'set policy-options community dc1-target-62273-16776001 members target:62273:16776001',
      ]);
    }
  });

  test('exchanges its own route target for an imported one without a change of the policy', () => {
    const policies = (routeTarget: string, imported: string): string[] => {
      const stack = newStack();
      const importRouteTargets = [imported];
      const leaves = [guideLeaf(stack, 10)];
      new Vrf5Instance(stack, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget, importRouteTargets, leaves });
      const lines = FabricTemplate.fromStack(stack).device('leaf10').setLines();
      return lines.filter((line) => /policy-options|vrf-import/.test(line));
    };
    expect(policies('target:1:1', 'target:1:2')).toEqual(policies('target:1:2', 'target:1:1'));
  });

  test('of others gets the interface and the BGP group, and nothing of its own', () => {
    const stack = newStack();
    const vrf = Vrf5Instance.fromVrf5InstanceAttributes(stack, 'theirs', { name: 'VRF_5', rdNumber: 5 });
    new MultihomedServer(stack, 'server1', {
      vrf,
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: guideAttachments([guideLeaf(stack, 10)]),
    });
    const template = FabricTemplate.fromStack(stack);
    template.hasConfiguration('leaf10', ['set routing-instances VRF_5 interface et-0/0/15.0']);
    const ofInstance = template
      .device('leaf10')
      .setLines()
      .filter((line) => line.startsWith('set routing-instances'))
      .map((line) => line.split(' ').slice(3, 5).join(' '));
    expect([...new Set(ofInstance)].sort()).toEqual(['interface et-0/0/15.0', 'protocols bgp']);
    expect(onlyDevice(stack).vrfs).toEqual([{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' }]);
    expect(intentOf(stack).vrfs).toEqual([{ name: 'VRF_5', constructPath: 'dc1/theirs', owned: false, rdNumber: 5 }]);
  });
});

describe('addresses of a link', () => {
  const addresses = (home: Partial<MultihomedServerProps['attachments'][0]>, prefixes = ['10.1.5.0/24']): unknown =>
    intentOf(withServer({ prefixes }, home)).servers[0]?.attachments[0]?.addresses;

  test('the leaf takes the first host and the server the next', () => {
    expect(addresses({ subnet: '172.16.104.8/29' })).toEqual([
      { family: 'inet', leaf: '172.16.104.9/29', server: '172.16.104.10/29' },
    ]);
  });

  test('in a /31 and a /127 the leaf takes the even one', () => {
    expect(addresses({ subnet: '172.16.104.2/31', subnet6: '2001:db8:104::2/127' })).toEqual([
      { family: 'inet', leaf: '172.16.104.2/31', server: '172.16.104.3/31' },
      { family: 'inet6', leaf: '2001:db8:104::2/127', server: '2001:db8:104::3/127' },
    ]);
  });

  test('either end can be given', () => {
    const home = {
      leafAddress: '172.16.104.2',
      serverAddress: '172.16.104.1',
      subnet6: '2001:db8:104::/64',
      leafAddress6: '2001:db8:104::ff',
      serverAddress6: '2001:db8:104::1',
    };
    expect(addresses(home)).toEqual([
      { family: 'inet', leaf: '172.16.104.2/30', server: '172.16.104.1/30' },
      { family: 'inet6', leaf: '2001:db8:104::ff/64', server: '2001:db8:104::1/64' },
    ]);
  });

  test('subnet may be IPv6 alone', () => {
    expect(addresses({ subnet: '2001:DB8:104::/126' }, ['2001:db8:5::/48'])).toEqual([
      { family: 'inet6', leaf: '2001:db8:104::1/126', server: '2001:db8:104::2/126' },
    ]);
  });
});

describe('a server', () => {
  test('with both families has a group for each, which accepts the prefixes of its family only', () => {
    const stack = withServer(
      { prefixes: ['2001:db8:5::/48', '10.1.5.0/24', '10.1.5.0/24'] },
      { subnet6: '2001:db8:104::/127' },
    );
    const peerings = onlyDevice(stack).peerings.map(({ group, family, acceptedPrefixes }) => [
      group,
      family,
      acceptedPrefixes,
    ]);
    expect(peerings).toEqual([
      ['server1', 'inet', ['10.1.5.0/24']],
      ['server1-inet6', 'inet6', ['2001:db8:5::/48']],
    ]);
    FabricTemplate.fromStack(stack).hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 unit 0 family inet6 address 2001:db8:104::/127',
      'set routing-instances VRF_5 protocols bgp group server1-inet6 neighbor 2001:db8:104::1 peer-as 4220000001',
    ]);
  });

  test('is named and described as it says', () => {
    const stack = withServer({ name: 'web-1', description: 'rack 7, u 12' }, {});
    FabricTemplate.fromStack(stack).hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 description "rack 7, u 12"',
      'set routing-instances VRF_5 protocols bgp group web-1 type external',
    ]);
    expect(intentOf(stack).servers.map((server) => server.name)).toEqual(['web-1']);
  });

  test('on a port with VLANs is on a unit named after the VLAN', () => {
    const stack = withServer({}, { vlanId: 100 });
    expect(stack.node.tryFindChild('server1')?.node.children.map((child) => child.node.id)).toEqual([
      'leaf10:et-0--0--15.100',
    ]);
    FabricTemplate.fromStack(stack).hasConfiguration('leaf10', [
      'set interfaces et-0/0/15 flexible-vlan-tagging',
      'set interfaces et-0/0/15 unit 100 vlan-id 100',
      'set routing-instances VRF_5 interface et-0/0/15.100',
    ]);
  });

  test('may be on several VLANs of one port', () => {
    const stack = newStack();
    const leaf = guideLeaf(stack, 10);
    const [first] = guideAttachments([leaf]);
    if (first === undefined) throw new Error('there is an attachment');
    new MultihomedServer(stack, 'server1', {
      vrf: guideVrf(stack),
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      attachments: [
        { ...first, vlanId: 200 },
        { ...first, vlanId: 100, unit: 7, subnet: '172.16.104.4/30' },
      ],
    });
    expect(onlyDevice(stack).interfaces.map(({ unit, vlanId }) => [unit, vlanId])).toEqual([
      [7, 100],
      [200, 200],
    ]);
    FabricTemplate.fromStack(stack);
  });

  test('that may announce anything says why', () => {
    const stack = withServer({ prefixes: undefined, acceptAnything: 'migration of rack 7' }, {});
    expect(intentOf(stack).servers[0]?.prefixes).toBeNull();
    expect(onlyDevice(stack).peerings[0]).toMatchObject({
      acceptedPrefixes: null,
      acceptAnythingReason: 'migration of rack 7',
    });
  });

  test('may announce what is in a range, of which nothing is demanded', () => {
    const device = onlyDevice(withServer({ prefixes: ['10.244.0.0/16  upto /26', '10.1.5.0/24 exact'] }, {}));
    expect(device.peerings[0]).toMatchObject({ acceptedPrefixes: ['10.1.5.0/24', '10.244.0.0/16 upto /26'] });
    expect(device.peerings[0]).not.toHaveProperty('atLeast');
  });

  test('must announce as much of a range as is said, in each family by itself', () => {
    const stack = withServer(
      {
        prefixes: ['10.244.0.0/16 upto /26', '2001:db8:244::/48 upto /64'],
        atLeast: { '10.244.0.0/16 prefix-length-range /16-/26': 2, '2001:db8:244::/48 upto /64': 1 },
      },
      { subnet6: '2001:db8:104::/127' },
    );
    expect(onlyDevice(stack).peerings.map(({ atLeast }) => atLeast)).toEqual([
      { '10.244.0.0/16 upto /26': 2 },
      { '2001:db8:244::/48 upto /64': 1 },
    ]);
    expect(intentOf(stack).servers[0]?.atLeast).toEqual({
      '10.244.0.0/16 upto /26': 2,
      '2001:db8:244::/48 upto /64': 1,
    });
  });

  test('may announce nothing at all', () => {
    expect(onlyDevice(withServer({ prefixes: [] }, {})).peerings[0]?.acceptedPrefixes).toEqual([]);
  });

  test('has BFD of 1000 ms times 3, and a prefix limit of 1000 that only warns', () => {
    expect(onlyDevice(withServer({}, {})).peerings[0]).toMatchObject({
      bfd: { minimumIntervalMs: 1000, multiplier: 3 },
      prefixLimit: 1000,
    });
  });

  test('has the timers and limits it asks for on every session', () => {
    const timers = { bfdMinimumIntervalMs: 350, bfdMultiplier: 5, holdTimeSec: 30, prefixLimit: 5 };
    const stack = withServer(timers, { subnet6: '2001:db8:104::/127' });
    for (const peering of onlyDevice(stack).peerings) {
      expect(peering).toMatchObject({
        bfd: { minimumIntervalMs: 350, multiplier: 5 },
        holdTimeSec: 30,
        prefixLimit: 5,
      });
    }
  });

  test('may do without BFD', () => {
    expect(onlyDevice(withServer({ bfd: false }, {})).peerings[0]).not.toHaveProperty('bfd');
  });

  test('names the neighbor that LLDP must see, for all its attachments or for one', () => {
    const named = (server: Partial<MultihomedServerProps>, attachment: Partial<ServerAttachment>): unknown =>
      onlyDevice(withServer(server, attachment)).interfaces[0]?.lldpNeighbor;
    expect(named({}, {})).toBeUndefined();
    expect(named({ lldpNeighbor: 'server1' }, {})).toBe('server1');
    expect(named({ lldpNeighbor: 'server1' }, { lldpNeighbor: 'server1-b.example.net' })).toBe('server1-b.example.net');
    expect(() => named({ lldpNeighbor: ' ' }, {})).toThrow('lldpNeighbor');
  });

  test('must be up, unless it or one of its attachments is only provisioned', () => {
    const expectations = (stack: FabricStack): unknown =>
      intentOf(stack).devices.map(({ interfaces, peerings }) => [...interfaces, ...peerings].map((x) => x.expect));
    const { stack, leaves, vrf5 } = guideStack();
    expect(expectations(stack)).toEqual([
      ['UP', 'UP'],
      ['UP', 'UP'],
      ['UP', 'UP'],
    ]);
    const attachments = guideAttachments(leaves).map((attachment, i) => ({
      ...attachment,
      interface: 'et-0/0/20',
      subnet: attachment.subnet.replace('104', '120'),
      expect: i === 0 ? Expectation.UP : undefined,
    }));
    new MultihomedServer(stack, 'server2', {
      vrf: vrf5,
      asn: 4220000002,
      prefixes: [],
      attachments,
      expect: Expectation.PROVISIONED,
    });
    const ofServer2 = intentOf(stack).servers[1]?.attachments.map((home) => [home.hostname, home.expect]);
    expect(ofServer2).toEqual([
      ['leaf10', 'UP'],
      ['leaf11', 'PROVISIONED'],
      ['leaf12', 'PROVISIONED'],
    ]);
  });
});

describe('pieces by themselves', () => {
  test('an interface and a session make what the pattern makes', () => {
    const stack = newStack();
    const attached = new ServerFacingInterface(stack, 'server1', {
      leaf: guideLeaf(stack, 10),
      vrf: guideVrf(stack),
      interface: 'et-0/0/15',
      addresses: ['172.16.104.1/30'],
    });
    new EbgpServerPeering(stack, 'to-server1', {
      interface: attached,
      group: 'server1',
      neighbor: '172.16.104.2',
      peerAsn: 4220000001,
      prefixes: ['10.1.5.0/24'],
    });
    const { stack: pattern } = guideStack({ leafNumbers: [10] });
    const text = (of: FabricStack): string => FabricTemplate.fromStack(of).device('leaf10').configuration();
    expect(text(stack)).toBe(text(pattern));
    expect(onlyDevice(stack).peerings[0]).not.toHaveProperty('server');
  });

  test('a session takes the expectation of its interface, and may have its own', () => {
    const stack = newStack();
    const attached = new ServerFacingInterface(stack, 'port', {
      leaf: guideLeaf(stack, 10),
      vrf: guideVrf(stack),
      interface: 'et-0/0/15',
      addresses: ['172.16.104.1/29'],
      expect: Expectation.PROVISIONED,
    });
    const session = { interface: attached, peerAsn: 4220000001, prefixes: [] };
    new EbgpServerPeering(stack, 'a', { ...session, neighbor: '172.16.104.2' });
    new EbgpServerPeering(stack, 'b', { ...session, neighbor: '172.16.104.3', expect: Expectation.UP });
    expect(onlyDevice(stack).peerings.map((peering) => peering.expect)).toEqual(['PROVISIONED', 'UP']);
  });

  test('ports are sorted as people count', () => {
    const stack = newStack();
    const [leaf, vrf] = [guideLeaf(stack, 10), guideVrf(stack)];
    for (const n of [10, 9, 2]) {
      new ServerFacingInterface(stack, `port${n}`, {
        leaf,
        vrf,
        interface: `et-0/0/${n}`,
        addresses: [`192.0.2.${n * 4 + 1}/30`],
      });
    }
    expect(onlyDevice(stack).interfaces.map((held) => held.port)).toEqual(['et-0/0/2', 'et-0/0/9', 'et-0/0/10']);
  });
});
