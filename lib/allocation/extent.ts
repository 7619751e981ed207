/**
 * What a value takes up: the numbers from `first` to `last` of one space. A subnet takes up its addresses, a VNI itself.
 * Values of different spaces never collide.
 */
export interface Extent {
  readonly space: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** The extent of one number. */
export function single(space: string, value: bigint): Extent {
  return { space, first: value, last: value };
}

/** Whether the two have a number in common. */
export function overlaps(a: Extent, b: Extent): boolean {
  return a.space === b.space && a.first <= b.last && b.first <= a.last;
}

/** Order of extents: by space, then by first number. For `sort`. */
export function compareExtents(a: Extent, b: Extent): number {
  if (a.space !== b.space) return a.space < b.space ? -1 : 1;
  if (a.first === b.first) return 0;
  return a.first < b.first ? -1 : 1;
}
