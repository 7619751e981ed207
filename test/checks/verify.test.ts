import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/checks/clock';
import { expectations } from '../../lib/checks/expectations';
import type { OperationalArguments, OperationalSession } from '../../lib/checks/observation';
import { describeFailure, verify } from '../../lib/checks/verify';
import { deviceRefused, sessionLost } from '../../lib/netconf/errors';
import type { XmlElement } from '../../lib/junos/formats/xml';
import { parseXml } from '../../lib/junos/formats/xml';
import { checksOn } from '../support/checks';
import { guideFabric } from '../support/fabric-fixture';

/** What the fake leaf 10 shows. */
interface Shown {
  oper: string;
  address: string;
  peerAs: string;
  state: string;
  /** Of the session, where the neighbor command tells it. */
  lastError: string;
  accepted: number;
  activeTag: string;
  status: string;
  routeDistinguisher: string;
  homes: string[];
}

const HEALTHY: Shown = {
  oper: 'up',
  address: '172.16.104.1/30',
  peerAs: '4220000001',
  state: 'Established',
  lastError: 'None',
  accepted: 1,
  activeTag: '*',
  status: 'Created',
  routeDistinguisher: '192.168.1.10:5',
  homes: ['192.168.1.11', '192.168.1.12'],
};

class FakeLeaf implements OperationalSession {
  readonly asked: string[] = [];

  constructor(readonly shown: Shown) {}

  operational(rpc: string, args: OperationalArguments): Promise<XmlElement> {
    this.asked.push([rpc, ...Object.entries(args).map(([key, value]) => `${key}=${String(value)}`)].join(' '));
    return Promise.resolve(parseXml(`<rpc-reply>${this.reply(rpc, String(args.table ?? ''))}</rpc-reply>`));
  }

  private reply(rpc: string, table: string): string {
    const { oper, address, peerAs, state, lastError, accepted, activeTag, status, routeDistinguisher, homes } =
      this.shown;
    switch (rpc) {
      case 'get-interface-information':
        return `<interface-information><physical-interface><name>et-0/0/15</name><admin-status>up</admin-status>
          <oper-status>${oper}</oper-status><logical-interface><name>et-0/0/15.0</name><admin-status>up</admin-status>
          <oper-status>${oper}</oper-status><address-family><address-family-name>inet</address-family-name>
          <interface-address><ifa-local>${address}</ifa-local></interface-address></address-family>
          </logical-interface></physical-interface></interface-information>`;
      case 'get-bgp-summary-information':
        return `<bgp-information><bgp-peer><peer-address>172.16.104.2</peer-address><peer-as>${peerAs}</peer-as>
          <peer-state>${state}</peer-state><bgp-rib><name>VRF_5.inet.0</name>
          <received-prefix-count>${accepted}</received-prefix-count>
          <accepted-prefix-count>${accepted}</accepted-prefix-count></bgp-rib></bgp-peer></bgp-information>`;
      case 'get-bgp-neighbor-information':
        return `<bgp-information><bgp-peer><peer-address>172.16.104.2+179</peer-address><peer-as>${peerAs}</peer-as>
          <peer-state>${state}</peer-state><peer-cfg-rti>VRF_5</peer-cfg-rti><last-error>${lastError}</last-error>
          </bgp-peer></bgp-information>`;
      case 'get-route-information':
        return table === 'VRF_5.inet.0'
          ? route(table, '10.1.5.0/24', activeTag, 'BGP')
          : route(table, `5:${routeDistinguisher}::0::10.1.5.0::24/248`, '*', 'EVPN');
      default:
        return `<evpn-ip-prefix-database-information><evpn-pfxdb-l3-context><context-name>VRF_5</context-name>
          <evpn-pfxdb-ip-table><evpn-pfxdb-ip-entry><entry-prefix>10.1.5.0/24</entry-prefix>
          <entry-evpn-route-status>${status}</entry-evpn-route-status></evpn-pfxdb-ip-entry></evpn-pfxdb-ip-table>
          <evpn-pfxdb-evpn-ip-table><evpn-pfxdb-evpn-ip-entry><entry-prefix>10.1.5.0/24</entry-prefix>
          ${homes.map(advertisement).join('')}</evpn-pfxdb-evpn-ip-entry></evpn-pfxdb-evpn-ip-table>
          </evpn-pfxdb-l3-context></evpn-ip-prefix-database-information>`;
    }
  }
}

function route(table: string, destination: string, tag: string, protocol: string): string {
  return `<route-information><route-table><table-name>${table}</table-name><rt><rt-destination>${destination}</rt-destination>
    <rt-entry><active-tag>${tag}</active-tag><protocol-name>${protocol}</protocol-name></rt-entry></rt></route-table></route-information>`;
}

function advertisement(home: string): string {
  return `<evpn-pfxdb-evpn-ip-adv><route-distinguisher>${home}:5</route-distinguisher><adv-vni>16776000</adv-vni>
    <adv-bgp-nexthop>${home}</adv-bgp-nexthop></evpn-pfxdb-evpn-ip-adv>`;
}

class FakeClock implements Clock {
  readonly slept: number[] = [];
  private time = 0;

  constructor(private readonly afterSleep: () => void = () => undefined) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
    this.afterSleep();
    return Promise.resolve();
  }
}

const OF_LEAF10 = checksOn('leaf10', expectations(guideFabric()));

async function failuresOf(shown: Partial<Shown>): Promise<string[]> {
  const sessions = new Map([['leaf10', new FakeLeaf({ ...HEALTHY, ...shown })]]);
  const report = await verify(sessions, OF_LEAF10, { deadlineMs: 0, clock: new FakeClock() });
  return report.failures.map((failure) => `${failure.expected} | ${failure.seen}`);
}

test('a leaf that shows everything passes, and is asked each thing once', async () => {
  const leaf = new FakeLeaf(HEALTHY);
  const report = await verify(new Map([['leaf10', leaf]]), OF_LEAF10, { deadlineMs: 0 });
  expect(report.failures).toEqual([]);
  expect(report.passed).toBe(true);
  expect(leaf.asked).toEqual([
    'get-interface-information terse=true',
    'get-bgp-summary-information exact-instance=VRF_5',
    'get-bgp-neighbor-information',
    'get-route-information table=VRF_5.inet.0 protocol=bgp',
    'get-evpn-ip-prefix-database-information l3-context=VRF_5',
    'get-route-information table=VRF_5.evpn.0 protocol=evpn',
  ]);
});

test('a 4-byte AS number that the device prints as a negative number is the same AS', async () => {
  expect(await failuresOf({ peerAs: String(4220000001 - 4294967296) })).toEqual([]);
});

test('a route that is one of several active ones is active', async () => {
  expect(await failuresOf({ activeTag: '@' })).toEqual([]);
});

test.each<[string, Partial<Shown>, string[]]>([
  ['link down', { oper: 'down' }, ['interface et-0/0/15.0 up | et-0/0/15 admin up, link down']],
  ['wrong address', { address: '172.16.104.5/30' }, ['address 172.16.104.1/30 on et-0/0/15.0 | 172.16.104.5/30']],
  [
    'session not up',
    { state: 'Active' },
    ['BGP session to 172.16.104.2 in VRF_5 Established with AS 4220000001 | Active'],
  ],
  [
    'session not up, of which the device tells the last error',
    { state: 'Active', lastError: 'Open Message Error' },
    ['BGP session to 172.16.104.2 in VRF_5 Established with AS 4220000001 | Active, last error Open Message Error'],
  ],
  ['session up again after an error', { lastError: 'Hold Timer Expired Error' }, []],
  [
    'session with another AS',
    { peerAs: '65001' },
    ['BGP session to 172.16.104.2 in VRF_5 Established with AS 4220000001 | Established with AS 65001'],
  ],
  [
    'nothing accepted',
    { accepted: 0 },
    ['at least 1 inet prefix accepted from 172.16.104.2 in VRF_5 | 0 received, 0 accepted'],
  ],
  [
    'EVPN copy preferred',
    { activeTag: ' ' },
    ['10.1.5.0/24 active by BGP in VRF_5.inet.0 | a BGP route in VRF_5.inet.0 that is not active'],
  ],
  [
    'type-5 route not made',
    { status: 'Pending' },
    ['type-5 route for 10.1.5.0/24 created in VRF_5 with route distinguisher 192.168.1.10:5 | route status Pending'],
  ],
  [
    'type-5 route with the distinguisher of another leaf',
    { routeDistinguisher: '192.168.1.11:5' },
    [
      'type-5 route for 10.1.5.0/24 created in VRF_5 with route distinguisher 192.168.1.10:5 | Created, in VRF_5.evpn.0 with route distinguisher 192.168.1.11:5',
    ],
  ],
  [
    'one attachment short',
    { homes: ['192.168.1.12'] },
    ['10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf11, leaf12) | 1 other attachment, none from leaf11'],
  ],
  [
    'the same attachment twice',
    { homes: ['192.168.1.12', '192.168.1.12'] },
    ['10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf11, leaf12) | 1 other attachment, none from leaf11'],
  ],
])('%s: the failure says what was expected and what was seen', async (_, shown, failures) => {
  expect(await failuresOf(shown)).toEqual(failures);
});

test('a large fabric is asked whole, and not all of it at once', async () => {
  const [asked, answering] = [new Set<string>(), { now: 0, most: 0 }];
  const hostnames = Array.from({ length: 120 }, (_, index) => `leaf${index}`);
  const session = (hostname: string): OperationalSession => ({
    operational: async () => {
      asked.add(hostname);
      answering.now += 1;
      answering.most = Math.max(answering.most, answering.now);
      await setImmediate();
      answering.now -= 1;
      return parseXml('<rpc-reply/>');
    },
  });
  const [check] = OF_LEAF10;
  if (check === undefined) throw new Error('nothing is checked of leaf10');
  const sessions = new Map(hostnames.map((hostname) => [hostname, session(hostname)]));
  const report = await verify(sessions, [{ ...check, hostnames }], { deadlineMs: 0 });
  expect([...asked]).toEqual(hostnames);
  expect(report.failures.map(({ hostname }) => hostname)).toEqual(hostnames);
  expect(answering.most).toBe(50);
});

test('waiting has growing pauses and ends at the deadline', async () => {
  const clock = new FakeClock();
  const leaf = new FakeLeaf({ ...HEALTHY, state: 'Active' });
  const rounds: number[] = [];
  const report = await verify(new Map([['leaf10', leaf]]), OF_LEAF10, {
    deadlineMs: 30_000,
    clock,
    onRound: (round) => rounds.push(round),
  });
  expect(report.passed).toBe(false);
  expect(clock.slept).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 4500]);
  expect(rounds).toHaveLength(8);
});

test('waiting ends as soon as everything is true', async () => {
  const leaf = new FakeLeaf({ ...HEALTHY, state: 'Active' });
  const clock = new FakeClock(() => {
    leaf.shown.state = 'Established';
  });
  const report = await verify(new Map([['leaf10', leaf]]), OF_LEAF10, { deadlineMs: 30_000, clock });
  expect(report.passed).toBe(true);
  expect(clock.slept).toEqual([500]);
});

test('what is only provisioned is reported and does not fail', async () => {
  const provisioned = checksOn('leaf10', expectations(guideFabric({ expect: 'PROVISIONED' })));
  const leaf = new FakeLeaf({ ...HEALTHY, state: 'Active' });
  const report = await verify(new Map([['leaf10', leaf]]), provisioned, { deadlineMs: 0 });
  expect(report.passed).toBe(true);
  expect(report.reported.map((one) => one.seen)).toEqual(['Active']);
});

test('an RPC that the device refuses is what was seen', async () => {
  const refusing: OperationalSession = {
    operational: (rpc) => Promise.reject(deviceRefused('leaf10', rpc, ['error: instance not found'])),
  };
  const [first] = (await verify(new Map([['leaf10', refusing]]), OF_LEAF10, { deadlineMs: 0 })).failures;
  expect(first?.seen).toContain('instance not found');
});

test('a lost session fails every expectation of its device, and says so', async () => {
  const lost: OperationalSession = {
    operational: (rpc) => Promise.reject(sessionLost('leaf10', rpc, 'connection reset')),
  };
  const report = await verify(new Map([['leaf10', lost]]), OF_LEAF10, { deadlineMs: 0 });
  expect(report.failures).toHaveLength(OF_LEAF10.length);
  expect(report.failures[0]?.seen).toContain('connection reset');
});

test('a failure names device, expectation, observation and construct', async () => {
  const report = await verify(new Map(), OF_LEAF10.slice(0, 1), { deadlineMs: 0 });
  expect(report.failures.map(describeFailure)).toEqual([
    'leaf10: expected interface et-0/0/15.0 up; seen: no connection to the device\n  at dc1/server1/leaf10/et-0_0_15',
  ]);
});
