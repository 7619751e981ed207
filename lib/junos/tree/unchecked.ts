/**
 * Statements that the schema table does not know: from a user who vouches for them, or from a device that has more than the
 * table. Such a statement is one entry with all its words, below the last one that is known. It can be written as a set line
 * only; curly text and XML would need to know what each word is.
 */
import type { StatementSchema } from './schema';
import { tagsOf } from './schema';
import type { StatementNode } from './statement';

/** What readers do with statements that the schema table does not know. */
export type UnknownStatements =
  /** An error. */
  | 'refuse'
  /** They are kept, word for word. */
  | 'keep'
  /** They are kept in configuration groups and where a group put them, and passed over elsewhere. */
  | 'keepInGroups';

/** How a configuration is read. */
export interface ReadOptions {
  /** Default: `refuse`. */
  readonly unknown?: UnknownStatements;
}

/** The one schema of all unchecked statements; its entries have their words as keys, and stay in the order they came. */
export const UNCHECKED: StatementSchema = {
  element: 'unchecked',
  keyword: undefined,
  words: [],
  line: '',
  tags: tagsOf('unchecked'),
  kind: 'list',
  order: Number.MAX_SAFE_INTEGER,
  presence: false,
  empty: false,
  keys: ['words'],
  keyTypes: [],
  type: { values: [], ranges: [], formats: [] },
  expression: false,
  userOrdered: true,
  operator: false,
  layout: 'braces',
  children: { all: [], byKeyword: new Map(), byElement: new Map(), keywordless: [] },
  excludes: [],
};

/** Whether the statement is an unchecked one. */
export function isUnchecked(node: Pick<StatementNode, 'schema'>): boolean {
  return node.schema === UNCHECKED;
}

/**
 * Marks unchecked statements: the one of these words, or those at and below the place that they lead to.
 *
 * @returns whether there were any
 */
export function markUnchecked(
  from: StatementNode,
  words: readonly string[],
  mark: (node: StatementNode) => void,
): boolean {
  const same = from.entry(UNCHECKED, words);
  const found = same === undefined ? (placesBelow(from).unchecked.get(words.join('\0')) ?? []) : [same];
  found.forEach(mark);
  let isAny = found.length > 0;
  for (let count = 1; same === undefined && count < words.length; count++) {
    const child = placesBelow(from).known.get(words.slice(0, count).join('\0'));
    if (child !== undefined) isAny = markUnchecked(child, words.slice(count), mark) || isAny;
  }
  return isAny;
}

/** What stands directly below a statement, by its words. */
interface PlacesBelow {
  /** As long as the children are the same, the index is. */
  readonly children: readonly StatementNode[];
  /** By every beginning of their words. */
  readonly unchecked: ReadonlyMap<string, readonly StatementNode[]>;
  readonly known: ReadonlyMap<string, StatementNode>;
}

const indexes = new WeakMap<StatementNode, PlacesBelow>();

/** There can be as many statements to mark as there are statements. */
function placesBelow(from: StatementNode): PlacesBelow {
  const { children } = from;
  const index = indexes.get(from);
  if (index?.children === children) return index;
  const unchecked = new Map<string, StatementNode[]>();
  const known = new Map<string, StatementNode>();
  for (const child of children) {
    if (!isUnchecked(child)) {
      if (child.hasChildren) known.set(child.words.join('\0'), child);
      continue;
    }
    child.words.forEach((_, i) => {
      const beginning = child.words.slice(0, i + 1).join('\0');
      const same = unchecked.get(beginning);
      if (same === undefined) unchecked.set(beginning, [child]);
      else same.push(child);
    });
  }
  const made = { children, unchecked, known };
  indexes.set(from, made);
  return made;
}

/** Whether anything unchecked stands below. */
export function hasUnchecked(node: StatementNode): boolean {
  return node.children.some((child) => isUnchecked(child) || (child.hasChildren && hasUnchecked(child)));
}

/** A copy with unchecked statements in an order that does not depend on where they came from. */
export function withSortedUnchecked(node: StatementNode): StatementNode {
  const copy = node.clone();
  sortUnchecked(copy);
  return copy;
}

function sortUnchecked(node: StatementNode): void {
  const own = [...node.all(UNCHECKED)];
  const textOf = ({ keys }: StatementNode): string => keys.join('\0');
  node.reorder(
    UNCHECKED,
    own.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
  );
  for (const child of node.children) if (child.hasChildren) sortUnchecked(child);
}
