import type { AddressWithLength } from '../../../model/address-with-length';
import { containsNetwork, networkText, readAddressWithLength } from '../../../model/address-with-length';

/** One `route-filter`, or an entry of a prefix list with its match. */
export interface ConfiguredRouteFilter {
  readonly prefix: AddressWithLength;
  /** `exact`, `orlonger`, `longer`, `upto`, `prefix-length-range`, `through`. */
  readonly match: string;
  /** What follows: `/24`, `/24-/28`. */
  readonly argument?: string;
}

/** Reads the words of a route filter: prefix, match, argument. */
export function readConfiguredRouteFilter(words: readonly string[]): ConfiguredRouteFilter[] {
  const [text = '', match = 'exact', argument] = words;
  const prefix = readAddressWithLength(text);
  return prefix === undefined ? [] : [{ prefix, match, argument }];
}

/**
 * Whether the route passes: of all filters whose prefix contains the route, those with the longest prefix decide, as in
 * Junos. Where that one does not match, shorter ones are not asked.
 */
export function passesConfiguredRouteFilters(
  filters: readonly ConfiguredRouteFilter[],
  route: AddressWithLength,
): boolean {
  const containing = filters.filter(({ prefix }) => containsNetwork(prefix, route));
  const longest = Math.max(-1, ...containing.map(({ prefix }) => prefix.length));
  return containing.filter(({ prefix }) => prefix.length === longest).some((filter) => matches(filter, route));
}

function matches(filter: ConfiguredRouteFilter, route: AddressWithLength): boolean {
  const { prefix, match, argument = '' } = filter;
  const lengths = argument.split('-').map((one) => Number(one.replace('/', '')));
  const [low = 0, high = low] = lengths;
  switch (match) {
    case 'exact':
      return route.length === prefix.length && networkText(route) === networkText(prefix);
    case 'orlonger':
      return true;
    case 'longer':
      return route.length > prefix.length;
    case 'upto':
      return route.length <= low;
    case 'prefix-length-range':
      return route.length >= low && route.length <= high;
    default:
      return false;
  }
}
