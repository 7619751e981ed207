import type { Extent } from './extent';
import { compareExtents } from './extent';
import type { Pool } from './pool';

/** What is taken, by space: sorted and without overlaps, so that a pool can be walked once. */
export type Occupied = ReadonlyMap<string, readonly Extent[]>;

/** Sorts extents and joins those that overlap. */
export function occupied(extents: readonly Extent[]): Occupied {
  const bySpace = new Map<string, Extent[]>();
  for (const extent of [...extents].sort(compareExtents)) {
    const held = bySpace.get(extent.space);
    const last = held?.at(-1);
    if (held === undefined) bySpace.set(extent.space, [extent]);
    else if (last === undefined || last.last < extent.first) held.push(extent);
    else if (last.last < extent.last) held[held.length - 1] = { ...last, last: extent.last };
  }
  return bySpace;
}

/** A value that nobody has. */
export interface FreeValue {
  readonly text: string;
  readonly extent: Extent;
}

/** The free values of a pool, the lowest first, range after range. */
export function* freeValues(pool: Pool, taken: Occupied): Generator<FreeValue> {
  const { size } = pool;
  for (const { extent, textAt } of pool.ranges) {
    const held = taken.get(extent.space) ?? [];
    let next = firstEndingAt(held, extent.first);
    let first = extent.first;
    while (first + size - 1n <= extent.last) {
      const last = first + size - 1n;
      const taker = held[next];
      if (taker === undefined || taker.first > last) {
        yield { text: textAt(first), extent: { space: extent.space, first, last } };
        first += size;
      } else {
        if (taker.last >= first) first = roundUp(taker.last + 1n - extent.first, size) + extent.first;
        next++;
      }
    }
  }
}

/** Index of the first extent that ends at `value` or behind it. */
function firstEndingAt(sorted: readonly Extent[], value: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.last ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function roundUp(value: bigint, multiple: bigint): bigint {
  return ((value + multiple - 1n) / multiple) * multiple;
}
