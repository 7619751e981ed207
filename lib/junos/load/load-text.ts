/** Loads curly text, with its tags, into a configuration. */
import { type FabricError } from '../../model/fabric-error';
import { atLine, malformedConfiguration, statementNotFound } from '../errors';
import { Configuration, deleteBelow, dropVoid, requireStatement } from '../tree/configuration';
import { type CurlyStatement, parseCurly } from '../formats/curly-parser';
import { entriesOf, isListOfEntries, placeCurly } from '../formats/curly-reader';
import { atLineOf, placeWords } from '../formats/place-words';
import { clear } from './replaced';
import type { StatementNode } from '../tree/statement';
import { expandLists } from '../tree/words';

/**
 * Merges the text. `delete:` removes a statement, `inactive:` and `active:` mark it; `replace:` empties it first if
 * `obeysReplace`, and is passed over otherwise.
 *
 * @returns warnings: statements to be deleted that are not there
 * @throws see `load`
 */
export function loadText(configuration: Configuration, text: string, obeysReplace: boolean): FabricError[] {
  const loading = new TextLoad(obeysReplace);
  for (const statement of parseCurly(text)) loading.statement(configuration.root, statement, []);
  return loading.warnings;
}

class TextLoad {
  readonly warnings: FabricError[] = [];
  readonly #obeysReplace: boolean;

  constructor(obeysReplace: boolean) {
    this.#obeysReplace = obeysReplace;
  }

  /** @param path words that lead to `parent` */
  statement(parent: StatementNode, statement: CurlyStatement, path: readonly string[]): void {
    const { line, tags } = statement;
    if (isListOfEntries(parent.schema, statement)) {
      for (const entry of entriesOf(statement)) this.statement(parent, entry, path);
      return;
    }
    if (tags.includes('delete')) this.#delete(parent, statement, path);
    else if (onlyDeletes(statement) && !isThere(parent, statement, path))
      this.#warn(line, [...path, ...textsOf(statement)]);
    else this.#merge(parent, statement, path);
  }

  #merge(parent: StatementNode, statement: CurlyStatement, path: readonly string[]): void {
    if (this.#obeysReplace && statement.tags.includes('replace')) empty(parent, statement, path);
    for (const placed of placeCurly(parent, statement, path)) {
      const last = placed[placed.length - 1];
      if (last === undefined) continue;
      const inside = [...path, ...placed.flatMap(({ words }) => words)];
      for (const inner of statement.block ?? []) this.statement(last, inner, inside);
      dropVoid(parent, placed);
    }
  }

  #delete(parent: StatementNode, statement: CurlyStatement, path: readonly string[]): void {
    const { line, words, block } = statement;
    if (block !== undefined) {
      throw malformedConfiguration(line, `"delete:" removes "${textsOf(statement).join(' ')}" whole; end it with ";"`);
    }
    for (const one of expandLists(words, line)) {
      if (!atLineOf(line, () => inContext(path, one, () => deleteBelow(parent, one))))
        this.#warn(line, [...path, ...one]);
    }
  }

  #warn(line: number, words: readonly string[]): void {
    this.warnings.push(atLine(line, statementNotFound(words)));
  }
}

/** Makes room for a statement tagged `replace:`: what it has, and how it is marked, goes; its place in a list stays. */
function empty(parent: StatementNode, { line, words, block }: CurlyStatement, path: readonly string[]): void {
  for (const placed of atLineOf(line, () => placeWords(parent, words, line, path))) {
    const at = block === undefined ? placed.findIndex(({ schema }) => schema.layout !== 'prefix') : placed.length - 1;
    const node = placed[at];
    if (node !== undefined) clear(placed[at - 1] ?? parent, node);
  }
}

/** A statement that is written only to lead to what is deleted in it does not come into being. */
function onlyDeletes({ block }: CurlyStatement): boolean {
  if (block === undefined || block.length === 0) return false;
  return block.every((inner) => inner.tags.includes('delete') || onlyDeletes(inner));
}

function isThere(parent: StatementNode, statement: CurlyStatement, path: readonly string[]): boolean {
  const words = textsOf(statement);
  const look = () => new Configuration(parent).node(words) !== undefined;
  return atLineOf(statement.line, () => inContext(path, words, look));
}

/** An error about words below a statement comes out with the whole path. */
function inContext<T>(path: readonly string[], words: readonly string[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    requireStatement([...path, ...words]);
    throw error;
  }
}

function textsOf({ words }: CurlyStatement): string[] {
  return words.map(({ text }) => text);
}
