import type { Family } from '../../intent/fabric-intent';
import { readAsNumber } from '../../junos/tree/find-statement';
import { readRoutingPrefix } from '../../model/address-with-length';
import type {
  ActionModel,
  CommunityModel,
  PolicyModel,
  RouteFilterModel,
  RoutingProtocol,
  TermModel,
} from '../device-model';
import type { Cursor } from './cursor';

const PROTOCOLS: readonly RoutingProtocol[] = ['direct', 'bgp', 'evpn', 'static', 'aggregate'];
const BITS: Readonly<Record<Family, number>> = { inet: 32, inet6: 128 };

/** Reads every `policy-statement`. */
export function readPolicies(root: Cursor): Map<string, PolicyModel> {
  const options = root.down('policy-options');
  const lists = new Map((options?.all('prefix-list') ?? []).map((list) => [list.key, entriesOf(list)]));
  const policies = (options?.all('policy-statement') ?? []).map((policy): PolicyModel => {
    const named = policy.all('term').map((term) => readTerm(term, term.key, lists));
    return { name: policy.key, terms: [...named, readTerm(policy, '', lists)] };
  });
  return new Map(policies.map((policy) => [policy.name, policy]));
}

/** Reads every named community. */
export function translateCommunities(root: Cursor): Map<string, CommunityModel> {
  const communities = root.down('policy-options')?.all('community') ?? [];
  return new Map(
    communities.map((community) => {
      community.down('invert-match')?.refuse('the twin cannot turn a match around');
      return [community.key, { name: community.key, members: community.values('members') }];
    }),
  );
}

function entriesOf(list: Cursor): string[] {
  return list.all('prefix-list-item').map(({ key }) => key);
}

type PrefixLists = ReadonlyMap<string, readonly string[]>;

function readTerm(term: Cursor, name: string, lists: PrefixLists): TermModel {
  const [from, then] = [term.down('from'), term.down('then')];
  const family = from?.value('family');
  const filters = readFilters(from, lists);
  const localPreference = from?.value('local-preference');
  return {
    name,
    from: {
      protocols: (from?.all('protocol') ?? []).flatMap((protocol) => readProtocol(protocol)),
      family: family === 'inet' || family === 'inet6' ? family : undefined,
      filters: filters.length === 0 ? undefined : filters,
      localPreference: localPreference === undefined ? undefined : Number(localPreference),
      communities: from?.values('community') ?? [],
    },
    actions: (then?.children ?? []).flatMap((action) => readAction(action)),
    outcome: readOutcome(then),
  };
}

function readProtocol(protocol: Cursor): RoutingProtocol[] {
  const known = PROTOCOLS.find((one) => one === protocol.ownValue);
  if (known === undefined) protocol.refuse(`the twin has routes of ${PROTOCOLS.join(', ')} only`);
  return known === undefined ? [] : [known];
}

function readOutcome(then: Cursor | undefined): TermModel['outcome'] {
  if (then?.has('accept')) return 'accept';
  if (then?.has('reject')) return 'reject';
  const next = then?.down('next');
  if (next?.ownValue === 'policy') return 'next policy';
  return undefined;
}

function readAction(action: Cursor): ActionModel[] {
  switch (action.name) {
    case 'community':
      return readCommunityAction(action);
    case 'local-preference':
    case 'preference':
    case 'metric': {
      const value = action.ownValue;
      return value === undefined || !/^\d+$/.test(value) ? [] : [{ kind: action.name, value: Number(value) }];
    }
    case 'as-path-prepend':
      return readPrepend(action);
    default:
      return [];
  }
}

const OPERATIONS: Readonly<Record<string, 'add' | 'set' | 'delete'>> = {
  add: 'add',
  '+': 'add',
  set: 'set',
  '=': 'set',
  delete: 'delete',
  '-': 'delete',
};

function readCommunityAction(action: Cursor): ActionModel[] {
  const [word = '', name = ''] = action.keys;
  const operation = OPERATIONS[word];
  if (operation === undefined) return [];
  action.see();
  return [{ kind: 'community', operation, name }];
}

function readPrepend(action: Cursor): ActionModel[] {
  const words = (action.ownValue ?? '').split(/\s+/).filter((word) => word !== '');
  const asns = words.flatMap((word) => readAsNumber(word) ?? []);
  if (asns.length !== words.length) action.refuse('an AS path is a list of AS numbers');
  return [{ kind: 'as-path-prepend', asns }];
}

/** Every kind of prefix condition of a term: any of them may hold. */
function readFilters(from: Cursor | undefined, lists: PrefixLists): RouteFilterModel[] {
  const listed = (list: Cursor, words: readonly string[]): RouteFilterModel[] => {
    const entries = lists.get(list.key);
    if (entries === undefined) list.refuse('there is no such prefix list');
    return (entries ?? []).flatMap((prefix) => readFilter(list, [prefix, ...words]));
  };
  return [
    ...(from?.all('route-filter') ?? []).flatMap((filter) => readFilter(filter, filter.keys)),
    ...(from?.all('prefix-list') ?? []).flatMap((list) => listed(list, ['exact'])),
    ...(from?.all('prefix-list-filter') ?? []).flatMap((list) => listed(list, list.keys.slice(1))),
  ];
}

function readFilter(at: Cursor, [text = '', match = 'exact', argument = '']: readonly string[]): RouteFilterModel[] {
  const network = readRoutingPrefix(text);
  const lengths = network === undefined ? undefined : lengthsOf(match, argument, network.length, BITS[network.family]);
  if (network === undefined || lengths === undefined) {
    at.refuse('the twin cannot express this match of prefixes');
    return [];
  }
  const [low, high] = lengths;
  return [{ family: network.family, prefix: text, length: network.length, from: low, to: high }];
}

function lengthsOf(match: string, argument: string, length: number, bits: number): [number, number] | undefined {
  const [low = 0, high = low] = argument.split('-').map((one) => Number(one.replace('/', '')));
  switch (match) {
    case 'exact':
      return [length, length];
    case 'orlonger':
      return [length, bits];
    case 'longer':
      return [length + 1, bits];
    case 'upto':
      return [length, low];
    case 'prefix-length-range':
      return [low, high];
    default:
      return undefined;
  }
}
