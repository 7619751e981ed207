import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { readAsNumber, entries, below, keyOf, present, valueOf, valuesOf } from '../../../junos/tree/find-statement';
import type { CommunityDefinition } from './community-match';
import { matchesCommunity, matchesMember, namedCommunities } from './community-match';
import type { RibRoute } from './route';
import type { ConfiguredRouteFilter } from './route-filter';
import { passesConfiguredRouteFilters, readConfiguredRouteFilter } from './route-filter';

/** What policies say to a route. */
export interface PolicyVerdict {
  readonly accepted: boolean;
  /** With what the terms changed. */
  readonly route: RibRoute;
}

/** Where a policy stops. */
type Outcome = 'accept' | 'reject' | 'next policy' | 'end';

interface Term {
  readonly from: Statement | undefined;
  readonly then: Statement | undefined;
}

interface Step {
  readonly outcome: Outcome;
  readonly route: RibRoute;
  readonly defaultAction?: 'accept' | 'reject';
}

/** Evaluates the routing policies of one effective configuration. */
export class PolicyEvaluation {
  private readonly options: Statement | undefined;
  private readonly policies: ReadonlyMap<string, Statement>;
  private readonly communities: ReadonlyMap<string, CommunityDefinition>;
  private readonly read = new Map<string, readonly Term[]>();
  private readonly routeFilters = new Map<Statement, readonly ConfiguredRouteFilter[]>();

  constructor(effective: Configuration) {
    this.options = below(effective.root, 'policy-options');
    this.policies = new Map(entries(this.options, 'policy-statement').map((one) => [keyOf(one), one]));
    this.communities = namedCommunities(this.options);
  }

  /** Runs a chain of policies; where none decides, `otherwise` does. */
  evaluate(chain: readonly string[], route: RibRoute, otherwise: 'accept' | 'reject'): PolicyVerdict {
    let current = route;
    let last: 'accept' | 'reject' = otherwise;
    for (const name of chain) {
      const step = this.policy(name, current);
      current = step.route;
      last = step.defaultAction ?? last;
      if (step.outcome === 'accept' || step.outcome === 'reject') {
        return { accepted: step.outcome === 'accept', route: current };
      }
    }
    return { accepted: last === 'accept', route: current };
  }

  /** A policy that is not defined decides nothing; the commit check keeps it away. */
  private policy(name: string, route: RibRoute): Step {
    const statement = this.policies.get(name);
    if (statement === undefined) return { outcome: 'end', route };
    let current = route;
    let defaultAction: Step['defaultAction'];
    for (const { from, then } of this.terms(name, statement)) {
      if (!this.matches(from, current)) continue;
      current = this.apply(then, current);
      defaultAction = defaultOf(then) ?? defaultAction;
      const outcome = outcomeOf(then);
      if (outcome !== 'end') return { outcome, route: current, defaultAction };
    }
    return { outcome: 'end', route: current, defaultAction };
  }

  /** Terms of a policy, its own `from` and `then` last; read once. */
  private terms(name: string, statement: Statement): readonly Term[] {
    const read = (): Term[] =>
      [...entries(statement, 'term'), statement].map((term) => ({
        from: below(term, 'from'),
        then: below(term, 'then'),
      }));
    const terms = this.read.get(name) ?? read();
    this.read.set(name, terms);
    return terms;
  }

  /** Every kind of condition must be met; within one kind, any value. What is not emulated is not met. */
  private matches(from: Statement | undefined, route: RibRoute): boolean {
    const kinds = new Set((from?.children ?? []).map(({ name }) => name));
    const prefixKinds = ['route-filter', 'prefix-list', 'prefix-list-filter', 'route-filter-list'];
    const filtered = prefixKinds.some((kind) => kinds.has(kind));
    if (from !== undefined && filtered && !passesConfiguredRouteFilters(this.filters(from), route.prefix)) return false;
    return [...kinds].filter((kind) => !prefixKinds.includes(kind)).every((kind) => this.meets(kind, from, route));
  }

  private meets(kind: string, from: Statement | undefined, route: RibRoute): boolean {
    const values = valuesOf(from, kind);
    switch (kind) {
      case 'protocol':
        return values.includes(route.protocol);
      case 'family':
        return valueOf(from, kind) === route.prefix.family;
      case 'community':
        return values.some((name) => this.hasCommunity(name, route));
      case 'policy':
        return values.every((name) => this.evaluate([name], route, 'reject').accepted);
      case 'interface':
        return [...values, ...entries(from, kind).map(keyOf)].includes(route.interface ?? '');
      case 'neighbor':
        return [...values, ...entries(from, kind).map(keyOf)].includes(route.neighbor ?? '');
      case 'next-hop':
        return values.includes(route.nextHop ?? '');
      case 'local-preference':
        return valueOf(from, kind) === String(route.localPreference);
      case 'metric':
        return valueOf(from, kind) === String(route.metric);
      default:
        return false;
    }
  }

  private hasCommunity(name: string, route: RibRoute): boolean {
    const community = this.communities.get(name);
    return community !== undefined && matchesCommunity(community, route.communities);
  }

  private filters(from: Statement): readonly ConfiguredRouteFilter[] {
    const filters = this.routeFilters.get(from) ?? this.readFilters(from);
    this.routeFilters.set(from, filters);
    return filters;
  }

  private readFilters(from: Statement): ConfiguredRouteFilter[] {
    const list = (name: string) => entries(this.options, name);
    return [
      ...entries(from, 'route-filter').flatMap((one) => readConfiguredRouteFilter(one.keys)),
      ...entries(from, 'prefix-list').flatMap((one) => this.prefixList(keyOf(one), ['exact'])),
      ...entries(from, 'prefix-list-filter').flatMap((one) => this.prefixList(keyOf(one), one.keys.slice(1))),
      ...entries(from, 'route-filter-list').flatMap((one) =>
        list('route-filter-list')
          .filter((entry) => keyOf(entry) === keyOf(one))
          .flatMap((entry) => entry.children.flatMap((filter) => readConfiguredRouteFilter(filter.keys))),
      ),
    ];
  }

  private prefixList(name: string, match: readonly string[]): ConfiguredRouteFilter[] {
    const found = entries(this.options, 'prefix-list').find((one) => keyOf(one) === name);
    return (found?.children ?? []).flatMap((item) => readConfiguredRouteFilter([keyOf(item), ...match]));
  }

  private apply(then: Statement | undefined, route: RibRoute): RibRoute {
    let changed = route;
    for (const action of then?.children ?? []) changed = this.act(action, changed);
    return changed;
  }

  private act(action: Statement, route: RibRoute): RibRoute {
    switch (action.name) {
      case 'community':
        return { ...route, communities: this.changeCommunities(action, route.communities) };
      case 'local-preference':
        return { ...route, localPreference: numeric(action) ?? route.localPreference };
      case 'preference':
        return { ...route, preference: numeric(action) ?? route.preference };
      case 'metric':
        return { ...route, metric: numeric(action) ?? route.metric };
      case 'as-path-prepend':
        return { ...route, asPath: [...prepended(action), ...route.asPath] };
      default:
        return route;
    }
  }

  private changeCommunities(action: Statement, communities: readonly string[]): string[] {
    const [operation = '', name = ''] = action.keys;
    const members = this.communities.get(name)?.members ?? [];
    if (operation === 'delete' || operation === '-') {
      return communities.filter((one) => !members.some((member) => matchesMember(member, one)));
    }
    if (operation === 'set' || operation === '=') return [...members];
    return [...new Set([...communities, ...members])];
  }
}

function outcomeOf(then: Statement | undefined): Outcome {
  if (present(then, 'accept')) return 'accept';
  if (present(then, 'reject')) return 'reject';
  return valueOf(then, 'next') === 'policy' ? 'next policy' : 'end';
}

function defaultOf(then: Statement | undefined): 'accept' | 'reject' | undefined {
  const value = valueOf(then, 'default-action');
  return value === 'accept' || value === 'reject' ? value : undefined;
}

function numeric(action: Statement): number | undefined {
  const value = action.value ?? action.children.find((one) => one.words.length === 1)?.value;
  return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
}

function prepended(action: Statement): number[] {
  const text = action.value ?? '';
  return text.split(/\s+/).flatMap((one) => readAsNumber(one) ?? []);
}
