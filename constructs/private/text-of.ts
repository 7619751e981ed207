/** The value of an enum as the literal that plain data holds: TypeScript does not take the one for the other. */
export function literalOf<E extends string>(choice: E): `${E}` {
  return choice as `${E}`;
}
