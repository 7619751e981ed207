/**
 * Policies as far as they decide about routes. The emulated devices evaluate them in a way of their own, which looks alike:
 * whatever one of the two gets wrong the other one must be able to show, so neither imports from the other.
 */
import type { FabricError } from '../../model/fabric-error';
import { reachabilityPolicyMissing, reachabilityStatementUnknown } from '../errors';
import type { PolicyExpression } from '../../junos/tree/policy-expression';
import { policiesIn, readPolicyExpression } from '../../junos/tree/policy-expression';
import { IpPrefix } from '../../model/ip-prefix';
import type {
  Action,
  Condition as ConfiguredCondition,
  PolicyOptions,
  Term as ConfiguredTerm,
  UnknownFilter,
} from '../../routing-model/policies';
import type { NamedCommunity } from './communities';
import { meansCommunity, meansRoute } from './communities';
import type { Route } from './route';
import { familyOf } from './route';
import type { RouteFilter } from './route-filter';
import { passesRouteFilters } from './route-filter';

/** What becomes of a route that no policy decides about. */
export type DefaultAction = 'accept' | 'reject';

/** How a term ends the evaluation; undefined: it does not. */
export type PolicyOutcome = 'accept' | 'reject' | 'next policy' | undefined;
type Condition = (route: Route) => boolean;
/** Policies as a condition: whether they let the route through, and the route as they leave it. */
type Subroutine = (route: Route, otherwise: DefaultAction) => Answer;
type Change = (route: Route) => Route;

/** One term of a policy, ready to be applied. */
export interface Term {
  /** Undefined for the policy's own `from` and `then`. */
  readonly name?: string;
  readonly conditions: readonly Condition[];
  /** Asked where the conditions are met. */
  readonly subroutines: readonly Subroutine[];
  /** What nobody understands of it, asked where all else is met: its words, from the top. */
  readonly undecided?: string;
  readonly changes: readonly Change[];
  readonly verdict: PolicyOutcome;
  readonly defaultAction: DefaultAction | undefined;
}

/** What a chain of policies makes of a route. */
export interface Answer {
  readonly accepted: boolean;
  readonly changed: Route;
}

/** Evaluates a chain of policies. */
export type Evaluate = (chain: readonly PolicyExpression[], route: Route, otherwise: DefaultAction) => Answer;

/** A policy, and the policies that its conditions ask. */
export interface ReadPolicy {
  readonly terms: readonly Term[];
  readonly named: readonly string[];
}

/**
 * What becomes of what is not understood: it is refused at once, whether a route comes to it or not, or only the routes that
 * come to it are not decided about.
 */
export type Strictness = 'refused' | 'undecided';

/** A route came to something that is not understood. */
export class Undecided extends Error {
  /** @param statement - its words, from the top */
  constructor(readonly statement: string) {
    super(statement);
  }
}

/** Called whenever a condition looks at the prefix of a route. */
export type PrefixWatcher = () => void;

/**
 * Turns policies into something that can be applied, and refuses what it does not understand. What it has read keeps nothing of the
 * configuration, which is large.
 */
export class PolicyReader {
  readonly #hostname: string;
  readonly #options: PolicyOptions;
  readonly #evaluate: Evaluate;
  readonly #onPrefixAsked: PrefixWatcher;
  readonly #strictness: Strictness;
  #named: string[] = [];

  /** @param evaluate for conditions that ask other policies */
  constructor(
    hostname: string,
    options: PolicyOptions,
    evaluate: Evaluate,
    onPrefixAsked: PrefixWatcher,
    strictness: Strictness,
  ) {
    this.#strictness = strictness;
    this.#hostname = hostname;
    this.#options = options;
    this.#evaluate = evaluate;
    this.#onPrefixAsked = onPrefixAsked;
  }

  /** @throws FabricError `reachabilityStatementUnknown`, `reachabilityPolicyMissing` */
  read(name: string): ReadPolicy {
    const policy = this.#options.policies.get(name);
    if (policy === undefined) {
      if (this.#strictness === 'refused') throw reachabilityPolicyMissing(this.#hostname, name);
      return { terms: [{ ...NOTHING, undecided: `policy-options policy-statement ${name}` }], named: [] };
    }
    this.#named = [];
    const terms = policy.terms.filter(doesAnything).map((term) => this.#term(term));
    return { terms, named: this.#named };
  }

  /** What stands for a policy in a chain. @throws FabricError `reachabilityStatementUnknown` */
  expression(text: string): PolicyExpression {
    const expression = readPolicyExpression(text);
    if (expression !== undefined) return expression;
    if (this.#strictness === 'refused') throw this.#unknown(text);
    return { kind: 'policy', name: text };
  }

  #term({ name, place, conditions, actions, outcome, defaultAction }: ConfiguredTerm): Term {
    const path = place.words.join(' ');
    const read = conditions.flatMap((one) => (one.kind === 'policy' ? [] : [this.#condition(path, one)]));
    const changes = actions.flatMap((action) => this.#change(`${path} then`, action));
    const [undecided] = [...read, ...changes].filter((one) => typeof one === 'string');
    if (undecided !== undefined && this.#strictness === 'refused') throw this.#unknown(undecided);
    return {
      name,
      conditions: read.filter((one) => typeof one !== 'string'),
      subroutines: conditions.flatMap((one) => (one.kind === 'policy' ? [this.#subroutine(one.policies)] : [])),
      undecided,
      changes: changes.filter((one) => typeof one !== 'string'),
      verdict: outcome,
      defaultAction,
    };
  }

  #subroutine(policies: readonly PolicyExpression[]): Subroutine {
    this.#named.push(...policies.flatMap(policiesIn));
    return subroutine(policies, this.#evaluate);
  }

  /** Within one condition, any value may be met. One that is not understood is its words. */
  #condition(path: string, condition: Exclude<ConfiguredCondition, { kind: 'policy' }>): Condition | string {
    switch (condition.kind) {
      case 'protocol':
        return anyOf(condition.values, ({ protocol }) => protocol);
      case 'family':
        return anyOf(condition.values, familyOf);
      case 'interface':
        return anyOf(condition.values, (route) => route.interface);
      case 'neighbor':
        return anyOf(condition.values, ({ neighbor }) => neighbor);
      case 'community': {
        const named = condition.values.map((name) => this.#community(`${path} from community ${name}`, name));
        const strange = named.find((one) => typeof one === 'string');
        return strange ?? anyCommunity(named.filter((one) => typeof one !== 'string'));
      }
      case 'local-preference':
        return preferred(condition.value);
      case 'prefix':
        return (
          strangeFilter(`${path} from`, condition.unknown) ??
          prefixCondition(
            condition.filters.map(({ text, from, to }) => ({ prefix: IpPrefix.parse(text), from, to })),
            this.#onPrefixAsked,
          )
        );
      case 'next-hop':
      case 'metric':
        return `${path} from ${condition.kind}`;
      case 'other':
        return condition.name === 'to' ? `${path} to` : `${path} from ${condition.name}`;
    }
  }

  /** One that is not understood is its words, where a condition could look at what it changes. */
  #change(path: string, action: Action): (Change | string)[] {
    switch (action.kind) {
      case 'local-preference':
        return [(route) => ({ ...route, localPreference: action.value })];
      case 'preference':
        return [(route) => ({ ...route, preference: action.value })];
      case 'metric':
        return [(route) => ({ ...route, metric: action.value })];
      case 'as-path-prepend':
        return [(route) => ({ ...route, asPath: [...action.asns, ...route.asPath] })];
      case 'as-path-expand':
        return [({ asPath, ...route }) => ({ ...route, asPath: [...expansion(asPath, action.count), ...asPath] })];
      case 'community': {
        const named = this.#community(`${path} community ${action.place.keys.join(' ')}`, action.name);
        return [typeof named === 'string' ? named : communityChange(action.operation, named.members)];
      }
      case 'load-balance':
      case 'tag':
      case 'trace':
        return [];
      case 'other':
        return this.#strictness === 'refused' || LOOKED_AT.has(action.place.name)
          ? [`${path} ${action.place.name}`]
          : [];
    }
  }

  #community(path: string, name: string): NamedCommunity | string {
    const community = this.#options.communities.get(name);
    if (community === undefined) return path;
    return { members: community.members, isInverted: community.invertMatch !== undefined };
  }

  #unknown(path: string): FabricError {
    return reachabilityStatementUnknown(this.#hostname, path);
  }
}

const NOTHING = { conditions: [], subroutines: [], changes: [], verdict: undefined, defaultAction: undefined } as const;

/** Actions on what conditions look at. What others change decides about no route that passes here. */
const LOOKED_AT: ReadonlySet<string> = new Set(['community', 'local-preference']);

/** A list that is not there lets nothing through. */
function strangeFilter(path: string, unknown: readonly UnknownFilter[]): string | undefined {
  const strange = unknown.find(({ problem }) => problem !== 'no such list');
  if (strange === undefined) return undefined;
  const { place, words } = strange;
  return `${path} ${words?.join(' ') ?? `${place.name} ${place.key}`}`;
}

/** A policy that a term asks may change the route, whatever the term itself does. */
function doesAnything({ conditions, actions, outcome, defaultAction }: ConfiguredTerm): boolean {
  const asks = conditions.some(({ kind }) => kind === 'policy');
  return asks || actions.length > 0 || outcome !== undefined || defaultAction !== undefined;
}

// Functions of their own: one made in the reader would keep the reader, and with it the configuration.

function anyOf(values: readonly string[], of: (route: Route) => string | undefined): Condition {
  return (route) => {
    const value = of(route);
    return value !== undefined && values.includes(value);
  };
}

function anyCommunity(named: readonly NamedCommunity[]): Condition {
  return ({ communities }) => named.some((community) => meansRoute(community, communities));
}

function subroutine(policies: readonly PolicyExpression[], evaluate: Evaluate): Subroutine {
  return (route, otherwise) => evaluate(policies, route, otherwise);
}

function preferred(value: number): Condition {
  return ({ localPreference }) => localPreference === value;
}

function prefixCondition(filters: readonly RouteFilter[], onPrefixAsked: PrefixWatcher): Condition {
  return ({ prefix }) => {
    onPrefixAsked();
    return passesRouteFilters(filters, prefix);
  };
}

function communityChange(operation: 'add' | 'set' | 'delete', members: readonly string[]): Change {
  if (operation === 'delete') {
    return (route) => ({
      ...route,
      communities: route.communities.filter((one) => !members.some((member) => meansCommunity(member, one))),
    });
  }
  if (operation === 'set') return (route) => ({ ...route, communities: members });
  return (route) => ({ ...route, communities: [...new Set([...route.communities, ...members])] });
}

function expansion(asPath: readonly number[], count: number): number[] {
  const [last] = asPath;
  return last === undefined ? [] : Array.from({ length: count }, () => last);
}
