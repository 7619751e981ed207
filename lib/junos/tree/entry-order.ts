/** Moves, renames and copies entries of a list. */
import { notAnOrderedPlace } from './errors';
import { statementExists, statementNotFound } from '../errors';
import { Configuration } from './configuration';
import { StatementNode } from './statement';

/** A list entry or a member of a leaf-list, and the statement it stands in. */
export interface Entry {
  readonly parent: StatementNode;
  readonly node: StatementNode;
  /** Words that lead to the parent. */
  readonly path: readonly string[];
}

/** @throws statementNotFound, and the errors of `Configuration.find` */
export function entryAt(configuration: Configuration, words: readonly string[]): Entry {
  const node = configuration.node(words);
  const path = words.slice(0, words.length - (node?.words.length ?? 0));
  const parent = configuration.node(path);
  if (node === undefined || parent === undefined) throw statementNotFound(words);
  return { parent, node, path };
}

/** Puts an entry next to another one of its list. @throws notAnOrderedPlace */
export function move({ parent, node, path }: Entry, where: 'before' | 'after', other: StatementNode): void {
  const { schema } = node;
  if (!schema.userOrdered || other.schema !== schema || other === node) {
    throw notAnOrderedPlace([...path, ...node.words]);
  }
  const order = parent.all(schema).filter((entry) => entry !== node);
  order.splice(order.indexOf(other) + (where === 'after' ? 1 : 0), 0, node);
  parent.reorder(schema, order);
}

/**
 * Makes an entry with other keys and what stands in `entry`, which stays (copy) or goes (rename). A renamed entry keeps
 * its place, a copy comes last.
 *
 * @throws statementExists, statementNotFound for a name of something else than an entry of that list
 */
export function duplicate(entry: Entry, words: readonly string[], keep: boolean): void {
  const { parent, node, path } = entry;
  const twin = twinNamed(entry, words);
  if (parent.counterpart(twin) !== undefined) throw statementExists([...path, ...words]);
  for (const child of node.children) twin.adopt(keep ? child.clone() : child);
  twin.inactive = node.inactive;
  twin.comment = node.comment;
  const order = parent.all(node.schema).map((one) => (one === node ? twin : one));
  parent.adopt(twin);
  if (keep) return;
  parent.remove(node);
  parent.reorder(node.schema, order);
}

/** An empty entry of the same list, made from its words. */
function twinNamed({ parent, node, path }: Entry, words: readonly string[]): StatementNode {
  const empty = new Configuration(parent.cloneAlone());
  empty.set(...words);
  const [twin] = empty.root.children;
  if (twin?.schema !== node.schema || twin.hasChildren) throw statementNotFound([...path, ...words]);
  return new StatementNode(twin.schema, twin.keys, twin.value);
}
