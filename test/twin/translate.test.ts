import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FabricError } from '../../lib/model/fabric-error';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { Configuration } from '../../lib/junos/tree/configuration';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { readSet } from '../../lib/junos/formats/set-reader';
import { setLine } from '../../lib/junos/formats/set-writer';
import { translateDevice } from '../../lib/twin/translate/translate-device';
import { planTwin } from '../../lib/twin/plan';
import { renderDevice } from '../../lib/render/render-device';
import { arbitraryConfiguration } from '../junos/arbitrary-configuration';
import { SCENARIOS } from '../render/scenarios';
import { SERVER_OPTIONS } from '../render/server-options';
import { errorOf } from '../support/errors';
import { expectGolden } from '../support/golden';
import { guidePlan } from './support/guide-twin';

const ASN = 'set routing-options autonomous-system 4210000001';
/** Where tunnels end. */
const TUNNEL_END = [
  'set interfaces lo0 unit 0 family inet address 192.168.1.10/32',
  'set switch-options vtep-source-interface lo0.0',
];
/** What others own in the scenarios. */
const THEIRS = ['THEIR-IMPORT', 'THEIR-SECOND-IMPORT', 'THEIR-EXPORT'].map(
  (name) => `set policy-options policy-statement ${name} then next policy`,
);

/** Everything a rendered device acts on, with what it has of its own. */
function effective(fabric: FabricIntent, device: FabricIntent['devices'][number]): Configuration {
  const { group, base } = renderDevice(device, fabric);
  const configuration = readSet([ASN, ...TUNNEL_END, ...THEIRS].join('\n'));
  for (const part of [base, group]) for (const { words } of part.statements()) configuration.set(...words);
  return inherit(configuration);
}

const DEVICES = Object.entries({ ...SCENARIOS, ...SERVER_OPTIONS }).flatMap(([scenario, fabric]) =>
  fabric.devices.map((device) => [`${scenario} ${device.hostname}`, effective(fabric, device)] as const),
);

/** What a device would run: its files and its interfaces, cables aside. */
function runs(hostname: string, configuration: Configuration): string {
  const { device } = translateDevice(hostname, configuration);
  const [node] = planTwin({ devices: [{ hostname, role: 'leaf', configuration }], cables: [], servers: [] }).nodes;
  return JSON.stringify([node, device.units, [...device.aggregates]]);
}

describe('the guide', () => {
  const plan = guidePlan();

  test.each(['leaf10', 'leaf1', 'spine1', 'server1'])('%s has its golden files', (name) => {
    const node = plan.nodes.find((one) => one.name === name);
    for (const [file, text] of Object.entries(node?.files ?? {}))
      expectGolden(`golden/twin/guide/${name}.${file}`, text);
  });

  test('its cables join what the topology joins', () => {
    const lines = plan.links.map(({ a, b }) => `${a.node} ${a.interface} - ${b.node} ${b.interface}\n`);
    expectGolden('golden/twin/guide/cables.txt', lines.join(''));
  });

  test('what is left out has its reason', () => {
    const lines = Object.entries(plan.excused).flatMap(([hostname, all]) =>
      all.map(({ line, reason }) => `${hostname}: ${line} (${reason})\n`),
    );
    expectGolden('golden/twin/guide/left-out.txt', lines.join(''));
  });
});

test.each(DEVICES)('%s is translated as before', (name, configuration) => {
  const [scenario = '', hostname = ''] = name.split(' ');
  const [node] = planTwin({ devices: [{ hostname, role: 'leaf', configuration }], cables: [], servers: [] }).nodes;
  expectGolden(`golden/twin/scenarios/${scenario}-${hostname}.bgpd.conf`, node?.files['bgpd.conf'] ?? '');
});

test('there is no golden file that nothing makes', () => {
  const found = readdirSync(join(__dirname, '..', 'golden', 'twin', 'scenarios'));
  expect(found.sort()).toEqual(DEVICES.map(([name]) => `${name.replace(' ', '-')}.bgpd.conf`).sort());
});

/** Statements that say what would be so without them, or that only stand for something said elsewhere. */
const SAYS_NOTHING_NEW: readonly RegExp[] = [
  / type external$/,
  / local-as no-prepend-global-as$/,
  / mtu 1514$/,
  / family inet6 mtu 1500$/,
  // What a port of 9000 bytes with flexible-vlan-tagging has room for.
  / family inet mtu 8978$/,
  / flexible-vlan-tagging$/,
  / bfd-liveness-detection multiplier 3$/,
  /^set interfaces \S+ mtu \d+$/,
  / instance-type vrf$/,
  / advertise direct-nexthop$/,
  / authentication-algorithm /,
  / family inet6? unicast prefix-limit maximum /,
  / then accept$/,
  / then reject$/,
  / then next policy$/,
  / then preference \d+$/,
  / key 1 secret /,
  /^set policy-options policy-statement THEIR/,
  / prefix-limit teardown idle-timeout forever$/,
  // FRR deletes extended communities of all kinds at once, so that one of the two is enough.
  / community delete dc1-any-(?:encapsulation|route-target)$/,
  / community dc1-any-(?:encapsulation|route-target) members /,
  // One switch for the whole VRF, which its own multipath has turned already.
  /^set routing-instances \S+ protocols bgp group \S+ multipath multiple-as$/,
  // Untagged on the wire.
  / unit 200 vlan-id 200$/,
];

describe.each(DEVICES)('in %s', (_, configuration) => {
  test('every statement changes what runs, is left out with a reason, or is known to say nothing new', () => {
    const { excused } = translateDevice('device', configuration);
    const left = new Set(excused.map(({ line }) => line));
    const before = runs('device', configuration);
    const ignored = [...configuration.statements()].flatMap(({ words }) => {
      const line = setLine(words);
      if (left.has(line) || SAYS_NOTHING_NEW.some((pattern) => pattern.test(line))) return [];
      const without = configuration.clone();
      without.delete(...words);
      return refuses(without) || runs('device', without) !== before ? [] : [line];
    });
    expect(ignored).toEqual([]);
  });
});

function refuses(configuration: Configuration): boolean {
  try {
    translateDevice('device', configuration);
    return false;
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'twinCannotRun') return true;
    throw error;
  }
}

test('no statement that Junos knows is lost without a word', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, (random) => {
      const configuration = inherit(random);
      const lines = [...configuration.statements()].map(({ words }) => setLine(words));
      try {
        const { excused, device } = translateDevice('device', configuration);
        const left = excused.map(({ line }) => line);
        // What is neither left out nor refused was read: it can be found in the model, or nothing was read at all.
        const isEmpty =
          device.units.length + device.policies.size + device.communities.size + device.aggregates.size === 0;
        if (isEmpty && device.instances.length === 1) {
          const read = lines.filter((line) => !left.includes(line));
          expect(read.filter((line) => !READ_ALONE.test(line))).toEqual([]);
        }
      } catch (error) {
        if (!FabricError.isFabricError(error)) throw error;
        expect(error.code).toBe('twinCannotRun');
      }
    }),
    { numRuns: 300 },
  );
});

test('a session that takes routes with its own number n - 1 times on a device takes them as often in the twin', () => {
  const guide = new Map(DEVICES).get('guide leaf10') ?? new Configuration();
  const group = ['routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server1'];
  const taken = [1, 2, 10].map((loops) => {
    const configuration = guide.clone();
    configuration.set(...group, 'family', 'inet', 'unicast', 'loops', String(loops));
    const plan = planTwin({ devices: [{ hostname: 'leaf10', role: 'leaf', configuration }], cables: [], servers: [] });
    return /allowas-in \d+/.exec(plan.nodes[0]?.files['bgpd.conf'] ?? '')?.[0];
  });
  expect(taken).toEqual([undefined, 'allowas-in 1', 'allowas-in 9']);
});

/** Statements that make sense beside others only. */
const READ_ALONE =
  /^set (?:routing-options|switch-options vtep-source-interface|policy-options prefix-list|security authentication-key-chains|protocols (?:evpn encapsulation|bgp)|interfaces)/;

describe('what cannot be mapped is refused with its set line', () => {
  const refusal = (...lines: readonly string[]): string => {
    const configuration = inherit(readSet([ASN, ...lines].join('\n')));
    return errorOf(() => translateDevice('leaf10', configuration)).message;
  };

  const CASES: readonly (readonly [string, readonly string[]])[] = [
    ['a bridge domain', ['set interfaces et-0/0/1 unit 0 family ethernet-switching vlan members 10']],
    ['an interface of another kind', ['set interfaces irb unit 5 family inet address 10.0.0.1/24']],
    ['a protocol', ['set protocols ospf area 0 interface et-0/0/1.0']],
    ['an instance of another type', ['set routing-instances X instance-type virtual-router']],
    ['a gateway address', ['set routing-instances X protocols evpn ip-prefix-routes advertise gateway-address']],
    ['a static route to somewhere', ['set routing-options static route 10.0.0.0/8 next-hop 10.1.1.1']],
    ['an import policy of a VRF', ['set routing-instances X vrf-import POLICY']],
    [
      'conditions of policies',
      [
        'set policy-options policy-statement P term a from protocol ospf',
        'set policy-options policy-statement P term a from as-path SHORT',
        'set policy-options policy-statement P term a from route-filter 10.0.0.0/8 through 10.0.0.0/12',
        'set policy-options policy-statement P term a from prefix-list NONE',
        'set policy-options policy-statement P term a from policy Q',
        'set policy-options policy-statement P term a from community NONE',
        'set policy-options policy-statement P term a from route-filter 10.0.0.0/8 exact accept',
      ],
    ],
    [
      'actions of policies',
      [
        'set policy-options policy-statement P then next-hop self',
        'set policy-options policy-statement P then default-action accept',
        'set policy-options policy-statement P then as-path-prepend "65001 x"',
        'set policy-options policy-statement P then preference 180',
        'set policy-options policy-statement P then community delete SOME',
        'set policy-options policy-statement P then local-preference add 10',
        'set policy-options community SOME members target:64512:*',
      ],
    ],
    [
      'communities',
      [
        'set policy-options community MIXED members [ 65000:1 large:65000:1:1 ]',
        'set policy-options community NOT members 65000:1',
        'set policy-options community NOT invert-match',
        'set policy-options policy-statement P from community MIXED',
      ],
    ],
    [
      'sessions',
      [
        'set protocols bgp group A neighbor 10.0.0.1 peer-as 65001',
        'set protocols bgp group A import MISSING',
        'set protocols bgp group A local-as 65000 private',
        'set protocols bgp group A family inet labeled-unicast',
        'set protocols bgp group A neighbor 10.0.0.1 accept-remote-nexthop',
        'set protocols bgp group B type external',
        'set protocols bgp group B neighbor 10.0.0.2',
      ],
    ],
    [
      'reflectors with two clusters',
      [
        'set protocols bgp group A type internal',
        'set protocols bgp group A family evpn signaling',
        'set protocols bgp group A cluster 1.1.1.1',
        'set protocols bgp group A neighbor 10.0.0.1',
        'set protocols bgp group B type internal',
        'set protocols bgp group B family evpn signaling',
        'set protocols bgp group B cluster 2.2.2.2',
        'set protocols bgp group B export P',
        'set protocols bgp group B neighbor 10.0.0.2',
        'set policy-options policy-statement P then accept',
      ],
    ],
    [
      'a leak between instances',
      ['A', 'B'].flatMap((name, i) => [
        `set routing-instances ${name} instance-type vrf`,
        `set routing-instances ${name} route-distinguisher 192.168.1.10:${i + 1}`,
        `set routing-instances ${name} vrf-target target:64512:1`,
        `set routing-instances ${name} routing-options auto-export`,
        `set routing-instances ${name} protocols evpn ip-prefix-routes advertise direct-nexthop`,
        `set routing-instances ${name} protocols evpn ip-prefix-routes encapsulation vxlan`,
        `set routing-instances ${name} protocols evpn ip-prefix-routes vni ${i + 1}`,
      ]),
    ],
  ];

  test('with these words', () => {
    expectGolden(
      'errors/twin-refusals.txt',
      CASES.map(([title, lines]) => `# ${title}\n${refusal(...lines)}\n`).join('\n'),
    );
  });

  test('a session without an AS number of its own', () => {
    const configuration = readSet('set protocols bgp group A neighbor 10.0.0.1 peer-as 65001');
    expect(errorOf(() => translateDevice('leaf10', configuration)).message).toContain(
      'the device has no routing-options autonomous-system',
    );
  });
});
