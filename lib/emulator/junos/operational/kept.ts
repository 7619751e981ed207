/** What was made for each device from inputs that are never changed: made anew for those whose inputs are other objects. */
export class Kept<Value> {
  private readonly known = new Map<string, { readonly inputs: readonly unknown[]; readonly value: Value }>();

  /** What was made the last time, if the inputs are the same objects in the same order, else what `make` makes of that. */
  of(hostname: string, inputs: readonly unknown[], make: (before: Value | undefined) => Value): Value {
    const known = this.known.get(hostname);
    if (known !== undefined && areSame(known.inputs, inputs)) return known.value;
    const value = make(known?.value);
    this.known.set(hostname, { inputs, value });
    return value;
  }

  /** The next time it is made anew. */
  forget(hostname: string): void {
    this.known.delete(hostname);
  }
}

/** Whether both lists are of the same objects. */
export function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, place) => item === other[place]);
}
