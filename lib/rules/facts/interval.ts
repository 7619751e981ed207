import type { Family } from '../../intent/fabric-intent';
import { ADDRESS_BITS, IpAddress } from '../../model/ip-address';

/**
 * All addresses of a prefix, as numbers: `number` for IPv4 and `bigint` for IPv6, which are compared within a family only.
 * A large fabric has a hundred thousand addresses that several rules sort and search, and `bigint` is many times slower.
 */
export interface Interval {
  readonly family: Family;
  readonly first: number | bigint;
  readonly last: number | bigint;
}

/** Something at a place in the address space. */
export interface Placed {
  readonly interval: Interval;
}

/**
 * The prefix that an address with prefix length lies in; without prefix length the one address.
 *
 * @throws FabricError when the text is no address
 */
export function intervalOf(text: string): Interval {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const length = slash < 0 ? undefined : Number(text.slice(slash + 1));
  const ipv4 = ipv4Of(address);
  if (ipv4 !== undefined) {
    const size = 2 ** (32 - Math.min(32, length ?? 32));
    const first = ipv4 - (ipv4 % size);
    return { family: 'inet', first, last: first + size - 1 };
  }
  const { family, value } = IpAddress.parse(address);
  const mask =
    (1n << BigInt(ADDRESS_BITS[family] - Math.min(ADDRESS_BITS[family], length ?? ADDRESS_BITS[family]))) - 1n;
  return { family, first: value & ~mask, last: value | mask };
}

/** Order in which a prefix comes before all that it contains; IPv4 first. */
export function compareIntervals(a: Interval, b: Interval): number {
  if (a.family !== b.family) return a.family === 'inet' ? -1 : 1;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  if (a.last !== b.last) return a.last > b.last ? -1 : 1;
  return 0;
}

/**
 * Groups of two or more items that overlap. Prefixes overlap only where one contains the other, so that each group is one
 * prefix with everything inside it.
 *
 * @param sorted - by `compareIntervals`
 */
export function overlapping<T extends Placed>(sorted: readonly T[]): T[][] {
  const groups: T[][] = [];
  let outermost: Interval | undefined;
  for (const item of sorted) {
    const { interval } = item;
    const isInside = outermost?.family === interval.family && interval.first <= outermost.last;
    if (isInside) {
      groups.at(-1)?.push(item);
    } else {
      groups.push([item]);
      outermost = interval;
    }
  }
  return groups.filter((group) => group.length > 1);
}

/** Index of the first item that begins at or after the beginning of `interval`, in an order of `compareIntervals`. */
export function indexFrom(sorted: readonly Placed[], { family, first }: Interval): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle]?.interval;
    const isBefore = there?.family === family ? there.first < first : there?.family === 'inet';
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the two have an address in common. */
export function overlap(a: Interval, b: Interval): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Canonical dotted text as a number; undefined for anything else. */
function ipv4Of(text: string): number | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0;
  for (const octet of octets) {
    const number = Number(octet);
    if (!(number >= 0 && number <= 255) || String(number) !== octet) return undefined;
    value = value * 256 + number;
  }
  return value;
}
