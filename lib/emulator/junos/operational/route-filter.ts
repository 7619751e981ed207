import type { AddressWithLength } from '../../../model/address-with-length';
import { containsNetwork } from '../../../model/address-with-length';
import type { RouteFilter } from '../../../routing-model/route-filter';

/**
 * Whether the route passes: of all filters whose prefix contains the route, those with the longest prefix decide, as in
 * Junos. Where that one does not match, shorter ones are not asked.
 */
export function passesConfiguredRouteFilters(filters: readonly RouteFilter[], route: AddressWithLength): boolean {
  const containing = filters.filter(({ prefix }) => containsNetwork(prefix, route));
  const longest = Math.max(-1, ...containing.map(({ prefix }) => prefix.length));
  return containing
    .filter(({ prefix }) => prefix.length === longest)
    .some(({ from, to }) => from <= route.length && route.length <= to);
}
