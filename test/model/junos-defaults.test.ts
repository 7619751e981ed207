import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import * as junos from '../../lib/model/junos-defaults';
import * as session from '../../lib/model/session-defaults';
import * as vxlan from '../../lib/model/vxlan';

const ROOT = join(__dirname, '..', '..');

/** Where the facts are. */
const HOMES = ['junos-defaults', 'session-defaults', 'vxlan'].map((name) => `lib/model/${name}.ts`);

/** Things whose default is a fact: a number that stands beside one of these words is a copy. */
const HAVE_A_DEFAULT =
  /(?:hold-?_?time(?:_?sec)?|local-?_?preference|multiplier|prefix-?_?limit|bfd_?(?:default_)?interval|bfdminimumintervalms)\W*$/i;

/** Numbers that stand for one fact only, wherever they are. */
const ONE_FACT: ReadonlySet<number> = new Set([
  junos.LARGEST_MTU,
  junos.defaultPortMtu(undefined),
  junos.defaultPortMtu('vlan-tagging'),
  junos.defaultPortMtu('flexible-vlan-tagging'),
  vxlan.FABRIC_LINK_INET_MTU,
]);

const DEFAULTS: ReadonlySet<number> = new Set([
  junos.DEFAULT_HOLD_TIME_SEC,
  junos.DEFAULT_LOCAL_PREFERENCE,
  junos.DEFAULT_BFD_MULTIPLIER,
  session.DEFAULT_PREFIX_LIMIT,
  session.DEFAULT_BFD_INTERVAL_MS,
]);

/** A constant that says what a fact says. */
const NAMES = new RegExp(
  `^(?:${[...Object.keys(junos), ...Object.keys(session), ...Object.keys(vxlan)].filter((name) => name === name.toUpperCase()).join('|')}|.*ETHERNET_HEADER|.*VLAN_TAG|VXLAN_OVERHEAD)$`,
);

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
]);

/** Copies of a fact in a source file, each as `line: text`. */
function copiesIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCopy(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCopy(node: ts.Node): boolean {
  if (ts.isStringLiteral(node)) return node.text === junos.MAIN_INSTANCE && !isMastership(node);
  if (ts.isNumericLiteral(node)) return ONE_FACT.has(Number(node.text));
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
    return (
      ts.isNumericLiteral(node.initializer) &&
      (NAMES.test(node.name.getText()) || isDefault(node.name, node.initializer))
    );
  }
  if (ts.isBindingElement(node) && node.initializer !== undefined) return isDefault(node.name, node.initializer);
  if (!ts.isBinaryExpression(node) || !COMPARISONS.has(node.operatorToken.kind)) return false;
  return isDefault(node.left, node.right);
}

/** The state of a routing engine has the same word. */
function isMastership(node: ts.Node): boolean {
  const call = ts.findAncestor(node, ts.isCallExpression);
  return call?.arguments[0]?.getText() === "'mastership-state'";
}

function isDefault(of: ts.Node, value: ts.Node): boolean {
  return ts.isNumericLiteral(value) && DEFAULTS.has(Number(value.text)) && HAVE_A_DEFAULT.test(of.getText());
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

test('the numbers are those of Junos', () => {
  expect(junos.layerTwoOverhead(undefined)).toBe(14);
  expect(junos.layerTwoOverhead('vlan-tagging')).toBe(18);
  expect(junos.layerTwoOverhead('flexible-vlan-tagging')).toBe(22);
  expect(junos.layerTwoOverhead('stacked-vlan-tagging')).toBe(22);
  expect(junos.largestFamilyMtu(9000, 'flexible-vlan-tagging')).toBe(8978);
  expect(junos.largestFamilyMtu(undefined, 'flexible-vlan-tagging')).toBe(1500);
});

test('no file has a copy of a fact', () => {
  const files = ['lib', 'constructs', 'stacks'].flatMap(sourcesOf).filter((file) => !HOMES.includes(file));
  expect(files.flatMap((file) => copiesIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});

test.each([
  "const instance = peer.instance ?? 'master';",
  'const holdTimeSec = peering.holdTimeSec ?? 90;',
  "const time = Number(value('hold-time') ?? 90);",
  'const DEFAULT_HOLD_TIME = 90;',
  'const DEFAULT_LOCAL_PREFERENCE = 100;',
  'const preference = route.localPreference ?? 100;',
  "const multiplier = number('bfd-liveness-detection', 'multiplier') ?? 3;",
  'const limit = prefixLimit === 1000 ? undefined : prefixLimit;',
  'const { bfdMultiplier = 3 } = options;',
  'const ETHERNET_HEADER = 14;',
  'const VXLAN_OVERHEAD = 54;',
  "const mtu = port.mtu ?? '1514' ?? 1514;",
  'const mtu = wholeNumber(scope, mtu, 256, 9216);',
])('a copy is seen: %s', (text) => {
  expect(copiesIn('copy.ts', text)).not.toEqual([]);
});
