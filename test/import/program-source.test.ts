import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from 'typescript';
import {
  ScriptTarget,
  SyntaxKind,
  createSourceFile,
  isFunctionDeclaration,
  isNewExpression,
  isStringLiteral,
  transpileModule,
} from 'typescript';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { importFabric } from '../../lib/import/import-fabric';
import { programOf } from '../../lib/import/program';
import { member, quoted, source } from '../../lib/import/source-text';

const LEAF = join(__dirname, '..', 'golden', 'render', 'guide', 'leaf10.set');
const { intent: GUIDE } = importFabric([{ file: LEAF, text: readFileSync(LEAF, 'utf8') }], {
  ownVrfs: true,
  model: 'qfx10002-60c',
  overlayAsn: 4210000001,
});

const SIGNS = [
  ...["'", '"', '`', '\\', '${', '*/', '/*', '//', '\n', '\r', '\r\n', '\0', '\u007f', '\u0085', '\u2028', '\u2029'],
  ...['\u202e', '\u2066', '\ud800', ';', '}', ')', "';process.exit();'", '\nprocess.exit();//', '##[group]', '\\u000a'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

/** The program of the guide's leaf with other names in it. */
function programWith(names: Readonly<Record<string, string>>, file: string): string {
  const text = Object.entries(names).reduce(
    (so, [name, other]) => so.replaceAll(JSON.stringify(name), () => JSON.stringify(other)),
    JSON.stringify(GUIDE),
  );
  return programOf(
    {
      intent: JSON.parse(text) as FabricIntent,
      isAsnKnown: true,
      questions: [],
      placeholders: new Map(),
      knownHostsFile: 'known_hosts',
    },
    [file],
  );
}

/** What a program does: its statements and those of its function, and the classes that are made. */
function shapeOf(program: string): string[] {
  const { diagnostics = [] } = transpileModule(program, { reportDiagnostics: true });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  const { statements } = createSourceFile('main.ts', program, ScriptTarget.ES2022, true);
  return statements.flatMap((one) => [
    SyntaxKind[one.kind],
    ...(isFunctionDeclaration(one) ? (one.body?.statements ?? []).map(kindOf) : []),
  ]);
}

function kindOf(statement: Statement): string {
  const made: string[] = [];
  const visit = (node: Parameters<typeof isNewExpression>[0]): void => {
    if (isNewExpression(node)) made.push(node.expression.getText());
    node.forEachChild(visit);
  };
  visit(statement);
  return `${SyntaxKind[statement.kind]} ${made.join(' ')}`;
}

const NAMES = { VRF_5: 'vrf', leaf10: 'leaf', server1: 'server', 'server1 (dc1)': 'description', dc1: 'fabric' };

test('whatever files, VRFs, devices, servers and descriptions are called, the program has our statements and no others', () => {
  const expected = shapeOf(programWith(NAMES, 'leaf10.conf'));
  expect(expected).toContain('FirstStatement Vrf5Instance');
  const entries = Object.keys(NAMES).map((name) => [name, hostile] as const);
  fc.assert(
    fc.property(fc.record(Object.fromEntries(entries)), hostile, (names, file) => {
      expect(shapeOf(programWith(names, file))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('a line break in the name of a file stays in the comment, where it can be seen', () => {
  const program = programWith(NAMES, 'x\nconsole.log("mine");.conf');
  expect(program.split('\n')[0]).toBe('// Made by `junos-fabric import` from x\\u000aconsole.log("mine");.conf.');
});

test('a string of a program is the text that it was, and shows what it is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const literal = quoted(text);
      expect(literal).not.toMatch(/[^\P{Cc}]|\p{Bidi_Control}|[\u2028\u2029]|##\w*\[/u);
      const { statements } = createSourceFile('one.ts', literal, ScriptTarget.ES2022, true);
      const found: string[] = [];
      statements.forEach((one) => {
        one.forEachChild((node) => {
          found.push(isStringLiteral(node) ? node.text : SyntaxKind[node.kind]);
        });
      });
      expect(found).toEqual([text]);
    }),
  );
});

test('names that are no identifiers are strings where they stand', () => {
  expect(source({ 'a b': 1, c: 2 })).toBe("{ 'a b': 1, c: 2 }");
  expect(member('QfxModel', 'X;process.exit()').text).toBe("QfxModel['X;process.exit()']");
});
