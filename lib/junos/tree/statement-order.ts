/** The order in which Junos keeps the entries of lists that it sorts itself. */

const PHYSICAL = /^[a-z]{2,4}-(\d+)\/(\d+)\/(\d+)(?::(\d+))?(?:\.(\d+))?$/;
const NUMBER = /^\d{1,15}$/;
const VIRTUAL = /^(ae|em|fti|fxp|gr|irb|lo|lt|me|reth|st|vme)(\d{1,15})?(?:\.(\d{1,15}))?$/;
const IPV4_PREFIX = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** Compares the keys of two entries: negative when `a` comes first. */
export function compareIdentities(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareKeys(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/**
 * Ports by slot, card, port, channel and unit, before all other interfaces; numbers by value; IPv4 prefixes by address
 * and length; `ae2` before `ae10`; everything else by code unit, capitals first.
 */
function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return compareRanks(rank(a), rank(b)) || (a < b ? -1 : 1);
}

type Rank = readonly (number | string)[];

const ranks = new Map<string, Rank>();
const REMEMBERED = 10_000;

function rank(key: string): Rank {
  let found = ranks.get(key);
  if (found === undefined) {
    if (ranks.size >= REMEMBERED) ranks.clear();
    found = computeRank(key);
    ranks.set(key, found);
  }
  return found;
}

/** First the kind, so that keys of different kinds compare at once. */
function computeRank(key: string): Rank {
  if (NUMBER.test(key)) return [0, Number(key)];
  const ipv4 = IPV4_PREFIX.exec(key);
  if (ipv4 !== null) return [1, ...numbers(ipv4, 1)];
  const port = PHYSICAL.exec(key);
  if (port !== null) return [2, ...numbers(port, 1)];
  const virtual = VIRTUAL.exec(key);
  if (virtual !== null) return [3, virtual[1] ?? '', ...numbers(virtual, 2)];
  return [3, key];
}

/** Groups that did not take part come first: `et-0/0/3` before `et-0/0/3:0`. */
function numbers(match: readonly (string | undefined)[], from: number): number[] {
  return match.slice(from).map((text) => (text === undefined ? -1 : Number(text)));
}

function compareRanks(a: Rank, b: Rank): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i], b[i]];
    if (left === undefined || right === undefined) return 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
