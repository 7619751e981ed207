/** The properties that have a value, in their order; a fabric asks for this a hundred thousand times. */
export function withoutUndefined<T extends object>(given: T): T {
  const said: Partial<T> = {};
  for (const name of Object.keys(given) as (keyof T)[]) if (given[name] !== undefined) said[name] = given[name];
  return said as T;
}
