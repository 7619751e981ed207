import { z } from 'zod';

/**
 * A schema of an object that has the keys of a type and no others, each with all the values of the type. A key that is
 * missing, also an optional one, does not compile, and neither does a value that is missing from a choice.
 *
 *     const bfd = exactly<BfdIntent>()({ minimumIntervalMs: z.int(), multiplier: z.int() });
 */
export function exactly<T>(): <S extends Shape<T>>(shape: S & Complete<T, S>) => z.ZodObject<S, z.core.$strict> {
  return (shape) => z.strictObject(shape);
}

/** A schema for every key; one that may be absent for every key that may. */
type Shape<T> = {
  readonly [K in keyof Required<T>]: undefined extends T[K] ? z.ZodOptional<z.ZodType<T[K]>> : z.ZodType<T[K]>;
};

/** A schema that takes less than the type of its key takes the place of none; a key that the type lacks has none. */
type Complete<T, S> = {
  readonly [K in keyof S]: K extends keyof T ? (T[K] extends ReadonlyOf<z.output<S[K]>> ? unknown : never) : never;
};

type ReadonlyOf<T> = { readonly [K in keyof T]: ReadonlyOf<T[K]> };
