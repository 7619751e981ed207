import fc from 'fast-check';
import { transpileModule } from 'typescript';
import { importFabric } from '../../lib/import/import-fabric';
import { joinWords } from '../../lib/junos/tree/words';
import { runProgram } from './run-program';

const ODD = [
  ...[
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'await',
    'public',
    'fabric',
    'app',
    'exports',
    'undefined',
  ],
  ...[
    'a b',
    "it's",
    '"',
    '`',
    '${x}',
    '*/',
    '//',
    '\\',
    '\\u0041',
    '###',
    '##[group]',
    ';',
    '{',
    '}',
    '[',
    ']',
    '<*>',
    '( A )',
  ],
  ...[
    '1',
    '1-2',
    '-',
    '--',
    '.',
    '..',
    'a/b',
    'a--b',
    'a:b',
    'é',
    '日本',
    '\u202e',
    '\u2028',
    '\u00a0',
    'x'.repeat(200),
  ],
];
const name = fc
  .oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }))
  .filter((text) => !/[\n\r\0]/.test(text) && text.trim() !== '');

const NAMES = fc.record({
  vrf: name,
  group: name,
  policy: name,
  description: name,
  hostname: name,
  file: name,
  model: fc.constantFrom('qfx5120-48y-8c', 'qfx10002-60c', 'qfx5999-1z'),
});

/** A leaf with a session, all of whose names are odd; each line as its words. */
function leafOf(
  { description, group, hostname, policy, vrf }: Readonly<Record<string, string>>,
  more: readonly (readonly string[])[],
): string {
  const inVrf = ['routing-instances', vrf ?? ''];
  const inGroup = [...inVrf, 'protocols', 'bgp', 'group', group ?? ''];
  const ofPolicy = ['policy-options', 'policy-statement', policy ?? '', 'term', 'own'];
  const lines = [
    ['system', 'host-name', hostname ?? ''],
    ['interfaces', 'lo0', 'unit', '0', 'family', 'inet', 'address', '10.255.0.7/32'],
    ['interfaces', 'et-0/0/50', 'description', description ?? ''],
    ['interfaces', 'et-0/0/50', 'unit', '0', 'family', 'inet', 'address', '10.77.0.0/31'],
    ['routing-options', 'autonomous-system', '64500.7'],
    [...inVrf, 'instance-type', 'vrf'],
    [...inVrf, 'interface', 'et-0/0/50.0'],
    [...inVrf, 'route-distinguisher', '10.255.0.7:7'],
    [...inVrf, 'vrf-target', 'target:64500:7'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'advertise', 'direct-nexthop'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'encapsulation', 'vxlan'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'vni', '70007'],
    [...ofPolicy, 'from', 'route-filter', '10.70.1.0/24', 'exact'],
    [...ofPolicy, 'then', 'accept'],
    ['policy-options', 'policy-statement', policy ?? '', 'then', 'reject'],
    [...inGroup, 'type', 'external'],
    [...inGroup, 'import', policy ?? ''],
    [...inGroup, 'neighbor', '10.77.0.1', 'peer-as', '64391.7'],
    ...more.map((words) => [...inGroup, ...words]),
  ];
  return lines.map((words) => `set ${joinWords(words)}\n`).join('');
}

/** What a group or neighbor says, in many combinations: the props of a session, and groups of others. */
const OPTIONS: readonly (readonly string[])[] = [
  ['hold-time', '30'],
  ['multihop', 'ttl', '2'],
  ['local-address', '10.77.0.0'],
  ['passive'],
  ['log-updown'],
  ['bfd-liveness-detection', 'minimum-interval', '900'],
  ['family', 'inet', 'unicast', 'loops', '2'],
  ['family', 'inet', 'unicast', 'prefix-limit', 'maximum', '70'],
  ['graceful-restart', 'restart-time', '60'],
];
const options = fc
  .subarray(OPTIONS.map((_, i) => i))
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((i) =>
        fc.boolean().map((ofNeighbor) => [...(ofNeighbor ? ['neighbor', '10.77.0.1'] : []), ...(OPTIONS[i] ?? [])]),
      ),
    ),
  );

test('whatever things are called and sessions say, the printed program compiles and constructs', () => {
  fc.assert(
    fc.property(NAMES, options, fc.boolean(), (names, more, ownVrfs) => {
      const text = leafOf(names, more);
      const { devices, program } = importFabric([{ file: names.file, text }], {
        ownVrfs,
        model: names.model,
        fabric: 'dc1',
      });
      const { diagnostics = [] } = transpileModule(program, { reportDiagnostics: true });
      expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
      const [report] = devices;
      const lines = runProgram(program)
        .device(report?.hostname ?? '')
        .setLines();
      const said = report?.reproduced ?? [];
      expect(lines.filter((line) => !said.includes(line) && !report?.added.includes(line))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
