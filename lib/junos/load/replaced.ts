/** Makes room for a statement that is loaded in place of what is there. */
import type { StatementNode } from '../tree/statement';

/** Removes what stands in `node` and how it is marked; of a leaf-list, every value. Its place in a list stays. */
export function clear(parent: StatementNode, node: StatementNode): void {
  if (node.schema.kind === 'leaf-list') {
    parent.removeAll(node.schema);
    return;
  }
  for (const child of node.children) node.remove(child);
  node.inactive = undefined;
  node.comment = undefined;
}
