/** Statements that carry notes of a program about a configuration and mean nothing to the device. */
import type { Configuration } from './configuration';
import type { StatementNode } from './statement';

/** Name of the `apply-macro` in which the library keeps the change id and the digest of what it last applied. */
export const FABRIC_MACRO = 'junos-fabric';

/** A copy without the `apply-macro` statements of these names, wherever they stand. */
export function withoutMacros(configuration: Configuration, names: readonly string[]): Configuration {
  const copy = configuration.clone();
  if (names.length > 0) removeMacros(copy.root, names);
  return copy;
}

function removeMacros(node: StatementNode, names: readonly string[]): void {
  const macro = node.schema.children.byElement.get('apply-macro');
  for (const child of node.children) {
    if (child.schema === macro && names.includes(child.keys[0] ?? '')) node.remove(child);
    else if (child.hasChildren) removeMacros(child, names);
    if (child.isVoid) node.remove(child);
  }
}
