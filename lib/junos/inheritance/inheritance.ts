/**
 * Configuration groups applied, the way `show configuration | display inheritance` expands them.
 *
 * What Juniper documents: an explicit statement wins over an inherited one; of the groups of one `apply-groups`, the
 * earlier wins; groups applied nearer to a statement win over those applied further out; `apply-groups-except` keeps a
 * group away; a wildcard name matches what is there and makes nothing; values of a list come together; a group with
 * `when` is applied where its conditions are met.
 *
 * What it does not document and was decided here [not verified on gear]: inherited entries of lists that the user orders,
 * and inherited values of leaf-lists, stand behind the explicit ones; within one group an exact name wins over a
 * wildcard, an earlier wildcard over a later one; an explicit alternative of a choice keeps the others away; a group that a
 * group applies comes right behind it, wherever that is applied.
 */
import { Configuration } from '../tree/configuration';
import { ExpansionBudget } from './expansion-budget';
import { isWildcard, wildcardMatches } from './group-wildcard';
import type { GroupConditions } from './group-conditions';
import { isMet } from './group-conditions';
import { dropInterfaceRanges, expandInterfaceRanges } from './interface-range';
import type { StatementSchema } from '../tree/schema';
import { StatementNode } from '../tree/statement';
import { isUnchecked } from '../tree/unchecked';

/** The statements of each group, by its name, that stand at the place reached so far. */
type Overlays = ReadonlyMap<string, readonly StatementNode[]>;

/**
 * The configuration as the device acts on it: groups applied, inherited statements with their group in `source`,
 * interface ranges expanded, inactive statements left out. `groups`, `apply-groups`, `apply-groups-except` and
 * `interface-range` are gone. A group that does not exist adds nothing; `undefinedGroups` finds it. One whose conditions
 * are not known to be met adds nothing either; `undecidedGroups` finds those of which nobody can say.
 *
 * @param holder whose configuration it is, a device or a file, for messages
 * @param known what is known of the device
 * @throws rangeTooLarge, expandsTooFar
 */
export function inherit(
  configuration: Configuration,
  holder = 'the configuration',
  known: GroupConditions = {},
): Configuration {
  const root = activeCopy(configuration.root);
  const overlays = takeGroups(root, known);
  const budget = new ExpansionBudget(holder);
  expandInterfaceRanges(root, budget);
  expand(root, overlays, [], budget);
  expandInterfaceRanges(root, budget);
  dropInterfaceRanges(root);
  return new Configuration(root);
}

function activeCopy(node: StatementNode): StatementNode {
  const copy = node.cloneAlone();
  for (const child of node.children) {
    if (child.inactive === true) continue;
    const twin = activeCopy(child);
    if (!twin.isVoid) copy.adopt(twin);
  }
  return copy;
}

/** The groups by name whose conditions are met, out of the configuration. */
function takeGroups(root: StatementNode, known: GroupConditions): Overlays {
  const schema = root.schema.children.byElement.get('groups');
  const groups = schema === undefined ? [] : root.all(schema).filter((group) => isMet(group, known) === true);
  if (schema !== undefined) root.removeAll(schema);
  return new Map(groups.map((group) => [group.keys[0] ?? '', [group]]));
}

/**
 * Adds to `node` and everything below what the groups have for it.
 *
 * @param outer groups applied further out, the winning one first
 */
function expand(node: StatementNode, overlays: Overlays, outer: readonly string[], budget: ExpansionBudget): void {
  const own = takeValues(node, 'apply-groups');
  const except = takeValues(node, 'apply-groups-except');
  const named = [...own, ...outer.filter((name) => !own.includes(name) && !except.includes(name))];
  const applied = withNested(named, overlays, except);
  budget.compare(node, applied.length);
  for (const name of applied) {
    for (const overlay of overlays.get(name) ?? []) addMissing(node, overlay, name, budget);
  }
  for (const child of node.children) {
    if (!isInner(child.schema)) continue;
    expand(child, overlaysOf(child, overlays, budget), applied, budget);
    if (child.isVoid) node.remove(child);
  }
}

/** Each group followed by those that it applies itself at the place reached so far, each group once. */
function withNested(named: readonly string[], overlays: Overlays, except: readonly string[]): readonly string[] {
  const applied = new Set<string>();
  const open = [...named].reverse();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (applied.has(name)) continue;
    applied.add(name);
    const nested = (overlays.get(name) ?? []).flatMap((overlay) => valuesOf(overlay, 'apply-groups'));
    open.push(...nested.filter((one) => !except.includes(one)).reverse());
  }
  return [...applied];
}

function takeValues(node: StatementNode, element: string): readonly string[] {
  const values = valuesOf(node, element);
  const schema = node.schema.children.byElement.get(element);
  if (values.length > 0 && schema !== undefined) node.removeAll(schema);
  return values;
}

function valuesOf(node: StatementNode, element: string): readonly string[] {
  const schema = node.hasChildren ? node.schema.children.byElement.get(element) : undefined;
  return schema === undefined ? [] : node.all(schema).map(({ value }) => value ?? '');
}

const NOT_INHERITED: ReadonlySet<string> = new Set(['apply-groups', 'apply-groups-except', 'when']);

/** Adds the statements directly below `overlay` that `node` lacks; what stands in them follows when they are reached. */
function addMissing(node: StatementNode, overlay: StatementNode, group: string, budget: ExpansionBudget): void {
  budget.compare(node, overlay.children.length);
  for (const inherited of overlay.children) {
    const schema = isUnchecked(inherited)
      ? inherited.schema
      : node.schema.children.byElement.get(inherited.schema.element);
    if (schema === undefined || NOT_INHERITED.has(schema.element) || inherited.keys.some(isWildcard)) continue;
    if (schema.excludes.some((alternative) => node.all(alternative).length > 0)) continue;
    const twin = new StatementNode(schema, inherited.keys, inherited.value);
    if (node.counterpart(twin) !== undefined) continue;
    budget.addStatement(node);
    twin.source = group;
    twin.comment = inherited.comment;
    node.adopt(twin);
  }
}

/** What the groups have for `child`, out of what they have for the statement it stands in. */
function overlaysOf(child: StatementNode, overlays: Overlays, budget: ExpansionBudget): Overlays {
  const inside = new Map<string, readonly StatementNode[]>();
  for (const [group, nodes] of overlays) {
    const matching = nodes.flatMap((node) => matches(node, child, budget));
    if (matching.length > 0) inside.set(group, matching);
  }
  return inside;
}

/** The statements below `overlay` that speak of `child`: of its very name first, then wildcards. */
function matches(overlay: StatementNode, child: StatementNode, budget: ExpansionBudget): readonly StatementNode[] {
  const schema = overlay.schema.children.byElement.get(child.schema.element);
  if (schema === undefined) return [];
  const same = schema.kind === 'list' ? overlay.entry(schema, child.keys) : overlay.single(schema);
  const candidates = wildcardsBelow(overlay);
  budget.compare(child, 1 + candidates.length);
  const wild = candidates.filter((entry) => entry.schema === schema && keysMatch(entry.keys, child.keys));
  return same === undefined ? wild : [same, ...wild];
}

const wildcards = new WeakMap<StatementNode, readonly StatementNode[]>();

function wildcardsBelow(overlay: StatementNode): readonly StatementNode[] {
  let found = wildcards.get(overlay);
  if (found === undefined) {
    found = overlay.children.filter((entry) => entry.keys.some(isWildcard));
    wildcards.set(overlay, found);
  }
  return found;
}

function keysMatch(keys: readonly string[], names: readonly string[]): boolean {
  if (keys.length !== names.length) return false;
  return keys.every((key, i) => key === names[i] || (isWildcard(key) && wildcardMatches(key, names[i] ?? '')));
}

function isInner(schema: StatementSchema): boolean {
  return schema.kind === 'container' || schema.kind === 'list';
}

/** A group that is applied, and of which nobody can say whether its conditions are met. */
export interface UndecidedGroup {
  readonly group: string;
  /** Words of its conditions: `model qfx5120-48y-8c`. */
  readonly conditions: readonly string[];
  /** Words that lead to the statements in it, wildcards as they are written. */
  readonly places: readonly (readonly string[])[];
}

/** The groups that `inherit` leaves out because nothing is known of what they ask for. */
export function undecidedGroups(configuration: Configuration, known: GroupConditions = {}): UndecidedGroup[] {
  const { root } = configuration;
  const schema = root.schema.children.byElement.get('groups');
  const groups = schema === undefined ? [] : root.all(schema).filter(({ inactive }) => inactive !== true);
  return groups
    .filter((group) => isMet(group, known) === undefined)
    .map((group) => {
      const name = group.keys[0] ?? '';
      const lines = [...configuration.subtree('groups', name).statements()].map(({ words }) => words.slice(2));
      return {
        group: name,
        conditions: lines.filter(([first]) => first === 'when').map((words) => words.slice(1).join(' ')),
        places: lines.filter(([first]) => first !== 'when'),
      };
    });
}

/** Groups that Junos brings along. */
const BUILT_IN: ReadonlySet<string> = new Set(['junos-defaults']);

/** A group that is applied, or excepted, and not there. */
export interface UndefinedGroup {
  readonly group: string;
  /** Words of the hierarchy in which it is named; none at the top. */
  readonly path: readonly string[];
  /** `apply-groups` or `apply-groups-except`. */
  readonly statement: string;
}

/** What makes a commit fail: groups that are actively applied and not there, one for each place, in output order. */
export function undefinedGroups(configuration: Configuration): UndefinedGroup[] {
  const defined = new Set([...BUILT_IN, ...configuration.entries('groups').map(({ keys }) => keys[0] ?? '')]);
  return undefinedBelow(configuration.root, [], defined);
}

function undefinedBelow(node: StatementNode, path: readonly string[], defined: ReadonlySet<string>): UndefinedGroup[] {
  return node.children.flatMap((child) => {
    if (child.inactive === true) return [];
    const { value: group, schema } = child;
    const applies = schema.element === 'apply-groups' || schema.element === 'apply-groups-except';
    if (applies && group !== undefined && !defined.has(group) && !group.startsWith('${')) {
      return [{ group, path, statement: schema.element }];
    }
    return child.hasChildren ? undefinedBelow(child, [...path, ...child.words], defined) : [];
  });
}
