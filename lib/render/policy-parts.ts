import type { Configuration } from '../junos/tree/configuration';
import type { PrefixRange } from '../model/prefix-range';
import { encapsulationsCommunityName, routeTargetsCommunityName } from './names';

/** Where a policy stands. */
export function policyPath(name: string): string[] {
  return ['policy-options', 'policy-statement', name];
}

/** Takes the communities off a route that only mean something inside the fabric. */
export function stripFabricCommunities(configuration: Configuration, path: readonly string[], fabric: string): void {
  configuration.set(...path, 'then', 'community', 'delete', encapsulationsCommunityName(fabric));
  configuration.set(...path, 'then', 'community', 'delete', routeTargetsCommunityName(fabric));
}

/** Says of a term which prefixes match it; each range as it is, so those that get in the way of one another need several terms. */
export function renderRouteFilters(
  configuration: Configuration,
  term: readonly string[],
  ranges: readonly PrefixRange[],
): void {
  for (const range of [...ranges].sort((a, b) => a.compare(b))) {
    configuration.set(...term, 'from', 'route-filter', range.prefix.toString(), ...range.match);
  }
}

/**
 * Ranges in as many terms as it takes to match what is in any of them, and the name of each: the first is called `name`. Of the filters of a term Junos asks only
 * the one with the longest prefix around a route: beside `10.244.0.0/16 upto /26` an exact `10.244.3.0/24` would shut out
 * 10.244.3.0/26. Exact prefixes never do that to one another, since a route inside another one is none of them.
 */
export function filterTerms(
  name: string,
  ranges: readonly PrefixRange[],
): (readonly [term: string, ranges: readonly PrefixRange[]])[] {
  const terms: PrefixRange[][] = [];
  for (const range of [...ranges].sort((a, b) => Number(b.isExact) - Number(a.isExact) || a.compare(b))) {
    const free = terms.find((term) =>
      term.every((other) => (range.isExact && other.isExact) || !range.prefix.overlaps(other.prefix)),
    );
    if (free === undefined) terms.push([range]);
    else free.push(range);
  }
  return terms.map((term, i) => [i === 0 ? name : `${name}-${i + 1}`, term]);
}
