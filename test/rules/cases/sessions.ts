import type { FabricIntent, ServerIntent } from '../../../lib/intent/fabric-intent';
import { session } from '../../render/scenarios';
import { soundFabric, withLeaf, withLoneSession, withServer2, withSpare, withVrf6 } from '../sound-fabric';
import type { RuleCase } from './case';

const sound = soundFabric();
const withLink = withSpare(sound, {});

/** server1 with something different about one of its sessions or both. */
const bfdOn = (model: string, minimumIntervalMs: number, multiplier: number): FabricIntent => {
  const overlayEcmp = model.startsWith('qfx51') ? ({ overlayEcmp: 'PRESENT' } as const) : {};
  return withLeaf(sound, 'leaf10', ({ peerings, prerequisites }) => ({
    model,
    prerequisites: { ...prerequisites, ...overlayEcmp },
    peerings: peerings.map((peering) => ({ ...peering, bfd: { minimumIntervalMs, multiplier } })),
  }));
};

/** Two sessions of one server in one group of leaf10. */
const secondSession = (different: Parameters<typeof session>[0], base: FabricIntent = withLink): FabricIntent =>
  withLeaf(base, 'leaf10', ({ peerings }) => ({
    peerings: [
      ...peerings,
      session({ neighbor: '172.16.120.2', localAddress: '172.16.120.1', constructPath: 'dc1/second', ...different }),
    ],
  }));

const policies = (vrf: string, group: string): FabricIntent => {
  const inVrf6 = { vrf: 'VRF_6', addresses: [{ family: 'inet', address: '172.16.121.1/30' }] } as const;
  const renamed = withSpare(withVrf6(withLink, {}), { ...inVrf6, port: 'et-0/0/21', constructPath: 'dc1/other' });
  const lone = withLoneSession(renamed, { group: '6-x' });
  const named = withLeaf(lone, 'leaf10', ({ peerings, vrfs, interfaces }) => ({
    vrfs: vrfs.map((held) => (held.name === 'VRF_6' ? { ...held, name: vrf } : held)),
    interfaces: interfaces.map((held) => (held.vrf === 'VRF_6' ? { ...held, vrf } : held)),
    peerings: [
      ...peerings,
      session({
        vrf,
        group,
        server: undefined,
        constructPath: 'dc1/other/x',
        neighbor: '172.16.121.2',
        localAddress: '172.16.121.1',
        peerAsn: 4220000008,
      }),
    ],
  }));
  return { ...named, vrfs: named.vrfs.map((held) => (held.name === 'VRF_6' ? { ...held, name: vrf } : held)) };
};

const withMartians = (entry: string, range = '240.1.0.0/16 upto /24'): FabricIntent =>
  ['leaf10', 'leaf11'].reduce(
    (fabric, hostname) =>
      withLeaf(fabric, hostname, {
        statements: [
          { constructPath: 'dc1/class-e', line: `set routing-instances VRF_5 routing-options martians ${entry}` },
        ],
      }),
    soundFabric({ server1: { prefixes: [range] } }),
  );

export const BGP_CASES: readonly RuleCase[] = [
  {
    rule: 'bgp/peer-as-equals-local-as',
    breaks: [
      'a server in the AS of one of its leaves',
      withLeaf(soundFabric({ server1: { asn: 4210000010 } }), 'leaf10', { asn: 4210000010 }),
    ],
    nearly: ['the AS after it', withLeaf(soundFabric({ server1: { asn: 4210000011 } }), 'leaf10', { asn: 4210000010 })],
  },
  {
    rule: 'bgp/as-number-reserved',
    breaks: ['AS_TRANS', soundFabric({ server1: { asn: 23456 } })],
    nearly: ['the number before 65535', soundFabric({ server1: { asn: 65534 } })],
  },
  {
    rule: 'bgp/as-number-for-documentation',
    breaks: ['65551', soundFabric({ server1: { asn: 65551 } })],
    nearly: ['the first private number, 64512', soundFabric({ server1: { asn: 64512 } })],
  },
  {
    rule: 'bgp/servers-share-as',
    breaks: ['two servers', withServer2({ asn: 4220000001 })],
    nearly: ['two servers in different VRFs', withVrf6(withServer2({ asn: 4220000001, vrf: 'VRF_6' }))],
  },
  {
    rule: 'bgp/duplicate-neighbor',
    breaks: [
      'two sessions to the server',
      withLoneSession(sound, { neighbor: '172.16.104.2', localAddress: '172.16.104.1' }),
    ],
    nearly: ['a session to the next server', withLoneSession(withLink, {})],
  },
  {
    rule: 'bgp/group-shared',
    breaks: ['two servers in a group', withLoneSession(withLink, { group: 'server1', peerAsn: 4220000009 })],
    nearly: ['two sessions of one server', secondSession({})],
  },
  {
    rule: 'bgp/group-settings-differ',
    breaks: ['a hold time on one session only', secondSession({ holdTimeSec: 30, prefixLimit: 5 })],
    nearly: [
      'the same prefixes in another order',
      secondSession(
        { acceptedPrefixes: ['10.1.7.0/24', '10.1.5.0/24'] },
        withSpare(soundFabric({ server1: { prefixes: ['10.1.5.0/24', '10.1.7.0/24'] } }), {}),
      ),
    ],
  },
  {
    rule: 'bgp/policy-name-clash',
    breaks: ['VRF_5 and 6-x, VRF_5-6 and x', policies('VRF_5-6', 'x')],
    nearly: ['VRF_5 and 6-x, VRF_6 and x', policies('VRF_6', 'x')],
  },
  {
    rule: 'bgp/accepts-anything',
    breaks: [
      'a firewall',
      soundFabric({
        server1: {
          prefixes: null,
          homes: {
            leaf10: { peering: { acceptAnythingReason: 'a firewall that announces what it learns' } },
            leaf11: { peering: { acceptAnythingReason: 'a firewall that announces what it learns' } },
          },
        },
      }),
    ],
    nearly: ['a server that announces nothing', soundFabric({ server1: { prefixes: [] } })],
  },
  {
    rule: 'bgp/default-route-accepted',
    breaks: ['0.0.0.0/0', soundFabric({ server1: { prefixes: ['0.0.0.0/0'] } })],
    nearly: ['half of everything that is no default route', soundFabric({ server1: { prefixes: ['0.0.0.0/5'] } })],
  },
  {
    rule: 'bgp/range-too-wide',
    breaks: ['a 128th of everything', soundFabric({ server1: { prefixes: ['64.0.0.0/7 upto /24'] } })],
    nearly: ['a 256th', soundFabric({ server1: { prefixes: ['64.0.0.0/8 upto /24'] } })],
  },
  {
    rule: 'bgp/prefix-is-martian',
    breaks: ['a network of class E', soundFabric({ server1: { prefixes: ['240.1.0.0/16 upto /24'] } })],
    nearly: ['the same, in a VRF that takes class E', withMartians('240.0.0.0/4 orlonger allow')],
  },
  {
    rule: 'bgp/range-holds-martians',
    breaks: ['a range with the one that is martian', soundFabric({ server1: { prefixes: ['192.0.0.0/16 upto /24'] } })],
    nearly: ['the same, in a VRF that takes it', withMartians('192.0.0.0/24 orlonger allow', '192.0.0.0/16 upto /24')],
  },
  {
    rule: 'bgp/prefix-covers-fabric-space',
    breaks: ['a network in a pool of links', { ...sound, addressPools: ['10.0.0.0/16', '10.1.0.0/16'] }],
    nearly: ['pools around it', { ...sound, addressPools: ['10.1.4.0/24', '10.1.6.0/24'] }],
  },
  {
    rule: 'bgp/prefix-of-two-servers',
    breaks: ['one prefix within the other', withServer2({ prefixes: ['10.1.5.128/25'] })],
    nearly: ['the prefix after it', withServer2({ prefixes: ['10.1.6.0/25'] })],
  },
  {
    rule: 'bgp/prefix-covers-loopback',
    breaks: ['the range of the loopbacks', soundFabric({ server1: { prefixes: ['192.168.1.0/24'] } })],
    nearly: ['the range after it', soundFabric({ server1: { prefixes: ['192.168.2.0/24'] } })],
  },
  {
    rule: 'bgp/prefix-covers-link',
    breaks: ['a host on the link of another server', withServer2({ prefixes: ['172.16.104.2/32'] })],
    nearly: ['its own links', soundFabric({ server1: { prefixes: ['172.16.104.0/30', '172.16.104.4/30'] } })],
  },
  {
    rule: 'bgp/bfd-faster-than-platform',
    breaks: ['the 350 ms of the fabric on a QFX5120', bfdOn('qfx5120-32c', 350, 3)],
    nearly: ['the same on a QFX10002', bfdOn('qfx10002-60c', 350, 3)],
  },
];

const SECOND = { asn: 4220000002, prefixes: ['10.1.6.0/24'], links: 106, port: 'et-0/0/16' };

const homes = (different: Parameters<typeof soundFabric>[0]): FabricIntent => soundFabric(different);
const inDomains = (leaf10: string, leaf11: string): FabricIntent =>
  withLeaf(withLeaf(sound, 'leaf10', { failureDomain: leaf10 }), 'leaf11', { failureDomain: leaf11 });
const onOneLeaf = (): FabricIntent => {
  const two = withSpare(homes({ server1: { leaves: ['leaf10'] } }), {});
  const [server] = two.servers;
  if (server === undefined) throw new Error('there is a server');
  const [home] = server.attachments;
  if (home === undefined) throw new Error('it has an attachment');
  return { ...two, servers: [{ ...server, attachments: [home, { ...home, port: 'et-0/0/20' }] }] };
};
const mtus = (leaf10: number, leaf11: number): FabricIntent =>
  homes({ server1: { homes: { leaf10: { interface: { mtu: leaf10 } }, leaf11: { interface: { mtu: leaf11 } } } } });

/** A server whose own side is written for FRR. */
const withOwnSide = (different: Partial<ServerIntent>): FabricIntent => {
  const said = { serverSide: ['FRR'], forwarding: true, ...different } as const;
  return { ...sound, servers: sound.servers.map((server) => ({ ...server, ...said })) };
};

export const SERVER_CASES: readonly RuleCase[] = [
  {
    rule: 'server/duplicate-name',
    breaks: [
      'two servers of one name',
      {
        ...withServer2({}),
        servers: withServer2({}).servers.map((server) => ({ ...server, name: 'server1' })),
      },
    ],
    nearly: ['names that differ in case', soundFabric({ server1: {}, Server1: SECOND })],
  },
  {
    rule: 'server/single-homed',
    breaks: ['one attachment', homes({ server1: { leaves: ['leaf10'] } })],
    nearly: ['two attachments', sound],
  },
  {
    rule: 'server/without-source-address',
    breaks: ['a wider prefix, on FRR', withOwnSide({})],
    nearly: ['an address in it', withOwnSide({ sourceAddress: '10.1.5.1' })],
  },
  {
    rule: 'server/attachments-on-one-leaf',
    breaks: ['two ports of one leaf', onOneLeaf()],
    nearly: ['two leaves', sound],
  },
  {
    rule: 'server/attachments-in-one-failure-domain',
    breaks: ['both leaves on side A', inDomains('side A', 'side A')],
    nearly: ['one leaf on each side', inDomains('side A', 'side B')],
  },
  {
    rule: 'server/attachment-mtus-differ',
    breaks: ['9000 and 1514', mtus(9000, 1514)],
    nearly: ['9000 twice', mtus(9000, 9000)],
  },
];

const model = (name: string, more: Parameters<typeof withLeaf>[2] = {}): FabricIntent =>
  withLeaf(withLeaf(sound, 'leaf10', { model: name }), 'leaf10', more);

export const PLATFORM_CASES: readonly RuleCase[] = [
  {
    rule: 'platform/model-unknown',
    breaks: ['a model that nobody knows', model('qfx9999')],
    nearly: ['a chassis', model('qfx10008', { junos: '17.3R3-S1' })],
  },
  {
    rule: 'platform/model-cannot-route-vxlan',
    breaks: ['a QFX5200 with a VRF, on whatever release', model('qfx5200-32c-32q', { junos: '15.1X53-D60' })],
    nearly: ['a QFX5200 without one', withLeaf(homes({}), 'leaf10', { model: 'qfx5200-32c-32q', vrfs: [] })],
  },
  {
    rule: 'platform/overlay-ecmp-missing',
    breaks: ['a QFX5120 without a word on it', model('qfx5120-32c')],
    nearly: [
      'a QFX5120 where the fabric configures it',
      model('qfx5120-32c', ({ prerequisites }) => ({ prerequisites: { ...prerequisites, overlayEcmp: 'CONFIGURE' } })),
    ],
  },
  {
    rule: 'platform/vtep-source-on-evolved',
    along: ['platform/release-unstated'],
    breaks: [
      'a QFX5130 whose tunnel source the fabric is to configure',
      model('qfx5130-32cd', ({ prerequisites }) => ({
        junos: '23.4R1-EVO',
        prerequisites: { ...prerequisites, vtepSourceInterface: 'CONFIGURE' },
      })),
    ],
    nearly: [
      'a QFX10002-60C whose tunnel source the fabric is to configure',
      model('qfx10002-60c', ({ prerequisites }) => ({
        prerequisites: { ...prerequisites, vtepSourceInterface: 'CONFIGURE' },
      })),
    ],
  },
  {
    rule: 'platform/release-unsupported',
    breaks: ['19.1R1 on a QFX10002-60C', model('qfx10002-60c', { junos: '19.1R1-S4' })],
    nearly: ['17.3R3-S1 on a QFX10002-72Q', model('qfx10002-72q', { junos: '17.3R3-S1' })],
  },
  {
    rule: 'platform/release-unstated',
    breaks: ['a later train', model('qfx10002-60c', { junos: '21.4R3-S5' })],
    nearly: ['a later release of the train', model('qfx10002-60c', { junos: '19.1R3-S10.5' })],
  },
];
