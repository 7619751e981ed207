import type { Action, Condition, Term } from '../../routing-model/policies';
import type { RoutingModel } from '../../routing-model/routing-model';
import type { ActionModel, PolicyModel, RouteFilterModel, RoutingProtocol, TermModel } from '../device-model';
import type { Refusals } from './refusals';

const PROTOCOLS: readonly RoutingProtocol[] = ['direct', 'bgp', 'evpn', 'static', 'aggregate'];

/** Every policy. Conditions and actions that the model does not understand are refused with all other such statements. */
export function translatePolicies({ policies }: RoutingModel, refusals: Refusals): Map<string, PolicyModel> {
  return new Map(
    [...policies.values()].map(({ name, terms }) => [
      name,
      { name, terms: terms.map((term) => translateTerm(term, refusals)) },
    ]),
  );
}

function translateTerm({ name = '', conditions, actions, outcome }: Term, refusals: Refusals): TermModel {
  const filters = conditions.flatMap((one) => (one.kind === 'prefix' ? translateFilters(one, refusals) : []));
  return {
    name,
    from: {
      protocols: allowed('protocol', conditions, PROTOCOLS, `routes of ${PROTOCOLS.join(', ')}`, refusals),
      family: allowed('family', conditions, ['inet', 'inet6'] as const, 'families inet and inet6', refusals)[0],
      filters: filters.length === 0 ? undefined : filters,
      localPreference: conditions.flatMap((one) => (one.kind === 'local-preference' ? [one.value] : []))[0],
      communities: conditions.flatMap((one) => (one.kind === 'community' ? one.values : [])),
    },
    actions: actions.flatMap((action) => translateAction(action, refusals)),
    outcome,
  };
}

/** The values of a condition that the twin knows; others are refused. */
function allowed<Value extends string>(
  kind: 'protocol' | 'family',
  conditions: readonly Condition[],
  values: readonly Value[],
  words: string,
  refusals: Refusals,
): Value[] {
  const places = conditions.flatMap((one) => (one.kind === kind ? one.places : []));
  return places.flatMap((place) => {
    const known = values.find((one) => one === place.value);
    if (known === undefined) refusals.refuse(place, `the twin has ${words} only`);
    return known ?? [];
  });
}

function translateFilters(
  { filters, unknown }: Extract<Condition, { kind: 'prefix' }>,
  refusals: Refusals,
): RouteFilterModel[] {
  for (const { place, problem } of unknown) {
    const reason = 'the twin cannot express this match of prefixes';
    refusals.refuse(place, problem === 'no such list' ? 'there is no such prefix list' : reason);
  }
  return filters.map(({ text, prefix: { family, length }, from, to }) => ({ family, prefix: text, length, from, to }));
}

function translateAction(action: Action, refusals: Refusals): ActionModel[] {
  switch (action.kind) {
    case 'community':
      return [{ kind: 'community', operation: action.operation, name: action.name }];
    case 'local-preference':
    case 'preference':
    case 'metric':
    case 'as-path-prepend':
      return [action];
    case 'other':
      if (action.place.name === 'as-path-prepend') {
        refusals.refuse(action.place, 'an AS path is a list of AS numbers');
      }
      return [];
    default:
      return [];
  }
}
