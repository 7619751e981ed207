import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from 'typescript';
import {
  createSourceFile,
  forEachChild,
  isBindingElement,
  isIdentifier,
  isImportDeclaration,
  isParameter,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isVariableDeclaration,
  ScriptTarget,
} from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** A block of TypeScript on a page of the documentation. */
export interface Snippet {
  /** Page and number: `docs/constructs.md 2`. */
  readonly title: string;
  /** Its import declarations. */
  readonly imports: string;
  /** The rest. */
  readonly body: string;
  /** Names that it uses and does not declare. */
  readonly free: readonly string[];
}

/** Every block of TypeScript in the README and on the pages, in order. */
export function snippets(): Snippet[] {
  const pages = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
  return ['README.md', ...pages.sort().map((file) => `docs/${file}`)].flatMap(snippetsOf);
}

function snippetsOf(page: string): Snippet[] {
  const blocks = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm);
  return [...blocks].map(([, text = ''], i) => snippet(`${page} ${i + 1}`, text));
}

function snippet(title: string, text: string): Snippet {
  const source = createSourceFile('snippet.ts', text, ScriptTarget.ES2022, true);
  const isImport = source.statements.filter(isImportDeclaration);
  const end = isImport.at(-1)?.end ?? 0;
  return { title, imports: text.slice(0, end), body: text.slice(end), free: freeNames(source) };
}

function freeNames(source: Node): string[] {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: Node): void => {
    if (isImportDeclaration(node)) return;
    if (isIdentifier(node) && !isMember(node)) (isDeclaration(node) ? declared : used).add(node.text);
    forEachChild(node, visit);
  };
  visit(source);
  return [...used].filter((name) => !declared.has(name)).sort();
}

/** Whether an identifier is the name of a member, which nobody has to declare. */
function isMember(node: Node): boolean {
  const { parent } = node;
  return (isPropertyAccessExpression(parent) || isPropertyAssignment(parent)) && parent.name === node;
}

function isDeclaration(node: Node): boolean {
  const { parent } = node;
  return (isVariableDeclaration(parent) || isParameter(parent) || isBindingElement(parent)) && parent.name === node;
}
