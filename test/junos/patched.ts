import type { Configuration, FlatStatement } from '../../lib/junos/tree/configuration';
import { parseCurly } from '../../lib/junos/formats/curly-parser';
import { mergeCurly, placeCurly } from '../../lib/junos/formats/curly-reader';
import { ROOT_SCHEMA, type StatementSchema } from '../../lib/junos/tree/schema';
import { StatementNode } from '../../lib/junos/tree/statement';
import { splitWords } from '../../lib/junos/tree/words';

interface Run {
  readonly path: string;
  readonly mark: string;
  readonly lines: string[];
}

/** A copy of `before` with a difference applied, as `load patch` does. Places in lists do not count. */
export function patched(before: Configuration, difference: string): Configuration {
  const after = before.clone();
  for (const { path, mark, lines } of runsOf(difference)) {
    const words = splitWords(path).map(({ text }) => text);
    const holder = listAt(words);
    const outer = holder === undefined ? words : words.slice(0, -1);
    if (mark === '+') add(after, outer, text(lines, holder));
    if (mark === '-') remove(after, outer, text(lines, holder));
    if (mark === '!') activate(after, words, lines);
  }
  prune(after.root);
  return after;
}

/** Containers that the patch emptied. */
function prune(node: StatementNode): void {
  for (const child of node.children) {
    prune(child);
    if (child.isVoid) node.remove(child);
  }
}

function runsOf(difference: string): Run[] {
  const runs: Run[] = [];
  let path = '';
  for (const line of difference.split('\n').slice(0, -1)) {
    const header = /^\[edit ?(.*)\]$/.exec(line);
    if (header === null) {
      const mark = line.charAt(0);
      const last = runs.at(-1);
      if (last?.mark === mark && last.path === path && mark !== '!') last.lines.push(line.slice(1));
      else runs.push({ path, mark, lines: [line.slice(1)] });
    } else {
      path = header[1] ?? '';
      runs.push({ path, mark: ' ', lines: [] });
    }
  }
  return runs;
}

/** The list that the header names without an entry, as with `[edit groups]`. */
function listAt(words: readonly string[]): StatementSchema | undefined {
  const [only, ...more] = words;
  const schema = ROOT_SCHEMA.children.byKeyword.get(only ?? '');
  return schema?.kind === 'list' && more.length === 0 ? schema : undefined;
}

function text(lines: readonly string[], holder: StatementSchema | undefined): string {
  const inside = lines.join('\n');
  return holder === undefined ? inside : `${holder.keyword ?? ''} {\n${inside}\n}`;
}

function add(after: Configuration, path: readonly string[], added: string): void {
  const parent = path.length === 0 ? after.root : after.node(path);
  if (parent === undefined) throw new Error(`nothing at ${path.join(' ')}`);
  for (const statement of parseCurly(added)) mergeCurly(parent, statement);
}

function remove(after: Configuration, path: readonly string[], removed: string): void {
  const parent = path.length === 0 ? after.root : after.node(path);
  if (parent === undefined) throw new Error(`nothing at ${path.join(' ')}`);
  for (const statement of parseCurly(removed)) {
    const block = statement.block ?? [];
    const isList =
      block.length > 0 && parent.schema.children.byKeyword.get(statement.words[0]?.text ?? '')?.kind === 'list';
    const entries = isList && statement.words.length === 1;
    const each = entries
      ? block.map((entry) => ({ ...entry, words: [...statement.words, ...entry.words] }))
      : [statement];
    for (const one of each) {
      for (const way of placeCurly(new StatementNode(parent.schema), one)) removeWay(parent, way);
    }
  }
}

function removeWay(parent: StatementNode, way: readonly StatementNode[]): void {
  let at = parent;
  for (const node of way) {
    const known = at.counterpart(node);
    if (known === undefined) throw new Error(`nothing there: ${node.words.join(' ')}`);
    if (node.schema.layout !== 'prefix') {
      at.remove(known);
      return;
    }
    if (way.length === 1) at.remove(known);
    at = known;
  }
}

function activate(after: Configuration, path: readonly string[], lines: readonly string[]): void {
  const found = /^ *(inactive|active): (.*?)(?: \{ \.\.\. \}|;)$/.exec(lines.join());
  const words = splitWords(found?.[2] ?? '').map((word) => word.text);
  if (found?.[1] === 'inactive') after.deactivate(...path, ...words);
  if (found?.[1] === 'active') after.activate(...path, ...words);
}

/** What a configuration says, whatever the order in its lists. */
export function statementSet(configuration: Configuration): string[] {
  return [...configuration.statements()].map(lineOf).sort();
}

export function lineOf({ words, inactive }: FlatStatement): string {
  return `${inactive ? 'inactive ' : ''}${JSON.stringify(words)}`;
}
