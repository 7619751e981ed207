import { writeSet } from '../../../lib/junos/formats/set-writer';
import { Lab } from '../../../lib/emulator/lab';
import type { LabTopology } from '../../../lib/emulator/topology';
import { emptyFabric, fabricLines, vrfLines } from '../support/empty-fabric';

let lab: Lab;

afterEach(async () => {
  await lab.stop();
});

async function start(topology: LabTopology = emptyFabric()): Promise<void> {
  lab = await Lab.start(topology);
}

/** Configures underlay and overlay everywhere, VRF_5 on the leaves. */
async function startConfigured(topology?: LabTopology): Promise<void> {
  await start(topology);
  for (const n of [1, 2]) {
    lab.device(`spine${n}`).edit(fabricLines('spine', n));
    lab.device(`leaf${n}`).edit(fabricLines('leaf', n) + vrfLines(n));
  }
}

/** Sessions of a device: neighbor and state. */
const sessions = (hostname: string): string[] =>
  lab.state.device(hostname).sessions.map(({ neighbor, state }) => `${neighbor.address} ${state}`);

const isUp = (hostname: string, port: string): boolean | undefined => lab.state.device(hostname).ports.get(port)?.up;

/** Type-5 routes that a device imports into VRF_5: prefix and originator. */
const imported = (hostname: string): string[] =>
  (lab.state.device(hostname).routes.get('VRF_5') ?? [])
    .flatMap(({ route, type5 }) => (type5 === undefined ? [] : [`${route.text} ${type5.originator}`]))
    .sort();

test('a device that starts empty has its name, its login and NETCONF, and nothing else', async () => {
  await start();
  expect(writeSet(lab.device('leaf1').database.committed).trim().split('\n')).toEqual([
    'set system host-name leaf1',
    'set system login user netops class super-user',
    'set system services netconf ssh',
    'set system services ssh',
  ]);
  expect(sessions('leaf1')).toEqual([]);
});

test('the whole fabric follows from what is configured: links, underlay, overlay, VRFs', async () => {
  await startConfigured();
  expect(isUp('leaf1', 'ae1')).toBe(true);
  expect(sessions('spine1')).toEqual([
    '172.16.10.21 Established',
    '172.16.10.37 Established',
    '192.168.1.1 Established',
    '192.168.1.2 Established',
  ]);
  expect(imported('leaf2')).toEqual(['10.1.5.0/24 leaf1', '2001:db8:5::/64 leaf1']);
});

test('an aggregate is there only within the device count, and up only with LACP at both ends', async () => {
  await startConfigured();
  lab.device('leaf1').edit('set chassis aggregated-devices ethernet device-count 2');
  expect([isUp('leaf1', 'ae1'), isUp('leaf1', 'ae2'), isUp('spine2', 'ae1')]).toEqual([true, undefined, false]);
  lab.device('leaf1').edit('set chassis aggregated-devices ethernet device-count 4');
  lab.device('spine2').edit('delete interfaces ae1 aggregated-ether-options lacp');
  expect([isUp('leaf1', 'ae1'), isUp('leaf1', 'ae2')]).toEqual([true, false]);
  lab.device('leaf1').edit('set interfaces ae2 aggregated-ether-options lacp passive');
  lab.device('spine2').edit('set interfaces ae1 aggregated-ether-options lacp passive');
  expect(isUp('leaf1', 'ae2')).toBe(false);
});

test('an aggregate stays up with a member less, until fewer than minimum-links are left', async () => {
  await startConfigured();
  lab.state.pullCable('leaf1', 'et-0/0/2');
  expect([isUp('leaf1', 'ae1'), isUp('spine1', 'ae1')]).toEqual([true, true]);
  lab.device('leaf1').edit('set interfaces ae1 aggregated-ether-options minimum-links 2');
  expect(isUp('leaf1', 'ae1')).toBe(false);
});

test('an underlay session needs both ends’ AS numbers to agree', async () => {
  await startConfigured();
  lab.device('leaf1').edit('set protocols bgp group UNDERLAY-BGP local-as 4200000199');
  expect(sessions('leaf1').slice(0, 2)).toEqual(['172.16.10.22 Active', '172.16.10.26 Active']);
});

test('an overlay session needs both loopbacks reachable: without the export policy it does not come up', async () => {
  await startConfigured();
  lab.device('leaf1').edit('delete protocols bgp group UNDERLAY-BGP export');
  expect(sessions('leaf1').slice(2, 4)).toEqual(['192.168.0.1 Active', '192.168.0.2 Active']);
  expect(sessions('spine1').slice(2)).toEqual(['192.168.1.1 Active', '192.168.1.2 Established']);
});

test('a loopback is reached over any path that the underlay has', async () => {
  await startConfigured();
  for (const port of ['et-0/0/2', 'et-0/0/3']) lab.state.pullCable('leaf1', port);
  // Leaf 1 to spine 1 by way of spine 2 and leaf 2: no AS number occurs twice on it.
  expect(sessions('leaf1')).toEqual(
    expect.arrayContaining(['172.16.10.22 Idle', '192.168.0.1 Established', '192.168.0.2 Established']),
  );
});

test('with one route reflector off the other carries everything; with both off nothing is imported', async () => {
  await startConfigured();
  lab.device('spine1').powerOff();
  expect(imported('leaf2')).toEqual(['10.1.5.0/24 leaf1', '2001:db8:5::/64 leaf1']);
  expect(sessions('leaf1')).toContain('192.168.0.1 Active');
  lab.device('spine2').powerOff();
  expect(imported('leaf2')).toEqual([]);
  lab.device('spine1').powerOn();
  expect(imported('leaf2')).toEqual(['10.1.5.0/24 leaf1', '2001:db8:5::/64 leaf1']);
});

test('a spine without cluster reflects nothing', async () => {
  await startConfigured();
  for (const n of [1, 2]) lab.device(`spine${n}`).edit('delete protocols bgp group OVERLAY-BGP cluster');
  expect(sessions('spine1')).toContain('192.168.1.1 Established');
  expect(imported('leaf2')).toEqual([]);
});
