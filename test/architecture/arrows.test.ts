import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ARROWS, folderOf, reachedFrom, wrongArrows } from './arrows';
import { circles, edgeOf, importsOf, sourceFiles } from './import-graph';

const FILES = sourceFiles();
const IMPORTS = FILES.flatMap((file) => importsOf(file));
const EDGES = IMPORTS.flatMap(edgeOf);
const FOLDERS = [...ARROWS.keys()];

/** A file of a folder. */
function fileOf(folder: string): string {
  const found = FILES.find((file) => folderOf(file) === folder);
  if (found === undefined) throw new Error(`arrows.txt has a row ${folder}, in which there is no file`);
  return found;
}

/** What is said of a file once these lines stand in it. */
function wrongIn(file: string, text: string): string[] {
  return wrongArrows(importsOf(file, text).flatMap(edgeOf));
}

/** How a file names another in its imports. */
function specifier(from: string, to: string): string {
  const relative = path.posix.relative(path.posix.dirname(from), to.replace(/\.ts$/, ''));
  return relative.startsWith('.') ? relative : `./${relative}`;
}

test('every folder has a row, and every row is a folder', () => {
  expect(FILES.filter((file) => folderOf(file) === undefined)).toEqual([]);
  expect(FOLDERS.map(fileOf)).toHaveLength(FOLDERS.length);
});

test('every import follows an arrow of the table', () => {
  expect(wrongArrows(EDGES)).toEqual([]);
});

test('every arrow of the table has a file that needs it', () => {
  const used = new Set(EDGES.map(({ from, to }) => `${folderOf(from) ?? ''} -> ${folderOf(to) ?? ''}`));
  const arrows = FOLDERS.flatMap((own) => [...(ARROWS.get(own) ?? [])].map((other) => `${own} -> ${other}`));
  expect(arrows.filter((arrow) => !used.has(arrow))).toEqual([]);
});

test('the rows stand in floors: but for the wings of constructs and the rooms of the rollout, none names one below it', () => {
  const houseOf = (row: string): string => /^(constructs|lib\/rollout)\b/.exec(row)?.[0] ?? row;
  const upward = FOLDERS.flatMap((own, i) =>
    [...(ARROWS.get(own) ?? [])]
      .filter((other) => houseOf(other) !== houseOf(own) && FOLDERS.indexOf(other) >= i)
      .map((other) => `${own} -> ${other}`),
  );
  expect(upward).toEqual([]);
});

const FORMS: readonly ((to: string) => string)[] = [
  (to) => `import { x } from '${to}';`,
  (to) => `import type { x } from '${to}';`,
  (to) => `export { x } from '${to}';`,
  (to) => `export type * from '${to}';`,
  (to) => `type X = import('${to}').X;`,
  (to) => `const x = await import('${to}');`,
  (to) => `import '${to}';`,
];

test.each(FOLDERS)('whatever %s may not import is refused, in every form of an import', (own) => {
  const from = fileOf(own);
  const forbidden = FOLDERS.filter((other) => other !== own && ARROWS.get(own)?.has(other) !== true).map(fileOf);
  const silent = forbidden.filter(
    (to) => !FORMS.every((form) => wrongIn(from, form(specifier(from, to))).length === 1),
  );
  expect(forbidden).not.toEqual([]);
  expect(silent).toEqual([]);
});

test.each([
  ['lib/model/x.ts', '../rollout/settings'],
  ['lib/junos/tree/x.ts', '../../render/render-device'],
  ['lib/intent/x.ts', '../rules/rule'],
  ['lib/reachability/x.ts', '../emulator/lab'],
  ['lib/emulator/x.ts', '../reachability/reachability'],
  ['lib/checks/x.ts', '../rollout/settings'],
  ['lib/model/errors.ts', '../cli/main'],
  ['lib/rules/x.ts', '../emulator/lab'],
  ['lib/render/x.ts', '../emulator/lab'],
  ['lib/rollout/x.ts', '../cli/main'],
  ['lib/rollout/x.ts', '../emulator/lab'],
])('%s may not import %s', (file, to) => {
  expect(wrongIn(file, `import { x } from '${to}';`)).toEqual([expect.stringContaining(`${file} imports `)]);
});

test('lib/ never imports constructs/ or stacks/, but for the entry of the package', () => {
  const others = FOLDERS.filter((row) => row.startsWith('lib/') && row !== 'lib/index.ts');
  const upward = others.flatMap((row) => [...(ARROWS.get(row) ?? [])].filter((other) => !other.startsWith('lib/')));
  expect(upward).toEqual([]);
});

test('what faces real devices never reaches the emulator, the twin or the containerlab export', () => {
  const facing = FOLDERS.filter((row) => /^lib\/(rollout|checks|netconf)\b/.test(row));
  const reached = new Set(facing.flatMap((row) => [...reachedFrom(row)]));
  expect(facing).toHaveLength(8);
  expect([...reached].filter((row) => /^lib\/(emulator|twin|containerlab)\b/.test(row))).toEqual([]);
});

test('the rules ask lib/reachability, which knows nothing of them', () => {
  expect(reachedFrom('lib/rules')).toContain('lib/reachability');
  expect(reachedFrom('lib/reachability')).not.toContain('lib/rules');
});

test('the packages of CDK for Terraform come in through lib/cdktf.ts alone', () => {
  const users = IMPORTS.filter(({ specifier: name }) => /^(cdktf|cdktn|@cdktf\/|@cdktn\/)/.test(name));
  expect([...new Set(users.map(({ from }) => from))]).toEqual(['lib/cdktf.ts']);
});

test('lib/cdktf.ts and constructs are known to constructs/, stacks/ and lib/testing alone', () => {
  const knowing = /^(constructs\/|stacks\/|lib\/testing\/)/;
  const users = [
    ...IMPORTS.filter(({ specifier: name }) => /^constructs(\/|$)/.test(name)),
    ...EDGES.filter(({ to }) => to === 'lib/cdktf.ts'),
  ].map(({ from }) => from);
  expect(users.filter((from) => !knowing.test(from))).toEqual([]);
});

test('no file needs itself at run time, by however many others', () => {
  expect(circles(EDGES.filter(({ isType }) => !isType))).toEqual([]);
});

/** A parent makes the child, and the child imports types of its parent: two files of one folder, beside each other. */
function isParentAndChild(circle: readonly string[]): boolean {
  return circle.length === 2 && new Set(circle.map((file) => path.posix.dirname(file))).size === 1;
}

test('where files know one another by their types, they are a parent and a child in one folder', () => {
  expect(circles(EDGES).filter((circle) => !isParentAndChild(circle))).toEqual([]);
});

test('a circle is found wherever it begins, and files beside it are not taken for a part of it', () => {
  const edge = (from: string, to: string): { from: string; to: string; isType: boolean } => ({
    from,
    to,
    isType: false,
  });
  const edges = [edge('in', 'a'), edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'out'), edge('b', 'a')];
  expect(circles(edges)).toEqual([['a', 'b', 'c']]);
  expect(circles([...edges].reverse())).toEqual([['a', 'b', 'c']]);
  expect(circles([edge('a', 'b'), edge('b', 'a'), edge('b', 'c'), edge('c', 'd'), edge('d', 'c')])).toEqual([
    ['c', 'd'],
    ['a', 'b'],
  ]);
});

test('every folder of the table is on the page about the architecture', () => {
  const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'architecture.md'), 'utf8');
  const table = page.split('\n').filter((line) => line.startsWith('| `'));
  const missing = FOLDERS.filter((row) => {
    const name = row.endsWith('.ts') ? row : `${row}/`;
    return !table.some((line) => line.startsWith(`| \`${name}\``));
  });
  expect(missing).toEqual([]);
});
