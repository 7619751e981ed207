import type { Configuration } from '../junos/tree/configuration';
import type { StatementNode } from '../junos/tree/statement';
import type { StatementPath } from '../platform/statement-path';
import { pathBelow } from '../platform/statement-path';

/** A statement with its place in the configuration. */
export interface PlacedStatement {
  readonly node: StatementNode;
  /** Words of its set line. */
  readonly words: readonly string[];
  readonly path: StatementPath;
}

/** What is different at one statement, of which everything above stands on both sides. */
export type Difference =
  /** It is there on one side only, with everything in it. */
  | ({ readonly kind: 'added' | 'removed' } & PlacedStatement)
  /** It has another value. */
  | ({ readonly kind: 'changed'; readonly was: string } & PlacedStatement)
  /** Entries of a list that the user orders come in another order; `node` is the first that does. */
  | ({ readonly kind: 'moved' } & PlacedStatement);

/**
 * Where two configurations differ in effect, from the top down and no further than needed. Inactive statements are not in
 * effect, and neither are comments.
 */
export function* differences(before: Configuration, after: Configuration): Generator<Difference> {
  yield* inside(before.root, after.root, { words: [], path: '' });
}

/** The statements below one that are in effect. */
export function activeChildren({ node, words, path }: PlacedStatement): PlacedStatement[] {
  return node.children.filter(isActive).map((child) => placed(child, { words, path }));
}

type Place = Pick<PlacedStatement, 'words' | 'path'>;

function* inside(before: StatementNode, after: StatementNode, place: Place): Generator<Difference> {
  for (const old of before.children.filter(isActive)) {
    if (counterpart(after, old) === undefined) yield { kind: 'removed', ...placed(old, place) };
  }
  for (const now of after.children.filter(isActive)) {
    const old = counterpart(before, now);
    if (old === undefined) yield { kind: 'added', ...placed(now, place) };
    else yield* both(old, now, placed(now, place));
  }
  yield* moved(before, after, place);
}

function* both(old: StatementNode, now: StatementNode, at: PlacedStatement): Generator<Difference> {
  if (old.value !== now.value) yield { kind: 'changed', was: old.value ?? '', ...at };
  yield* inside(old, now, at);
}

/** The first entry out of place in each list that the user orders; entries that came or went do not count. */
function* moved(before: StatementNode, after: StatementNode, place: Place): Generator<Difference> {
  const ordered = new Set(after.children.map(({ schema }) => schema).filter(({ userOrdered }) => userOrdered));
  for (const schema of ordered) {
    const old = before.all(schema).filter((entry) => isActive(entry) && counterpart(after, entry) !== undefined);
    const now = after.all(schema).filter((entry) => isActive(entry) && counterpart(before, entry) !== undefined);
    const first = now.find((entry, i) => counterpart(before, entry) !== old[i]);
    if (first !== undefined) yield { kind: 'moved', ...placed(first, place) };
  }
}

function placed(node: StatementNode, { words, path }: Place): PlacedStatement {
  return { node, words: [...words, ...node.words], path: pathBelow(path, node.schema) };
}

function counterpart(parent: StatementNode, child: StatementNode): StatementNode | undefined {
  const found = parent.counterpart(child);
  return found !== undefined && isActive(found) ? found : undefined;
}

/** Not deactivated, and no container that only holds what is. */
function isActive(node: StatementNode): boolean {
  if (node.inactive === true) return false;
  const { kind, presence } = node.schema;
  return kind !== 'container' || presence || !node.hasChildren || node.children.some(isActive);
}
