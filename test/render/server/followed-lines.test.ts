import type { FabricIntent, PeeringIntent, ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { renderServer } from '../../../lib/render/server/render-server';
import { errorOf, errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';
import { hostAddresses, serverFabric } from './fabrics';
import { READERS } from './readers';

const BGP = 'set routing-instances VRF_5 protocols bgp';
const GROUP = `${BGP} group server1`;
const NEIGHBOR = `${GROUP} neighbor 172.16.104.2`;
const PORT = 'set interfaces et-0/0/15';
const FORMATS = ['FRR', 'BIRD', 'JUNOS'] as const;

/** Two attachments with an option or two, and set lines of the user on the first leaf. */
function withLines(lines: readonly string[], session: Partial<PeeringIntent> = {}, unchecked = false): FabricIntent {
  const home = (n: number) =>
    ({
      hostname: `leaf1${n}`,
      inet: [`172.16.104.${4 * n + 1}/30`, `172.16.104.${4 * n + 2}/30`],
      attachment: { serverInterface: `ens${n + 1}f0` },
      session,
    }) as const;
  const fabric = serverFabric([home(0), home(1)], { prefixes: ['203.0.113.10/32'] });
  const statements = lines.map((line) => ({
    constructPath: 'dc1/leaf10/lines',
    line,
    ...(unchecked && { unchecked: true as const }),
  }));
  return {
    ...fabric,
    devices: fabric.devices.map((device) => (device.hostname === 'leaf10' ? { ...device, statements } : device)),
  };
}

/** What the server says to leaf10 and leaf11, in one form. */
function sessions(fabric: FabricIntent, format: (typeof FORMATS)[number]) {
  const file = { FRR: 'frr.conf', BIRD: 'bird.conf', JUNOS: 'junos.set' }[format];
  const read = READERS[format]?.(renderServer(fabric, 'server1', format)[file] ?? '') ?? [];
  return read.sort((a, b) => (a.local < b.local ? -1 : 1));
}

const BFD = { minimumIntervalMs: 300, multiplier: 3 };

describe.each(FORMATS)('%s follows', (format) => {
  test.each<[string, readonly string[], Partial<PeeringIntent>, object]>([
    ['the AS number of a session', [`${NEIGHBOR} local-as 65010`], {}, { peerAsn: 65010 }],
    ['that of a group', [`${GROUP} local-as 1.10`], {}, { peerAsn: 65546 }],
    ['that of BGP in the VRF', [`${BGP} local-as 65010 private`], {}, { peerAsn: 65010 }],
    [
      'that of the VRF, which a session goes before',
      ['set routing-instances VRF_5 routing-options autonomous-system 65020', `${NEIGHBOR} local-as 65010`],
      {},
      { peerAsn: 65010 },
    ],
    [
      'that of the VRF',
      ['set routing-instances VRF_5 routing-options autonomous-system 65020'],
      {},
      { peerAsn: 65020 },
    ],
    ['a hold time', [`${GROUP} hold-time 30`], {}, { holdTimeSec: 30 }],
    ['a hold time nearer to the session', [`${NEIGHBOR} hold-time 30`], { holdTimeSec: 60 }, { holdTimeSec: 30 }],
    ['not one that the group goes before', [`${BGP} hold-time 30`], { holdTimeSec: 60 }, { holdTimeSec: 60 }],
    ['GTSM', [`${NEIGHBOR} ttl 255`], {}, { ttlSecurity: true }],
    ['that a session is without GTSM', [`${NEIGHBOR} ttl 1`], { ttlSecurity: true }, { ttlSecurity: false }],
    [
      'BFD',
      [`${GROUP} bfd-liveness-detection minimum-interval 500`, `${GROUP} bfd-liveness-detection multiplier 4`],
      {},
      { bfd: { minimumIntervalMs: 500, multiplier: 4 } },
    ],
    ['BFD with the multiplier of Junos', [`${BGP} bfd-liveness-detection minimum-interval 300`], {}, { bfd: BFD }],
  ])('%s', (_title, lines, options, expected) => {
    const [first, second] = sessions(withLines(lines, options), format);
    expect(first).toMatchObject(expected);
    expect(second).toEqual(sessions(withLines([], options), format)[1]);
  });
});

test.each([
  `${NEIGHBOR} passive`,
  `${GROUP} metric-out 50`,
  `${GROUP} family inet unicast accepted-prefix-limit maximum 10`,
  `${GROUP} bfd-liveness-detection holddown-interval 5000`,
  `${GROUP} bfd-liveness-detection transmit-interval threshold 900`,
  `${GROUP} neighbor 172.16.104.99 multihop ttl 3`,
  `${BGP} group others multihop ttl 3`,
  'set routing-instances VRF_6 protocols bgp multihop ttl 3',
  `${PORT} unit 7 vlan-id 7`,
  `${PORT} hold-time up 2000`,
])('the leaf alone is concerned with: %s', (line) => {
  for (const format of ['FRR', 'JUNOS', 'NETPLAN'] as const) {
    expect(renderServer(withLines([line]), 'server1', format)).toEqual(renderServer(withLines([]), 'server1', format));
  }
});

const REFUSED: readonly (readonly [line: string, format: ServerFormatIntent, session?: Partial<PeeringIntent>])[] = [
  [`${NEIGHBOR} multihop ttl 2`, 'FRR'],
  [`${GROUP} authentication-key-chain others`, 'BIRD'],
  [`${GROUP} disable-4byte-as`, 'JUNOS'],
  [`${GROUP} hold-time 0`, 'FRR'],
  [`${GROUP} family inet6 unicast`, 'FRR'],
  [`${GROUP} bfd-liveness-detection minimum-receive-interval 100`, 'FRR_DAEMONS'],
  [`${GROUP} bfd-liveness-detection transmit-interval minimum-interval 100`, 'FRR'],
  [`${GROUP} bfd-liveness-detection session-mode multihop`, 'FRR'],
  [`${NEIGHBOR} bfd-liveness-detection minimum-interval 900`, 'FRR', { bfd: BFD }],
  [`${PORT} flexible-vlan-tagging`, 'NETPLAN'],
  [`${PORT} unit 0 vlan-id 7`, 'NETWORKD'],
  [`${PORT} gigether-options 802.3ad ae7`, 'JUNOS'],
];

test('what the server would have to answer and cannot is refused, with what to do instead', () => {
  const cases = REFUSED.map(
    ([line, format, session]) =>
      [`${format}: ${line}`, () => renderServer(withLines([line], session), 'server1', format)] as const,
  );
  expectGolden('errors/server-lines-not-followed.txt', errorTexts(cases));
});

test('a statement of a session that the library does not know is refused', () => {
  const fabric = withLines([`${GROUP} some-knob 7`], {}, true);
  expect(errorOf(() => renderServer(fabric, 'server1', 'FRR')).code).toBe('serverLineNotFollowed');
  expect(renderServer(fabric, 'server1', 'NETPLAN')).toHaveProperty(['netplan.yaml']);
});

test('a twin shows what the lines do instead of refusing them', () => {
  const fabric = withLines([`${NEIGHBOR} multihop ttl 2`]);
  expect(renderServer(fabric, 'server1', 'FRR_DAEMONS', { forTwin: true })).toHaveProperty(['bgpd.conf']);
});

test('a session is known however a line spells its address', () => {
  const own = { hostname: 'leaf10', inet6: ['2001:db8:104::1/126', '2001:db8:104::2/126'] } as const;
  const fabric = serverFabric([own], { prefixes: ['2001:db8:113::10/128'], routerId: '10.255.0.1' });
  const line = `${BGP} group server1-inet6 neighbor 2001:DB8:104:0::2 local-as 65010`;
  const [device] = fabric.devices;
  if (device === undefined) throw new Error('there is a leaf');
  const devices = [{ ...device, statements: [{ constructPath: 'dc1/leaf10/lines', line }] }];
  expect(sessions({ ...fabric, devices }, 'FRR')).toMatchObject([{ peerAsn: 65010 }]);
});

test('the MTU of a line on the port is what the interface of the server leaves room for', () => {
  const mtu = (line: string): string | undefined =>
    /mtu: (\d+)/.exec(renderServer(withLines([line]), 'server1', 'NETPLAN')['netplan.yaml'] ?? '')?.[1];
  expect(mtu(`${PORT} mtu 9014`)).toBe('9000');
  expect(mtu(`${PORT} unit 0 family inet mtu 8000`)).toBe('8000');
});

test('where a source address does not follow there is none', () => {
  const several = { prefixes: ['203.0.113.10/32', '203.0.113.11/32'], forwarding: false };
  for (const [format, word] of [
    ['FRR', 'set src'],
    ['BIRD', 'krt_prefsrc'],
    ['JUNOS', 'default-address-selection'],
  ] as const) {
    const textOf = (fabric: FabricIntent): string => Object.values(renderServer(fabric, 'server1', format)).join('');
    expect(textOf(hostAddresses())).toContain(word);
    expect(textOf(hostAddresses(several))).not.toContain(word);
  }
});
