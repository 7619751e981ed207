import type { IConstruct } from 'constructs';

/**
 * Marks what a construct is, in a way that also holds between two copies of this package (`instanceof` does not).
 * @param name - class name
 */
export function mark(construct: IConstruct, name: string): void {
  Object.defineProperty(construct, symbolOf(name), { value: true });
}

/** Whether `candidate` was marked so. */
export function isMarked(candidate: unknown, name: string): boolean {
  return typeof candidate === 'object' && candidate !== null && symbolOf(name) in candidate;
}

/** Whether the construct is still in the tree: an Aspect may have taken it, or a scope of it, out again. */
export function isInTree(construct: IConstruct): boolean {
  let child = construct;
  for (let { scope } = child.node; scope !== undefined; { scope } = child.node) {
    if (scope.node.tryFindChild(child.node.id) !== child) return false;
    child = scope;
  }
  return true;
}

const symbols = new Map<string, symbol>();

function symbolOf(name: string): symbol {
  const known = symbols.get(name) ?? Symbol.for(`cdktf-junos-fabric/${name}`);
  symbols.set(name, known);
  return known;
}
