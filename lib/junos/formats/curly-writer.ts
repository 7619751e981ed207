/** Writes a configuration as curly text, the way `show configuration` prints it. */
import type { Configuration } from '../tree/configuration';
import { expressionWords } from '../tree/policy-expression';
import { SECRET_MARK } from '../tree/secret-mark';
import type { StatementNode } from '../tree/statement';
import { isUnchecked } from '../tree/unchecked';
import { joinWords, quoteWord } from '../tree/words';

const INDENT = '    ';

/** The whole configuration; every line ends in a line break. @throws unprintableWord */
export function writeCurly(configuration: Configuration): string {
  const lines: string[] = [];
  printChildren(configuration.root, '', '', lines);
  return joinLines(lines);
}

/** One statement with its comment and everything below it, from the left margin. @throws unprintableWord */
export function writeCurlyStatement(node: StatementNode): string {
  const lines: string[] = [];
  printStatement(node, '', '', lines);
  return joinLines(lines);
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** @param prefix words that stand in front of every statement printed here */
function printChildren(parent: StatementNode, indent: string, prefix: string, lines: string[]): void {
  const nodes = parent.children;
  for (let at = 0, end = 0; at < nodes.length; at = end) {
    end = endOfRun(nodes, at);
    const node = nodes[at];
    if (node?.schema.layout === 'list-in-braces') printEntries(nodes.slice(at, end), indent, lines);
    else if (end - at > 1)
      lines.push(`${indent}${prefix}${listWords(nodes.slice(at, end))};${markOf(nodes.slice(at, end))}`);
    else if (node !== undefined) printStatement(node, indent, prefix, lines);
  }
}

/** The entries of a list in braces of their own, without the keyword in front of each. */
function printEntries(entries: readonly StatementNode[], indent: string, lines: string[]): void {
  lines.push(`${indent}${entries[0]?.name ?? ''} {`);
  const inner = indent + INDENT;
  for (const entry of entries) {
    if (entry.comment !== undefined) printComment(entry.comment, inner, lines);
    const start = `${inner}${tagsOf(entry)}${joinWords(entry.keys)}`;
    if (entry.hasChildren) printBraces(entry, start, inner, lines);
    else lines.push(`${start};${markOf([entry])}`);
  }
  lines.push(`${indent}}`);
}

function printStatement(node: StatementNode, indent: string, prefix: string, lines: string[]): void {
  if (node.schema.layout === 'prefix' && !isMarked(node) && node.hasChildren) {
    printChildren(node, indent, `${prefix}${node.line} `, lines);
    return;
  }
  if (isUnchecked(node)) {
    lines.push(`${indent}## not in the schema table, so as a set line only: ${prefix}${node.line}${markOf([node])}`);
    return;
  }
  if (node.comment !== undefined) printComment(node.comment, indent, lines);
  const start = `${indent}${tagsOf(node)}${prefix}`;
  const line = lineOf(node);
  if (line !== undefined) lines.push(`${start}${line};${secretMark(hasSecret(node))}`);
  else printBraces(node, `${start}${node.line}`, indent, lines);
}

/** Behind a line with these statements in it. */
function markOf(nodes: readonly StatementNode[]): string {
  return secretMark(nodes.some(hasSecret));
}

function secretMark(isSecret: boolean): string {
  return isSecret ? ` ${SECRET_MARK}` : '';
}

function hasSecret(node: StatementNode): boolean {
  return node.secret === true || (node.hasChildren && node.children.some(hasSecret));
}

function printBraces(node: StatementNode, start: string, indent: string, lines: string[]): void {
  lines.push(`${start} {`);
  printChildren(node, indent + INDENT, '', lines);
  lines.push(`${indent}}`);
}

function printComment(comment: string, indent: string, lines: string[]): void {
  const text = comment.split('\n').map((line, i) => (i === 0 ? `/* ${line}` : `   ${line}`.trimEnd()));
  for (const [i, line] of text.entries()) lines.push(`${indent}${line}${i + 1 === text.length ? ' */' : ''}`);
}

/** Members of a leaf-list that Junos prints as one statement, entries it prints in common braces; all else stands alone. */
function runs(nodes: readonly StatementNode[]): StatementNode[][] {
  const groups: StatementNode[][] = [];
  for (let at = 0; at < nodes.length; at = endOfRun(nodes, at)) groups.push(nodes.slice(at, endOfRun(nodes, at)));
  return groups;
}

/** Index behind the run that begins at `start`. */
function endOfRun(nodes: readonly StatementNode[], start: number): number {
  const first = nodes[start];
  let end = start + 1;
  if (first === undefined || !joins(first)) return end;
  for (let next = nodes[end]; next?.schema === first.schema && joins(next); next = nodes[end]) end += 1;
  return end;
}

function joins(node: StatementNode): boolean {
  const { kind, layout } = node.schema;
  return layout === 'list-in-braces' || (kind === 'leaf-list' && !isMarked(node));
}

function isMarked(node: StatementNode): boolean {
  return node.inactive === true || node.isProtected === true || node.comment !== undefined;
}

function tagsOf({ inactive, isProtected }: StatementNode): string {
  return `${isProtected === true ? 'protect: ' : ''}${inactive === true ? 'inactive: ' : ''}`;
}

function listWords(run: readonly StatementNode[]): string {
  const [first] = run;
  const keyword = first?.schema.keyword;
  const values = run.map(valueText).join(' ');
  return `${keyword === undefined ? '' : `${quoteWord(keyword)} `}[ ${values} ]`;
}

function valueText({ schema, value = '' }: StatementNode): string {
  return schema.expression ? joinWords(expressionWords(value)) : quoteWord(value);
}

/** The statement on one line, where Junos prints it so. */
function lineOf(node: StatementNode): string | undefined {
  if (!node.hasChildren) return node.line;
  const inner = innerLine(node);
  return inner === undefined ? undefined : `${node.line} ${inner}`;
}

function innerLine(node: StatementNode): string | undefined {
  const { layout } = node.schema;
  const [first] = node.children;
  const isLine = layout === 'line' || layout === 'line-when-single' || first?.schema.keyword === undefined;
  if (!isLine || node.children.some(isMarked)) return undefined;
  const groups = runs(node.children);
  if (layout === 'line') return joinedLine(groups);
  const single = groups.length === 1 ? groups[0] : undefined;
  return single !== undefined && isValue(first) ? groupWords(single) : undefined;
}

/** Only the last part of a line may be a list or have statements of its own, or the line would read back differently. */
function joinedLine(groups: readonly StatementNode[][]): string | undefined {
  const parts = groups.map((group, i) => {
    const [node] = group;
    const isLast = i === groups.length - 1;
    if (node !== undefined && isValue(node)) return group.length === 1 || isLast ? groupWords(group) : undefined;
    return node !== undefined && isLast ? lineOf(node) : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join(' ');
}

function groupWords(group: readonly StatementNode[]): string {
  const [node] = group;
  return group.length === 1 && node !== undefined ? node.line : listWords(group);
}

function isValue(node: StatementNode | undefined): boolean {
  return node?.schema.kind === 'leaf' || node?.schema.kind === 'leaf-list';
}
