import { Lab } from '../../../lib/emulator/lab';
import type { LabAuthentication, LabLink } from '../../../lib/emulator/topology';
import { emptyFabric, fabricLines, vrfLines } from '../support/empty-fabric';

let lab: Lab;

afterEach(async () => {
  await lab.stop();
});

/** The empty fabric, configured, with something different about the server's links. */
async function start(changes: Partial<LabLink> = {}, lines = ''): Promise<void> {
  const topology = emptyFabric();
  lab = await Lab.start({
    ...topology,
    servers: topology.servers.map((server) => ({
      ...server,
      links: server.links.map((link) => ({ ...link, ...changes })),
    })),
  });
  for (const n of [1, 2]) {
    lab.device(`spine${n}`).edit(fabricLines('spine', n));
    lab.device(`leaf${n}`).edit(fabricLines('leaf', n) + vrfLines(n));
  }
  if (lines !== '') lab.device('leaf1').edit(lines);
}

/** State of leaf1's sessions in VRF_5, IPv4 first. */
const states = (): string[] =>
  lab.state
    .device('leaf1')
    .sessions.filter(({ neighbor }) => neighbor.instance.name === 'VRF_5')
    .map(({ state }) => state);

const learned = (from = 'leaf1'): string[] =>
  lab
    .learnedBy('server1')
    .filter((route) => route.from === from)
    .map(({ prefix }) => prefix)
    .sort();

const GROUP = 'set routing-instances VRF_5 protocols bgp group server1';

test('both families come up', async () => {
  await start();
  expect(states()).toEqual(['Established', 'Established']);
});

describe('an aggregated server port', () => {
  const BUNDLE = [
    'delete interfaces et-0/0/15 unit 0',
    'set interfaces et-0/0/15 ether-options 802.3ad ae3',
    'set interfaces et-0/0/16 ether-options 802.3ad ae3',
    'set interfaces ae3 aggregated-ether-options lacp active',
    'set interfaces ae3 unit 0 family inet address 172.16.104.5/30',
    'delete routing-instances VRF_5 interface et-0/0/15.0',
    'set routing-instances VRF_5 interface ae3.0',
    'delete routing-instances VRF_5 protocols bgp group server1-inet6',
  ].join('\n');

  test('carries the session when the server bundles the same ports', async () => {
    await start({ bundledPorts: ['et-0/0/16'] }, BUNDLE);
    expect(states()).toEqual(['Established']);
    lab.state.pullCable('leaf1', 'et-0/0/15');
    expect(states()).toEqual(['Established']);
    lab.state.pullCable('leaf1', 'et-0/0/16');
    expect(states()).toEqual(['Idle']);
  });

  test('stays down when the server does not bundle, and a bundling server has no use for a single port', async () => {
    await start({}, BUNDLE);
    expect(states()).toEqual(['Idle']);
    await lab.stop();
    await start({ bundledPorts: [] });
    expect(states()).toEqual(['Active', 'Active']);
  });
});

describe('tags', () => {
  const TAGGED = [
    'set interfaces et-0/0/15 flexible-vlan-tagging',
    'delete interfaces et-0/0/15 unit 0',
    'set interfaces et-0/0/15 unit 7 vlan-id 7',
    'set interfaces et-0/0/15 unit 7 family inet address 172.16.104.5/30',
    'delete routing-instances VRF_5 interface et-0/0/15.0',
    'set routing-instances VRF_5 interface et-0/0/15.7',
    'delete routing-instances VRF_5 protocols bgp group server1-inet6',
  ].join('\n');

  test('both ends tag alike', async () => {
    await start({ vlanId: 7 }, TAGGED);
    expect(states()).toEqual(['Established']);
    lab.device('leaf1').edit('set interfaces et-0/0/15 unit 7 vlan-id 8');
    expect(states()).toEqual(['Active']);
  });

  test('the native VLAN is untagged on the wire', async () => {
    await start({}, TAGGED);
    expect(states()).toEqual(['Active']);
    lab.device('leaf1').edit('set interfaces et-0/0/15 native-vlan-id 7');
    expect(states()).toEqual(['Established']);
  });
});

describe('authentication', () => {
  const md5: LabAuthentication = { method: 'md5', keys: [{ secret: 'rack-12' }] };
  const CHAIN = 'set security authentication-key-chains key-chain SERVERS';

  test('MD5: the same key at both ends, or no session', async () => {
    await start({ authentication: md5 });
    expect(states()).toEqual(['Connect', 'Connect']);
    lab.device('leaf1').edit(`${GROUP} authentication-key "rack-12"`);
    expect(states()).toEqual(['Established', 'Connect']);
    lab.device('leaf1').edit(`${GROUP} authentication-key "rack-13"`);
    expect(states()).toEqual(['Connect', 'Connect']);
  });

  test('a key that the server does not ask for keeps the session down', async () => {
    await start({}, `${GROUP} authentication-key "rack-12"`);
    expect(states()).toEqual(['Connect', 'Established']);
  });

  test('a key chain uses the key that began last', async () => {
    await start(
      { authentication: md5 },
      [
        `${CHAIN} key 1 secret "rack-11"`,
        `${CHAIN} key 1 start-time "2020-01-01.00:00:00 +0000"`,
        `${CHAIN} key 2 secret "rack-12"`,
        `${CHAIN} key 2 start-time "2021-01-01.00:00:00 +0000"`,
        `${CHAIN} key 3 secret "rack-13"`,
        `${CHAIN} key 3 start-time "2100-01-01.00:00:00 +0000"`,
        `${GROUP} authentication-key-chain SERVERS`,
        `${GROUP} authentication-algorithm md5`,
      ].join('\n'),
    );
    expect(states()).toEqual(['Established', 'Connect']);
  });

  test('TCP-AO: what one end sends the other receives', async () => {
    await start(
      { authentication: { method: 'tcpAo', keys: [{ secret: 'ao', sendId: 5, recvId: 6 }] } },
      [
        `${CHAIN} key 1 secret "ao"`,
        `${CHAIN} key 1 start-time "2020-01-01.00:00:00 +0000"`,
        `${CHAIN} key 1 algorithm ao`,
        `${CHAIN} key 1 ao-attribute send-id 6`,
        `${CHAIN} key 1 ao-attribute recv-id 5`,
        `${GROUP} authentication-key-chain SERVERS`,
        `${GROUP} authentication-algorithm ao`,
      ].join('\n'),
    );
    expect(states()).toEqual(['Established', 'Connect']);
    lab.device('leaf1').edit(`${CHAIN} key 1 ao-attribute recv-id 7`);
    expect(states()).toEqual(['Connect', 'Connect']);
  });
});

test('a server that wants a TTL of 255 is not heard without one', async () => {
  await start({ ttlSecurity: true });
  expect(states()).toEqual(['Connect', 'Connect']);
  lab.device('leaf1').edit(`${GROUP} ttl 255`);
  expect(states()).toEqual(['Established', 'Connect']);
});

test('servers of a range open sessions with the group that allows them', async () => {
  await start(
    {},
    [
      'delete routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.6',
      `${GROUP} allow 172.16.104.0/24`,
      `${GROUP} peer-as 4220000001`,
    ].join('\n'),
  );
  expect(states()).toEqual(['Established', 'Established']);
  const routes = lab.state.device('leaf1').routes.get('VRF_5') ?? [];
  expect(routes.map(({ route }) => `${route.protocol} ${route.text}`)).toContain('bgp 10.1.5.0/24');
  lab.device('leaf1').edit(`delete routing-instances VRF_5 protocols bgp group server1 allow 172.16.104.0/24
${GROUP} allow 172.16.105.0/24`);
  expect(states()).toEqual(['Established']);
});

test('an attachment in graceful shutdown marks what it tells the server', async () => {
  await start({}, `${GROUP} graceful-shutdown sender`);
  for (const n of [1, 2]) {
    lab
      .device(`leaf${n}`)
      .edit(
        [
          'set routing-instances VRF_5 routing-options static route 10.98.0.0/16 discard',
          'set policy-options policy-statement STATIC from protocol static',
          'set policy-options policy-statement STATIC then accept',
          `${GROUP} export STATIC`,
        ].join('\n'),
      );
  }
  const marked = lab.learnedBy('server1').map(({ from, communities }) => [from, communities.includes('65535:0')]);
  expect(marked).toContainEqual(['leaf1', true]);
  expect(marked).not.toContainEqual(['leaf2', true]);
});

test('a generated default stands only as long as a route of the fabric contributes to it', async () => {
  await start(
    {},
    [
      'set routing-instances VRF_5 routing-options generate route 0.0.0.0/0 policy FROM_FABRIC',
      'set policy-options policy-statement FROM_FABRIC term EVPN from protocol evpn',
      'set policy-options policy-statement FROM_FABRIC term EVPN then accept',
      'set policy-options policy-statement FROM_FABRIC then reject',
      'set policy-options policy-statement DEFAULT_ONLY from protocol aggregate',
      'set policy-options policy-statement DEFAULT_ONLY then accept',
      `${GROUP} export DEFAULT_ONLY`,
    ].join('\n'),
  );
  lab
    .device('leaf2')
    .edit(
      [
        'set routing-instances VRF_5 routing-options static route 10.99.0.0/16 discard',
        'set policy-options policy-statement TYPE5_OUT from protocol static',
      ].join('\n'),
    );
  expect(learned()).toContain('0.0.0.0/0');
  for (const n of [1, 2]) lab.device(`spine${n}`).powerOff();
  expect(learned()).not.toContain('0.0.0.0/0');
});
