import { IpPrefix } from '../../model/ip-prefix';

/** One `route-filter`, or an entry of a prefix list with its match. */
export interface RouteFilter {
  readonly prefix: IpPrefix;
  readonly matches: (route: IpPrefix) => boolean;
}

/**
 * Reads the words of a route filter: prefix, match, argument.
 *
 * @returns undefined where the match is not understood
 */
export function readRouteFilter([text = '', match = 'exact', argument = '']: readonly string[]):
  RouteFilter | undefined {
  const prefix = IpPrefix.parse(text);
  const lengths = argument.split('-').map((one) => Number(one.replace('/', '')));
  const [low = 0, high = low] = lengths;
  const tests: Readonly<Record<string, (length: number) => boolean>> = {
    exact: (length) => length === prefix.prefixLength,
    orlonger: () => true,
    longer: (length) => length > prefix.prefixLength,
    upto: (length) => length <= low,
    'prefix-length-range': (length) => length >= low && length <= high,
  };
  const test = tests[match];
  return test === undefined ? undefined : { prefix, matches: (route) => test(route.prefixLength) };
}

/**
 * Whether a route passes: of all filters that contain it those with the longest prefix decide, and shorter ones are not
 * asked, as Junos documents for route lists.
 */
export function passesRouteFilters(filters: readonly RouteFilter[], route: IpPrefix): boolean {
  let longest = -1;
  let passes = false;
  for (const filter of filters) {
    const { prefixLength } = filter.prefix;
    if (prefixLength < longest || prefixLength > route.prefixLength || !filter.prefix.contains(route.network)) continue;
    passes = (prefixLength === longest && passes) || filter.matches(route);
    longest = prefixLength;
  }
  return passes;
}
