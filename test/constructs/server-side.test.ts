import { join } from 'node:path';
import { MultihomedServer, ServerFormat } from '../../lib/index';
import { errorOf } from '../support/errors';
import { guideAttachments, guideStack } from '../support/guide-stack';
import { appIn, filesOf, projectDirectory, stackDirectory, useStandInCli } from '../support/synth';

useStandInCli();

/** What synth leaves for servers, by path below `junos/servers/`. */
function serverFiles(project: string): string[] {
  const prefix = join('junos', 'servers') + '/';
  return [...filesOf(stackDirectory(project)).keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

test('a server gives its own side as text, in any form', () => {
  const { server1 } = guideStack({ server: { forwarding: true } });
  const { 'frr.conf': frr } = server1.configuration(ServerFormat.FRR);
  expect(frr).toContain('router bgp 4220000001');
  expect(frr).toContain(' neighbor 172.16.104.9 remote-as 4210000001\n');
  expect(Object.keys(server1.configuration(ServerFormat.BIRD))).toEqual(['90-dc1-forwarding.conf', 'bird.conf']);
});

test('synth writes nothing for servers unless it is asked to', () => {
  const project = projectDirectory();
  guideStack({ app: appIn(project) }).app.synth();
  expect(serverFiles(project)).toEqual([]);
});

test('the fabric asks for all servers, a server for itself', () => {
  const project = projectDirectory();
  const { app, leaves, stack, vrf5 } = guideStack({
    app: appIn(project),
    fabric: { serverSide: [ServerFormat.FRR, ServerFormat.FRR] },
    server: { forwarding: true },
  });
  const attachments = guideAttachments(leaves).map((one, i) => ({
    ...one,
    interface: 'et-0/0/16',
    subnet: `172.16.105.${4 * i}/30`,
    serverInterface: `ens${i}`,
  }));
  const props = { vrf: vrf5, asn: 4220000002, prefixes: ['10.1.6.1/32'], attachments };
  new MultihomedServer(stack, 'server2', { ...props, serverSide: [ServerFormat.NETPLAN, ServerFormat.BIRD] });
  app.synth();
  expect(serverFiles(project)).toEqual([
    'server1/90-dc1-forwarding.conf',
    'server1/frr.conf',
    'server2/90-dc1-forwarding.conf',
    'server2/90-dc1-networkd.conf',
    'server2/90-dc1-wait-online.conf',
    'server2/bird.conf',
    'server2/netplan.yaml',
  ]);
  // What an earlier synth left of servers goes with the next one.
  guideStack({ app: appIn(project) }).app.synth();
  expect(serverFiles(project)).toEqual([]);
});

test('what the server cannot do stops synth', () => {
  const { app } = guideStack({ app: appIn(projectDirectory()), server: { serverSide: [ServerFormat.NETPLAN] } });
  expect(() => {
    app.synth();
  }).toThrow(/needs to know which interface of the server goes to et-0\/0\/15 of leaf10.*\n.*dc1\/server1/);
});

test.each([
  ['serverInterface', { serverInterface: 'eth 0' }],
  ['serverMembers[1]', { serverMembers: ['ens1f0', '../../etc/passwd '] }],
])('a name that cannot be one of an interface is refused where it is given: %s', (prop, end) => {
  const error = errorOf(() => {
    const { leaves, stack, vrf5 } = guideStack({ server: {} });
    const [first] = guideAttachments(leaves);
    if (first === undefined) return;
    const attachments = [{ ...first, interface: 'et-0/0/16', subnet: '172.16.105.0/30', ...end }];
    new MultihomedServer(stack, 'server2', { vrf: vrf5, asn: 4220000002, prefixes: [], attachments });
  });
  expect(error.code).toBe('invalidServerInterface');
  expect(error.message).toContain(`attachments[0].${prop}`);
  expect(error.constructPath).toBe('dc1/server2');
});

test('a router id is an IPv4 address', () => {
  expect(errorOf(() => guideStack({ server: { routerId: '2001:db8::1' } })).message).toMatch(/^routerId: /);
  const { server1 } = guideStack({ server: { routerId: '10.255.0.1', forwarding: true } });
  expect(server1.configuration(ServerFormat.FRR)['frr.conf']).toContain(' bgp router-id 10.255.0.1\n');
});

test('the server says where its own connections come from, and whether it forwards', () => {
  const { server1 } = guideStack({ server: { sourceAddress: '10.1.5.1', forwarding: false } });
  const { 'frr.conf': frr = '' } = server1.configuration(ServerFormat.FRR);
  expect(frr).toContain(' set src 10.1.5.1\n');
  expect(frr).toContain('no ip forwarding\n');
});

test('what does not follow from the prefixes has to be said before a program is configured with it', () => {
  const { server1 } = guideStack();
  expect(errorOf(() => server1.configuration(ServerFormat.BIRD)).code).toBe('serverForwardingUnsaid');
});

test.each([
  ['sourceAddress', '10.1.6.1', 'sourceAddressNotAnnounced'],
  ['sourceAddress6', '2001:db8::1', 'sourceAddressNotAnnounced'],
  ['sourceAddress', '2001:db8::1', 'addressOfWrongFamily'],
])('%s %s is refused', (prop, address, code) => {
  const error = errorOf(() => guideStack({ server: { [prop]: address } }));
  expect([error.code, error.constructPath]).toEqual([code, 'dc1/server1']);
  expect(error.message).toContain(prop);
});
