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
  if (configured.length > 0) return decidingEntry(of, [...configured, ...DEFAULT_MARTIANS]);
  let known = ofDefaults.get(of);
  if (known === undefined) {
    known = { entry: decidingEntry(of, DEFAULT_MARTIANS) };
    ofDefaults.set(of, known);
  }
  return known.entry;
}

/** A prefix is asked about for every attachment that announces it. */
const ofDefaults = new WeakMap<IpPrefix | PrefixRange, { readonly entry: Martian | undefined }>();

function decidingEntry(of: IpPrefix | PrefixRange, entries: readonly Martian[]): Martian | undefined {
  const wanted = of instanceof PrefixRange ? of : PrefixRange.of(of, of.prefixLength, of.prefixLength);
  const touching = entries
    .filter(({ range }) => range.overlaps(wanted))
    .sort((a, b) => b.range.prefix.prefixLength - a.range.prefix.prefixLength);
  const whole = touching.findIndex(({ range }) => range.includes(wanted));
  const deciding = touching.slice(0, whole + 1);
  return deciding.some(({ allow }) => allow) ? undefined : deciding.at(-1);
}
