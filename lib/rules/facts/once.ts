import type { FabricIntent } from '../../intent/fabric-intent';

/** Computes what several rules need once for each fabric, and forgets it with the fabric. */
export function once<T>(compute: (fabric: FabricIntent) => T): (fabric: FabricIntent) => T {
  const known = new WeakMap<FabricIntent, { readonly value: T }>();
  return (fabric) => {
    const entry = known.get(fabric) ?? { value: compute(fabric) };
    known.set(fabric, entry);
    return entry.value;
  };
}
