import type { IpPrefix } from '../../model/ip-prefix';

/** One `route-filter`, or an entry of a prefix list with its match. */
export interface RouteFilter {
  readonly prefix: IpPrefix;
  /** Lengths of the prefixes in it that match. */
  readonly from: number;
  readonly to: number;
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
    passes =
      (prefixLength === longest && passes) || (filter.from <= route.prefixLength && route.prefixLength <= filter.to);
    longest = prefixLength;
  }
  return passes;
}
