/** Names of the variables of a program, each for one thing. */
export class Identifiers {
  private readonly byKey = new Map<string, string>();
  private readonly taken: Set<string>;

  /** @param taken - what variables must not be called */
  constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }

  /** The variable of a thing, called after `name` as far as TypeScript lets it. */
  of(kind: string, name: string): string {
    const key = `${kind} ${name}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const made = this.free(legal(name));
    this.byKey.set(key, made);
    return made;
  }

  private free(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}_${i}`;
    this.taken.add(name);
    return name;
  }
}

function legal(name: string): string {
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const words = parts.map((part) => (part === part.toUpperCase() ? part.toLowerCase() : part));
  const text = words.reduce((so, word) => {
    const between = /\d$/.test(so) && /^\d/.test(word) ? '_' : '';
    return so === '' ? word : `${so}${between}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  }, '');
  return /^[a-zA-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : `_${text}`;
}

/** Ids of constructs, each free in the scope that it is in. */
export class ConstructIds {
  private readonly taken = new Map<string, Set<string>>();

  /** An id in a scope, the name itself where nothing else there has it. */
  of(scope: string, name: string): string {
    const ids = this.taken.get(scope) ?? new Set<string>();
    this.taken.set(scope, ids);
    let id = name;
    for (let i = 2; ids.has(id) || isOfEveryObject(id); i++) id = `${name}_${i}`;
    ids.add(id);
    return id;
  }
}

/** constructs keep their children in a plain object, in which `constructor` and the like are taken. */
function isOfEveryObject(id: string): boolean {
  return id in {};
}
