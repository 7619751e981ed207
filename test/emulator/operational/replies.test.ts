import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { XmlElement } from '../../../lib/junos/formats/xml';
import { child, descendants, parseXml, textOf } from '../../../lib/junos/formats/xml';
import type { EmulatedJunos } from '../../../lib/emulator/junos/emulated-junos';
import { serveRpc } from '../../../lib/emulator/junos/rpc/dispatch';
import { Lab } from '../../../lib/emulator/lab';
import { describeWithShared } from '../../support/shared';
import { errorMessages, exchange, NETOPS, texts } from '../support/exchange';
import { GUIDE_LEAVES, guideLines, guideTopology } from '../support/guide';

let lab: Lab;
let leaf: EmulatedJunos;

beforeAll(async () => {
  lab = await Lab.start(guideTopology());
  for (const number of GUIDE_LEAVES) lab.device(`leaf${number}`).edit(guideLines(number));
  lab.state.states();
  lab.clock.advance(80_580_000);
  leaf = lab.device('leaf10');
});

afterAll(async () => {
  await lab.stop();
});

const PORT =
  '<get-interface-information><interface-name>et-0/0/15</interface-name><terse/></get-interface-information>';
const SUMMARY = '<get-bgp-summary-information><exact-instance>VRF_5</exact-instance></get-bgp-summary-information>';
const NEIGHBOR =
  '<get-bgp-neighbor-information><exact-instance>VRF_5</exact-instance><neighbor-address>172.16.104.2</neighbor-address></get-bgp-neighbor-information>';
const VRF_ROUTES = '<get-route-information><table>VRF_5.inet.0</table></get-route-information>';
const EVPN_ROUTES = '<get-route-information><table>bgp.evpn.0</table></get-route-information>';
const PREFIXES =
  '<get-evpn-ip-prefix-database-information><l3-context>VRF_5</l3-context></get-evpn-ip-prefix-database-information>';
const BFD = '<get-bfd-session-information/>';

describeWithShared('replies have the shape of the samples', ['reference', 'junos-samples', 'replies'], (folder) => {
  test.each([
    ['get-interface-information.terse', PORT],
    ['get-bgp-summary-information', SUMMARY],
    ['get-bgp-neighbor-information', NEIGHBOR],
    ['get-route-information.vrf-inet', VRF_ROUTES],
    ['get-route-information.bgp-evpn', EVPN_ROUTES],
    ['get-bfd-session-information', BFD],
    ['get-evpn-ip-prefix-database-information', PREFIXES],
  ])('%s', (name, operation) => {
    const sample = parseXml(readFileSync(path.join(folder, `${name}.xml`), 'utf8'));
    const reply = exchange(leaf, operation);
    expect([...pathsOf(sample)].filter((one) => !pathsOf(reply).has(one))).toEqual([]);
    expect(reply.children[0]?.attributes.xmlns).toBe(sample.children[0]?.attributes.xmlns);
  });

  test('get-commit-information, but for the log, which newer samples have in an element of its own', () => {
    leaf.edit('set system host-name leaf10', 'change 42');
    const sample = parseXml(readFileSync(path.join(folder, 'get-commit-information.xml'), 'utf8'));
    const reply = exchange(leaf, '<get-commit-information/>');
    const missing = [...pathsOf(sample)].filter((one) => !pathsOf(reply).has(one));
    expect(missing).toEqual(['rpc-reply/commit-information/commit-history/comment']);
    expect(texts(reply, 'log')).toEqual(['change 42']);
  });
});

/** Every element by its path, with the names of its attributes. */
function pathsOf(element: XmlElement, above = ''): Set<string> {
  const own = `${above}${element.name}`;
  const attributes = Object.keys(element.attributes).filter((name) => name !== 'junos' && name !== 'xmlns');
  const below = element.children.flatMap((one) => [...pathsOf(one, `${own}/`)]);
  return new Set([own, ...attributes.map((name) => `${own}@${name}`), ...below]);
}

test('the port is up with its address', () => {
  const reply = serveRpc({ device: leaf, actor: NETOPS, operation: parseXml(PORT) });
  expect(
    reply
      .split('\n')
      .map((line) => line.trim())
      .join(''),
  ).toBe(
    '<interface-information xmlns="http://xml.juniper.net/junos/19.1R2/junos-interface" junos:style="terse">' +
      '<physical-interface><name>et-0/0/15</name><admin-status>up</admin-status><oper-status>up</oper-status>' +
      '<logical-interface><name>et-0/0/15.0</name><admin-status>up</admin-status><oper-status>up</oper-status>' +
      '<filter-information/><address-family><address-family-name>inet</address-family-name><interface-address>' +
      '<ifa-local junos:emit="emit">172.16.104.1/30</ifa-local></interface-address></address-family>' +
      '</logical-interface></physical-interface></interface-information>',
  );
});

test('a logical interface can be asked for, one that is not there is an error', () => {
  const of = (name: string) =>
    exchange(
      leaf,
      `<get-interface-information><interface-name>${name}</interface-name><terse/></get-interface-information>`,
    );
  expect(texts(of('et-0/0/15.0'), 'name')).toEqual(['et-0/0/15.0']);
  expect(errorMessages(of('et-0/0/16'))).toEqual(['device et-0/0/16 not found']);
  expect(errorMessages(of('et-0/0/15.7'))).toEqual(['device et-0/0/15.7 not found']);
});

test('all interfaces are listed without a name', () => {
  const reply = exchange(leaf, '<get-interface-information/>');
  const ports = descendants(reply, 'physical-interface').map(
    (one) => `${textOf(one, 'name')} ${textOf(one, 'oper-status')}`,
  );
  expect(ports).toEqual(['et-0/0/15 up', 'et-0/0/54 up', 'et-0/0/55 up', 'lo0 up']);
});

test('the session is Established and counts what the server announces', () => {
  const reply = exchange(leaf, SUMMARY);
  const peer = descendants(reply, 'bgp-peer')[0];
  expect(
    peer === undefined
      ? undefined
      : {
          address: textOf(peer, 'peer-address'),
          asn: textOf(peer, 'peer-as'),
          state: textOf(peer, 'peer-state'),
          format: child(peer, 'peer-state')?.attributes.format,
          counts: ['active', 'received', 'accepted'].map((one) => textOf(peer, 'bgp-rib', `${one}-prefix-count`)),
        },
  ).toEqual({
    address: '172.16.104.2',
    asn: '4220000001',
    state: 'Established',
    format: 'Establ',
    counts: ['1', '1', '1'],
  });
  expect(texts(reply, 'elapsed-time')).toEqual([expect.stringMatching(/^22:2[3-9]:\d\d$/)]);
  expect(texts(reply, 'down-peer-count')).toEqual(['0']);
});

test('all sessions, those of an instance by the start of its name, and those of a group', () => {
  const peers = (argument: string) =>
    texts(exchange(leaf, `<get-bgp-summary-information>${argument}</get-bgp-summary-information>`), 'peer-address');
  expect(peers('')).toEqual(['100.64.0.0', '100.64.0.2', '192.168.0.1', '192.168.0.2', '172.16.104.2']);
  expect(peers('<instance>VRF</instance>')).toEqual(['172.16.104.2']);
  expect(peers('<exact-instance>VRF</exact-instance>')).toEqual([]);
  expect(peers('<group>OVERLAY-BGP</group>')).toEqual(['192.168.0.1', '192.168.0.2']);
});

test('the neighbor is shown with ports, policies and BFD', () => {
  const peer = descendants(exchange(leaf, NEIGHBOR), 'bgp-peer')[0];
  const of = (...names: string[]) => (peer === undefined ? undefined : textOf(peer, ...names));
  expect(of('peer-address')).toMatch(/^172\.16\.104\.2\+\d+$/);
  expect(of('local-address')).toBe('172.16.104.1+179');
  expect(of('peer-cfg-rti')).toBe('VRF_5');
  expect(of('last-error')).toBe('None');
  expect(of('bgp-option-information', 'export-policy')).toBe('SERVER1_OUT');
  expect(of('bgp-bfd', 'bfd-operational-state')).toBe('up');
  expect(of('bgp-rib', 'send-state')).toBe('in sync');
  expect(of('local-id')).toBe('192.168.1.10');
});

test('the server’s prefix is active by BGP on an attachment, with the other attachments’ type-5 routes beside it', () => {
  expect(shown(VRF_ROUTES)).toEqual([
    '10.1.5.0/24 *[BGP/170] 172.16.104.2 via et-0/0/15.0',
    '10.1.5.0/24  [EVPN/170] 100.64.0.0 via et-0/0/54.0, 100.64.0.2 via et-0/0/55.0',
    '10.1.5.0/24  [EVPN/170] 100.64.0.0 via et-0/0/54.0, 100.64.0.2 via et-0/0/55.0',
    '172.16.104.0/30 *[Direct/0]  via et-0/0/15.0',
    '172.16.104.1/32 *[Local/0]  via et-0/0/15.0',
    '172.16.104.4/30 *[EVPN/170] 100.64.0.0 via et-0/0/54.0, 100.64.0.2 via et-0/0/55.0',
    '172.16.104.8/30 *[EVPN/170] 100.64.0.0 via et-0/0/54.0, 100.64.0.2 via et-0/0/55.0',
  ]);
});

test('routes are chosen by destination, protocol and activity', () => {
  const of = (argument: string) =>
    shown(`<get-route-information><table>VRF_5.inet.0</table>${argument}</get-route-information>`).map(
      (one) => one.split(']')[0],
    );
  expect(of('<destination>10.1.5.0/24</destination><active-path/>')).toEqual(['10.1.5.0/24 *[BGP/170']);
  expect(of('<destination>10.1.5.9</destination><protocol>bgp</protocol>')).toEqual(['10.1.5.0/24 *[BGP/170']);
  expect(of('<destination>172.16.104.0/29</destination><active-path/>')).toEqual([
    '172.16.104.0/30 *[Direct/0',
    '172.16.104.1/32 *[Local/0',
    '172.16.104.4/30 *[EVPN/170',
  ]);
  expect(of('<destination>10.9.0.0/16</destination>')).toEqual([]);
});

test('type-5 routes come once from each route reflector, one of each other home', () => {
  const routes = shown(
    '<get-route-information><table>bgp.evpn.0</table><destination>5:*10.1.5.0*</destination></get-route-information>',
  );
  expect(routes.map((one) => one.split('] ')[0])).toEqual([
    '5:192.168.1.11:5::0::10.1.5.0::24/248 *[BGP/170',
    '5:192.168.1.11:5::0::10.1.5.0::24/248  [BGP/170',
    '5:192.168.1.12:5::0::10.1.5.0::24/248 *[BGP/170',
    '5:192.168.1.12:5::0::10.1.5.0::24/248  [BGP/170',
  ]);
  expect(texts(exchange(leaf, EVPN_ROUTES), 'learned-from').slice(0, 2)).toEqual(['192.168.0.1', '192.168.0.2']);
});

test('the main table has the loopbacks of the fabric', () => {
  const routes = shown(
    '<get-route-information><table>inet.0</table><protocol>bgp</protocol><active-path/></get-route-information>',
  );
  expect(routes.map((one) => one.split(' ')[0])).toEqual([
    '192.168.0.1/32',
    '192.168.0.2/32',
    '192.168.1.11/32',
    '192.168.1.12/32',
  ]);
});

test('the ip-prefix database shows what was made and who else announces it', () => {
  const reply = exchange(leaf, PREFIXES);
  const made = descendants(reply, 'evpn-pfxdb-ip-entry').map(
    (one) => `${textOf(one, 'entry-prefix')} ${textOf(one, 'entry-evpn-route-status')}`,
  );
  expect(made).toEqual(['10.1.5.0/24 Created', '172.16.104.0/30 Created']);
  const imported = descendants(reply, 'evpn-pfxdb-evpn-ip-entry')[0];
  expect(imported === undefined ? '' : textOf(imported, 'entry-prefix')).toBe('10.1.5.0/24');
  expect(imported === undefined ? [] : texts(imported, 'route-distinguisher')).toEqual([
    '192.168.1.11:5',
    '192.168.1.12:5',
  ]);
  expect(imported === undefined ? [] : texts(imported, 'adv-bgp-nexthop')).toEqual(['192.168.1.11', '192.168.1.12']);
  expect(imported === undefined ? [] : texts(imported, 'adv-vni')).toEqual(['16776000', '16776000']);
});

test('one direction and one prefix can be asked for', () => {
  const reply = exchange(
    leaf,
    PREFIXES.replace('</l3', '</l3').replace(
      '</get',
      '<direction>exported</direction><prefix>10.1.5.0/24</prefix></get',
    ),
  );
  expect(texts(reply, 'entry-prefix')).toEqual(['10.1.5.0/24']);
});

test('BFD is up where the session is', () => {
  const reply = exchange(leaf, BFD);
  expect(texts(reply, 'session-neighbor')).toContain('172.16.104.2');
  expect(new Set(texts(reply, 'session-state'))).toEqual(new Set(['Up']));
  expect(texts(reply, 'session-detection-time')).toContain('3.000');
});

test('there is no alarm until one is raised, and no core', () => {
  expect(descendants(exchange(leaf, '<get-alarm-information/>'), 'no-active-alarms')).toHaveLength(1);
  leaf.switches.alarms = ['FPC 0 Hard errors'];
  expect(texts(exchange(leaf, '<get-system-alarm-information/>'), 'alarm-description')).toEqual(['FPC 0 Hard errors']);
  leaf.switches.alarms = [];
  expect(texts(exchange(leaf, '<get-system-core-dumps/>'), 'output')[0]).toContain('No such file');
});

/** Routes as one line each. */
function shown(operation: string): string[] {
  return descendants(exchange(leaf, operation), 'rt').flatMap((rt) =>
    descendants(rt, 'rt-entry').map((entry) => {
      const hops = descendants(entry, 'nh').map((nh) => `${textOf(nh, 'to') ?? ''} via ${textOf(nh, 'via') ?? ''}`);
      const source = `[${textOf(entry, 'protocol-name') ?? ''}/${textOf(entry, 'preference') ?? ''}]`;
      return `${textOf(rt, 'rt-destination') ?? ''} ${child(entry, 'active-tag')?.text ?? ''}${source} ${hops.join(', ')}`;
    }),
  );
}
