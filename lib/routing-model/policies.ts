import { readAsNumber } from './as-number';
import type { PolicyExpression } from '../junos/tree/policy-expression';
import { readPolicyExpression } from '../junos/tree/policy-expression';
import type { Place } from './place';
import type { RouteFilter } from './route-filter';
import { readRouteFilter } from './route-filter';
import type { Uses } from './reader';
import { Reader } from './reader';

/** A named community of `policy-options`. */
export interface Community {
  readonly name: string;
  /** As they are written, wildcards included. */
  readonly members: readonly string[];
  /** Where its match is turned around. */
  readonly invertMatch?: Place;
}

/** A condition of a term. All of a term's conditions must be met, of each any value. */
export type Condition =
  | {
      readonly kind: 'protocol' | 'family' | 'community' | 'interface' | 'neighbor' | 'next-hop';
      readonly values: readonly string[];
      /** Where each of them stands. */
      readonly places: readonly Place[];
    }
  | { readonly kind: 'policy'; readonly policies: readonly PolicyExpression[] }
  | { readonly kind: 'local-preference' | 'metric'; readonly value: number }
  | {
      readonly kind: 'prefix';
      readonly filters: readonly RouteFilter[];
      readonly places: readonly Place[];
      /** Prefix lists that it names. */
      readonly lists: readonly string[];
      /** Filters that are not understood, or that name no list that is there. */
      readonly unknown: readonly UnknownFilter[];
    }
  /** What is not understood, by its keyword (`as-path`), and where all of it stands. */
  | { readonly kind: 'other'; readonly name: string; readonly places: readonly Place[] };

/** A prefix condition that is not understood. */
export interface UnknownFilter {
  readonly place: Place;
  /** Prefix and match as they are written; undefined where the whole list is what is not understood. */
  readonly words?: readonly string[];
  readonly problem: 'match' | 'apply-path' | 'no such list';
}

/** What a term changes of a route. */
export type Action =
  | {
      readonly kind: 'community';
      readonly operation: 'add' | 'set' | 'delete';
      readonly name: string;
      readonly place: Place;
    }
  | { readonly kind: 'local-preference' | 'preference' | 'metric'; readonly value: number }
  | { readonly kind: 'as-path-prepend'; readonly asns: readonly number[] }
  /** `last-as`: the first AS number of the path comes again in front of it, so often. */
  | { readonly kind: 'as-path-expand'; readonly count: number }
  /** Of the forwarding table, or a mark that no route is chosen by. */
  | { readonly kind: 'load-balance' | 'tag' | 'trace' }
  | { readonly kind: 'other'; readonly place: Place };

/** One term of a policy. */
export interface Term {
  /** Undefined for the policy's own `from` and `then`, which come last. */
  readonly name?: string;
  readonly conditions: readonly Condition[];
  readonly actions: readonly Action[];
  /** How it ends the evaluation; undefined: it does not. */
  readonly outcome?: 'accept' | 'reject' | 'next policy';
  readonly defaultAction?: 'accept' | 'reject';
  readonly place: Place;
}

/** A `policy-statement`. */
export interface Policy {
  readonly name: string;
  readonly terms: readonly Term[];
}

/** Policies by name. */
export type RoutingPolicies = ReadonlyMap<string, Policy>;

/** What `policy-options` says. */
export interface PolicyOptions {
  readonly policies: RoutingPolicies;
  readonly communities: ReadonlyMap<string, Community>;
  /** Names of the prefix lists. */
  readonly prefixLists: ReadonlySet<string>;
  /** Conditions of other policies, with the prefix whose route they ask for. */
  readonly conditions: readonly RouteCondition[];
}

/** `policy-options condition`. */
interface RouteCondition {
  readonly name: string;
  readonly ifRouteExists?: string;
}

/** Reads `policy-options`. */
export function readPolicyOptions(uses: Uses, root: Place): PolicyOptions {
  const options = root.down('policy-options');
  const lists = { prefixLists: readPrefixLists(uses, options), filterLists: readFilterLists(uses, options) };
  return {
    policies: new Map((options?.all('policy-statement') ?? []).map((one) => [one.key, readPolicy(uses, lists, one)])),
    communities: new Map((options?.all('community') ?? []).map((one) => [one.key, readCommunity(uses, one)])),
    prefixLists: new Set(lists.prefixLists.keys()),
    conditions: (options?.all('condition') ?? []).map((one) => readRouteCondition(uses, one)),
  };
}

interface PrefixList {
  readonly prefixes: readonly string[];
  readonly hasApplyPath: boolean;
}

interface Lists {
  readonly prefixLists: ReadonlyMap<string, PrefixList>;
  /** Words of their filters. */
  readonly filterLists: ReadonlyMap<string, readonly (readonly string[])[]>;
}

function readPrefixLists(uses: Uses, options: Place | undefined): Lists['prefixLists'] {
  return new Map(
    (options?.all('prefix-list') ?? []).map((place) => {
      const reader = new Reader<'prefixList', 'prefixes'>(uses, 'prefixList', place);
      const prefixes = reader.all('prefixes', 'prefix-list-item').map(({ key }) => key);
      return [place.key, { prefixes, hasApplyPath: place.down('apply-path') !== undefined }];
    }),
  );
}

function readFilterLists(uses: Uses, options: Place | undefined): Lists['filterLists'] {
  return new Map(
    (options?.all('route-filter-list') ?? []).map((place) => {
      const reader = new Reader<'routeFilterList', 'filters'>(uses, 'routeFilterList', place);
      return [place.key, reader.all('filters', 'rf_list').map(({ keys }) => keys)];
    }),
  );
}

function readCommunity(uses: Uses, place: Place): Community {
  const reader = new Reader<'community', 'members' | 'invertMatch'>(uses, 'community', place);
  const members = reader.values('members', 'members');
  const [invertMatch] = reader.all('invertMatch', 'invert-match');
  return { name: place.key, members, invertMatch };
}

function readRouteCondition(uses: Uses, place: Place): RouteCondition {
  const reader = new Reader<'condition', 'ifRouteExists'>(uses, 'condition', place);
  return { name: place.key, ifRouteExists: reader.value('ifRouteExists', 'if-route-exists') };
}

function readPolicy(uses: Uses, lists: Lists, place: Place): Policy {
  const named = place.all('term').map((term) => readTerm(uses, lists, term, term.key));
  return { name: place.key, terms: [...named, readTerm(uses, lists, place, undefined)] };
}

/** By the name of the condition or action. */
type Side = Reader<'from' | 'then', string>;

function readTerm(uses: Uses, lists: Lists, place: Place, name: string | undefined): Term {
  const from: Side = new Reader(uses, 'from', place.down('from'));
  const then: Side = new Reader(uses, 'then', place.down('then'));
  const to = place.down('to');
  const filters = readFilters(from, lists);
  return {
    name,
    conditions: [
      ...from.said.filter((kind) => !PREFIX_KINDS.includes(kind)).map((kind) => readCondition(from, kind)),
      ...(filters === undefined ? [] : [filters]),
      ...(to === undefined ? [] : [{ kind: 'other' as const, name: 'to', places: [to] }]),
    ],
    actions: then.said
      .filter((kind) => !DECISIONS.includes(kind))
      .flatMap((kind) => then.at(kind).map((action) => readAction(then, action))),
    outcome: readOutcome(then),
    defaultAction: then.parsed('default-action', decisionOf, 'default-action'),
    place,
  };
}

const DECISIONS = ['accept', 'reject', 'next', 'default-action'];

function readOutcome(then: Side): Term['outcome'] {
  const [accepts, rejects] = [then.has('accept', 'accept'), then.has('reject', 'reject')];
  const next = then.value('next', 'next');
  if (accepts) return 'accept';
  if (rejects) return 'reject';
  return next === 'policy' ? 'next policy' : undefined;
}

function decisionOf(text: string): 'accept' | 'reject' | undefined {
  return text === 'accept' || text === 'reject' ? text : undefined;
}

const VALUE_KINDS = ['protocol', 'family', 'community', 'interface', 'neighbor', 'next-hop'] as const;
const NUMBER_KINDS = ['local-preference', 'metric'] as const;

function readCondition(from: Side, kind: string): Condition {
  const places = from.at(kind);
  const values = places.flatMap((place) => place.value ?? place.keys.slice(0, 1));
  const ofValues = VALUE_KINDS.find((one) => one === kind);
  if (ofValues !== undefined) {
    for (const place of places) from.see(kind, place.valued ?? place);
    return { kind: ofValues, values, places };
  }
  const ofNumber = NUMBER_KINDS.find((one) => one === kind);
  const number = ofNumber === undefined ? undefined : from.number(kind, kind);
  if (ofNumber !== undefined && number !== undefined) return { kind: ofNumber, value: number };
  const policies = kind === 'policy' ? values.map(readPolicyExpression) : [];
  if (policies.length === 0 || !policies.every((one) => one !== undefined)) {
    return { kind: 'other', name: kind, places };
  }
  for (const place of places) from.see(kind, place);
  return { kind: 'policy', policies };
}

const PREFIX_KINDS = ['route-filter', 'prefix-list', 'prefix-list-filter', 'route-filter-list'];

/** Every kind of prefix condition of a term: any of them may hold. */
function readFilters(from: Side, { prefixLists, filterLists }: Lists): Condition | undefined {
  const given = from.said.filter((kind) => PREFIX_KINDS.includes(kind)).flatMap((kind) => from.at(kind));
  if (given.length === 0) return undefined;
  const filters: RouteFilter[] = [];
  const unknown: UnknownFilter[] = [];
  for (const place of given) {
    const all = wordsOf(place, prefixLists, filterLists);
    if (typeof all === 'string') {
      unknown.push({ place, problem: all });
      continue;
    }
    const read = all.map((words) => ({ words, filter: readRouteFilter(words) }));
    for (const { words, filter } of read) {
      if (filter === undefined) unknown.push({ place, words, problem: 'match' });
      else filters.push(filter);
    }
    if (place.isLast && read.every(({ filter }) => filter !== undefined)) from.see(place.name, place);
  }
  const lists = given.filter(({ name }) => name === 'prefix-list' || name === 'prefix-list-filter');
  return { kind: 'prefix', filters, places: given, lists: lists.map(({ key }) => key), unknown };
}

/** Words of the filters that a prefix condition stands for, or why there are none. */
function wordsOf(
  { name, keys, key }: Place,
  prefixLists: Lists['prefixLists'],
  filterLists: Lists['filterLists'],
): readonly (readonly string[])[] | UnknownFilter['problem'] {
  if (name === 'route-filter') return [keys];
  if (name === 'route-filter-list') return filterLists.get(key) ?? 'no such list';
  const list = prefixLists.get(key);
  if (list === undefined) return 'no such list';
  const match = name === 'prefix-list' ? ['exact'] : keys.slice(1);
  return list.hasApplyPath ? 'apply-path' : list.prefixes.map((prefix) => [prefix, ...match]);
}

const OPERATIONS: Readonly<Record<string, 'add' | 'set' | 'delete'>> = {
  add: 'add',
  '+': 'add',
  set: 'set',
  '=': 'set',
  delete: 'delete',
  '-': 'delete',
};

function readAction(then: Side, place: Place): Action {
  const { name: kind } = place;
  switch (kind) {
    case 'community':
      return readCommunityAction(then, place);
    case 'local-preference':
    case 'preference':
    case 'metric': {
      const value = then.number(kind, kind);
      return value === undefined ? { kind: 'other', place } : { kind, value };
    }
    case 'as-path-prepend': {
      const asns = then.parsed(kind, readAsPath, kind);
      return asns === undefined ? { kind: 'other', place } : { kind, asns };
    }
    case 'as-path-expand': {
      if (place.down('last-as') === undefined) return { kind: 'other', place };
      then.has(kind, kind, 'last-as');
      return { kind, count: then.number(kind, kind, 'last-as', 'count') ?? 1 };
    }
    case 'load-balance':
    case 'tag':
    case 'trace':
      then.seeAll(kind, place);
      return { kind };
    default:
      return { kind: 'other', place };
  }
}

function readCommunityAction(then: Side, place: Place): Action {
  const [word = '', name = ''] = place.keys;
  const operation = OPERATIONS[word];
  if (operation === undefined) return { kind: 'other', place };
  then.see('community', place);
  return { kind: 'community', operation, name, place };
}

function readAsPath(text: string): readonly number[] | undefined {
  const asns = text.split(/\s+/).flatMap((word) => (word === '' ? [] : [readAsNumber(word)]));
  return asns.every((asn) => asn !== undefined) ? asns : undefined;
}
