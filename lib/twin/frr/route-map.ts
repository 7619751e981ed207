/**
 * Junos policies as FRR route-maps.
 *
 * FRR cannot match what a route comes from (`from protocol`) where it sends it, so every route gets a tag where it enters
 * the table: tags never leave the router. Junos decides by the longest route filter that contains a prefix; FRR by the
 * first line of a prefix list, which is why each filter is followed by a line that ends the search.
 */
import type { Family } from '../../intent/fabric-intent';
import type { PolicyExpression } from '../../junos/tree/policy-expression';
import { policiesNamed, readPolicyExpression } from '../../junos/tree/policy-expression';
import { ADDRESS_BITS } from '../../model/ip-address';
import type { Martian } from '../../model/martians';
import type {
  ActionModel,
  CommunityModel,
  DeviceModel,
  NeighborFamily,
  PolicyModel,
  RouteFilterModel,
  RoutingProtocol,
  TermModel,
} from '../device-model';
import { communityLists, communitySets, DELETE_EXTENDED } from './communities';

/** Tag of a route by where it comes from. */
export const TAGS: Readonly<Record<RoutingProtocol, number>> = { direct: 1, bgp: 2, evpn: 3, static: 4, aggregate: 5 };

/** What happens to a route that no policy of a chain decides on. */
type RouteMapDefault = 'accept' | 'reject' | 'accept bgp';

/** A chain of policies, as a session or a VRF has them. */
export interface PolicyChain {
  /** Name of the route-map. */
  readonly name: string;
  /** Policies and expressions of them, as they are written. */
  readonly policies: readonly string[];
  /** `evpn` for type-5 routes on their way between devices. */
  readonly family: NeighborFamily;
  readonly otherwise: RouteMapDefault;
  /** Lines that are added to whatever is accepted. */
  readonly onAccept: readonly string[];
  /**
   * Whether deleting a whole kind of extended communities is done before anything else. FRR deletes all kinds at once: what
   * a neighbor sent goes, what our own policies add on the way stays.
   */
  readonly deletesFirst?: boolean;
  /** What is refused before any policy is asked. */
  readonly ignored?: IgnoredAddresses;
}

/** Addresses about which a device takes nothing from its neighbors. */
interface IgnoredAddresses {
  /** Name of the prefix list of a family. */
  readonly list: string;
  /** Of the entries that a prefix is in the first decides. */
  readonly martians: readonly Martian[];
}

interface Entry {
  readonly action: 'permit' | 'deny';
  readonly lines: readonly string[];
  /** Index of the block that it goes on with; undefined: decided. */
  readonly next?: number;
  readonly block: number;
}

/** What FRR calls a family in prefix lists and where they are matched. */
const KEYWORD: Readonly<Record<Family, string>> = { inet: 'ip', inet6: 'ipv6' };

/** Spaces between two entries of a route-map. */
const STEP = 10;

/** Lines of the route-map of a chain, with the lists that it uses. */
export function routeMap(device: DeviceModel, chain: PolicyChain): string[] {
  const policies = policiesNamed(chain.policies).flatMap((name) => device.policies.get(name) ?? []);
  const lists = martianList(chain);
  const blocks = [...refusesMartians(chain), ...deletesFirst(device, chain, policies)];
  const building: Building = { device, chain, blocks, lists };
  for (const text of chain.policies) {
    const expression = readPolicyExpression(text);
    const after: Label = {};
    if (expression !== undefined)
      compile(building, expression, { accept: 'permit', reject: 'deny', next: after }, after);
    after.block = blocks.length;
  }
  const entries = blocks.flatMap((make, own) => make(own));
  return [...unique(building.lists), ...print(chain.name, [...entries, ...lastEntries(chain, blocks.length)])];
}

/** A block that is not numbered yet. */
interface Label {
  block?: number;
}

/** Where a route goes on: decided, or at the block with that label. */
type Target = 'permit' | 'deny' | Label;

/** Where a policy goes on that has accepted, rejected, or done neither. */
interface Exits {
  readonly accept: Target;
  readonly reject: Target;
  readonly next: Target;
}

interface Building {
  readonly device: DeviceModel;
  readonly chain: PolicyChain;
  readonly blocks: MakeBlock[];
  readonly lists: string[];
}

/** Adds the blocks of an expression. @param follows label of the block right behind them */
function compile(building: Building, expression: PolicyExpression, exits: Exits, follows: Label): void {
  switch (expression.kind) {
    case 'policy':
      compilePolicy(building, expression.name, exits, follows);
      return;
    case 'not':
      compile(building, expression.of, { accept: exits.reject, reject: exits.accept, next: exits.reject }, follows);
      return;
    case 'and':
    case 'or':
      for (const [i, one] of expression.of.entries()) {
        const isLast = i === expression.of.length - 1;
        const next: Label = isLast ? follows : {};
        compile(building, one, isLast ? exits : exitsBefore(expression.kind, exits, next), next);
        if (!isLast) next.block = building.blocks.length;
      }
  }
}

/** The exits of an operand that is not the last: only a rejection is false. */
function exitsBefore(kind: 'and' | 'or', exits: Exits, next: Label): Exits {
  return kind === 'and' ? { ...exits, accept: next, next } : { ...exits, reject: next };
}

function compilePolicy({ device, chain, blocks, lists }: Building, name: string, exits: Exits, follows: Label): void {
  const policy = device.policies.get(name);
  if (policy === undefined) return;
  for (const term of policy.terms) blocks.push(...termBlocks(device, chain, policy, term, exits, lists));
  if (exits.next !== follows)
    blocks.push((own) => [{ lines: linesTo(exits.next, chain), block: own, ...goTo(exits.next) }]);
}

/** How an entry ends that goes there. */
function goTo(target: Target): Pick<Entry, 'action' | 'next'> {
  if (target === 'permit' || target === 'deny') return { action: target };
  return { action: 'permit', next: target.block };
}

function linesTo(target: Target, { onAccept }: PolicyChain): readonly string[] {
  return target === 'permit' ? onAccept : [];
}

/** A prefix list that permits what is martian: the first line that holds a prefix decides, as the entries have it. */
function martianList({ family, ignored }: PolicyChain): string[] {
  if (ignored === undefined || family === 'evpn') return [];
  const entries = ignored.martians.filter(({ range }) => range.family === family);
  return entries.map(({ allow, range: { from, prefix, to } }, i) => {
    const matched = lengths({ length: prefix.prefixLength, from, to }, ADDRESS_BITS[family]);
    return `${KEYWORD[family]} prefix-list ${ignored.list} seq ${(i + 1) * 5} ${allow ? 'deny' : 'permit'} ${prefix.toString()}${matched}`;
  });
}

function refusesMartians({ family, ignored }: PolicyChain): MakeBlock[] {
  if (ignored === undefined || family === 'evpn') return [];
  const lines = [`match ${KEYWORD[family]} address prefix-list ${ignored.list}`];
  return [(own) => [{ action: 'deny', lines, block: own }]];
}

function deletesFirst(device: DeviceModel, chain: PolicyChain, policies: readonly PolicyModel[]): MakeBlock[] {
  const actions = policies.flatMap(({ terms }) => terms.flatMap((term) => term.actions));
  if (chain.deletesFirst !== true || !actions.some((action) => isWholeDeletion(device, action))) return [];
  return [(own) => [{ action: 'permit', lines: [DELETE_EXTENDED], block: own, next: own + 1 }]];
}

function isWholeDeletion(device: DeviceModel, action: ActionModel): boolean {
  if (action.kind !== 'community') return false;
  const community = device.communities.get(action.name);
  return community !== undefined && communitySets(community, action.operation).lines[0] === DELETE_EXTENDED;
}

/** Makes the entries of the block with that number, once all blocks have one. */
type MakeBlock = (own: number) => readonly Entry[];

/**
 * A term is one block, or, where several conditions lead to several steps of actions, one that chooses and one for each
 * step.
 */
function termBlocks(
  device: DeviceModel,
  chain: PolicyChain,
  policy: PolicyModel,
  term: TermModel,
  exits: Exits,
  lists: string[],
): readonly MakeBlock[] {
  const alternatives = conditions(device, chain, policy, term, lists);
  if (alternatives === undefined) return [];
  const left = chain.deletesFirst === true ? (one: ActionModel) => !isWholeDeletion(device, one) : () => true;
  const steps = actionSteps(device, term.actions.filter(left), lists);
  if (steps.length === 0 && term.outcome === undefined) return [];
  const exit = exitOf(term, exits);
  const accepted = exit === undefined ? [] : linesTo(exit, chain);
  const end = (own: number): Pick<Entry, 'action' | 'next'> => goTo(exit ?? { block: own + 1 });
  const terminates = term.outcome !== undefined;
  if (steps.length <= 1 && (terminates || alternatives.length === 1)) {
    const lines = [...(steps[0] ?? []), ...accepted];
    return [(own) => alternatives.map((match) => ({ lines: [...match, ...lines], block: own, ...end(own) }))];
  }
  const size = Math.max(steps.length, 1);
  return [
    (own) => [
      ...alternatives.map((match): Entry => ({ action: 'permit', lines: match, block: own, next: own + 1 })),
      { action: 'permit', lines: [], block: own, next: own + 1 + size },
    ],
    ...Array.from({ length: size }, (_, i): MakeBlock => (own) => {
      const isLast = i === size - 1;
      const lines = [...(steps[i] ?? []), ...(isLast ? accepted : [])];
      return isLast ? [{ lines, block: own, ...end(own) }] : [{ action: 'permit', lines, block: own, next: own + 1 }];
    }),
  ];
}

/** Where the term goes on; undefined: at the next one. */
function exitOf({ outcome }: TermModel, exits: Exits): Target | undefined {
  return outcome === 'next policy' ? exits.next : outcome && exits[outcome];
}

/** One list of match lines for each way to meet the term's conditions; undefined: no route of this family can. */
function conditions(
  device: DeviceModel,
  chain: PolicyChain,
  policy: PolicyModel,
  { name, from }: TermModel,
  lists: string[],
): readonly (readonly string[])[] | undefined {
  if (from.family !== undefined && from.family !== chain.family) return undefined;
  const filters = from.filters?.filter(({ family }) => family === chain.family);
  if (filters?.length === 0) return undefined;
  const prefix: string[] = [];
  if (filters !== undefined && chain.family !== 'evpn') {
    const keyword = KEYWORD[chain.family];
    const list = `${policy.name}-${name === '' ? 'last' : name}`;
    lists.push(...prefixList(keyword, list, filters, chain.family));
    prefix.push(`match ${keyword} address prefix-list ${list}`);
  }
  if (from.localPreference !== undefined) prefix.push(`match local-preference ${from.localPreference}`);
  const tags = oneOf(from.protocols.map((protocol) => `match tag ${tagOf(protocol, chain)}`));
  const communities = oneOf(from.communities.flatMap((one) => communityMatch(device.communities.get(one), lists)));
  return tags.flatMap((tag) => communities.map((community) => [...tag, ...prefix, ...community]));
}

/** Between devices a route that another one has told is one of BGP; in the tables of the twin it is one of EVPN. */
function tagOf(protocol: RoutingProtocol, { family }: PolicyChain): number {
  return TAGS[family === 'evpn' && protocol === 'bgp' ? 'evpn' : protocol];
}

/** No condition is one way to meet it. */
function oneOf(lines: readonly string[]): readonly (readonly string[])[] {
  return lines.length === 0 ? [[]] : lines.map((line) => [line]);
}

function communityMatch(community: CommunityModel | undefined, lists: string[]): string[] {
  if (community === undefined) return [];
  const { match, lines } = communityLists(community);
  lists.push(...lines);
  return [match];
}

/** Lines of one prefix list: the longest prefix first, and after each prefix an end for what it contains. */
function prefixList(keyword: string, name: string, filters: readonly RouteFilterModel[], family: Family): string[] {
  const bits = ADDRESS_BITS[family];
  const byPrefix = new Map<string, RouteFilterModel[]>();
  for (const filter of filters) byPrefix.set(filter.prefix, [...(byPrefix.get(filter.prefix) ?? []), filter]);
  const prefixes = [...byPrefix.values()].sort(([a], [b]) => (b?.length ?? 0) - (a?.length ?? 0));
  const several = prefixes.length > 1;
  const lines = prefixes.flatMap((same) => [
    ...same.map((filter) => `permit ${filter.prefix}${lengths(filter, bits)}`),
    ...(several ? same.slice(0, 1).map(({ prefix, length }) => `deny ${prefix}${upTo(length, bits)}`) : []),
  ]);
  return lines.map((line, i) => `${keyword} prefix-list ${name} seq ${(i + 1) * 5} ${line}`);
}

function upTo(length: number, bits: number): string {
  return length === bits ? '' : ` le ${bits}`;
}

function lengths({ length, from, to }: Pick<RouteFilterModel, 'length' | 'from' | 'to'>, bits: number): string {
  if (from === length && to === length) return '';
  const low = from > length ? ` ge ${from}` : '';
  return `${low}${to > length ? ` le ${Math.min(to, bits)}` : ''}`;
}

/** Lines of each step: one for everything that FRR does in any order, and one for each further change of communities. */
function actionSteps(device: DeviceModel, actions: readonly ActionModel[], lists: string[]): readonly string[][] {
  const scalars = actions.flatMap((action) => scalarLine(action));
  const steps: string[][] = [];
  for (const action of actions) {
    if (action.kind !== 'community') continue;
    const community = device.communities.get(action.name);
    if (community === undefined) continue;
    const { lines, needs } = communitySets(community, action.operation);
    lists.push(...needs);
    if (!steps.some((step) => step.join('\n') === lines.join('\n'))) steps.push([...lines]);
  }
  if (scalars.length === 0) return steps;
  return [[...scalars, ...(steps[0] ?? [])], ...steps.slice(1)];
}

function scalarLine(action: ActionModel): string[] {
  switch (action.kind) {
    case 'local-preference':
      return [`set local-preference ${action.value}`];
    case 'metric':
      return [`set metric ${action.value}`];
    case 'as-path-prepend':
      return [`set as-path prepend ${action.asns.join(' ')}`];
    default:
      return [];
  }
}

function lastEntries({ otherwise, onAccept }: PolicyChain, block: number): Entry[] {
  if (otherwise === 'reject') return [{ action: 'deny', lines: [], block }];
  const match = otherwise === 'accept bgp' ? [`match tag ${TAGS.bgp}`] : [];
  return [{ action: 'permit', lines: [...match, ...onAccept], block }];
}

function print(name: string, entries: readonly Entry[]): string[] {
  const numbers = new Map<number, number>();
  entries.forEach(({ block }, i) => {
    if (!numbers.has(block)) numbers.set(block, (i + 1) * STEP);
  });
  return reachable(entries).flatMap(({ action, lines, next }, i) => [
    `route-map ${name} ${action} ${(i + 1) * STEP}`,
    ...lines.map((line) => ` ${line}`),
    ...(next === undefined ? [] : [` on-match goto ${target(numbers, next, entries.length)}`]),
    'exit',
  ]);
}

/** What stands behind an entry that decides about every route, and that no jump leads over, is never asked. */
function reachable(entries: readonly Entry[]): readonly Entry[] {
  const jumps = Math.max(-1, ...entries.map(({ next }) => next ?? -1));
  const last = entries.findIndex(
    ({ block, lines, next }) =>
      next === undefined && block >= jumps && !lines.some((line) => line.startsWith('match ')),
  );
  return last < 0 ? entries : entries.slice(0, last + 1);
}

/** Blocks of terms that can never match have no entries: the next one that has is meant. */
function target(numbers: ReadonlyMap<number, number>, block: number, count: number): number {
  const later = [...numbers.keys()].filter((one) => one >= block).sort((a, b) => a - b)[0];
  return later === undefined ? count * STEP : (numbers.get(later) ?? count * STEP);
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
