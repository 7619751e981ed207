import type { StatementNode } from '../../junos/tree/statement';

/**
 * Puts the statements of an earlier configuration in the place of equal ones, with all below them: fifty commits then
 * hold what distinguishes them, and the rest once. Neither configuration may be changed in place afterwards.
 *
 * @returns whether all of it is the same
 */
export function shareStatements(node: StatementNode, earlier: StatementNode): boolean {
  const others = earlier.children;
  let isSame = isAlike(node, earlier) && node.children.length === others.length;
  for (const [place, child] of [...node.children].entries()) {
    const counterpart = earlier.counterpart(child);
    const isShared = counterpart !== undefined && (counterpart === child || shareStatements(child, counterpart));
    if (isShared && counterpart !== child) node.adopt(counterpart);
    if (!isShared || counterpart !== others[place]) isSame = false;
  }
  return isSame;
}

/** Whether both say the same of themselves; they have the same keys. */
function isAlike(one: StatementNode, other: StatementNode): boolean {
  return (
    one.schema === other.schema &&
    one.value === other.value &&
    one.inactive === other.inactive &&
    one.comment === other.comment &&
    one.source === other.source &&
    one.range === other.range &&
    one.secret === other.secret &&
    one.isProtected === other.isProtected
  );
}
