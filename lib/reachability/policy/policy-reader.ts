/**
 * Policies as far as they decide about routes. The emulated devices have readers and policies of their own, which look alike:
 * whatever one of the two gets wrong the other one must be able to show, so neither imports from the other.
 */
import { reachabilityPolicyMissing, reachabilityStatementUnknown } from '../errors';
import type { Statement } from '../../junos/tree/configuration';
import { below, entries, keyOf, valueOf, valuesOf } from '../../junos/tree/find-statement';
import type { NamedCommunity } from './communities';
import { meansCommunity, meansRoute, readCommunities } from './communities';
import type { Route } from './route';
import { familyOf } from './route';
import type { RouteFilter } from './route-filter';
import { passesRouteFilters, readRouteFilter } from './route-filter';

/** What becomes of a route that no policy decides about. */
export type DefaultAction = 'accept' | 'reject';

/** How a term ends the evaluation; undefined: it does not. */
export type PolicyOutcome = 'accept' | 'reject' | 'next-policy' | undefined;
type Condition = (route: Route) => boolean;
type Change = (route: Route) => Route;

/** One term of a policy, ready to be applied. */
export interface Term {
  readonly conditions: readonly Condition[];
  readonly changes: readonly Change[];
  readonly verdict: PolicyOutcome;
  readonly defaultAction: DefaultAction | undefined;
}

/** A policy, and the policies that its conditions ask. */
export interface ReadPolicy {
  readonly terms: readonly Term[];
  readonly named: readonly string[];
}

/** Called whenever a condition looks at the prefix of a route. */
export type PrefixWatcher = () => void;

/**
 * Turns policies into something that can be applied, and refuses what it does not understand. What it has read keeps nothing of the
 * configuration, which is large.
 */
export class PolicyReader {
  readonly #hostname: string;
  readonly #options: Statement | undefined;
  readonly #communities: ReadonlyMap<string, NamedCommunity>;
  readonly #statements: ReadonlyMap<string, Statement>;
  readonly #acceptsAll: (names: readonly string[], route: Route) => boolean;
  readonly #onPrefixAsked: PrefixWatcher;
  #named: string[] = [];

  /** @param acceptsAll whether every one of some policies accepts a route */
  constructor(
    hostname: string,
    policyOptions: Statement | undefined,
    acceptsAll: (names: readonly string[], route: Route) => boolean,
    onPrefixAsked: PrefixWatcher,
  ) {
    this.#hostname = hostname;
    this.#options = policyOptions;
    this.#communities = readCommunities(policyOptions);
    this.#statements = new Map(entries(policyOptions, 'policy-statement').map((policy) => [keyOf(policy), policy]));
    this.#acceptsAll = acceptsAll;
    this.#onPrefixAsked = onPrefixAsked;
  }

  /** @throws FabricError `reachabilityStatementUnknown`, `reachabilityPolicyMissing` */
  read(name: string): ReadPolicy {
    const policy = this.#statements.get(name);
    if (policy === undefined) throw reachabilityPolicyMissing(this.#hostname, name);
    this.#named = [];
    const path = `policy-options policy-statement ${name}`;
    const terms = entries(policy, 'term').map((term) => this.#term(`${path} term ${keyOf(term)}`, term));
    const last = below(policy, 'then') === undefined ? [] : [this.#term(path, policy)];
    return { terms: [...terms, ...last], named: this.#named };
  }

  #term(path: string, term: Statement): Term {
    if (below(term, 'to') !== undefined) throw reachabilityStatementUnknown(this.#hostname, `${path} to`);
    const then = below(term, 'then');
    const action = valueOf(then, 'default-action');
    return {
      conditions: this.#conditions(`${path} from`, below(term, 'from')),
      changes: (then?.children ?? []).flatMap((change) => this.#change(`${path} then`, change)),
      verdict: verdictOf(then),
      defaultAction: action === 'accept' || action === 'reject' ? action : undefined,
    };
  }

  /** Every kind of condition must be met; within one kind, any value. Prefix conditions are one kind. */
  #conditions(path: string, from: Statement | undefined): Condition[] {
    const filters = this.#filters(path, from);
    const kinds = new Set((from?.children ?? []).map(({ name }) => name).filter((name) => !PREFIX_KINDS.has(name)));
    const others = [...kinds].map((kind) => this.#condition(path, kind, from));
    return filters === undefined ? others : [...others, prefixCondition(filters, this.#onPrefixAsked)];
  }

  #condition(path: string, kind: string, from: Statement | undefined): Condition {
    const values = [...valuesOf(from, kind), ...entries(from, kind).flatMap(({ keys }) => keys.slice(0, 1))];
    switch (kind) {
      case 'protocol':
        return ({ protocol }) => values.includes(protocol);
      case 'family':
        return (route) => values.includes(familyOf(route));
      case 'community': {
        const named = this.#communitiesOf(`${path} community`, values);
        return ({ communities }) => named.some((community) => meansRoute(community, communities));
      }
      case 'policy': {
        const acceptsAll = this.#acceptsAll;
        this.#named.push(...values);
        return (route) => acceptsAll(values, route);
      }
      case 'interface':
        return (route) => route.interface !== undefined && values.includes(route.interface);
      case 'neighbor':
        return ({ neighbor }) => neighbor !== undefined && values.includes(neighbor);
      case 'local-preference': {
        const value = numberIn(from, kind);
        return ({ localPreference }) => localPreference === value;
      }
      default:
        throw reachabilityStatementUnknown(this.#hostname, `${path} ${kind}`);
    }
  }

  #filters(path: string, from: Statement | undefined): RouteFilter[] | undefined {
    const given = (from?.children ?? []).filter(({ name }) => PREFIX_KINDS.has(name));
    if (given.length === 0) return undefined;
    return given.flatMap(({ name, keys, value }) => {
      const [first = value ?? '', ...match] = keys;
      if (name === 'route-filter') return this.#filter(path, [first, ...match]);
      if (name === 'route-filter-list') {
        return this.#list(name, first).flatMap((entry) => this.#filter(path, entry.keys));
      }
      return this.#list('prefix-list', first).flatMap((entry) => {
        if (entry.name === 'apply-path') throw reachabilityStatementUnknown(this.#hostname, `${path} ${name} ${first}`);
        return this.#filter(path, [keyOf(entry), ...(match.length === 0 ? ['exact'] : match)]);
      });
    });
  }

  #list(kind: string, name: string): readonly Statement[] {
    return entries(this.#options, kind).find((list) => keyOf(list) === name)?.children ?? [];
  }

  #filter(path: string, words: readonly string[]): RouteFilter[] {
    const filter = readRouteFilter(words);
    if (filter === undefined) throw reachabilityStatementUnknown(this.#hostname, `${path} ${words.join(' ')}`);
    return [filter];
  }

  #change(path: string, action: Statement): Change[] {
    const { name } = action;
    if (WITHOUT_EFFECT.has(name)) return [];
    switch (name) {
      case 'local-preference':
        return [this.#number(path, action, (route, localPreference) => ({ ...route, localPreference }))];
      case 'preference':
        return [this.#number(path, action, (route, preference) => ({ ...route, preference }))];
      case 'metric':
        return [this.#number(path, action, (route, metric) => ({ ...route, metric }))];
      case 'as-path-prepend': {
        const prepended = (action.value ?? '').split(/\s+/).map(Number);
        return [(route) => ({ ...route, asPath: [...prepended, ...route.asPath] })];
      }
      case 'as-path-expand': {
        const count = Number(valueOf(action, 'last-as', 'count') ?? 1);
        return [({ asPath, ...route }) => ({ ...route, asPath: [...expansion(asPath, count), ...asPath] })];
      }
      case 'community':
        return [this.#communityChange(path, action)];
      default:
        throw reachabilityStatementUnknown(this.#hostname, `${path} ${name}`);
    }
  }

  #number(path: string, action: Statement, change: (route: Route, value: number) => Route): Change {
    const text = action.value ?? action.children.find(({ words }) => words.length === 1)?.value;
    if (text === undefined || !/^\d+$/.test(text)) {
      throw reachabilityStatementUnknown(this.#hostname, `${path} ${action.name}`);
    }
    return (route) => change(route, Number(text));
  }

  #communityChange(path: string, action: Statement): Change {
    const [operation = '', name = ''] = action.keys;
    const { members } = this.#community(`${path} community ${operation} ${name}`, name);
    if (operation === 'delete' || operation === '-') {
      return (route) => ({
        ...route,
        communities: route.communities.filter((one) => !members.some((member) => meansCommunity(member, one))),
      });
    }
    if (operation === 'set' || operation === '=') return (route) => ({ ...route, communities: members });
    return (route) => ({ ...route, communities: [...new Set([...route.communities, ...members])] });
  }

  #communitiesOf(path: string, names: readonly string[]): NamedCommunity[] {
    return names.map((name) => this.#community(`${path} ${name}`, name));
  }

  #community(path: string, name: string): NamedCommunity {
    const community = this.#communities.get(name);
    if (community === undefined) throw reachabilityStatementUnknown(this.#hostname, path);
    return community;
  }
}

const PREFIX_KINDS: ReadonlySet<string> = new Set([
  'route-filter',
  'prefix-list',
  'prefix-list-filter',
  'route-filter-list',
]);

/** Decided elsewhere, or nothing that a route is chosen by. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'accept',
  'reject',
  'next',
  'default-action',
  'load-balance',
  'tag',
  'trace',
]);

/** A function of its own: one made in the reader would keep the reader, and with it the configuration. */
function prefixCondition(filters: readonly RouteFilter[], onPrefixAsked: PrefixWatcher): Condition {
  return ({ prefix }) => {
    onPrefixAsked();
    return passesRouteFilters(filters, prefix);
  };
}

function verdictOf(then: Statement | undefined): PolicyOutcome {
  if (below(then, 'accept') !== undefined) return 'accept';
  if (below(then, 'reject') !== undefined) return 'reject';
  return valueOf(then, 'next') === 'policy' ? 'next-policy' : undefined;
}

function numberIn(statement: Statement | undefined, name: string): number {
  return Number(valueOf(statement, name));
}

function expansion(asPath: readonly number[], count: number): number[] {
  const [last] = asPath;
  return last === undefined ? [] : Array.from({ length: count }, () => last);
}
