/** Wildcards that stand for names in configuration groups: `<*>`, `<et-*>`, `<ge-0/0/[0-3]>`. */

const patterns = new Map<string, RegExp>();
const REMEMBERED = 1_000;

/** Whether a name in a configuration group is a wildcard. */
export function isWildcard(name: string): boolean {
  return name.length > 2 && name.startsWith('<') && name.endsWith('>');
}

/**
 * Whether the wildcard matches a name, as a shell does: `*` any letters, `?` one letter, `[0-3]` one of a set, `[!0-3]`
 * one outside of it. A bracket that never closes is meant as it is.
 */
export function wildcardMatches(wildcard: string, name: string): boolean {
  let pattern = patterns.get(wildcard);
  if (pattern === undefined) {
    if (patterns.size >= REMEMBERED) patterns.clear();
    pattern = compile(wildcard.slice(1, -1));
    patterns.set(wildcard, pattern);
  }
  return pattern.test(name);
}

function compile(glob: string): RegExp {
  const source = glob.replace(/\[([!^]?)([^\]]+)\]|\*+|\?|[^*?[]|\[/g, (part: string, not?: string, set?: string) => {
    if (set !== undefined) return `[${not === '' ? '' : '^'}${set.replace(/[\\^[]/g, '\\$&')}]`;
    if (part.startsWith('*')) return '.*';
    return part === '?' ? '.' : part.replace(/[\\^$.|?*+(){}[\]/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}
