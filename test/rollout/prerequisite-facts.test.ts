import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { Prerequisite } from '../../lib/index';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { Configuration } from '../../lib/junos/tree/configuration';
import { externalPrerequisites, prerequisiteProblems } from '../../lib/rollout/plan/assess/prerequisites';
import { captureDevices } from '../../lib/world/captured-device';
import { fabric, leaf, session } from '../render/scenarios';
import { errorOf } from '../support/errors';
import { expectGolden } from '../support/golden';
import { describeWithShared } from '../support/shared';

const ASN = 'routing-options autonomous-system 4210000001';
const SOURCE = 'switch-options vtep-source-interface lo0.0';
const IN_MAC_VRF = 'routing-instances mac-vrf-1 vtep-source-interface lo0.0';
const BALANCED = [
  'routing-options forwarding-table export PFE-LB',
  'policy-options policy-statement PFE-LB then load-balance per-packet',
];

/** What is missing on a leaf that has these lines, beside what nobody asked it for. */
function missing(lines: readonly string[], different: Partial<DeviceIntent> = {}): string[] {
  const effective = new Configuration();
  for (const line of lines) {
    const [path = '', expression] = line.split(' (');
    effective.set(...path.split(' '), ...(expression === undefined ? [] : [`(${expression}`]));
  }
  const device = leaf(different);
  return prerequisiteProblems(device, fabric({ devices: [device] }), effective).map(({ message }) => message);
}

const EVOLVED = { model: 'qfx5130-32cd', junos: '23.4R1-EVO' };

describe('the source of tunnels', () => {
  const withSource = (...lines: string[]) => [ASN, ...BALANCED, ...lines];

  test.each([
    ['of the default switch', [SOURCE]],
    ['of a MAC-VRF', [IN_MAC_VRF]],
    ['of both, the same', [SOURCE, IN_MAC_VRF]],
    ['of an IPv6 address', [IN_MAC_VRF, `${IN_MAC_VRF.slice(0, -6)} inet6`]],
  ])('may be that %s', (_, lines) => {
    expect(missing(withSource(...lines))).toEqual([]);
  });

  test.each([
    ['there is none', [], 'has none;'],
    ['it is another interface', ['switch-options vtep-source-interface lo0.1'], 'has lo0.1 in switch-options;'],
    [
      'two differ',
      [SOURCE, 'routing-instances mac-vrf-1 vtep-source-interface lo0.1'],
      'has lo0.0 in switch-options and lo0.1 in mac-vrf-1;',
    ],
    [
      'one is an IPv6 address and one is not',
      [SOURCE, IN_MAC_VRF, `${IN_MAC_VRF.slice(0, -6)} inet6`],
      'has lo0.0 in switch-options and lo0.0 inet6 in mac-vrf-1;',
    ],
  ])('is told where %s', (_, lines, seen) => {
    const [message, ...more] = missing(withSource(...lines));
    expect(more).toEqual([]);
    expect(message).toContain(`needs \`set ${SOURCE}\`, or that in a MAC-VRF`);
    expect(message).toContain(seen);
    expect(message).toContain('make the prerequisite vtepSourceInterface CONFIGURE');
  });

  test('may be said by nobody on Junos Evolved, and may not be another one there', () => {
    expect(missing(withSource(), EVOLVED)).toEqual([]);
    expect(missing(withSource(IN_MAC_VRF), EVOLVED)).toEqual([]);
    expect(missing(withSource('routing-instances mac-vrf-1 vtep-source-interface lo0.1'), EVOLVED)).toEqual([
      expect.stringMatching(/needs no tunnel source, or .* in every MAC-VRF .* and has lo0\.1 in mac-vrf-1/),
    ]);
  });
});

describe('the load is balanced', () => {
  const policy = (name: string, rest: string) => `policy-options policy-statement ${name} ${rest}`;
  const exported = (...lines: string[]) => missing([ASN, SOURCE, ...lines]);
  const EXPORT = 'routing-options forwarding-table export';

  test.each([
    ['by any policy, in any form', [`${EXPORT} ECMP`, policy('ECMP', 'term 1 then load-balance consistent-hash')]],
    [
      'by one of an expression',
      [`${EXPORT} ( MARK && ECMP )`, policy('MARK', 'then tag 7'), policy('ECMP', 'then load-balance per-packet')],
    ],
    [
      'by terms of both protocols',
      [
        `${EXPORT} ECMP`,
        policy('ECMP', 'term 1 from protocol bgp'),
        policy('ECMP', 'term 1 then load-balance per-packet'),
        policy('ECMP', 'term 1 then accept'),
        policy('ECMP', 'term 2 from protocol evpn'),
        policy('ECMP', 'term 2 then load-balance per-packet'),
      ],
    ],
    [
      'behind a term about some routes',
      [
        `${EXPORT} ECMP`,
        policy('ECMP', 'term 1 from interface lo0.0'),
        policy('ECMP', 'term 1 then reject'),
        policy('ECMP', 'term 2 then load-balance per-packet'),
      ],
    ],
  ])('%s', (_, lines) => {
    expect(exported(...lines)).toEqual([]);
  });

  test.each([
    ['no policy', [], 'no export policy'],
    ['a policy that is not there', [`${EXPORT} ECMP`], 'ECMP, which does not balance the load of BGP and EVPN routes'],
    [
      'BGP alone',
      [
        `${EXPORT} ECMP`,
        policy('ECMP', 'term 1 from protocol bgp'),
        policy('ECMP', 'term 1 then load-balance per-packet'),
      ],
      'ECMP, which does not balance the load of EVPN routes',
    ],
    [
      'routes that are rejected',
      [`${EXPORT} ECMP`, policy('ECMP', 'then load-balance per-packet'), policy('ECMP', 'then reject')],
      'BGP and EVPN',
    ],
    [
      'behind a term that accepts all',
      [`${EXPORT} ECMP`, policy('ECMP', 'term 1 then accept'), policy('ECMP', 'term 2 then load-balance per-packet')],
      'BGP and EVPN',
    ],
  ])('is not said of %s', (_, lines, seen) => {
    expect(exported(...lines)).toEqual([expect.stringContaining(seen)]);
  });
});

describe('the AS number', () => {
  const common = [SOURCE, ...BALANCED];

  test('is that of the leaf, where it has one of its own', () => {
    expect(missing([...common, 'routing-options autonomous-system 65010'], { asn: 65010 })).toEqual([]);
    expect(missing([...common, ASN], { asn: 65010 })).toEqual([
      expect.stringContaining(
        "needs `set routing-options autonomous-system 65010`, or that number as the VRF's own, and has 4210000001;",
      ),
    ]);
  });

  const peerings = [session({})];
  const vrf = 'routing-instances VRF_5';

  test('may be that of the VRF, or of BGP in it, and counts before that of the device', () => {
    const ofSession = (...lines: string[]) => missing([...common, ...lines], { peerings });
    expect(ofSession(`${vrf} routing-options autonomous-system 4210000001`)).toEqual([]);
    expect(ofSession(ASN, `${vrf} protocols bgp local-as 4210000001`)).toEqual([]);
    expect(ofSession(ASN, `${vrf} routing-options autonomous-system 65010`)).toEqual([
      expect.stringContaining('has 65010 in VRF_5;'),
    ]);
  });

  test('is what set lines of the user say, where they say it of a session', () => {
    const line = `set ${vrf} protocols bgp group ${peerings[0]?.group} local-as 65010`;
    const lines = [...common, `${vrf} routing-options autonomous-system 65011`];
    expect(missing(lines, { peerings, statements: [{ constructPath: 'dc1/line', line }] })).toEqual([]);
    expect(missing(lines, { peerings })).toHaveLength(1);
  });
});

test('the router id may come from the one address of lo0.0, and from none of several', () => {
  const { prerequisites } = leaf({});
  const asked = { prerequisites: { ...prerequisites, routerId: 'PRESENT' } } as const;
  const common = [ASN, SOURCE, ...BALANCED, 'interfaces lo0 unit 0 family inet address 127.0.0.1/32'];
  const address = (text: string) => `interfaces lo0 unit 0 family inet address ${text}/32`;
  expect(missing([...common, address('192.168.1.10')], asked)).toEqual([]);
  expect(missing([...common, address('192.168.1.10'), address('192.168.2.10')], asked)).toHaveLength(1);
  expect(missing([...common, address('192.168.1.99')], asked)).toEqual([expect.stringContaining('has 192.168.1.99')]);
});

test('what is external is not looked for', () => {
  const { prerequisites } = leaf({});
  const external = { external: 'from elsewhere' };
  expect(
    missing([], {
      prerequisites: {
        ...prerequisites,
        autonomousSystem: external,
        vtepSourceInterface: external,
        forwardingTableExport: external,
      },
    }),
  ).toEqual([]);
});

test('what people read where something is missing, or nobody looks for it', () => {
  const { prerequisites } = leaf({});
  const asked = { ...prerequisites, routerId: 'PRESENT', gracefulRestart: 'PRESENT', overlayEcmp: 'PRESENT' } as const;
  const external = leaf({ prerequisites: { ...prerequisites, vtepSourceInterface: { external: 'no tunnels yet' } } });
  const texts = [
    ...missing(['routing-options forwarding-table export PFE-LB'], { prerequisites: asked }),
    ...missing(['routing-instances mac-vrf-1 vtep-source-interface lo0.1'], { ...EVOLVED, prerequisites }),
    ...externalPrerequisites(external).map(({ message }) => message),
  ];
  expectGolden('errors/rollout-prerequisites.txt', `${texts.join('\n')}\n`);
});

test('an external prerequisite needs a reason', () => {
  expect(errorOf(() => Prerequisite.external({ reason: ' ' })).message).toBe(
    'Prerequisite.external needs a reason in words, for whoever reviews the change; it was empty',
  );
  expect(Prerequisite.external({ reason: 'from elsewhere' })._intent).toEqual({ external: 'from elsewhere' });
});

describeWithShared('leaves of published fabrics', ['configs', 'jvd'], (directory) => {
  const leaves = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /leaf.*\.conf$/.test(file),
  );

  test.each(leaves)('%s has all that the design needs of a leaf with its AS number', (file) => {
    const text = readFileSync(join(directory, file), 'utf8').replace('cak "secret" ##', 'cak "secret"; ##');
    const [captured] = captureDevices([{ file, text }]);
    if (captured === undefined) throw new Error('a capture is a device');
    const { configuration, hostname, routing } = captured;
    const isEvolved = /qfx5130|qfx5700/.test(file);
    const { prerequisites } = leaf({});
    const device = leaf({
      asn: routing.instances[0]?.asn,
      loopback: routing.instances[0]?.routerId,
      model: isEvolved ? 'qfx5130-32cd' : 'qfx5120-48y-8c',
      prerequisites: { ...prerequisites, routerId: 'PRESENT', ...(isEvolved ? {} : { overlayEcmp: 'PRESENT' }) },
    });
    const problems = prerequisiteProblems(device, fabric({ devices: [device] }), inherit(configuration, hostname));
    expect(problems.map(({ message }) => message)).toEqual([]);
  });
});
