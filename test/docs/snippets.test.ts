import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
} from 'typescript';
import type { CompilerHost, CompilerOptions } from 'typescript';
import * as library from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { runSnippet } from './run-snippet';
import type { Snippet } from './snippets';
import { snippets } from './snippets';
import { TYPES } from './world';

const ROOT = join(__dirname, '..', '..');
const SNIPPETS = snippets();

/** Snippets with something in them that is not installed here. */
const NOT_COMPILED: Readonly<Record<string, string>> = { 'docs/testing.md 3': 'it is for Vitest' };

/** Snippets that are compiled and not run. */
const NOT_RUN: Readonly<Record<string, string>> = {
  ...NOT_COMPILED,
  'docs/allocation.md 1': 'its leaves are those of another fabric here; test/allocation runs the same program',
  'docs/testing.md 1': 'it is a test, which examples/multihomed-server has',
  'docs/testing.md 5': 'it starts devices, which test/testing does',
};

/** What the devices run that a snippet takes for granted, where it is not the release of the guide. */
const RELEASES: Readonly<Record<string, string>> = { 'docs/server-ports.md 2': '21.4R1' };

const OPTIONS: CompilerOptions = {
  target: ScriptTarget.ES2022,
  module: ModuleKind.CommonJS,
  moduleResolution: ModuleResolutionKind.Node10,
  esModuleInterop: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  noEmit: true,
  types: ['node', 'jest'],
  baseUrl: ROOT,
  paths: {
    'cdktf-junos-fabric': ['lib/index.ts'],
    'cdktf-junos-fabric/intent': ['lib/intent/fabric-intent.ts'],
    'cdktf-junos-fabric/testing': ['lib/testing/index.ts'],
    'cdktf-junos-fabric/testing/*': ['lib/testing/*.ts'],
  },
};

const WRONG: Snippet = {
  title: 'wrong',
  imports: '',
  body: "new JunosStatements(leaf10, 'ntp', { line: 'set system ntp server 10.0.0.1' });",
  free: ['JunosStatements', 'leaf10'],
};

/** Every name that the package exports, types too. */
function exportedNames(): string[] {
  const entry = readFileSync(join(ROOT, 'lib', 'index.ts'), 'utf8');
  const types = [...entry.matchAll(/\btype (\w+)(?=[,\s}])/g)].map(([, name = '']) => name);
  return [...new Set([...Object.keys(library), ...types])].filter((name) => name !== '__esModule');
}

/** The snippet as a file that can be compiled: with its imports, and what it takes for granted declared. */
function asModule({ body, free, imports }: Snippet): string {
  const known = new Set(exportedNames().filter((name) => !new RegExp(`\\b${name}\\b`).test(imports)));
  const types = ['FabricStackProps', 'LeafDevice', 'MultihomedServer', 'MultihomedServerProps', 'ServerAttachment'];
  const used = [...new Set([...free, ...types, 'FabricStack', 'SpineDevice', 'Vrf5Instance'])];
  return [
    imports,
    `import { ${used.filter((name) => known.has(name)).join(', ')} } from 'cdktf-junos-fabric';`,
    ...(/\bApp\b/.test(imports) ? [] : ["import { App } from 'cdktf';"]),
    "import type { LabTopology } from 'cdktf-junos-fabric/testing/lab';",
    ...free.filter((name) => name in TYPES).map((name) => `declare const ${name}: ${TYPES[name] ?? ''};`),
    'export async function snippet(): Promise<void> {',
    body,
    '}',
  ].join('\n');
}

/** What the compiler says of each file, one text an error. */
function errorsIn(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const disk = createCompilerHost(OPTIONS);
  const host: CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => files.get(file) ?? disk.readFile(file),
    getSourceFile: (file, target, ...rest) => {
      const text = files.get(file);
      return text === undefined
        ? disk.getSourceFile(file, target, ...rest)
        : createSourceFile(file, text, target, true);
    },
  };
  const program = createProgram([...files.keys()], OPTIONS, host);
  return new Map(
    [...files.keys()].map((file) => {
      const source = program.getSourceFile(file);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [file, found.map(({ messageText }) => flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}

/** Where the example with this name stands, so that a snippet finds what is beside it. */
function fileOf({ title }: Snippet): string {
  return join(ROOT, 'examples', 'multihomed-server', '__tests__', `${title.replace(/\W/g, '-')}.ts`);
}

describe('every snippet of README and docs', () => {
  const compiled = SNIPPETS.filter(({ title }) => !(title in NOT_COMPILED));
  let errors: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    errors = errorsIn(new Map([...compiled, WRONG].map((one) => [fileOf(one), asModule(one)])));
  });

  test('is found', () => {
    expect(SNIPPETS.length).toBeGreaterThan(15);
    const titles = SNIPPETS.map(({ title }) => title);
    expect(Object.keys({ ...NOT_RUN, ...RELEASES }).filter((title) => !titles.includes(title))).toEqual([]);
  });

  test.each(compiled.map((one) => [one.title, one] as const))('compiles: %s', (_title, one) => {
    expect(errors.get(fileOf(one))).toEqual([]);
  });

  test('that is wrong is seen, so the above says something', () => {
    expect(errors.get(fileOf(WRONG))?.join('\n')).toMatch(/'line' does not exist in type 'JunosStatementsProps'/);
  });
});

const RUN = SNIPPETS.filter(({ title }) => !(title in NOT_RUN));

test.each(RUN.map((one) => [one.title, one] as const))('%s runs, and its fabric is sound', (title, one) => {
  for (const stack of runSnippet(one, RELEASES[title])) expect(FabricTemplate.fromStack(stack)).toBeDefined();
});
