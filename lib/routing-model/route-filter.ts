import type { AddressWithLength } from '../model/address-with-length';
import { readAddressWithLength } from '../model/address-with-length';
import { ADDRESS_BITS } from '../model/ip-address';
import { IpPrefix } from '../model/ip-prefix';
import { PrefixRange } from '../model/prefix-range';

/** A prefix, and how long the prefixes inside it are that match. Host bits of the prefix may be set. */
export interface RouteFilter {
  /** As it is written. */
  readonly text: string;
  readonly prefix: AddressWithLength;
  readonly from: number;
  readonly to: number;
}

/** Reads prefix, kind of match and its argument; undefined where one of them is not understood (`through`). */
export function readRouteFilter([text = '', match = 'exact', argument = '']: readonly string[]):
  RouteFilter | undefined {
  const prefix = readAddressWithLength(text);
  const [from = NaN, to = NaN] = prefix === undefined ? [] : lengthsOf(prefix, match, argument);
  return prefix === undefined || Number.isNaN(from) || Number.isNaN(to) ? undefined : { text, prefix, from, to };
}

/** The filter as a range of prefixes; undefined where host bits of its prefix are set or nothing matches it. */
export function rangeOfRouteFilter({ from, prefix: { address, length }, to }: RouteFilter): PrefixRange | undefined {
  const prefix = IpPrefix.containing({ address, prefixLength: length });
  const bits = ADDRESS_BITS[prefix.family];
  if (!prefix.network.equals(address) || from < length || to < from || to > bits) return undefined;
  return PrefixRange.of(prefix, from, to);
}

function lengthsOf({ family, length }: AddressWithLength, match: string, argument: string): readonly number[] {
  const [low = NaN, high = low] = argument.split('-').map((one) => Number(/^\/?(\d{1,3})$/.exec(one)?.[1]));
  switch (match) {
    case 'exact':
      return [length, length];
    case 'orlonger':
      return [length, ADDRESS_BITS[family]];
    case 'longer':
      return [length + 1, ADDRESS_BITS[family]];
    case 'upto':
      return [length, low];
    case 'prefix-length-range':
      return [low, high];
    default:
      return [];
  }
}
