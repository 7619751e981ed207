/**
 * Interface ranges (`interfaces interface-range R { member …; member-range A to B; … }`) expanded.
 *
 * Every member has the statements of the range, behind its own [Junos: the more specific wins]. A member with brackets
 * (`ge-0/0/[0-3]`) names each port; one with `*` or `?`, and a range that runs over several slots or cards, takes in only
 * interfaces that are there [not verified on gear].
 */
import { wildcardMatches } from './group-wildcard';
import { StatementNode } from './statement';
import { compareIdentities } from './statement-order';

const MEMBERS: ReadonlySet<string> = new Set(['member', 'member-range']);
const MOST_PORTS = 1_024;

/** Adds to each member what its ranges have and it lacks; members that are not there are made. */
export function expandInterfaceRanges(root: StatementNode): void {
  for (const interfaces of root.children.filter(({ schema }) => schema.element === 'interfaces')) {
    for (const range of rangesOf(interfaces)) expandRange(interfaces, range);
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

function expandRange(interfaces: StatementNode, range: StatementNode): void {
  const schema = interfaces.schema.children.byElement.get('interface');
  if (schema === undefined) return;
  for (const [name, source] of membersOf(interfaces, range)) {
    const member = interfaces.entry(schema, [name]) ?? sourced(interfaces.ensure(schema, [name]), source);
    for (const child of range.children) {
      if (!MEMBERS.has(child.schema.element)) addMissing(member, child, source);
    }
  }
}

/** Adds a copy of `given` where `parent` lacks it, and what is missing inside it where it is there. */
function addMissing(parent: StatementNode, given: StatementNode, source: string | undefined): void {
  const schema = parent.schema.children.byElement.get(given.schema.element);
  if (schema === undefined || schema.excludes.some((other) => parent.all(other).length > 0)) return;
  const twin = sourced(new StatementNode(schema, given.keys, given.value), given.source ?? source);
  const known = parent.counterpart(twin);
  if (known === undefined) parent.adopt(twin);
  for (const child of given.children) addMissing(known ?? twin, child, source);
}

function sourced(node: StatementNode, source: string | undefined): StatementNode {
  node.source = source;
  return node;
}

/** Names of the members, with the group that made them members. */
function membersOf(interfaces: StatementNode, range: StatementNode): Map<string, string | undefined> {
  const members = new Map<string, string | undefined>();
  const existing = interfaces.children
    .filter(({ schema }) => schema.element === 'interface')
    .map(({ keys }) => keys[0] ?? '');
  for (const statement of range.children) {
    const source = statement.source ?? range.source;
    for (const name of namesOf(statement, existing)) if (!members.has(name)) members.set(name, source);
  }
  return members;
}

function namesOf(statement: StatementNode, existing: readonly string[]): readonly string[] {
  const [name = ''] = statement.keys;
  switch (statement.schema.element) {
    case 'member':
      return memberNames(name, existing);
    case 'member-range':
      return rangeNames(
        name,
        statement.children.find(({ schema }) => schema.element === 'end-range')?.value ?? name,
        existing,
      );
    default:
      return [];
  }
}

function memberNames(member: string, existing: readonly string[]): readonly string[] {
  const names = expandBrackets(member);
  return names.flatMap((name) =>
    /[*?]/.test(name) ? existing.filter((one) => wildcardMatches(`<${name}>`, one)) : [name],
  );
}

/** `ge-0/0/[0-2,5]` as the four names it stands for. */
function expandBrackets(member: string): readonly string[] {
  const found = /^([^[]*)\[([\d,-]+)\](.*)$/.exec(member);
  if (found === null) return [member];
  const [, before = '', set = '', after = ''] = found;
  const numbers = set.split(',').flatMap((part) => {
    const [low = '', high = low] = part.split('-');
    return count(Number(low), Number(high));
  });
  return numbers.flatMap((number) => expandBrackets(`${before}${number}${after}`));
}

function rangeNames(first: string, last: string, existing: readonly string[]): readonly string[] {
  const [, prefix, low] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, lastPrefix, high] = /^(.*?)(\d+)$/.exec(last) ?? [];
  if (prefix !== undefined && prefix === lastPrefix) {
    return count(Number(low), Number(high)).map((number) => `${prefix}${number}`);
  }
  const between = (name: string) => compareIdentities([first], [name]) <= 0 && compareIdentities([name], [last]) <= 0;
  return existing.filter((name) => between(name) && typeOf(name) === typeOf(first));
}

function typeOf(name: string): string {
  return name.slice(0, name.indexOf('-') + 1);
}

function count(low: number, high: number): readonly number[] {
  if (!(low <= high) || high - low >= MOST_PORTS) return [];
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
