import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { sourceFiles } from './import-graph';

/** Keywords that whoever reads what a configuration says about routing has to name. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'aggregated-ether-options',
  'authentication-key-chains',
  'bfd-liveness-detection',
  'ip-prefix-routes',
  'policy-options',
  'policy-statement',
  'protocols',
  'routing-instances',
  'routing-options',
  'vrf-target',
]);

/** Folders that write statements, or know what there is to write. */
const WRITERS = ['lib/render/', 'lib/junos/', 'lib/testing/'];

/** Files that name them for another reason than to read what a device is to do. */
const OTHERS: Readonly<Record<string, string>> = {
  'lib/capture/top-level.ts': 'whether a text begins at the top of a configuration',
  'lib/emulator/junos/commit-checks/bgp.ts': 'paths of messages',
  'lib/emulator/junos/commit-checks/host-bits.ts': 'paths of messages',
  'lib/emulator/junos/commit-checks/instances.ts': 'paths of messages',
  'lib/emulator/junos/not-emulated.ts': 'which of the statements that the model leaves are policies',
  'lib/import/given-values.ts': 'at which places of the program others give something',
  'lib/import/import-fabric.ts': 'which lines of a device the program says',
  'lib/import/undecided.ts': 'where a group speaks of a port or of an instance',
  'lib/import/reasons.ts': 'which lines of a device the program says',
  'lib/rollout/group/device-change.ts': 'which instances stand whatever the change does',
  'lib/rollout/plan/leavers/links-to.ts': 'which lines of a group of ours lead to whom',
  'lib/rollout/plan/leavers/server-side.ts': 'which lines of a group of ours are about servers',
  'lib/rollout/plan/assess/prerequisites.ts': 'whether a statement that we ask for is there',
  'lib/rollout/plan/impact/bridged-servers.ts': 'which lines of a difference are about whom',
  'lib/rollout/plan/impact/key-rollover.ts': 'what a group of ours says by itself, applied or not',
  'lib/rollout/plan/impact/touched.ts': 'which lines of a difference are about whom',
  'lib/rollout/plan/impact/vrf-membership.ts': 'what a group of ours says by itself, applied or not',
  'lib/rules/device/graceful-restart-with-nonstop-routing.ts': 'what a line of the user says',
  'lib/world/lab-keys.ts': "which statements hold keys that are nobody else's to have",
  'lib/world/left-aside.ts': 'where the statements stand that the model leaves',
  'lib/world/world-of-fabric.ts': 'what a VRF of others is made with',
};

function keywordsIn(file: string, text = readFileSync(path.join(__dirname, '..', '..', file), 'utf8')): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && KEYWORDS.has(node.text)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return [...found];
}

const NAMING = sourceFiles().filter((file) => keywordsIn(file).length > 0);

test('what a configuration says about routing is read in lib/routing-model and nowhere else', () => {
  const mayName = (file: string): boolean =>
    [...WRITERS, 'lib/routing-model/'].some((folder) => file.startsWith(folder)) || file in OTHERS;
  expect(NAMING.filter((file) => !mayName(file))).toEqual([]);
});

test('whoever names its statements for another reason still does', () => {
  expect(Object.keys(OTHERS).filter((file) => !NAMING.includes(file))).toEqual([]);
});

test('a reader is seen however it walks', () => {
  expect(keywordsIn('x.ts', "effective.value('routing-instances', vrf, 'vrf-target')")).toEqual([
    'routing-instances',
    'vrf-target',
  ]);
  expect(keywordsIn('x.ts', "if (words[0] === 'policy-options') read(words)")).toEqual(['policy-options']);
});
