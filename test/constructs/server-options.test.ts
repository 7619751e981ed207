import { Testing } from 'cdktf';
import type {
  EbgpServerPeeringProps,
  HomeSessionOptions,
  MultihomedServerProps,
  ServerAttachment,
} from '../../lib/index';
import {
  Advertise,
  BfdDuringRestart,
  BgpAuthentication,
  BgpGroup,
  ChannelSpeed,
  EbgpServerPeering,
  FabricStack,
  InterfaceSpeed,
  KeyAlgorithm,
  KeyChain,
  KeyChainAlgorithm,
  LacpMode,
  LacpPeriodic,
  LeafDevice,
  LocalAddress,
  MultihomedServer,
  PortBreakout,
  Prerequisite,
  PrefixLimitAction,
  QfxModel,
  RoutingPolicy,
  Secret,
  ServerFacingInterface,
  TcpAoAlgorithm,
  Vrf5Instance,
} from '../../lib/index';
import type { DeviceIntent, FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { readManifest } from '../../lib/manifest/read-manifest';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS, guideAttachments, guideLeaf, guideVrf } from '../support/guide-stack';
import { appIn, projectDirectory, stackDirectory } from '../support/synth';

function newStack(prerequisites = {}): FabricStack {
  return new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, prerequisites });
}

function intentOf(stack: FabricStack): FabricIntent {
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

/** server1 on leaf10 and leaf11, with options for all its attachments and for the first. */
function withServer(
  stack: FabricStack,
  forAll: Partial<MultihomedServerProps>,
  first: Partial<ServerAttachment> = {},
): MultihomedServer {
  const leaves = [10, 11].map((n) => newerLeaf(stack, n));
  const attachments = guideAttachments(leaves).map((home, i) => (i === 0 ? { ...home, ...first } : home));
  const server = { vrf: guideVrf(stack), asn: 4220000001, prefixes: ['10.1.5.0/24'], attachments };
  return new MultihomedServer(stack, 'server1', { ...server, ...forAll });
}

/** One of the guide's leaves with a release that has everything. */
function newerLeaf(stack: FabricStack, n: number): LeafDevice {
  return new LeafDevice(stack, `leaf${n}`, {
    model: QfxModel.QFX10002_60C,
    junos: '23.2R1',
    loopback: `192.168.1.${n}`,
    managementAddress: `10.0.0.${n}`,
  });
}

function sessionsWith(forAll: Partial<MultihomedServerProps>, first: HomeSessionOptions = {}): PeeringIntent[] {
  const stack = newStack();
  withServer(stack, forAll, first);
  return intentOf(stack).devices.flatMap(({ peerings }) => peerings);
}

function firstDevice(stack: FabricStack): DeviceIntent {
  const [device] = intentOf(stack).devices;
  if (device === undefined) throw new Error('there is a device');
  return device;
}

const EVERY_OPTION: HomeSessionOptions = {
  prefixLimit: 20,
  prefixLimitAction: PrefixLimitAction.teardown({ idleTimeoutMin: 15, thresholdPercent: 80 }),
  bfdMinimumIntervalMs: 2000,
  holdTimeSec: 30,
  authentication: BgpAuthentication.md5(Secret.fromEnv('SERVER1_BGP_KEY')),
  gracefulRestart: true,
  restartTimeSec: 120,
  staleRoutesTimeSec: 300,
  ttlSecurity: true,
  communities: ['no-export', 'large:65000:1:2', '65000:100', '65000:100'],
  localPreference: 120,
  siteOfOrigin: 'origin:65001:5',
  asOverride: true,
  advertise: Advertise.prefixes(['10.9.0.0/16', '10.8.0.0/16']),
  importPolicies: [RoutingPolicy.fromPolicyName('THEIR-IMPORT')],
  exportPolicies: [RoutingPolicy.fromPolicyName('B'), RoutingPolicy.fromPolicyName('A')],
};

describe('options of a server', () => {
  test('take it over several hops, from the address that is stated', () => {
    const [first, second] = sessionsWith(
      { multihop: true, multihopTtl: 2, localAddress: LocalAddress.ofLink() },
      { multihop: false },
    );
    expect(first).toMatchObject({ localAddress: '172.16.104.1', statedLocalAddress: '172.16.104.1' });
    expect(first).not.toHaveProperty('multihop');
    expect(second).toMatchObject({ multihop: { ttl: 2 }, statedLocalAddress: '172.16.104.5' });
  });

  test('begin sessions at another address of their family', () => {
    expect(() => sessionsWith({ multihop: true, localAddress: LocalAddress.of('192.168.11.7') })).toThrow(
      'group server1 of leaf10 has the local address 192.168.11.7, and in VRF_5 there is 172.16.104.1',
    );
    const [first] = sessionsWith({ localAddress: LocalAddress.of('2001:db8::7') });
    expect(first).not.toHaveProperty('statedLocalAddress');
  });

  test('hold for the sessions of all its attachments', () => {
    const sessions = sessionsWith(EVERY_OPTION);
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      expect(session).toMatchObject({
        prefixLimit: 20,
        prefixLimitAction: { action: 'teardown', idleTimeoutMin: 15, thresholdPercent: 80 },
        bfd: { minimumIntervalMs: 2000, multiplier: 3 },
        holdTimeSec: 30,
        authentication: { method: 'md5', secret: { from: 'environment', variable: 'SERVER1_BGP_KEY' } },
        gracefulRestart: { restartTimeSec: 120, staleRoutesTimeSec: 300 },
        ttlSecurity: true,
        communities: ['65000:100', 'large:65000:1:2', 'no-export'],
        localPreference: 120,
        siteOfOrigin: 'origin:65001:5',
        asOverride: true,
        advertised: { kind: 'prefixes', prefixes: ['10.8.0.0/16', '10.9.0.0/16'] },
        importPolicies: ['THEIR-IMPORT'],
        exportPolicies: ['B', 'A'],
      });
    }
  });

  test('are overridden by those of one attachment', () => {
    const [first, second] = sessionsWith(EVERY_OPTION, {
      bfd: false,
      gracefulRestart: false,
      prefixLimitAction: PrefixLimitAction.log(),
      advertise: Advertise.generatedDefault(),
      drain: 'CHG-17',
    });
    expect(first).toMatchObject({ advertised: { kind: 'generatedDefault' }, drained: 'CHG-17', holdTimeSec: 30 });
    expect(Object.keys(first ?? {})).not.toEqual(expect.arrayContaining(['bfd']));
    expect([first?.bfd, first?.gracefulRestart, first?.prefixLimitAction]).toEqual([undefined, undefined, undefined]);
    expect(second).toMatchObject({ bfd: { minimumIntervalMs: 2000 }, advertised: { kind: 'prefixes' } });
    expect(second).not.toHaveProperty('drained');
  });

  test('say what counts of BFD and graceful restart, but for an attachment that has no BFD', () => {
    const [first, second] = sessionsWith(
      { bfdDuringRestart: BfdDuringRestart.FAST_FAILOVER, serverGracefulRestart: true },
      { bfd: false },
    );
    expect(second).toMatchObject({ bfdDuringRestart: 'fastFailover', serverGracefulRestart: true });
    expect(first).not.toHaveProperty('bfdDuringRestart');
    const [help] = sessionsWith({}, { bfdDuringRestart: BfdDuringRestart.RESTART_HELP });
    expect(help).toMatchObject({ bfdDuringRestart: 'restartHelp' });
    expect(help).not.toHaveProperty('serverGracefulRestart');
  });

  test('leave nothing in the intent where they are not given', () => {
    const [session] = sessionsWith({});
    expect(Object.keys(session ?? {}).sort()).toEqual(
      ['acceptedPrefixes', 'bfd', 'constructPath', 'description', 'expect', 'family', 'group', 'localAddress'].concat([
        'neighbor',
        'peerAsn',
        'prefixLimit',
        'server',
        'vrf',
      ]),
    );
  });

  test('a backup attachment has a preference of its own, whatever the others have, and the VRF carries it', () => {
    const stack = newStack();
    withServer(stack, { localPreference: 200 }, { backup: true, backupPrependCount: 3 });
    const { devices, vrfs } = intentOf(stack);
    const [first, second] = devices.flatMap(({ peerings }) => peerings);
    expect(first).toMatchObject({ backup: { prependCount: 3, localPreference: 50 } });
    expect(first).not.toHaveProperty('localPreference');
    expect(second).toMatchObject({ localPreference: 200 });
    expect(vrfs[0]).toMatchObject({ carriesLocalPreference: true });
  });

  test('a backup that is taken out of the tree leaves the VRF as it was', () => {
    const stack = newStack();
    const server = withServer(stack, {}, { backup: true });
    const [first] = server.interfaces;
    server.node.tryRemoveChild(first?.node.id ?? '');
    expect(intentOf(stack).vrfs[0]).not.toHaveProperty('carriesLocalPreference');
  });
});

describe('options of a port', () => {
  test('hold for all attachments that have the family, and are overridden by one', () => {
    const stack = newStack();
    const forAll = { mtu: 9000, inetMtu: 8900, inet6Mtu: 8800, speed: InterfaceSpeed.SPEED_10G };
    withServer(stack, forAll, { mtu: 9100, inetMtu: 9000 });
    const [first, second] = intentOf(stack).devices.flatMap(({ interfaces }) => interfaces);
    expect(first).toMatchObject({ mtu: 9100, inetMtu: 9000, speed: '10g' });
    expect(second).toMatchObject({ mtu: 9000, inetMtu: 8900, speed: '10g' });
    expect([first, second].map((attached) => attached?.inet6Mtu)).toEqual([undefined, undefined]);
  });

  test('an aggregate has its members sorted, and asks for its device-count', () => {
    const stack = newStack({ aggregatedDeviceCount: Prerequisite.CONFIGURE });
    const members = ['et-0/0/10', 'et-0/0/9'];
    const aggregate = { members, lacpPeriodic: LacpPeriodic.FAST, minimumLinks: 2, lacp: LacpMode.PASSIVE };
    withServer(stack, { speed: InterfaceSpeed.SPEED_10G }, { interface: 'ae3', aggregate });
    const device = firstDevice(stack);
    expect(device.interfaces[0]).toMatchObject({
      port: 'ae3',
      aggregate: { members: ['et-0/0/9', 'et-0/0/10'], lacp: 'passive', lacpPeriodic: 'fast', minimumLinks: 2 },
    });
    expect(device.interfaces[0]).not.toHaveProperty('speed');
    expect(device.prerequisites).toMatchObject({ aggregatedDeviceCount: 'CONFIGURE' });
  });

  test('a native VLAN stands beside tagged ones', () => {
    const stack = newStack();
    withServer(stack, {}, { vlanId: 200, native: true });
    expect(firstDevice(stack).interfaces[0]).toMatchObject({ vlanId: 200, unit: 200, native: true });
  });

  test('a breakout is a prerequisite of its leaf', () => {
    const stack = newStack({ breakouts: Prerequisite.CONFIGURE });
    const leaf = guideLeaf(stack, 10);
    for (const port of ['et-0/0/20', 'et-0/0/3']) {
      new PortBreakout(stack, port.replaceAll('/', '_'), {
        leaf,
        interface: port,
        channelSpeed: ChannelSpeed.SPEED_25G,
        channels: 4,
      });
    }
    const { breakouts, prerequisites } = firstDevice(stack);
    expect(breakouts?.map(({ port, channelSpeed, channels }) => [port, channelSpeed, channels])).toEqual([
      ['et-0/0/3', '25g', 4],
      ['et-0/0/20', '25g', 4],
    ]);
    expect(prerequisites.breakouts).toBe('CONFIGURE');
  });

  test('graceful restart is a prerequisite of the leaves that have a session with it', () => {
    const stack = newStack();
    withServer(stack, {}, { gracefulRestart: true });
    const prerequisites = intentOf(stack).devices.map((device) => device.prerequisites.gracefulRestart);
    expect(prerequisites).toEqual(['PRESENT', undefined]);
  });
});

describe('key chains', () => {
  test('are part of the fabric, by name, with places and no secrets', () => {
    const stack = newStack();
    const chain = new KeyChain(stack, 'servers', {
      keys: [
        { id: 7, secret: Secret.fromFile('~/keys/7'), startTime: '2027-01-01.00:00:00 +0000' },
        {
          id: 0,
          secret: Secret.fromCommand(['pass', 'show', 'bgp/server1']),
          startTime: '2026-01-01.00:00:00 +0000',
          sendId: 1,
          recvId: 2,
          cryptographicAlgorithm: TcpAoAlgorithm.AES_128_CMAC_96,
        },
      ],
    });
    const theirs = KeyChain.fromKeyChainName(stack, 'theirs', 'KC');
    withServer(
      stack,
      { authentication: BgpAuthentication.tcpAo(chain) },
      { authentication: BgpAuthentication.keyChain(theirs, KeyChainAlgorithm.HMAC_SHA_1_96) },
    );
    const { devices, keyChains } = intentOf(stack);
    expect(devices.flatMap(({ peerings }) => peerings.map(({ authentication }) => authentication))).toEqual([
      { method: 'keyChain', keyChain: 'KC', algorithm: 'hmac-sha-1-96' },
      { method: 'tcpAo', keyChain: 'servers' },
    ]);
    expect(keyChains).toEqual([
      { name: 'KC', constructPath: 'dc1/theirs', owned: false, keys: [] },
      {
        name: 'servers',
        constructPath: 'dc1/servers',
        owned: true,
        keys: [
          {
            id: 0,
            secret: { from: 'command', command: ['pass', 'show', 'bgp/server1'] },
            startTime: '2026-01-01.00:00:00 +0000',
            algorithm: 'ao',
            ao: { sendId: 1, recvId: 2, cryptographicAlgorithm: 'aes-128-cmac-96' },
          },
          { id: 7, secret: { from: 'file', path: '~/keys/7' }, startTime: '2027-01-01.00:00:00 +0000' },
        ],
      },
    ]);
  });
});

describe('a rack of servers', () => {
  test('has one session for a subnet, in which any of them may call', () => {
    const stack = newStack();
    const port = rack(stack);
    new EbgpServerPeering(port, 'rack8', { ...RACK, interface: port, allow: '172.16.108.0/25' });
    expect(firstDevice(stack).peerings[0]).toMatchObject({
      neighbor: '172.16.108.0/25',
      isRange: true,
      localAddress: '172.16.108.1',
      family: 'inet',
    });
  });
});

test('what synth leaves behind can be read again, with every option in it', () => {
  const project = projectDirectory();
  const app = appIn(project);
  const stack = new FabricStack(app, 'dc1', FABRIC_PROPS);
  withServer(stack, EVERY_OPTION, { drain: 'CHG-17', inetMtu: 1400 });
  app.synth();
  const manifest = readManifest(`${stackDirectory(project)}/junos/fabric.json`);
  expect(JSON.stringify(manifest)).toContain('SERVER1_BGP_KEY');
});

const RACK = { peerAsn: 65008, prefixes: ['10.1.8.0/24'] };

function rack(stack: FabricStack): ServerFacingInterface {
  return new ServerFacingInterface(stack, 'rack', {
    leaf: guideLeaf(stack, 10),
    vrf: guideVrf(stack),
    interface: 'et-0/0/8',
    addresses: ['172.16.108.1/24'],
  });
}

function port(different: Partial<ConstructorParameters<typeof ServerFacingInterface>[2]>): ServerFacingInterface {
  const stack = newStack();
  return new ServerFacingInterface(stack, 'port', {
    leaf: guideLeaf(stack, 10),
    vrf: guideVrf(stack),
    interface: 'et-0/0/15',
    addresses: ['172.16.104.1/30'],
    ...different,
  });
}

function peering(different: object): EbgpServerPeering {
  const attached = rack(newStack());
  return new EbgpServerPeering(attached, 'peer', { ...RACK, interface: attached, ...different });
}

const session = (different: HomeSessionOptions) => () => peering({ neighbor: '172.16.108.2', ...different });
const KEY = { id: 0, secret: Secret.fromEnv('KEY'), startTime: '2026-01-01.00:00:00 +0000' };
const chain =
  (...keys: ConstructorParameters<typeof KeyChain>[2]['keys']) =>
  () =>
    new KeyChain(newStack(), 'chain', { keys });

test('mistakes with options are refused where they are made, with the words of the golden file', () => {
  const cases = [
    ['as-override alone', session({ asOverride: true })],
    ['a site of origin of another kind', session({ siteOfOrigin: '65000:1' })],
    ['a site of origin that is too wide', session({ siteOfOrigin: 'origin:4210000001L:70000' })],
    ['a community of nothing', session({ communities: ['65000'] })],
    ['a community that is too large', session({ communities: ['65000:70000'] })],
    ['a route target as a community', session({ communities: ['target:62273:1'] })],
    ['a pattern as a community', session({ communities: ['65000:*'] })],
    ['restart time without graceful restart', session({ restartTimeSec: 10 })],
    ['a restart time that is too long', session({ gracefulRestart: true, restartTimeSec: 1801 })],
    [
      'a choice between BFD and graceful restart without BFD',
      session({ bfd: false, bfdDuringRestart: BfdDuringRestart.RESTART_HELP }),
    ],
    ['a prepend count without backup', session({ backupPrependCount: 1 })],
    ['a backup with a local preference', session({ backup: true, localPreference: 10 })],
    ['a backup that would be preferred', session({ backup: true, backupLocalPreference: 100 })],
    ['draining without a reason', session({ drain: ' ' })],
    ['no prefixes to advertise', () => Advertise.prefixes([])],
    ['advertised prefixes of the other family', session({ advertise: Advertise.prefixes(['2001:db8::/32']) })],
    ['a policy name with spaces', () => RoutingPolicy.fromPolicyName('THEIR POLICY')],
    ['an expression without parentheses', () => RoutingPolicy.fromExpression('THEIRS && OTHERS')],
    ['a name of a group with spaces', () => BgpGroup.fromGroupName('THEIR GROUP')],
    [
      'prefixes in a group of others',
      session({ bgpGroup: BgpGroup.fromGroupName('THEIRS') } as Partial<EbgpServerPeeringProps>),
    ],
    ['a named family in a group of its own', session({ namesFamily: true } as Partial<EbgpServerPeeringProps>)],
    ['an MTU of a port of others', () => port({ portOfOthers: true, mtu: 9000 })],
    ['a secret from a relative file', () => Secret.fromFile('keys/server1')],
    ['a secret from no variable', () => Secret.fromEnv('not a name')],
    ['a secret from no program', () => Secret.fromCommand([])],
    ['a teardown that is too long', () => PrefixLimitAction.teardown({ idleTimeoutMin: 2401 })],
    ['a key chain without keys', chain()],
    ['two keys of one id', chain(KEY, KEY)],
    ['a key that starts without a time zone', chain({ ...KEY, startTime: '2026-01-01.00:00:00' })],
    ['a key that starts on a day that is none', chain({ ...KEY, startTime: '2026-02-30.00:00:00 +0000' })],
    ['a TCP-AO key with one id', chain({ ...KEY, sendId: 1 })],
    ['a TCP-AO key without ids', chain({ ...KEY, algorithm: KeyAlgorithm.AO })],
    ['neither neighbor nor range', () => peering({})],
    ['both neighbor and range', () => peering({ neighbor: '172.16.108.2', allow: '172.16.108.0/24' })],
    ['a range outside the subnet', () => peering({ allow: '172.16.0.0/16' })],
    ['members of a port', () => port({ aggregate: { members: ['et-0/0/1'] } })],
    ['an aggregate of nothing', () => port({ interface: 'ae1', aggregate: { members: [] } })],
    ['a member twice', () => port({ interface: 'ae1', aggregate: { members: ['et-0/0/1', 'et-0/0/1'] } })],
    ['too many minimum links', () => port({ interface: 'ae1', aggregate: { members: ['et-0/0/1'], minimumLinks: 2 } })],
    ['a speed of an aggregate', () => port({ interface: 'ae1', speed: InterfaceSpeed.SPEED_10G })],
    ['a native VLAN without a number', () => port({ native: true })],
    ['an MTU of a family that is not there', () => port({ inet6Mtu: 9000 })],
    ['an MTU that IPv6 does not allow', () => port({ addresses: ['2001:db8::1/64'], inet6Mtu: 1279 })],
    ['a channel that is split', () => breakout('xe-0/0/3:1')],
    ['a TTL without multihop', () => withServer(newStack(), {}, { multihopTtl: 2 })],
    ['multihop with TTL security', () => withServer(newStack(), { multihop: true, ttlSecurity: true })],
    ['a local address that is none', () => LocalAddress.of('172.16.1.0/24')],
    ['an aggregate that is split', () => breakout('ae1')],
  ] as const;
  expectGolden('errors/constructs-options.txt', errorTexts(cases));
});

function breakout(name: string): PortBreakout {
  const stack = newStack();
  return new PortBreakout(stack, 'breakout', {
    leaf: guideLeaf(stack, 10),
    interface: name,
    channelSpeed: ChannelSpeed.SPEED_10G,
  });
}

test('a VRF of others takes sessions too', () => {
  const stack = newStack();
  const vrf = Vrf5Instance.fromVrf5InstanceAttributes(stack, 'VRF_5', { name: 'VRF_5' });
  const leaf = guideLeaf(stack, 10);
  const attached = new ServerFacingInterface(stack, 'port', {
    leaf,
    vrf,
    interface: 'et-0/0/15',
    addresses: ['172.16.104.1/30'],
  });
  new EbgpServerPeering(attached, 'peer', {
    interface: attached,
    neighbor: '172.16.104.2',
    peerAsn: 65001,
    prefixes: [],
  });
  expect(firstDevice(stack).peerings).toHaveLength(1);
});
