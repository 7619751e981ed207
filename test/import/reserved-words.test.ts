import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompilerHost } from 'typescript';
import {
  ModuleKind,
  ScriptTarget,
  SyntaxKind,
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  tokenToString,
} from 'typescript';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { importFabric } from '../../lib/import/import-fabric';
import { programOf } from '../../lib/import/program';
import { RESERVED_WORDS } from '../../lib/import/reserved-words';

const OPTIONS = {
  module: ModuleKind.CommonJS,
  noEmit: true,
  noResolve: true,
  lib: ['lib.es5.d.ts'],
  strict: true,
  target: ScriptTarget.ES2022,
  types: [],
};

/** What a program takes for granted; the types of the library are not what is asked here. */
const SURROUNDINGS = `
  declare module 'cdktf' {
    export type App = any;
    export const App: any;
  }
  declare module 'cdktf-junos-fabric' {
    export type FabricStack = any;
    export const FabricStack: any, LeafDevice: any, Login: any, MultihomedServer: any, QfxModel: any, Vrf5Instance: any;
  }
  declare const require: any, module: any;
`;

/** TypeScript's own table of keywords, and the two names that strict code must not use for anything. */
const WORDS = [...new Set(Object.values(SyntaxKind).filter(isKeyword).map(tokenToString)), 'arguments', 'eval'].map(
  String,
);

function isKeyword(kind: SyntaxKind | string): kind is SyntaxKind {
  return typeof kind === 'number' && kind >= SyntaxKind.FirstKeyword && kind <= SyntaxKind.LastKeyword;
}

const LEAF = join(__dirname, '..', 'golden', 'render', 'guide', 'leaf10.set');
const GUIDE = JSON.stringify(
  importFabric([{ file: LEAF, text: readFileSync(LEAF, 'utf8') }], {
    ownVrfs: true,
    model: 'qfx10002-60c',
    overlayAsn: 4210000001,
  }).intent,
);

/** The guide's leaf under several names, with its VRF and server. */
function programWith(names: readonly (readonly [leaf: string, vrf: string])[]): string {
  const parts = names.map(
    ([leaf, vrf]) => JSON.parse(GUIDE.replaceAll('leaf10', leaf).replaceAll('VRF_5', vrf)) as FabricIntent,
  );
  const [first] = parts;
  if (first === undefined) throw new Error('there is no name');
  const intent: FabricIntent = {
    ...first,
    devices: parts.flatMap(({ devices }) => devices),
    servers: parts.flatMap(({ servers }) => servers),
    vrfs: parts.flatMap(({ vrfs }) => vrfs),
  };
  return programOf(
    { intent, isAsnKnown: true, questions: [], placeholders: new Map(), knownHostsFile: 'known_hosts' },
    ['leaf10.set'],
  );
}

/** What TypeScript has against a program. */
function complaints(program: string): string[] {
  const files = new Map([
    ['main.ts', program],
    ['surroundings.d.ts', SURROUNDINGS],
  ]);
  const host = createCompilerHost(OPTIONS);
  const inMemory: CompilerHost = {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    getSourceFile: (name, version) => {
      const text = files.get(name);
      return text === undefined ? host.getSourceFile(name, version) : createSourceFile(name, text, version, true);
    },
  };
  return getPreEmitDiagnostics(createProgram([...files.keys()], OPTIONS, inMemory)).map(({ messageText }) =>
    flattenDiagnosticMessageText(messageText, '\n'),
  );
}

test("the words that a program avoids are TypeScript's own", () => {
  expect([...RESERVED_WORDS].sort()).toEqual(WORDS.slice(0, -2).sort());
});

test.each([
  ['VRF', (word: string, i: number) => [`leaf${i}`, word] as const],
  ['VRF in capitals', (word: string, i: number) => [`leaf${i}`, word.toUpperCase()] as const],
  ['leaf', (word: string, i: number) => [word, `VRF_${i}`] as const],
  ['leaf and its VRF', (word: string) => [word, word] as const],
])('a program compiles with any word of TypeScript as the name of a %s', (_what, named) => {
  const program = programWith(WORDS.map((word, i) => named(word, i)));
  expect(program.match(/new LeafDevice\(|new Vrf5Instance\(/g)).toHaveLength(2 * WORDS.length);
  expect(complaints(program)).toEqual([]);
});
