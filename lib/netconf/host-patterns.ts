import { createHmac, timingSafeEqual } from 'node:crypto';

/** The first field of a known_hosts line. */
export interface HostPatterns {
  /** Whether the line is about `name`: a lower-case host, or `[host]:port`. */
  covers(name: string): boolean;
}

/** Reads the first field of a known_hosts line; a string is the reason why it cannot be read. */
export function hostPatterns(field: string): HostPatterns | string {
  return field.startsWith('|') ? hashedName(field) : patternList(field);
}

/** `|1|salt|hash`, one host name behind HMAC-SHA1. */
function hashedName(field: string): HostPatterns | string {
  const parts = /^\|1\|([A-Za-z0-9+/]+=*)\|([A-Za-z0-9+/]+=*)$/.exec(field);
  if (parts === null) return 'the hashed name is not |1|salt|hash';
  const salt = Buffer.from(parts[1] ?? '', 'base64');
  const hash = Buffer.from(parts[2] ?? '', 'base64');
  if (hash.length !== 20) return 'the hash of the name is not SHA-1';
  return { covers: (name) => timingSafeEqual(createHmac('sha1', salt).update(name).digest(), hash) };
}

/** Comma-separated names with `*`, `?` and `!`. A negated pattern that matches rules the line out. */
function patternList(field: string): HostPatterns | string {
  const patterns = field
    .toLowerCase()
    .split(',')
    .filter((pattern) => pattern !== '');
  if (patterns.length === 0 || patterns.includes('!')) return 'a host name is empty';
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const ruledOut = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const any = (list: readonly string[], name: string): boolean => list.some((one) => matchesWildcard(one, name));
  return { covers: (name) => any(wanted, name) && !any(ruledOut, name) };
}

/**
 * Whether `text` matches `pattern`, in which `*` stands for any run of characters and `?` for one.
 *
 * Only the last `*` is ever tried again, so that no pattern takes longer than its length times that of the text.
 */
function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let position = 0; position < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resumeAt = position;
    } else if (pattern[at] === '?' || pattern[at] === text[position]) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resumeAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
