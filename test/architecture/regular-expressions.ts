import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** A regular expression in the sources. */
export interface FoundExpression {
  /** `lib/netconf/device-facts.ts:32` */
  readonly place: string;
  /** As a literal writes it; undefined where it is put together at run time. */
  readonly literal: string | undefined;
  /** As the source writes it. */
  readonly code: string;
}

/** Every regular expression in the TypeScript files of these directories of the project. */
export function expressionsBelow(...directories: readonly string[]): FoundExpression[] {
  return directories.flatMap((directory) =>
    readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .flatMap((name) => {
        const path = join(ROOT, directory, name);
        return expressionsIn(relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8'));
      }),
  );
}

/** Those of one source: literals, and what `RegExp` is called with. */
export function expressionsIn(file: string, source: string): FoundExpression[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(parsed);
  const found: FoundExpression[] = [];
  const visit = (node: ts.Node): void => {
    const literal = literalOf(node, constants);
    if (literal !== undefined) {
      const line = parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ place: `${file}:${line}`, literal: literal.text, code: node.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function literalOf(node: ts.Node, constants: Constants): { readonly text: string | undefined } | undefined {
  if (ts.isRegularExpressionLiteral(node)) return { text: node.text };
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (node.expression.getText() !== 'RegExp') return undefined;
  const [pattern, flags] = (node.arguments ?? []).map((argument) => textOf(argument, constants));
  return { text: pattern === undefined ? undefined : `/${pattern}/${flags ?? ''}` };
}

/** Texts of the constants of a file, by name. */
type Constants = ReadonlyMap<string, string>;

function constantsOf(source: ts.SourceFile): Constants {
  const constants = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const text = initializer === undefined ? undefined : textOf(initializer, constants);
      if (text !== undefined) constants.set(name.getText(), text);
    }
  }
  return constants;
}

function textOf(node: ts.Expression, constants: Constants): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return constants.get(node.text);
  if (!ts.isTemplateExpression(node)) return undefined;
  let text = node.head.text;
  for (const { expression, literal } of node.templateSpans) {
    const inside = textOf(expression, constants);
    if (inside === undefined) return undefined;
    text += inside + literal.text;
  }
  return text;
}
