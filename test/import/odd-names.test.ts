import fc from 'fast-check';
import { transpileModule } from 'typescript';
import { importFabric } from '../../lib/import/import-fabric';
import { readSet } from '../../lib/junos/formats/set-reader';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { joinWords } from '../../lib/junos/tree/words';
import { effectProblems } from '../../lib/rollout/group/effect';
import { afterFirstRollout, contentOf } from './first-rollout';
import { runProgram } from './run-program';

/** What every object, every module or TypeScript has already. */
const TAKEN = 'constructor __proto__ toString hasOwnProperty await public fabric app exports undefined'.split(' ');
/** What ends a string, a comment or a statement, or says something to Junos or to a terminal. */
const SIGNS = '" ` ${x} */ // \\ \\u0041 ### ##[group] ; { } [ ] <*> : - -- . ..'.split(' ');
const SHAPES = ['a b', "it's", '( A )', '1', '1-2', 'a/b', 'a--b', 'a:b', 'x'.repeat(200)];
const BEYOND_ASCII = ['é', '日本', '\u202e', '\u2028', '\u00a0'];
const name = fc
  .oneof(
    fc.constantFrom(...TAKEN, ...SIGNS, ...SHAPES, ...BEYOND_ASCII),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .filter((text) => !/[\n\r\0]/.test(text) && text.trim() !== '');

const NAMES = fc.record({
  vrf: name,
  group: name,
  policy: name,
  description: name,
  hostname: name,
  file: name,
  model: fc.constantFrom('qfx5120-48y-8c', 'qfx10002-60c', 'qfx5999-1z'),
  attached: fc.constantFrom('to the group', 'to the neighbor'),
});

/** Everything is called the same. */
const ALIKE = { vrf: 'same', group: 'same', policy: 'same', description: 'same', hostname: 'same' };

/** A leaf with two sessions in one group, all of whose names are odd, and more lines of that group and of the leaf; each as its words. */
function leafOf(
  { attached, description, group, hostname, policy, vrf }: Readonly<Record<string, string>>,
  ofGroup: readonly (readonly string[])[],
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
    ['interfaces', 'et-0/0/51', 'unit', '0', 'family', 'inet', 'address', '10.78.0.0/31'],
    ['routing-options', 'autonomous-system', '64500.7'],
    [...inVrf, 'instance-type', 'vrf'],
    [...inVrf, 'interface', 'et-0/0/50.0'],
    [...inVrf, 'interface', 'et-0/0/51.0'],
    [...inVrf, 'route-distinguisher', '10.255.0.7:7'],
    [...inVrf, 'vrf-target', 'target:64500:7'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'advertise', 'direct-nexthop'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'encapsulation', 'vxlan'],
    [...inVrf, 'protocols', 'evpn', 'ip-prefix-routes', 'vni', '70007'],
    [...ofPolicy, 'from', 'route-filter', '10.70.1.0/24', 'exact'],
    [...ofPolicy, 'then', 'accept'],
    ['policy-options', 'policy-statement', policy ?? '', 'then', 'reject'],
    [...inGroup, 'type', 'external'],
    [...inGroup, ...(attached === 'to the group' ? [] : ['neighbor', '10.77.0.1']), 'import', policy ?? ''],
    [...inGroup, 'neighbor', '10.77.0.1', 'peer-as', '64391.7'],
    ...ofGroup.map((words) => [...inGroup, ...words]),
    ...more,
  ];
  return lines.map((words) => `set ${joinWords(words)}\n`).join('');
}

/** What a group or neighbor says, in many combinations: the props of a session, groups of others, and a second home. */
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
  .subarray([...OPTIONS])
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((words) => fc.constantFrom([], ['neighbor', '10.77.0.1']).map((place) => [...place, ...words])),
    ),
  );
const secondHome = fc.subarray([['neighbor', '10.78.0.1', 'peer-as', '64391.7']]);

/** What the second port says, and what gives it something. */
const OF_PORT: readonly (readonly string[])[] = [
  ['interfaces', 'et-0/0/51', 'description', 'second'],
  ['interfaces', 'et-0/0/51', 'hold-time', 'up', '2000', 'down', '0'],
  ['interfaces', 'et-0/0/51', 'mtu', '9100'],
  ['interfaces', 'interface-range', 'R', 'member', 'et-0/0/51'],
  ['interfaces', 'interface-range', 'R', 'mtu', '9000'],
  ['groups', 'SITE', 'interfaces', '<et-*>', 'description', 'servers'],
  ['apply-groups', 'SITE'],
];
const ofPort = fc.subarray([...OF_PORT]);

/** That the program of a leaf compiles and constructs, and says what its report says. */
function requireSound(text: string, file: string, model: string, ownVrfs: boolean): void {
  const { devices, program } = importFabric([{ file, text }], { ownVrfs, model, fabric: 'dc1' });
  const { diagnostics = [] } = transpileModule(program, { reportDiagnostics: true });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  const [report] = devices;
  const lines = runProgram(program)
    .device(report?.hostname ?? '')
    .setLines();
  const said = report?.reproduced ?? [];
  expect(lines.filter((line) => !said.includes(line) && !report?.added.includes(line))).toEqual([]);
}

test('whatever things are called and sessions say, the printed program compiles and constructs', () => {
  fc.assert(
    fc.property(NAMES, options, secondHome, ofPort, fc.boolean(), (names, ofGroup, second, more, ownVrfs) => {
      requireSound(leafOf(names, [...ofGroup, ...second], more), names.file, names.model, ownVrfs);
    }),
    { numRuns: 12 },
  );
});

test('so it does where everything is called the same', () => {
  requireSound(leafOf(ALIKE, [], []), 'same', 'qfx5120-48y-8c', true);
});

test.each([
  ['a group that the library has no name for, in a VRF of the fabric', '!', true],
  ['an AS number with a dot', 'same', false],
])('the first rollout of %s is not refused', (_, group, ownVrfs) => {
  const described = [['neighbor', '10.77.0.1', 'description', 'theirs']];
  const text = leafOf({ ...ALIKE, group }, described, []);
  const wishes = { ownVrfs, model: 'qfx5120-48y-8c', fabric: 'dc1' };
  const { intent, program } = importFabric([{ file: 'same.set', text }], wishes);
  const [device] = intent.devices;
  if (device === undefined) throw new Error('the leaf is in no program');
  const content = contentOf(runProgram(program), device.hostname);
  const after = inherit(afterFirstRollout(readSet(text), device, 'dc1', content));
  const ownedVrfs = new Set(ownVrfs ? ['same'] : []);
  const problems = effectProblems('same', [{ name: 'dc1', content, exclusive: true }], after, ownedVrfs);
  expect(problems.map(({ message }) => message)).toEqual([]);
});
