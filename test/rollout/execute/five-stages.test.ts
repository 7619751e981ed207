import { Testing } from 'cdktf';
import {
  EvpnOverlay,
  FabricStack,
  IpFabricUnderlay,
  LeafDevice,
  MultihomedServer,
  Prerequisite,
  QfxModel,
  SpineDevice,
} from '../../../lib/index';
import type { FabricDeviceProps, FabricLinkOptions, IFabricDevice } from '../../../lib/index';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../../lib/manifest/fabric-source';
import type { LabCable, LabDevice, LabTopology } from '../../../lib/emulator/topology';
import { apply } from '../../../lib/rollout/execute/apply';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import { FABRIC_PROPS, guideVrf } from '../../support/guide-stack';
import { loadedManifest } from '../support/loaded-manifest';
import { StandingLab } from '../support/standing-lab';

/** Of each device its loopback: a leaf and a spine in each of two pods, and two super spines above them. */
const LOOPBACKS = {
  leaf1: '192.168.1.1',
  leaf2: '192.168.1.2',
  spine1: '192.168.0.1',
  spine2: '192.168.0.2',
  super1: '192.168.2.1',
  super2: '192.168.2.2',
} as const;

type Name = keyof typeof LOOPBACKS;

/** Ends of the links: the lower device and its port, the upper device and its port. */
const LINKS: readonly (readonly [Name, number, Name, number])[] = [
  ['leaf1', 30, 'spine1', 0],
  ['leaf2', 30, 'spine2', 0],
  ['spine1', 30, 'super1', 1],
  ['spine1', 31, 'super2', 1],
  ['spine2', 30, 'super1', 2],
  ['spine2', 31, 'super2', 2],
];

const portOf = (number: number): string => `et-0/0/${number}`;

function topology(): LabTopology {
  const devices = Object.entries(LOOPBACKS).map(([hostname, loopback]): LabDevice => {
    const role = hostname.startsWith('leaf') ? 'leaf' : 'spine';
    return { hostname, role, model: 'qfx10002-36q', junos: '19.1R2', loopback, starts: 'empty' };
  });
  const cables = LINKS.map(([lower, port, upper, upperPort]): LabCable => ({
    a: { device: lower, port: portOf(port) },
    b: { device: upper, port: portOf(upperPort) },
  }));
  const links = ['leaf1', 'leaf2'].map((device, i) => ({
    device,
    port: 'et-0/0/15',
    addresses: [`172.16.104.${2 * i + 1}/31`],
  }));
  const server = { name: 'server1', asn: 4220000001, prefixes: ['10.1.5.0/24'], links };
  return { overlayAsn: 4210000001, devices, cables, servers: [server] };
}

/** The spines of the pods reflect; the super spines are on the way and nothing else. */
function fiveStages(): FabricIntent {
  const { CONFIGURE } = Prerequisite;
  const fabric = new FabricStack(Testing.app(), 'dc1', {
    ...FABRIC_PROPS,
    pools: { underlayAsns: '4200000001-4200000099', linkSubnets: ['172.16.0.0/24'], lockFile: 'no-such-file.json' },
    prerequisites: {
      autonomousSystem: CONFIGURE,
      vtepSourceInterface: CONFIGURE,
      forwardingTableExport: CONFIGURE,
      routerId: CONFIGURE,
    },
  });
  const props = (name: Name): FabricDeviceProps => ({
    model: QfxModel.QFX10002_36Q,
    junos: '19.1R2',
    loopback: LOOPBACKS[name],
    managementAddress: name,
  });
  const spine = (name: Name): SpineDevice => new SpineDevice(fabric, name, props(name));
  const leaves = (['leaf1', 'leaf2'] as const).map((name) => new LeafDevice(fabric, name, props(name)));
  const reflectors = [spine('spine1'), spine('spine2')];
  const devices: readonly IFabricDevice[] = [...leaves, ...reflectors, spine('super1'), spine('super2')];
  const named = (name: Name): IFabricDevice => {
    const found = devices.find(({ hostName }) => hostName === name);
    if (found === undefined) throw new Error(`no device ${name}`);
    return found;
  };
  const links = LINKS.map(([lower, port, upper, upperPort]): FabricLinkOptions => ({
    device: named(lower),
    interface: portOf(port),
    peer: named(upper),
    peerInterface: portOf(upperPort),
  }));
  new IpFabricUnderlay(fabric, 'underlay', { links });
  new EvpnOverlay(fabric, 'overlay', { clusterId: '192.168.0.10', reflectors });
  new MultihomedServer(fabric, 'server1', {
    vrf: guideVrf(fabric),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: leaves.map((leaf, i) => ({ leaf, interface: 'et-0/0/15', subnet: `172.16.104.${2 * i}/31` })),
  });
  const source = fabricSourceOf(fabric.fabric);
  if (source === undefined) throw new Error('a fabric offers its intent');
  return source.intent();
}

describe('a fabric of five stages', () => {
  let standing: StandingLab;
  const fabric = fiveStages();

  beforeAll(() => {
    standing = new StandingLab(topology());
  });
  afterAll(async () => {
    await standing.stop();
  });

  const established = (hostname: string): string[] =>
    standing.lab.state
      .device(hostname)
      .sessions.filter(({ state }) => state === 'Established')
      .map(({ neighbor }) => neighbor.address)
      .sort();

  test('comes up from empty devices, each layer as soon as what it stands on is there', async () => {
    const result = await standing.run((options) => apply(loadedManifest(fabric, standing.directory), options));
    expect(result.problems).toEqual([]);
    expect(result.outcome).toBe('confirmed');
    expect(standing.waves().flat().sort()).toEqual(Object.keys(LOOPBACKS).sort());
    expect(await standing.failures(fabric)).toEqual([]);
  });

  test('has sessions of the overlay through two tiers, and none with super spines that do not reflect', () => {
    expect(established('leaf1')).toEqual(expect.arrayContaining(['192.168.0.1', '192.168.0.2']));
    expect(established('spine1')).toEqual(expect.arrayContaining(['192.168.0.2', '192.168.1.1', '192.168.1.2']));
    expect(established('super1').filter((address) => address.startsWith('192.168.'))).toEqual([]);
  });

  test('brings the routes of one pod to the other, with the loopback of the far leaf as next hop', () => {
    const far = (standing.lab.state.device('leaf2').routes.get('VRF_5') ?? []).flatMap(({ type5 }) => type5 ?? []);
    expect(far.map(({ originator }) => originator)).toContain('leaf1');
  });

  test('is withdrawn again', async () => {
    const manifest = loadedManifest(fabric, standing.directory);
    const result = await standing.run((options) => withdrawAll(manifest, options));
    expect(result.problems).toEqual([]);
    expect(result.outcome).toBe('confirmed');
  });
});
