import type { Family } from '../intent/fabric-intent';
import { filterTerms } from '../render/policy-parts';
import { rangeOfRouteFilter } from '../routing-model/route-filter';
import type { Action, Condition, Policy, RoutingPolicies, Term } from '../routing-model/policies';

/** What a chain of import policies says, in the library's words. */
export interface FoundFilter {
  /** The prefixes that its last policy accepts; undefined where it is no plain list of prefixes. */
  readonly prefixes: readonly string[] | undefined;
  /** The policies that stay, by name: those before it, or all of them. */
  readonly before: readonly string[];
}

/** The filter of a session: a last policy that accepts some prefixes and nothing else, or accepts everything. */
export function foundFilter(policies: RoutingPolicies, names: readonly string[], family: Family): FoundFilter {
  const last = names.at(-1);
  if (last === undefined) return { prefixes: undefined, before: [] };
  const policy = policies.get(last);
  if (acceptsEverything(policy)) return { prefixes: undefined, before: names.slice(0, -1) };
  const prefixes = acceptedPrefixes(policy);
  const isOfFamily = prefixes?.every((prefix) => prefix.includes(':') === (family === 'inet6')) === true;
  return isOfFamily ? { prefixes, before: names.slice(0, -1) } : { prefixes: undefined, before: names };
}

/**
 * Whether a policy toward servers is the one that the library makes: routes of protocols EVPN and BGP without the
 * communities of the fabric, and nothing else.
 */
export function isToServers(policy: Policy | undefined): boolean {
  const conditions = policy?.terms.flatMap((term) => term.conditions) ?? [];
  const actions = policy?.terms.flatMap((term) => term.actions) ?? [];
  const protocols = conditions.flatMap((one) => (one.kind === 'protocol' ? one.values : []));
  return (
    [...protocols].sort().join() === 'bgp,evpn' &&
    decisionsOf(policy) === 'accept,accept,reject' &&
    actions.every(takesCommunityAway) &&
    conditions.every(({ kind }) => kind === 'protocol') &&
    policy?.terms.filter(saysAnything).at(-1)?.conditions.length === 0 &&
    policy.terms.every(({ defaultAction }) => defaultAction === undefined)
  );
}

/** Whether a policy accepts any route and changes nothing of it that means something outside the fabric. */
function acceptsEverything(policy: Policy | undefined): boolean {
  return (
    decisionsOf(policy) === 'accept' &&
    policy?.terms.every(
      ({ actions, conditions, defaultAction }) =>
        conditions.length === 0 && defaultAction === undefined && actions.every(takesCommunityAway),
    ) === true
  );
}

function takesCommunityAway(action: Action): boolean {
  return action.kind === 'community' && action.operation === 'delete';
}

function decisionsOf(policy: Policy | undefined): string | undefined {
  return policy?.terms.flatMap(({ outcome = [] }) => outcome).join();
}

/** The prefixes and ranges that a policy accepts, where that is all it does and it ends by rejecting everything else. */
function acceptedPrefixes(policy: Policy | undefined): string[] | undefined {
  const terms = policy?.terms.filter(saysAnything) ?? [];
  const last = terms.pop();
  if (last === undefined || !rejectsTheRest(last)) return undefined;
  const prefixes = terms.map(prefixesOfTerm);
  return prefixes.every((one) => one !== undefined) ? prefixes.flat() : undefined;
}

function saysAnything({ conditions, actions, outcome, defaultAction }: Term): boolean {
  return conditions.length + actions.length > 0 || outcome !== undefined || defaultAction !== undefined;
}

function rejectsTheRest({ conditions, actions, outcome, defaultAction }: Term): boolean {
  return conditions.length + actions.length === 0 && outcome === 'reject' && defaultAction === undefined;
}

/** The prefixes of a term that accepts some, and does nothing else but take communities away. */
function prefixesOfTerm({ conditions, actions, outcome, defaultAction }: Term): string[] | undefined {
  const strips = actions.every(takesCommunityAway);
  const [condition] = conditions;
  if (!strips || outcome !== 'accept' || defaultAction !== undefined) return undefined;
  if (condition?.kind !== 'prefix' || conditions.length > 1 || !isPlain(condition)) return undefined;
  const ranges = condition.filters.map(rangeOfRouteFilter);
  if (!ranges.every((range) => range !== undefined)) return undefined;
  // Filters that shut one another out do not accept what each of them alone would.
  return filterTerms('', ranges).length === 1 ? ranges.map(String) : undefined;
}

/** Whether prefixes are named one by one, alone or as a range. */
function isPlain({ places, unknown }: Extract<Condition, { kind: 'prefix' }>): boolean {
  return unknown.length === 0 && places.every(({ name }) => name === 'route-filter');
}
