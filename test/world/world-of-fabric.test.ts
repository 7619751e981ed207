import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../../lib/emulator/lab';
import { baseline } from '../../lib/emulator/junos/baseline';
import type { LabTopology } from '../../lib/emulator/topology';
import { parseTopology } from '../../lib/emulator/topology';
import type { FabricIntent, SecretIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import type { World } from '../../lib/world/world';
import { worldOfFabric } from '../../lib/world/world-of-fabric';
import { DataCenterProject } from '../rollout/support/data-center-project';
import { guideFabric } from '../support/fabric-fixture';
import { useStandInCli } from '../support/synth';

// The example is a project of its own and knows the package by name; here it is held to the source.
jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../lib/index'), { virtual: true });

useStandInCli();

const read = (secret: SecretIntent): Promise<string> =>
  Promise.resolve(secret.from === 'environment' && secret.variable === 'LB1_KEY' ? 'lb1-secret' : 'elsewhere');

/** What the topology reader takes, as it stands in `.lab`. */
async function worldOf(fabric: FabricIntent): Promise<World> {
  const world = await worldOfFabric(fabric, read);
  return { ...world, topology: parseTopology(JSON.parse(JSON.stringify(world.topology))) };
}

function linesOf(topology: LabTopology, hostname: string): string[] {
  const device = topology.devices.find((one) => one.hostname === hostname);
  if (device === undefined) throw new Error(`no ${hostname}`);
  return writeSet(baseline(device, topology)).split('\n');
}

/** One of the guide's leaves changed. */
function withLeaf10(change: Partial<FabricIntent['devices'][number]>, more: Partial<FabricIntent> = {}): FabricIntent {
  const fabric = guideFabric();
  const devices = fabric.devices.map((one) => (one.hostname === 'leaf10' ? { ...one, ...change } : one));
  return { ...fabric, ...more, devices };
}

describe('the data center of the examples', () => {
  let project: DataCenterProject;
  beforeAll(() => {
    process.env.LB1_KEY = 'lb1-secret';
    project = new DataCenterProject();
  });
  afterAll(async () => {
    await project.stop();
    delete process.env.LB1_KEY;
  });

  test('is the world that its lab.json describes by hand', async () => {
    const { fabric } = (await project.synthesize()).manifest;
    const { notes, topology } = await worldOf(fabric);
    const byHand = parseTopology(
      JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'data-center', 'lab.json'), 'utf8')),
    );
    expect(notes).toEqual([]);
    expect(cablesOf(topology)).toEqual(cablesOf(byHand));
    expect(topology.servers).toEqual(byHand.servers);
    expect(devicesOf(topology)).toEqual(devicesOf(byHand));
  });
});

function devicesOf({ devices }: LabTopology): LabTopology['devices'] {
  return [...devices].sort((one, other) => one.hostname.localeCompare(other.hostname));
}

/** Each with its ends in order. */
function cablesOf({ cables = [] }: LabTopology): string[] {
  return cables.map(({ a, b }) => [`${a.device} ${a.port}`, `${b.device} ${b.port}`].sort().join(' - ')).sort();
}

test('a leaf with an AS number of its own has it, and the overlay has its own', async () => {
  const { topology } = await worldOf(withLeaf10({ asn: 65010 }));
  const lines = linesOf(topology, 'leaf10');
  expect(lines).toContain('set routing-options autonomous-system 65010');
  expect(lines).toContain('set protocols bgp group OVERLAY-BGP local-as 4210000001');
  const sessions = [...Lab.inProcess(topology).state.states().values()].flatMap((one) => one.sessions);
  expect(sessions.filter(({ hostname, state }) => hostname === 'leaf10' && state !== 'Established')).toEqual([]);
  expect(topology.servers.flatMap(({ links }) => links.filter(({ peerAsn }) => peerAsn !== undefined))).toEqual([]);
});

test('leaves without spines get two, and have what the design asks of others', async () => {
  const { notes, topology } = await worldOf(guideFabric());
  expect(notes).toEqual([
    'lab-spine1 stands for the spines, which others configure',
    'lab-spine2 stands for the spines, which others configure',
  ]);
  expect(topology.devices.map(({ hostname, starts }) => [hostname, starts])).toEqual([
    ['lab-spine1', undefined],
    ['lab-spine2', undefined],
    ['leaf10', 'fabric'],
    ['leaf11', 'fabric'],
    ['leaf12', 'fabric'],
  ]);
  expect(linesOf(topology, 'leaf10')).toEqual(
    expect.arrayContaining([
      'set routing-options autonomous-system 4210000001',
      'set switch-options vtep-source-interface lo0.0',
      'set protocols bgp group OVERLAY-BGP neighbor 100.127.255.1',
    ]),
  );
});

test('a VRF of others is there as far as the fabric knows it', async () => {
  const [vrf] = guideFabric().vrfs;
  if (vrf === undefined) throw new Error('the guide has a VRF');
  const known = await worldOf({ ...guideFabric(), vrfs: [{ ...vrf, owned: false }] });
  expect(linesOf(known.topology, 'leaf10')).toEqual(
    expect.arrayContaining([
      'set routing-instances VRF_5 instance-type vrf',
      'set routing-instances VRF_5 route-distinguisher 192.168.1.10:5',
      'set routing-instances VRF_5 vrf-target target:62273:16776000',
      'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776000',
    ]),
  );
  const others = [{ ...vrf, owned: false }];
  const unnamed = await worldOf(withLeaf10({ vrfs: [{ name: 'VRF_5' }] }, { vrfs: others }));
  expect(unnamed.notes.filter((note) => note.startsWith('leaf'))).toEqual([
    'leaf10 has VRF_5 without what makes it a VRF with type-5 routes: others configure it, and the fabric does not say how',
  ]);
  const { notes, topology } = await worldOf({ ...guideFabric(), vrfs: [{ ...vrf, owned: false, vni: undefined }] });
  expect(linesOf(topology, 'leaf10').filter((line) => line.includes('routing-instances'))).toEqual([
    'set routing-instances VRF_5 instance-type vrf',
  ]);
  expect(notes).toContain(
    'leaf10 has VRF_5 without what makes it a VRF with type-5 routes: others configure it, and the fabric does not say how',
  );
});

test('what others are to have and nobody says is named', async () => {
  const [session] = guideFabric().devices[0]?.peerings ?? [];
  if (session === undefined) throw new Error('the guide has a session');
  const authentication = { method: 'tcpAo', keyChain: 'THEIRS' } as const;
  const fabric = withLeaf10(
    {
      peerings: [{ ...session, authentication, importPolicies: ['THEIR-IMPORT'] }],
      adopted: [{ constructPath: 'dc1/leaf10', path: 'protocols bgp group OLD', reason: 'it is ours now' }],
    },
    { keyChains: [{ name: 'THEIRS', constructPath: 'dc1/THEIRS', owned: false, keys: [] }] },
  );
  const { notes } = await worldOf(fabric);
  expect(notes.filter((note) => note.startsWith('leaf10'))).toEqual([
    'leaf10 lacks the key chain THEIRS of others',
    'leaf10 lacks the policy THEIR-IMPORT of others',
    'leaf10 lacks "protocols bgp group OLD", which is to be taken over',
  ]);
});

test('a session of its own is a server of its own, and one that nobody can answer is named', async () => {
  const [device] = guideFabric().devices;
  const [session] = device?.peerings ?? [];
  if (session === undefined) throw new Error('the guide has a session');
  const single = { ...session, server: undefined };
  const elsewhere = { ...single, group: 'lost', neighbor: '192.0.2.9', localAddress: '192.0.2.8' };
  const range = { ...single, group: 'many', neighbor: '172.16.104.0/30', isRange: true } as const;
  const fabric = { ...withLeaf10({ peerings: [single, elsewhere, range] }), servers: [] };
  const { notes, topology } = await worldOf(fabric);
  expect(topology.servers).toEqual([
    {
      name: 'server1-leaf10-172.16.104.2',
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      links: [{ device: 'leaf10', port: 'et-0/0/15', addresses: ['172.16.104.2/30'] }],
    },
  ]);
  expect(notes.filter((note) => note.startsWith('nobody'))).toEqual([
    'nobody answers the session of leaf10 with 192.0.2.9 (group lost of VRF_5): the fabric has no port with its subnet',
    'nobody answers the session of leaf10 with 172.16.104.0/30 (group many of VRF_5): any server of a range may open it',
  ]);
});
