import { Testing } from 'cdktf';
import {
  EvpnOverlay,
  Fabric,
  FabricStack,
  JunosStatements,
  LeafDevice,
  MultihomedServer,
  QfxModel,
  ServerFormat,
  SpineDevice,
  Vrf5Instance,
} from '../../lib/index';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { FabricTemplate } from '../../lib/testing/index';
import { FABRIC_PROPS } from '../support/guide-stack';

interface TwoLeaves {
  readonly stack: FabricStack;
  readonly leaves: readonly LeafDevice[];
  readonly server1: MultihomedServer;
}

/** Two leaves with a server; the number of each is that of its name in the list. */
function fabric(asns: Readonly<Record<'leaf10' | 'leaf11', number | undefined>>): TwoLeaves {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const leaves = ([10, 11] as const).map(
    (n) =>
      new LeafDevice(stack, `leaf${n}`, {
        model: QfxModel.QFX10002_60C,
        junos: '21.4R3',
        loopback: `192.168.1.${n}`,
        managementAddress: `10.0.0.${n}`,
        asn: asns[`leaf${n}`],
      }),
  );
  const server1 = new MultihomedServer(stack, 'server1', {
    vrf: new Vrf5Instance(stack, 'VRF_5', { vni: 5000, rdNumber: 5, routeTarget: 'target:62273:5000' }),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    forwarding: false,
    attachments: leaves.map((leaf, i) => ({
      leaf,
      interface: 'et-0/0/15',
      subnet: `172.16.104.${4 * i}/30`,
      backup: i === 1,
      serverInterface: `xe-0/0/${i}`,
    })),
  });
  return { stack, leaves, server1 };
}

const DIFFERENT = { leaf10: 65010, leaf11: 65011 };

test('a server is told the AS number of each of its leaves, and its flows cross them', () => {
  const { server1 } = fabric(DIFFERENT);
  const files = [ServerFormat.FRR, ServerFormat.BIRD, ServerFormat.JUNOS].map((format) =>
    Object.values(server1.configuration(format)).join('\n'),
  );
  const [frr = '', bird = '', junos = ''] = files;
  expect(frr).toMatch(/neighbor 172\.16\.104\.1 remote-as 65010\n[^]*neighbor 172\.16\.104\.5 remote-as 65011\n/);
  expect(frr).toContain(' bgp bestpath as-path multipath-relax\n');
  expect(bird).toMatch(/neighbor 172\.16\.104\.1 as 65010;[^]*neighbor 172\.16\.104\.5 as 65011;/);
  expect(bird).toContain('merge paths yes limit 2;');
  expect(junos).toMatch(/neighbor 172\.16\.104\.1 peer-as 65010\n[^]*neighbor 172\.16\.104\.5 peer-as 65011\n/);
  expect(junos).toContain(' multipath multiple-as\n');
});

test('a path is made longer with the number of the leaf that it is on', () => {
  const lines = FabricTemplate.fromStack(fabric(DIFFERENT).stack).device('leaf11').setLines();
  expect(lines.filter((line) => line.includes('as-path-prepend'))).toEqual([
    expect.stringMatching(/ then as-path-prepend "65011( 65011)*"$/),
  ]);
});

test('the number of the fabric, said again, is nothing that anybody said', () => {
  const intentOf = (leaf10: number | undefined) =>
    fabricSourceOf(Fabric.of(fabric({ leaf10, leaf11: undefined }).stack))?.intent();
  const said = intentOf(4210000001);
  expect(said?.devices).toHaveLength(2);
  expect(said).toEqual(intentOf(undefined));
});

test('a number of its own changes nothing on a device that has it', () => {
  const lines = (asns: typeof DIFFERENT | { leaf10: undefined; leaf11: undefined }) =>
    FabricTemplate.fromStack(fabric(asns).stack).device('leaf10').setLines();
  expect(lines(DIFFERENT)).toEqual(lines({ leaf10: undefined, leaf11: undefined }));
});

describe('in an IBGP overlay', () => {
  function withOverlay(): TwoLeaves {
    const made = fabric({ leaf10: 65010, leaf11: undefined });
    new SpineDevice(made.stack, 'spine1', {
      model: QfxModel.QFX10002_36Q,
      junos: '21.4R3',
      loopback: '192.168.0.1',
      managementAddress: '10.0.0.1',
    });
    new EvpnOverlay(made.stack, 'overlay', { clusterId: '192.168.0.10' });
    return made;
  }
  const line = 'set protocols bgp group dc1-overlay local-as 4210000001';

  test('a leaf with another number is refused, with the line that it needs', () => {
    expect(() => FabricTemplate.fromStack(withOverlay().stack)).toThrow(
      `leaf10 has the AS number 65010, and the overlay has 4210000001; it needs "${line}"\n      at dc1/leaf10\n`,
    );
  });

  test('a leaf that says the number of the overlay there is taken', () => {
    const { leaves, stack } = withOverlay();
    const [leaf10] = leaves;
    if (leaf10 === undefined) throw new Error('no leaf');
    new JunosStatements(leaf10, 'overlay-as', { lines: [line] });
    expect(FabricTemplate.fromStack(stack).device('leaf10').setLines()).toContain(line);
  });
});
