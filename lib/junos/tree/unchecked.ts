/**
 * Statements that the schema table does not know: from a user who vouches for them, or from a device that has more than the
 * table. Such a statement is one entry with all its words, below the last one that is known. It can be written as a set line
 * only; curly text and XML would need to know what each word is.
 */
import type { StatementSchema } from './schema';
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
 * Makes unchecked statements inactive, or active again: those at and below the place that the words lead to.
 *
 * @returns whether there were any
 */
export function markUnchecked(from: StatementNode, words: readonly string[], inactive: boolean): boolean {
  let isAny = false;
  for (const child of from.children) {
    const own = child.words;
    const isBelow = words.every((word, i) => i >= own.length || own[i] === word);
    if (isUnchecked(child) && isBelow && own.length >= words.length) {
      child.inactive = inactive || undefined;
      isAny = true;
    } else if (child.hasChildren && own.length < words.length && own.every((word, i) => words[i] === word)) {
      isAny = markUnchecked(child, words.slice(own.length), inactive) || isAny;
    }
  }
  return isAny;
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
