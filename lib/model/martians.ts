/** Addresses about which Junos ignores all routing information, whoever announces it and whatever policies say. */
import type { IpPrefix } from './ip-prefix';
import { PrefixRange } from './prefix-range';

/** One entry of a list of martian addresses. */
export interface Martian {
  readonly range: PrefixRange;
  /** Whether it takes the prefixes of the range out of a wider entry (`allow`). */
  readonly allow: boolean;
}

/**
 * What every table has where nobody configures martians. IPv4 as `show route martians` lists it in Juniper's "Understanding
 * Martian Addresses" (Junos 13.3); older releases also had 128.0.0.0/16, 191.255.0.0/16 and 223.255.255.0/24. IPv6 as the same
 * page names it: the loopback address, and ff00::/8 and ff02::/16 since 10.4R5; it does not print the kind of match, which is taken
 * to be `exact` as that of the IPv4 multicast entries.
 */
const DEFAULT_MARTIANS: readonly Martian[] = [
  '0.0.0.0/8 orlonger',
  '127.0.0.0/8 orlonger',
  '192.0.0.0/24 orlonger',
  '240.0.0.0/4 orlonger',
  '224.0.0.0/4',
  '224.0.0.0/24',
  '::1/128',
  'ff00::/8',
  'ff02::/16',
].map((text) => ({ range: PrefixRange.parse(text), allow: false }));

/**
 * The entry that makes a device ignore a prefix, or every prefix of a range; undefined where it takes one of them. Of the entries
 * that a prefix is in the one with the longest prefix decides, and what is configured before what is there by default.
 */
export function martianEntry(of: IpPrefix | PrefixRange, configured: readonly Martian[] = []): Martian | undefined {
  if (configured.length > 0) return decidingEntry(of, martianTable(configured));
  let known = ofDefaults.get(of);
  if (known === undefined) {
    known = { entry: decidingEntry(of, DEFAULT_TABLE) };
    ofDefaults.set(of, known);
  }
  return known.entry;
}

/** The entries that make a device ignore some of the prefixes of a range, if not all. */
export function martianEntriesWithin(range: PrefixRange, configured: readonly Martian[] = []): Martian[] {
  const entries = martianTable(configured).filter((entry) => entry.range.overlaps(range));
  return entries.filter(({ allow, range: own }, i) => {
    const others = entries.slice(0, i).map((other) => other.range);
    return !allow && holdsMoreThan(own, range, others);
  });
}

/** Whether a prefix is in both ranges, and in none of the others, whose prefixes are no shorter than that of the first. */
function holdsMoreThan(first: PrefixRange, second: PrefixRange, others: readonly PrefixRange[]): boolean {
  const [inner, outer] = first.prefix.prefixLength > second.prefix.prefixLength ? [first, second] : [second, first];
  const all = widthOf(inner.prefix);
  const [from, to] = [Math.max(inner.from, outer.from), Math.min(inner.to, outer.to)];
  for (let length = from; length <= to; length++) {
    const taken = others
      .filter((one) => one.from <= length && length <= one.to && one.prefix.overlaps(inner.prefix))
      .map(({ prefix }) => prefix);
    const outermost = taken.filter((one, i) => taken.every((other, j) => i === j || !isAround(other, one, j < i)));
    if (outermost.reduce((sum, one) => sum + widthOf(one), 0n) < all) return true;
  }
  return false;
}

/** @param orEqual - whether the same prefix counts as around */
function isAround(outer: IpPrefix, inner: IpPrefix, orEqual: boolean): boolean {
  if (outer.prefixLength === inner.prefixLength) return orEqual && outer.equals(inner);
  return outer.prefixLength < inner.prefixLength && outer.contains(inner.network);
}

/** Number of addresses. */
function widthOf({ lastValue, network }: IpPrefix): bigint {
  return lastValue - network.value + 1n;
}

/** The whole table of a device: of the entries that a prefix is in the first decides. */
export function martianTable(configured: readonly Martian[]): readonly Martian[] {
  return [...configured, ...DEFAULT_MARTIANS].sort((a, b) => b.range.prefix.prefixLength - a.range.prefix.prefixLength);
}

const DEFAULT_TABLE = martianTable([]);

/** A prefix is asked about for every attachment that announces it. */
const ofDefaults = new WeakMap<IpPrefix | PrefixRange, { readonly entry: Martian | undefined }>();

function decidingEntry(of: IpPrefix | PrefixRange, table: readonly Martian[]): Martian | undefined {
  const wanted = of instanceof PrefixRange ? of : PrefixRange.of(of, of.prefixLength, of.prefixLength);
  const touching = table.filter(({ range }) => range.overlaps(wanted));
  const whole = touching.findIndex(({ range }) => range.includes(wanted));
  const deciding = touching.slice(0, whole + 1);
  return deciding.some(({ allow }) => allow) ? undefined : deciding.at(-1);
}
