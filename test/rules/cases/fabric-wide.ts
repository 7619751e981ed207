import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { soundFabric, withLeaf, withBreakout, withSessions, withSpare, withVrf6 } from '../sound-fabric';
import type { RuleCase } from './case';

const sound = soundFabric();

/** A leaf that shares its loopback has RDs that follow from it. */
const oneLoopback = withLeaf(sound, 'leaf11', {
  loopback: '192.168.1.10',
  vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' }],
});

/** leaf10 with a line of the user, and graceful restart toward server1. */
const withLine = (line: string): FabricIntent =>
  withLeaf(withSessions(sound, { leaf10: { gracefulRestart: {} } }), 'leaf10', {
    statements: [{ constructPath: 'dc1/lines', line }],
  });

export const DEVICE_CASES: readonly RuleCase[] = [
  {
    rule: 'device/graceful-restart-with-nonstop-routing',
    breaks: ['a line with nonstop routing', withLine('set routing-options nonstop-routing')],
    nearly: ['another routing option', withLine('set routing-options graceful-restart restart-duration 300')],
  },
  {
    rule: 'device/loopback-shared',
    breaks: ['two leaves with one loopback', oneLoopback],
    nearly: ['the neighboring address', withLeaf(sound, 'leaf11', { loopback: '192.168.1.9' })],
  },
  {
    rule: 'device/management-address-shared',
    breaks: ['two leaves at one address', withLeaf(sound, 'leaf11', { managementAddress: '10.0.0.10' })],
    nearly: [
      'one address, translated to two by port',
      withLeaf(sound, 'leaf11', { managementAddress: '10.0.0.10', managementPort: 8311 }),
    ],
  },
];

/** Raw lines on leaf10 that make its VRF export through a policy. */
function exporting(...terms: readonly string[]): FabricIntent {
  const policy = 'set policy-options policy-statement OUT';
  const lines = [
    'set routing-instances VRF_5 vrf-export OUT',
    'set policy-options community OUT-TARGET members target:62273:16776000',
    ...terms.map((term) => `${policy} ${term}`),
  ];
  return withLeaf(sound, 'leaf10', {
    statements: lines.map((line) => ({ constructPath: 'dc1/leaf10/policies', line })),
  });
}

/** leaf10 and leaf11 with these loopback units in VRF_5, leaf10 with one in VRF_6 as well. */
function withLoopbacks(addresses: readonly [string, string], unit6?: number): FabricIntent {
  const unit = (address: string): { unit: number; addresses: string[] } => ({ unit: 2, addresses: [address] });
  const six =
    unit6 === undefined
      ? []
      : [
          {
            name: 'VRF_6',
            routeDistinguisher: '192.168.1.10:6',
            loopback: { unit: unit6, addresses: ['192.168.12.1/32'] },
          },
        ];
  const base = unit6 === undefined ? sound : withVrf6(sound);
  const first = withLeaf(base, 'leaf10', {
    vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5', loopback: unit(addresses[0]) }, ...six],
  });
  return withLeaf(first, 'leaf11', {
    vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.11:5', loopback: unit(addresses[1]) }],
  });
}

export const VRF_CASES: readonly RuleCase[] = [
  {
    rule: 'vrf/loopback-address-shared',
    breaks: ['one address on two leaves', withLoopbacks(['192.168.11.1/32', '192.168.11.1/32'])],
    nearly: ['an address for each', withLoopbacks(['192.168.11.1/32', '192.168.11.2/32'])],
  },
  {
    rule: 'vrf/loopback-unit-shared',
    breaks: ['lo0.2 in two VRFs', withLoopbacks(['192.168.11.1/32', '192.168.11.2/32'], 2)],
    nearly: ['a unit for each', withLoopbacks(['192.168.11.1/32', '192.168.11.2/32'], 3)],
  },
  {
    rule: 'vrf/prefix-stopped',
    breaks: [
      'a vrf-export that lets out link subnets only',
      exporting(
        'term links from protocol direct',
        'term links then community add OUT-TARGET',
        'term links then accept',
      ),
    ],
    nearly: [
      'one that lets out what servers announce as well',
      exporting('then community add OUT-TARGET', 'then accept'),
    ],
  },
  {
    rule: 'vrf/rd-shared-by-leaves',
    breaks: [
      'an RD that does not come from the loopback',
      withLeaf(sound, 'leaf11', { vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' }] }),
    ],
    nearly: [
      'another number behind the same address',
      withLeaf(sound, 'leaf11', { vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:6' }] }),
    ],
  },
  {
    rule: 'vrf/duplicate-rd-on-device',
    breaks: [
      'one RD for two VRFs',
      withLeaf(withVrf6(sound), 'leaf10', {
        vrfs: [
          { name: 'VRF_5', routeDistinguisher: '4210000001:5' },
          { name: 'VRF_6', routeDistinguisher: '4210000001L:5' },
        ],
      }),
    ],
    nearly: [
      'an AS number of two bytes and the same of four, which differ on the wire',
      withLeaf(withVrf6(sound), 'leaf10', {
        vrfs: [
          { name: 'VRF_5', routeDistinguisher: '65000:5' },
          { name: 'VRF_6', routeDistinguisher: '65000L:5' },
        ],
      }),
    ],
  },
  {
    rule: 'vrf/rd-number-shared',
    breaks: ['two VRFs with rdNumber 5', withVrf6(sound, { rdNumber: 5 })],
    nearly: ['numbers that begin alike', withVrf6(sound, { rdNumber: 55 })],
  },
  {
    rule: 'vrf/rd-collides-with-automatic',
    breaks: [
      'route-distinguisher-id is the loopback',
      withLeaf(sound, 'leaf10', { routeDistinguisherId: '192.168.1.10' }),
    ],
    nearly: [
      'route-distinguisher-id begins with the same digits',
      withLeaf(sound, 'leaf10', { routeDistinguisherId: '192.168.1.1' }),
    ],
  },
  {
    rule: 'vrf/vni-shared',
    breaks: ['two VRFs with one VNI', withVrf6(sound, { vni: 16776000 })],
    nearly: ['neighboring VNIs', withVrf6(sound, { vni: 16776001 })],
  },
  {
    rule: 'vrf/route-target-shared',
    breaks: [
      'one target in two spellings',
      {
        ...withVrf6(sound, { routeTarget: 'target:4210000001L:5' }),
        vrfs: withVrf6(sound, { routeTarget: 'target:4210000001L:5' }).vrfs.map((held) =>
          held.name === 'VRF_5' ? { ...held, routeTarget: 'target:4210000001:5' } : held,
        ),
      },
    ],
    nearly: ['the same number behind another AS', withVrf6(sound, { routeTarget: 'target:62274:16776000' })],
  },
  {
    rule: 'vrf/imports-from-another',
    breaks: [
      'the target of VRF_5 imported in another spelling',
      withVrf6(
        { ...sound, vrfs: sound.vrfs.map((held) => ({ ...held, routeTarget: 'target:4210000001:5' })) },
        { importRouteTargets: ['target:4210000001L:5'] },
      ),
    ],
    nearly: [
      'two VRFs that import what nobody announces',
      withVrf6(
        { ...sound, vrfs: sound.vrfs.map((held) => ({ ...held, importRouteTargets: ['target:62273:1'] })) },
        { importRouteTargets: ['target:62273:1'] },
      ),
    ],
  },
  {
    rule: 'vrf/duplicate-vrf',
    breaks: [
      'VRF_5 once more, with another route target and VNI',
      {
        ...sound,
        vrfs: [
          ...sound.vrfs,
          {
            name: 'VRF_5',
            constructPath: 'dc1/rack2/VRF_5',
            owned: true,
            vni: 16776005,
            routeTarget: 'target:62273:5',
            rdNumber: 5,
          },
        ],
      },
    ],
    nearly: ['another name', withVrf6(sound)],
  },
];

const subnetOn = (hostname: string, address: string): ReturnType<typeof withSpare> =>
  withSpare(sound, { addresses: [{ family: 'inet', address }] }, hostname);

export const ADDRESS_CASES: readonly RuleCase[] = [
  {
    rule: 'address/subnets-overlap-on-leaf',
    breaks: ['a /31 within the /30 of another port', subnetOn('leaf10', '172.16.104.2/31')],
    nearly: [
      'the same subnet in another VRF of the leaf',
      withSpare(withVrf6(sound), { vrf: 'VRF_6', addresses: [{ family: 'inet', address: '172.16.104.1/30' }] }),
    ],
  },
  {
    rule: 'address/subnets-overlap-across-leaves',
    breaks: ['the subnet of leaf11 on a port of leaf10', subnetOn('leaf10', '172.16.104.5/30')],
    nearly: ['the subnet after it', subnetOn('leaf10', '172.16.104.9/30')],
  },
  {
    rule: 'address/subnet-covers-loopback',
    breaks: ['a link in the range of the loopbacks', subnetOn('leaf10', '192.168.1.9/30')],
    nearly: ['the link after the last loopback', subnetOn('leaf10', '192.168.1.13/30')],
  },
  {
    rule: 'address/subnet-length',
    breaks: ['a /16', subnetOn('leaf10', '172.20.0.1/16')],
    nearly: [
      'a /24 and a /64',
      withSpare(sound, {
        addresses: [
          { family: 'inet', address: '172.20.0.1/24' },
          { family: 'inet6', address: '2001:db8:20::1/64' },
        ],
      }),
    ],
  },
];

const aggregate = (...interfaces: readonly { unit: number; vlanId?: number; mtu?: number; path: string }[]) =>
  interfaces.reduce(
    (base, { path, unit, ...more }, i) =>
      withSpare(base, {
        port: 'ae1',
        constructPath: path,
        unit,
        addresses: [{ family: 'inet', address: `172.16.120.${4 * i + 1}/30` }],
        ...more,
      }),
    sound,
  );

export const INTERFACE_CASES: readonly RuleCase[] = [
  {
    rule: 'interface/duplicate-unit',
    breaks: ['one port for two servers', withSpare(sound, { port: 'et-0/0/15' })],
    nearly: ['the port beside it', withSpare(sound, { port: 'et-0/0/16' })],
  },
  {
    rule: 'interface/tagged-and-untagged',
    breaks: [
      'a unit with and one without a tag',
      aggregate({ unit: 0, path: 'dc1/a' }, { unit: 7, vlanId: 7, path: 'dc1/b' }),
    ],
    nearly: [
      'two units with tags',
      aggregate({ unit: 6, vlanId: 6, path: 'dc1/a' }, { unit: 7, vlanId: 7, path: 'dc1/b' }),
    ],
  },
  {
    rule: 'interface/duplicate-vlan-id',
    along: ['interface/unit-differs-from-vlan-id'],
    breaks: [
      'VLAN 7 on two units of a port',
      aggregate({ unit: 7, vlanId: 7, path: 'dc1/a' }, { unit: 7007, vlanId: 7, path: 'dc1/b' }),
    ],
    nearly: [
      'VLAN 7 on two ports',
      withSpare(aggregate({ unit: 7, vlanId: 7, path: 'dc1/a' }), {
        port: 'ae2',
        unit: 7,
        vlanId: 7,
        addresses: [{ family: 'inet', address: '172.16.121.1/30' }],
      }),
    ],
  },
  {
    rule: 'interface/mtus-differ',
    breaks: [
      'two MTUs for a port',
      aggregate({ unit: 6, vlanId: 6, mtu: 1518, path: 'dc1/a' }, { unit: 7, vlanId: 7, mtu: 9000, path: 'dc1/b' }),
    ],
    nearly: [
      'an MTU on one unit only',
      aggregate({ unit: 6, vlanId: 6, mtu: 1518, path: 'dc1/a' }, { unit: 7, vlanId: 7, path: 'dc1/b' }),
    ],
  },
  {
    rule: 'interface/port-not-on-model',
    breaks: ['et-0/0/60 of a QFX10002-60C', withSpare(sound, { port: 'et-0/0/60' })],
    nearly: ['et-0/0/59, the last one', withSpare(sound, { port: 'et-0/0/59' })],
  },
  {
    rule: 'interface/port-and-channel',
    along: ['interface/channel-without-breakout'],
    breaks: ['et-0/0/15 and a channel of it', withSpare(sound, { port: 'xe-0/0/15:1' })],
    nearly: ['a channel of the next port', withBreakout(withSpare(sound, { port: 'xe-0/0/16:1' }), {})],
  },
  {
    rule: 'interface/vlan-id-reserved',
    breaks: ['VLAN 4094', withSpare(sound, { unit: 4094, vlanId: 4094 })],
    nearly: ['VLAN 4089', withSpare(sound, { unit: 4089, vlanId: 4089 })],
  },
  {
    rule: 'interface/unit-differs-from-vlan-id',
    breaks: ['unit 100 with VLAN 200', withSpare(sound, { unit: 100, vlanId: 200 })],
    nearly: ['unit 200 with VLAN 200', withSpare(sound, { unit: 200, vlanId: 200 })],
  },
  {
    rule: 'interface/mtu-exceeds-fabric',
    breaks: ['one byte too many', withSpare(sound, { mtu: 9135 })],
    nearly: ['the largest that fits', withSpare(sound, { mtu: 9134 })],
  },
];
