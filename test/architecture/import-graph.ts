import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

/** One import as it is written. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** Nothing of it is there at run time. */
  readonly isType: boolean;
}

/** One import of a file of ours. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

/** The files of lib/, constructs/ and stacks/, with forward slashes from the root. */
export function sourceFiles(): string[] {
  return ['lib', 'constructs', 'stacks'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, file.split(path.sep).join('/'))),
  );
}

/** Every import of a file of ours: `import`, `export … from`, `import type`, `import('…')` as a type and as a call. */
export function importsOf(file: string, text = readFileSync(path.join(ROOT, file), 'utf8')): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier))
      throw new Error(`${file} imports what is computed`);
    found.push({ from: file, specifier: specifier.text, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, isTypeExport(node));
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return clause.name === undefined && names !== undefined && ts.isNamedImports(names) && allTypes(names.elements);
}

function isTypeExport({ exportClause, isTypeOnly }: ts.ExportDeclaration): boolean {
  return (
    isTypeOnly || (exportClause !== undefined && ts.isNamedExports(exportClause) && allTypes(exportClause.elements))
  );
}

function allTypes(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly);
}

/** Where an import of a file leads; nothing where it is a package or JSON. */
export function edgeOf({ from, specifier, isType }: Import): Edge[] {
  if (!specifier.startsWith('.')) return [];
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const to = [`${base}.ts`, `${base}/index.ts`].find((file) => existsSync(path.join(ROOT, file)));
  if (to !== undefined) return [{ from, to, isType }];
  if (base.endsWith('.json') && existsSync(path.join(ROOT, base))) return [];
  throw new Error(`${from} imports ${specifier}, which is not there`);
}

/** The circles of a graph: its files that lead to one another, circle by circle (Tarjan). */
export function circles(edges: readonly Edge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    let lowest = index.size;
    index.set(file, lowest);
    open.push(file);
    for (const to of next.get(file) ?? []) {
      const seen = index.get(to);
      if (seen === undefined) lowest = Math.min(lowest, visit(to));
      else if (open.includes(to)) lowest = Math.min(lowest, low.get(to) ?? seen);
    }
    low.set(file, lowest);
    if (lowest === index.get(file)) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return lowest;
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return found;
}
