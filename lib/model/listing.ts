const MAX_NAMED = 5;

/** `a`, `a and b`, `a, b and c`; of many, the first five and how many more. Each name once, in the given order. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const named = distinct.length > MAX_NAMED + 1 ? distinct.slice(0, MAX_NAMED) : distinct;
  const left = distinct.length - named.length;
  const parts = left > 0 ? [...named, `${left} more`] : named;
  const [last = '', ...before] = [...parts].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}

/** `1 error`, `2 errors`. */
export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
