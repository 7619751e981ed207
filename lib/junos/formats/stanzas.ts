/** A configuration cut into the pieces that people review: an interface, a policy, a VRF, a BGP group. */
import { Configuration } from '../tree/configuration';
import { writeCurly, writeCurlyStatement } from './curly-writer';
import type { StatementNode } from '../tree/statement';
import { joinWords } from '../tree/words';

/** One piece of a configuration. */
export interface Stanza {
  /** Words of the path that leads to it, as a set line writes them: `routing-instances VRF_5 protocols bgp group server1`. */
  readonly key: string;
  /**
   * Curly text of what stands in its braces. Where the statement itself says something (a single value, `inactive:`, a
   * comment), the text is the whole statement.
   */
  readonly text: string;
}

/** Lists of which every entry is a stanza of its own, by XML names from the top. */
const ENTRIES: readonly (readonly string[])[] = [
  ['interfaces', 'interface'],
  ['policy-options', 'policy-statement'],
  ['policy-options', 'community'],
  ['policy-options', 'prefix-list'],
  ['policy-options', 'as-path'],
  ['policy-options', 'route-filter-list'],
  ['routing-instances', 'instance'],
  ['protocols', 'bgp', 'group'],
  ['routing-instances', 'instance', 'protocols', 'bgp', 'group'],
];

/** What becomes a stanza, by XML name. */
interface Cut {
  /** The statement itself becomes one: what stands in it, less its inner stanzas. */
  readonly itself: boolean;
  readonly below: ReadonlyMap<string, Cut>;
  /** Containers and entries that `below` does not name become stanzas as well: they stand at the top. */
  readonly isTop?: boolean;
}

const TOP_LEVEL: Cut = { itself: true, below: new Map() };
const ROOT: Cut = rootCut();

/** The same cuts below the configuration and below each of its groups. */
function rootCut(): Cut {
  const below = new Map([...new Set(ENTRIES.map(([top = '']) => top))].map((top) => [top, cutAt([top])]));
  const group: Cut = { itself: true, below: new Map(below), isTop: true };
  return { itself: false, below: below.set('groups', group), isTop: true };
}

function cutAt(path: readonly string[]): Cut {
  const inside = ENTRIES.filter((entry) => entry.length > path.length && path.every((name, i) => name === entry[i]));
  const names = new Set(inside.map((entry) => entry[path.length] ?? ''));
  return {
    itself: path.length === 1 || ENTRIES.some((entry) => entry.join() === path.join()),
    below: new Map([...names].map((name) => [name, cutAt([...path, name])])),
  };
}

/**
 * The stanzas of a configuration, sorted by key. Every statement stands in exactly one of them: what belongs to no
 * interface, policy, VRF or BGP group is in the stanza of the top-level statement it stands in. Stanzas of a
 * configuration group begin with `groups <name>`. An inactive statement is not cut further. The order of BGP groups and
 * of policy objects among themselves is not part of the stanzas.
 *
 * @throws unprintableWord
 */
export function stanzas(configuration: Configuration): Stanza[] {
  const found: Stanza[] = [];
  const root = cutInside(configuration.root, '', ROOT, found);
  for (const node of root.children) {
    if (root.all(node.schema)[0] === node) found.push(valueStanza(root, node));
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A leaf at the top of the configuration, or all values of a leaf-list. */
function valueStanza(root: StatementNode, node: StatementNode): Stanza {
  const alone = root.cloneAlone();
  for (const value of root.all(node.schema)) alone.adopt(value);
  return { key: joinWords([node.name]), text: writeCurly(new Configuration(alone)) };
}

/** Adds the stanza of `node` and those inside it, which are left out of its own. */
function cutOut(node: StatementNode, path: string, cut: Cut, found: Stanza[]): void {
  const key = `${path}${node.line}`;
  const before = found.length;
  const rest = cutInside(node, `${key} `, cut, found);
  const isMarked = node.inactive === true || node.isProtected === true || node.comment !== undefined;
  if (found.length > before && !rest.hasChildren && !isMarked) return;
  const text = isMarked ? writeCurlyStatement(rest) : writeCurly(new Configuration(rest));
  found.push({ key, text });
}

/**
 * Adds the stanzas inside `node`.
 *
 * @param path - what leads into it, as a set line writes it, with a space behind
 * @returns what is left of it without them: a copy down to where something was cut, and the statement itself otherwise
 */
function cutInside(node: StatementNode, path: string, cut: Cut, found: Stanza[]): StatementNode {
  if (node.inactive === true || (cut.below.size === 0 && cut.isTop !== true)) return node;
  const rest = node.cloneAlone();
  for (const child of node.children) {
    const inner = cut.below.get(child.schema.element) ?? (cut.isTop === true && isInner(child) ? TOP_LEVEL : undefined);
    if (inner?.itself === true) {
      cutOut(child, path, inner, found);
      continue;
    }
    const left = inner === undefined ? child : cutInside(child, `${path}${child.line} `, inner, found);
    if (left === child || !left.isVoid) rest.adopt(left);
  }
  return rest;
}

function isInner({ schema }: StatementNode): boolean {
  return schema.kind === 'container' || schema.kind === 'list';
}
