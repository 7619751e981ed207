/**
 * Interface ranges (`interfaces interface-range R { member …; member-range A to B; … }`) expanded.
 *
 * Every member has the statements of the range, behind its own [Junos: the more specific wins]. A member with brackets
 * (`ge-0/0/[0-3]`) names each port; one with `*` or `?`, and a range that runs over several slots or cards, takes in only
 * interfaces that are there [not verified on gear].
 */
import type { ExpansionBudget } from './expansion-budget';
import { wildcardMatches } from './group-wildcard';
import { StatementNode } from '../tree/statement';
import { compareIdentities } from '../tree/statement-order';

const MEMBERS: ReadonlySet<string> = new Set(['member', 'member-range']);

/**
 * Adds to each member what its ranges have and it lacks; members that are not there are made.
 *
 * @throws rangeTooLarge, expandsTooFar
 */
export function expandInterfaceRanges(root: StatementNode, budget: ExpansionBudget): void {
  for (const interfaces of root.children.filter(({ schema }) => schema.element === 'interfaces')) {
    for (const range of rangesOf(interfaces)) expandRange(interfaces, range, budget);
  }
}

/** Removes the ranges, once they are expanded. */
export function dropInterfaceRanges(root: StatementNode): void {
  for (const interfaces of root.children.filter(({ schema }) => schema.element === 'interfaces')) {
    for (const range of rangesOf(interfaces)) interfaces.remove(range);
    if (interfaces.isVoid) root.remove(interfaces);
  }
}

function rangesOf(interfaces: StatementNode): readonly StatementNode[] {
  const schema = interfaces.schema.children.byElement.get('interface-range');
  return schema === undefined ? [] : interfaces.all(schema);
}

function expandRange(interfaces: StatementNode, range: StatementNode, budget: ExpansionBudget): void {
  const schema = interfaces.schema.children.byElement.get('interface');
  if (schema === undefined) return;
  const given = range.children.filter((child) => !MEMBERS.has(child.schema.element));
  for (const [name, group] of membersOf(interfaces, range, budget)) {
    const source = { group, range: range.keys[0] };
    let member = interfaces.entry(schema, [name]);
    if (member === undefined) {
      budget.addStatement(range);
      member = sourced(interfaces.ensure(schema, [name]), source);
    }
    for (const child of given) addMissing(member, child, source, budget);
  }
}

/** Where a statement of a member comes from. */
interface Source {
  readonly group: string | undefined;
  readonly range: string | undefined;
}

/** Adds a copy of `given` where `parent` lacks it, and what is missing inside it where it is there. */
function addMissing(parent: StatementNode, given: StatementNode, source: Source, budget: ExpansionBudget): void {
  budget.compare(given, 1);
  const schema = parent.schema.children.byElement.get(given.schema.element);
  if (schema === undefined || schema.excludes.some((other) => parent.all(other).length > 0)) return;
  const twin = sourced(new StatementNode(schema, given.keys, given.value), {
    ...source,
    group: given.source ?? source.group,
  });
  const known = parent.counterpart(twin);
  if (known === undefined) {
    budget.addStatement(given);
    parent.adopt(twin);
  }
  for (const child of given.children) addMissing(known ?? twin, child, source, budget);
}

function sourced(node: StatementNode, { group, range }: Source): StatementNode {
  node.source = group;
  node.range = range;
  return node;
}

/** Names of the members, with the group that made them members. */
function membersOf(
  interfaces: StatementNode,
  range: StatementNode,
  budget: ExpansionBudget,
): Map<string, string | undefined> {
  const members = new Map<string, string | undefined>();
  const existing = new SortedNames(
    interfaces.children.filter(({ schema }) => schema.element === 'interface').map(({ keys }) => keys[0] ?? ''),
  );
  for (const statement of range.children) {
    const source = statement.source ?? range.source;
    for (const name of namesOf({ range, statement, existing, budget })) {
      if (!members.has(name)) members.set(name, source);
    }
  }
  return members;
}

/** A `member` or `member-range`, and what its names may be found among. */
interface Naming {
  readonly range: StatementNode;
  readonly statement: StatementNode;
  readonly existing: SortedNames;
  readonly budget: ExpansionBudget;
}

function namesOf(naming: Naming): readonly string[] {
  const { statement } = naming;
  const [name = ''] = statement.keys;
  switch (statement.schema.element) {
    case 'member':
      return memberNames(name, naming);
    case 'member-range':
      return rangeNames(
        name,
        statement.children.find(({ schema }) => schema.element === 'end-range')?.value ?? name,
        naming,
      );
    default:
      return [];
  }
}

function memberNames(member: string, naming: Naming): readonly string[] {
  const { existing, budget, statement } = naming;
  return expandBrackets(member, naming).flatMap((name) => {
    if (!/[*?]/.test(name)) return [name];
    const candidates = existing.startingWith(name.slice(0, name.search(/[*?]/)));
    budget.compare(statement, candidates.length);
    return candidates.filter((one) => wildcardMatches(`<${name}>`, one));
  });
}

/** `ge-0/0/[0-2,5]` as the four names it stands for. Several brackets are multiplied, so they are counted first. */
function expandBrackets(member: string, { range, statement, budget }: Naming): readonly string[] {
  const [first = '', ...rest] = member.split(/\[([\d,-]+)\]/);
  const sets = rest.filter((_, i) => i % 2 === 0).map(extentsOf);
  const sizes = sets.map((set) => set.reduce((sum, [low, high]) => sum + sizeOf(low, high), 0));
  budget.name(
    range,
    statement,
    sizes.reduce((product, size) => product * size, 1),
  );
  let names = [first];
  for (const [i, set] of sets.entries()) {
    const after = rest[2 * i + 1] ?? '';
    const numbers = set.flatMap(([low, high]) => count(low, high));
    names = names.flatMap((name) => numbers.map((number) => `${name}${number}${after}`));
  }
  return names;
}

/** `0-2,5` as the pairs 0 to 2 and 5 to 5. */
function extentsOf(set: string): readonly (readonly [number, number])[] {
  return set.split(',').map((part) => {
    const [low = '', high = low] = part.split('-');
    return [Number(low), Number(high)];
  });
}

function rangeNames(first: string, last: string, { range, statement, existing, budget }: Naming): readonly string[] {
  const [[prefix, low], [lastPrefix, high]] = [splitNumber(first), splitNumber(last)];
  if (low !== '' && high !== '' && prefix === lastPrefix) {
    budget.name(range, statement, sizeOf(Number(low), Number(high)));
    return count(Number(low), Number(high)).map((number) => `${prefix}${number}`);
  }
  const candidates = existing.startingWith(typeOf(first));
  budget.compare(statement, candidates.length);
  const between = (name: string) => compareIdentities([first], [name]) <= 0 && compareIdentities([name], [last]) <= 0;
  return candidates.filter((name) => between(name) && typeOf(name) === typeOf(first));
}

/** Names among which those with a common beginning stand together: a range can have a member for each. */
class SortedNames {
  readonly #places: ReadonlyMap<string, number>;
  readonly #sorted: readonly string[];

  constructor(names: readonly string[]) {
    this.#places = new Map(names.map((name, i) => [name, i]));
    this.#sorted = [...names].sort((a, b) => (a < b ? -1 : 1));
  }

  /** In the order in which they were given. */
  startingWith(beginning: string): readonly string[] {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (this.#sorted[end]?.startsWith(beginning) === true) end += 1;
    const place = (name: string): number => this.#places.get(name) ?? 0;
    return this.#sorted.slice(low, end).sort((a, b) => place(a) - place(b));
  }
}

/** `et-0/0/15` as `et-0/0/` and `15`; the number is empty where there is none at the end. */
function splitNumber(name: string): readonly [string, string] {
  let start = name.length;
  while (/^\d$/.test(name[start - 1] ?? '')) start -= 1;
  return [name.slice(0, start), name.slice(start)];
}

function typeOf(name: string): string {
  return name.slice(0, name.indexOf('-') + 1);
}

function sizeOf(low: number, high: number): number {
  return Math.max(0, high - low + 1);
}

function count(low: number, high: number): readonly number[] {
  return Array.from({ length: sizeOf(low, high) }, (_, i) => low + i);
}
