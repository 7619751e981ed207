/**
 * Order of two texts by code unit, the same on every machine and in every locale. For `sort`: everything that is sorted
 * by name before it is written is sorted by this. Negative when `a` comes first.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
