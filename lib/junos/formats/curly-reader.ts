/** Reads curly text, as `show configuration` prints it, into a configuration. */
import { FabricError } from '../../model/fabric-error';
import { malformedConfiguration } from '../errors';
import { Configuration, dropVoid, placeUnchecked } from '../tree/configuration';
import { type CurlyStatement, parseCurly } from './curly-parser';
import { atLineOf, placeWords, stepsOfWords } from './place-words';
import type { StatementSchema } from '../tree/schema';
import type { StatementNode } from '../tree/statement';
import type { ReadOptions, UnknownStatements } from '../tree/unchecked';
import { expandLists } from '../tree/words';

/**
 * The configuration that the text says. `inactive:`, `protect:` and comments are kept; a statement given twice is merged.
 *
 * @throws an error of the tree or malformedConfiguration, its message beginning with the line; tags that only a load
 *   into an existing configuration can obey (`replace:`, `delete:`) are refused. With `unknown` statements that the schema
 *   table does not know are no error
 */
export function readCurly(text: string, { unknown = 'refuse' }: ReadOptions = {}): Configuration {
  const configuration = new Configuration();
  for (const statement of parseCurly(text)) {
    refuseLoadTags(statement);
    mergeCurly(configuration.root, statement, [], unknown);
  }
  return configuration;
}

/** What devices print in front of statements. */
const MARKS: readonly string[] = ['inactive', 'active', 'protect', 'unprotect'];

function refuseLoadTags(statement: CurlyStatement): void {
  const tag = statement.tags.find((one) => !MARKS.includes(one));
  if (tag !== undefined) {
    throw malformedConfiguration(statement.line, `"${tag}:" means something only where a configuration is loaded`);
  }
  statement.block?.forEach(refuseLoadTags);
}

/**
 * Merges one statement and all that stands in its braces below `parent`. Of its tags, only those that mark a statement are
 * obeyed. `context` are the words that lead from the root to `parent`, for errors.
 *
 * @throws an error of the tree or malformedConfiguration, its message beginning with the line
 */
export function mergeCurly(
  parent: StatementNode,
  statement: CurlyStatement,
  context: readonly string[] = [],
  unknown: UnknownStatements = 'refuse',
): void {
  if (isListOfEntries(parent.schema, statement)) {
    for (const entry of entriesOf(statement)) mergeCurly(parent, entry, context, unknown);
    return;
  }
  if (unknown !== 'refuse' && !isKnown(parent.schema, statement)) {
    keepUnknown(parent, statement, [], false);
    return;
  }
  for (const placed of placeCurly(parent, statement, context)) {
    const last = placed[placed.length - 1];
    if (last === undefined) continue;
    const path = statement.block === undefined ? context : [...context, ...placed.flatMap((node) => node.words)];
    for (const inner of statement.block ?? []) mergeCurly(last, inner, path, unknown);
    dropVoid(parent, placed);
  }
}

/** Whether the schema table knows the statement's own words below a statement of that schema. */
function isKnown(parent: StatementSchema, { block, line, words }: CurlyStatement): boolean {
  try {
    const ways = stepsOfWords(parent, words, line);
    return block === undefined || ways.every((way) => way.every(({ schema }) => !isLeaf(schema)));
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code !== 'malformedConfiguration') return false;
    throw error;
  }
}

/** Every statement that ends in a semicolon is one of its own, with all the words that lead to it. */
function keepUnknown(
  parent: StatementNode,
  { block, isSecret, line, tags, words }: CurlyStatement,
  above: readonly string[],
  isOff: boolean,
  isHeld = false,
): void {
  const inactive = isOff || tags.includes('inactive');
  const isKept = isHeld || tags.includes('protect');
  for (const own of expandLists(words, line)) {
    const path = [...above, ...own];
    if (block !== undefined && block.length > 0) {
      for (const inner of block) keepUnknown(parent, inner, path, inactive, isKept);
      continue;
    }
    const placed = placeUnchecked(parent, path);
    const last = placed.at(-1);
    if (inactive && last !== undefined) last.inactive = true;
    if (isSecret && last !== undefined) last.secret = true;
    if (isKept && last !== undefined) last.isProtected = true;
    dropVoid(parent, placed);
  }
}

/** Whether a list's keyword stands alone in front of braces that hold its entries, as with `groups { dc1 { … } }`. */
export function isListOfEntries(parent: StatementSchema, { words, block }: CurlyStatement): boolean {
  const [only] = words;
  return block !== undefined && words.length === 1 && parent.children.byKeyword.get(only?.text ?? '')?.kind === 'list';
}

/** The entries of such a list, each with the keyword in front. @throws malformedConfiguration for tags of the list itself */
export function entriesOf(statement: CurlyStatement): readonly CurlyStatement[] {
  const [tag] = statement.tags;
  if (tag !== undefined) throw malformedConfiguration(statement.line, `"${tag}:" belongs in front of each entry here`);
  return (statement.block ?? []).map((entry) => ({ ...entry, words: [...statement.words, ...entry.words] }));
}

/**
 * Adds the statement's own words below `parent`, with its comment and whether it is inactive, and nothing of its block.
 *
 * @returns the ways from below `parent` to the statement, several where the words have a list; see `placeBelow`
 */
export function placeCurly(
  parent: StatementNode,
  statement: CurlyStatement,
  context: readonly string[] = [],
): StatementNode[][] {
  const { line, words, block } = statement;
  return atLineOf(line, () => {
    const ways = placeWords(parent, words, line, context);
    for (const way of ways) {
      const last = way[way.length - 1];
      if (block !== undefined && last !== undefined && isLeaf(last.schema)) {
        throw malformedConfiguration(line, `"${last.name}" has no statements of its own; end it with ";"`);
      }
      if (statement.isSecret && last !== undefined) last.secret = true;
      mark(block === undefined ? way.find((node) => node.schema.layout !== 'prefix') : last, statement);
    }
    return ways;
  });
}

function isLeaf({ kind }: StatementSchema): boolean {
  return kind === 'leaf' || kind === 'leaf-list';
}

function mark(node: StatementNode | undefined, { tags, comment }: CurlyStatement): void {
  if (node === undefined) return;
  if (comment !== undefined) node.comment = comment;
  if (tags.length === 0) return;
  if (tags.includes('inactive')) node.inactive = true;
  if (tags.includes('active')) node.inactive = undefined;
  if (tags.includes('protect')) node.isProtected = true;
  if (tags.includes('unprotect')) node.isProtected = undefined;
}
