import type { Check } from '../../lib/checks/check-kinds';
import { expectations } from '../../lib/checks/expectations';
import { readLldpNeighbors } from '../../lib/checks/replies/lldp-neighbors-information';
import { verify } from '../../lib/checks/verify';
import { Lab } from '../../lib/emulator/lab';
import type { LabTopology } from '../../lib/emulator/topology';
import type { FabricIntent, InterfaceIntent } from '../../lib/intent/fabric-intent';
import { parseXml } from '../../lib/junos/formats/xml';
import { openInProcess } from '../emulator/support/in-process';
import { guideLines, guideTopology } from '../emulator/support/guide';
import { checksOn, linesOn } from '../support/checks';
import { guideFabric } from '../support/fabric-fixture';

/** The guide, with something different about the server's port on each leaf. */
function guideWith(different: Partial<InterfaceIntent>): FabricIntent {
  const fabric = guideFabric();
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((unit) => ({ ...unit, ...different })),
  }));
  return { ...fabric, devices };
}

function lldpChecks(fabric: FabricIntent): Check[] {
  return checksOn('leaf10', expectations(fabric)).filter(({ kind }) => kind === 'lldpNeighbor');
}

const neighbor = (...[port, name, aggregate = '-']: readonly string[]): string =>
  `<lldp-neighbor-information><lldp-local-port-id>${port}</lldp-local-port-id>
   <lldp-local-parent-interface-name>${aggregate}</lldp-local-parent-interface-name>
   <lldp-remote-system-name>${name}</lldp-remote-system-name></lldp-neighbor-information>`;

/** What does not hold, where leaf10 shows these neighbors. */
async function missed(different: Partial<InterfaceIntent>, ...neighbors: readonly string[]): Promise<string[]> {
  const reply = parseXml(`<lldp-neighbors-information>${neighbors.join('')}</lldp-neighbors-information>`);
  const session = { operational: () => Promise.resolve(reply) };
  const report = await verify(new Map([['leaf10', session]]), lldpChecks(guideWith(different)), { deadlineMs: 0 });
  expect(report.counts.size).toBe(1);
  return report.failures.map(({ expected, seen }) => `${expected} | ${seen}`);
}

const SERVER1 = { lldpNeighbor: 'server1' };
const AE1 = { ...SERVER1, port: 'ae1' };

test('nobody asks for neighbors that the intent does not name', () => {
  expect(lldpChecks(guideFabric())).toEqual([]);
  expect(linesOn('leaf10', lldpChecks(guideWith(SERVER1)))).toEqual(['LLDP neighbor server1 on et-0/0/15']);
});

test('the neighbor is who the intent says, whatever its domain and however it is written', async () => {
  expect(await missed(SERVER1, neighbor('et-0/0/15', 'server1'))).toEqual([]);
  expect(await missed(SERVER1, neighbor('et-0/0/15', 'SERVER1.example.net'))).toEqual([]);
  expect(await missed({ lldpNeighbor: 'server1.example.net' }, neighbor('et-0/0/15', 'server1'))).toHaveLength(1);
});

test('a network card that speaks for itself does not hide the server behind it', async () => {
  expect(await missed(SERVER1, neighbor('et-0/0/15', ''), neighbor('et-0/0/15', 'server1'))).toEqual([]);
});

test('a device with a name for each routing engine is seen by any of them', async () => {
  const checks = lldpChecks(guideWith(SERVER1)).map((one) => ({
    ...one,
    engineHostnames: ['server1-re0', 'server1-re1'],
  }));
  const seen = async (name: string): Promise<number> => {
    const reply = parseXml(`<lldp-neighbors-information>${neighbor('et-0/0/15', name)}</lldp-neighbors-information>`);
    const session = { operational: () => Promise.resolve(reply) };
    return (await verify(new Map([['leaf10', session]]), checks, { deadlineMs: 0 })).failures.length;
  };
  expect([await seen('server1'), await seen('server1-re1'), await seen('server1-re2')]).toEqual([0, 0, 1]);
});

test.each([
  ['another server', [neighbor('et-0/0/15', 'server12')], 'server12 on et-0/0/15'],
  ['the server on another port', [neighbor('et-0/0/16', 'server1')], 'nobody on et-0/0/15'],
  ['one that has no name', [neighbor('et-0/0/15', '')], 'a neighbor without a name on et-0/0/15'],
])('%s is a failure', async (_, neighbors, seen) => {
  expect(await missed(SERVER1, ...neighbors)).toEqual([`LLDP neighbor server1 on et-0/0/15 | ${seen}`]);
});

test('every link of an aggregate leads to the neighbor', async () => {
  const members = ['et-0/0/15', 'et-0/0/16'];
  const aggregate = { ...AE1, aggregate: { members, lacp: 'active' as const } };
  const both = members.map((port) => neighbor(port, 'server1', 'ae1'));
  expect(await missed(aggregate, ...both)).toEqual([]);
  const [first = ''] = both;
  expect(await missed(aggregate, first, neighbor('et-0/0/16', 'server2', 'ae1'))).toEqual([
    'LLDP neighbor server1 on ae1 | server1 on et-0/0/15; server2 on et-0/0/16',
  ]);
  expect(await missed(aggregate, first)).toEqual([
    'LLDP neighbor server1 on ae1 | server1 on et-0/0/15; nobody on et-0/0/16',
  ]);
});

test('of an aggregate of others the links are those that the device names', async () => {
  expect(await missed(AE1, neighbor('et-0/0/15', 'server1', 'ae1.0'))).toEqual([]);
  expect(await missed(AE1, neighbor('et-0/0/15', 'server1', 'ae2.0'))).toEqual([
    'LLDP neighbor server1 on ae1 | nobody on ae1',
  ]);
});

test('older releases name the port by another element, with its unit', () => {
  const reply = `<lldp-neighbors-information><lldp-neighbor-information>
    <lldp-local-interface>xe-0/1/0.0</lldp-local-interface>
    <lldp-local-parent-interface-name>-</lldp-local-parent-interface-name>
    <lldp-remote-system-name>spine1</lldp-remote-system-name>
    </lldp-neighbor-information></lldp-neighbors-information>`;
  expect(readLldpNeighbors(parseXml(reply))).toEqual([{ port: 'xe-0/1/0', systemName: 'spine1' }]);
});

describe('on emulated devices', () => {
  /** What fails on leaf10, whose cable leads to a server of this name. */
  async function failing(server: string, lldp: string): Promise<string[]> {
    const topology = guideTopology();
    const servers: LabTopology['servers'] = topology.servers.map((one) => ({ ...one, name: server }));
    const lab = Lab.inProcess({ ...topology, servers });
    lab.device('leaf10').edit(`${guideLines(10)}${lldp}`);
    const session = await openInProcess(lab, 'leaf10');
    const report = await verify(new Map([['leaf10', session]]), lldpChecks(guideWith(SERVER1)), { deadlineMs: 0 });
    await session.close();
    return report.failures.map(({ seen }) => seen);
  }

  test.each([
    ['server1', 'set protocols lldp interface all', []],
    ['server2', 'set protocols lldp interface all', ['server2 on et-0/0/15']],
    ['server1', '', ['nobody on et-0/0/15']],
    ['server1', 'set protocols lldp interface et-0/0/15', []],
    [
      'server1',
      'set protocols lldp interface all\nset protocols lldp interface et-0/0/15 disable',
      ['nobody on et-0/0/15'],
    ],
    ['server1', 'set protocols lldp interface all\nset protocols lldp disable', ['nobody on et-0/0/15']],
  ])('a cable to %s with "%s"', async (server, lldp, seen) => {
    expect(await failing(server, lldp)).toEqual(seen);
  });
});
