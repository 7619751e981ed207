/** Wildcards that stand for names in configuration groups: `<*>`, `<et-*>`, `<ge-0/0/[0-3]>`. */

/** Whether a name in a configuration group is a wildcard. */
export function isWildcard(name: string): boolean {
  return name.length > 2 && name.startsWith('<') && name.endsWith('>');
}

/**
 * Whether the wildcard matches a name, as a shell does: `*` any letters, `?` one letter, `[0-3]` one of a set, `[!0-3]`
 * one outside of it. A bracket that never closes is meant as it is.
 *
 * Takes at most the product of both lengths. A regular expression made of the wildcard would take a power of the name's
 * length with as many stars as the wildcard has, and both may come from somebody else's configuration.
 */
export function wildcardMatches(wildcard: string, name: string): boolean {
  if (!name.startsWith(wildcard.slice(1, firstSignOf(wildcard)))) return false;
  const parts = partsOf(wildcard);
  const letters = Array.from(name);
  let [part, letter] = [0, 0];
  let star: { readonly part: number; readonly letter: number } | undefined;
  while (letter < letters.length) {
    const wanted = parts[part];
    if (wanted === ANY_LETTERS) {
      star = { part, letter };
      part += 1;
    } else if (wanted?.(letters[letter] ?? '') === true) {
      part += 1;
      letter += 1;
    } else if (star === undefined) {
      return false;
    } else {
      // The last star takes one letter more. Earlier ones need not: what they could reach, it can.
      star = { part: star.part, letter: star.letter + 1 };
      part = star.part + 1;
      letter = star.letter;
    }
  }
  return parts.slice(part).every((rest) => rest === ANY_LETTERS);
}

const ANY_LETTERS = '*';

/** What one letter of a name must be, or a star. */
type Part = typeof ANY_LETTERS | ((letter: string) => boolean);

const known = new Map<string, readonly Part[]>();
const REMEMBERED = 10_000;

/** Where the letters that stand for themselves end: nearly all wildcards that match nothing are told by them. */
function firstSignOf(wildcard: string): number {
  const at = wildcard.search(/[*?[]/);
  return at < 0 ? wildcard.length - 1 : at;
}

function partsOf(wildcard: string): readonly Part[] {
  let parts = known.get(wildcard);
  if (parts === undefined) {
    if (known.size >= REMEMBERED) known.clear();
    parts = parse(Array.from(wildcard.slice(1, -1)));
    known.set(wildcard, parts);
  }
  return parts;
}

function parse(glob: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  const lastClose = glob.lastIndexOf(']');
  for (let at = 0; at < glob.length; at += 1) {
    const one = glob[at] ?? '';
    // With no bracket that closes behind it there is nothing to look for, however many open.
    const close = one === '[' && at < lastClose ? glob.indexOf(']', at + 1) : -1;
    if (close > at + 1) {
      parts.push(setOf(glob.slice(at + 1, close)));
      at = close;
    } else if (one !== ANY_LETTERS) parts.push(one === '?' ? () => true : (letter) => letter === one);
    else if (parts.at(-1) !== ANY_LETTERS) parts.push(ANY_LETTERS);
  }
  return parts;
}

/** `0-3x` or, outside of it, `!0-3x`. */
function setOf(inside: readonly string[]): Part {
  const isOutside = inside.length > 1 && (inside[0] === '!' || inside[0] === '^');
  const ranges = rangesIn(isOutside ? inside.slice(1) : inside);
  return (letter) => ranges.some(([low, high]) => low <= letter && letter <= high) !== isOutside;
}

function rangesIn(set: readonly string[]): readonly (readonly [string, string])[] {
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < set.length; at += 1) {
    const low = set[at] ?? '';
    const high = set[at + 1] === '-' ? set[at + 2] : undefined;
    ranges.push([low, high ?? low]);
    if (high !== undefined) at += 2;
  }
  return ranges;
}
