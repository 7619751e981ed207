import { compareText } from '../../model/order';

/** Anything that a construct stands for. */
export interface Located {
  readonly constructPath: string;
}

/** Two or more that have something in common. */
export interface Sharing<K, T> {
  readonly key: K;
  /** Sorted by construct path. */
  readonly items: readonly [T, T, ...T[]];
}

/**
 * The groups of two or more items with one key; what has no key is in no group. In time that grows with the number of
 * items, and in an order that does not depend on theirs.
 */
export function sharing<K extends string | number, T extends Located>(
  items: Iterable<T>,
  keyOf: (item: T) => K | undefined,
): Sharing<K, T>[] {
  return groupedBy(items, keyOf).flatMap(({ key, items: members }) => {
    if (members.length < 2) return [];
    const [first, second, ...others] = byPath(members);
    return first === undefined || second === undefined ? [] : [{ key, items: [first, second, ...others] as const }];
  });
}

/** Items by key, in the order in which the keys first appear. */
export function groupedBy<K extends string | number, T>(
  items: Iterable<T>,
  keyOf: (item: T) => K | undefined,
): { readonly key: K; readonly items: readonly [T, ...T[]] }[] {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].map(([key, members]) => ({ key, items: members }));
}

/** Sorted by construct path. */
export function byPath<T extends Located>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareText(a.constructPath, b.constructPath));
}

/** The paths of several, each once. */
export function pathsOf(items: readonly Located[]): string[] {
  return [...new Set(items.map(({ constructPath }) => constructPath))].sort(compareText);
}
