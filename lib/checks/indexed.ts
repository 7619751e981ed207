/**
 * Makes something of an answer once, however many checks look into it: judging thousands of prefixes by searching the
 * whole answer for each would be quadratic.
 */
export function indexed<Value extends object, Index>(make: (value: Value) => Index): (value: Value) => Index {
  const made = new WeakMap<Value, Index>();
  return (value) => {
    const known = made.get(value);
    if (known !== undefined) return known;
    const fresh = make(value);
    made.set(value, fresh);
    return fresh;
  };
}

/** Items by a key, in their order. */
export function groupedBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
