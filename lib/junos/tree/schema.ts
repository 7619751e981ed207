/**
 * The schema table: what each configuration path is, how Junos orders and spells it, and which release first has it.
 *
 * `schema-table.json` is generated from Juniper's YANG (scripts/generate-schema.mjs, which documents the format);
 * `schema-facts.ts` adds what YANG does not carry. Nodes are read when a path first reaches them.
 */
import * as facts from './schema-facts';
import table from './schema-table.json';
import { quoteWord } from './words';

/** What a statement is. A leaf-list has one statement for each of its values. */
type StatementKind = 'container' | 'list' | 'leaf' | 'leaf-list';

/** The values a leaf or key takes. Nothing of the three: any text. */
export interface ValueType {
  readonly values: readonly string[];
  /** Inclusive. */
  readonly ranges: readonly (readonly [bigint, bigint])[];
  /**
   * Forms of text, as YANG calls them (`ipv4prefix`): lib/junos/values knows which text has one. Reading a configuration does
   * not ask: a device has printed it.
   */
  readonly formats: readonly string[];
}

/** One statement as it is possible at one place of the hierarchy. Compared by identity. */
export interface StatementSchema {
  /** XML name. */
  readonly element: string;
  /** Word of set lines; undefined where key or value follow the parent directly (`interfaces et-0/0/15`). */
  readonly keyword: string | undefined;
  /** The keyword as words of a path: one, or none. */
  readonly words: readonly string[];
  /** The keyword as a line of text has it, in quotes where it needs them; empty where there is none. */
  readonly line: string;
  /** XML tags of the element, without attributes. */
  readonly tags: { readonly start: string; readonly end: string; readonly empty: string };
  readonly kind: StatementKind;
  /** Place among the statements of its parent. */
  readonly order: number;
  /** A container that means something when empty. */
  readonly presence: boolean;
  /** A leaf without a value. */
  readonly empty: boolean;
  /** XML names of a list's keys. */
  readonly keys: readonly string[];
  readonly keyTypes: readonly ValueType[];
  /** Value of a leaf or leaf-list. */
  readonly type: ValueType;
  /** Values are policies, or expressions of policies. */
  readonly expression: boolean;
  /** Entries stay in the order the user gave; otherwise Junos sorts them. */
  readonly userOrdered: boolean;
  /** Whether keys are written as an operator (`route-filter 10.0.0.0/8 orlonger`, `community add X`). */
  readonly operator: boolean;
  /**
   * Release that first has it, where an earlier one has the statement above and not this one: `19.1R1`, `23.2R1` or
   * `24.4R1`. Releases in between were not looked at.
   */
  readonly since?: string;
  /** Last release that has it, where a later one has the statement above and not this one. */
  readonly last?: string;
  readonly layout: Layout;
  /** Statements below. */
  readonly children: ChildSchemas;
  /** Siblings that Junos removes when this one is set: other cases of a choice. */
  readonly excludes: readonly StatementSchema[];
}

/**
 * How curly text prints a container or list: in braces, on one line, on one line if a single leaf stands in it, as words
 * in front of each of its children, or with all entries in common braces behind the keyword.
 */
type Layout = 'braces' | 'line' | 'line-when-single' | 'prefix' | 'list-in-braces';

/** The statements that are possible below one statement. */
export interface ChildSchemas {
  /** In Junos' order. */
  readonly all: readonly StatementSchema[];
  readonly byKeyword: ReadonlyMap<string, StatementSchema>;
  readonly byElement: ReadonlyMap<string, StatementSchema>;
  readonly keywordless: readonly StatementSchema[];
}

/** Releases the table was made from, oldest first. */
export const SCHEMA_RELEASES: readonly string[] = table.releases;

const ANY_TEXT: ValueType = { values: [], ranges: [], formats: [] };
const ADVANCED = ['apply-groups', 'apply-groups-except', 'apply-macro'] as const;

interface TableNode {
  readonly letter: string;
  readonly advanced: boolean;
  readonly expression: boolean;
  readonly keys: readonly string[];
  readonly keyNodes: readonly number[];
  readonly type: ValueType;
  readonly edges: readonly TableEdge[];
}

interface TableEdge {
  readonly element: string;
  readonly node: number;
  readonly since?: string;
  readonly last?: string;
  readonly cases: readonly string[];
}

const nodes = new Map<number, TableNode>();

function tableNode(index: number): TableNode {
  let node = nodes.get(index);
  if (node === undefined) {
    node = parseNode(table.nodes[index] ?? '');
    nodes.set(index, node);
  }
  return node;
}

function parseNode(text: string): TableNode {
  const [head = '', ...words] = text.split(' ');
  const [kind = '', keys] = head.split(':');
  const values: string[] = [];
  const ranges: (readonly [bigint, bigint])[] = [];
  const formats: string[] = [];
  const keyNodes: number[] = [];
  const edges: TableEdge[] = [];
  for (const word of words) {
    const rest = word.slice(1);
    if (word.startsWith('=')) values.push(rest.replace(/[<>]\d+/g, ''));
    else if (word.startsWith('#')) ranges.push(parseRange(rest));
    else if (word.startsWith('~')) formats.push(rest);
    else if (word.startsWith('%')) keyNodes.push(Number(rest));
    else edges.push(parseEdge(word));
  }
  const type = values.length + ranges.length + formats.length === 0 ? ANY_TEXT : { values, ranges, formats };
  const keyNames = keys === undefined ? [] : keys.split(',');
  return {
    letter: kind.charAt(0),
    advanced: kind.includes('+'),
    expression: kind.includes('&'),
    keys: keyNames,
    keyNodes,
    type,
    edges,
  };
}

function parseRange(text: string): readonly [bigint, bigint] {
  const [low = '0', high = low] = text.split('..');
  return [BigInt(low), BigInt(high)];
}

function parseEdge(word: string): TableEdge {
  const [target = '', ...cases] = word.split('?');
  const [element = '', rest = ''] = target.split('@');
  const [, node, since, last] = /^(\d+)(?:>(\d+))?(?:<(\d+))?$/.exec(rest) ?? [];
  const release = (index: string | undefined) => (index === undefined ? undefined : SCHEMA_RELEASES[Number(index)]);
  return { element, node: Number(node), since: release(since), last: release(last), cases };
}

/** Children depend on the table's node and on the name it is reached by, which the facts are keyed by. */
const childSchemas = new Map<string, ChildSchemas>();

function childrenOf(index: number, element: string): ChildSchemas {
  const key = `${index}/${element}`;
  let children = childSchemas.get(key);
  if (children === undefined) {
    children = readChildren(index, element);
    childSchemas.set(key, children);
  }
  return children;
}

function readChildren(index: number, parent: string): ChildSchemas {
  const { advanced, edges: known, keys } = tableNode(index);
  const edges = withEnable(parent, known);
  const all: Schema[] = [];
  const above = { element: parent, isEntry: keys.length > 0 };
  for (const edge of [...(advanced ? advancedEdges() : []), ...edges]) all.push(new Schema(above, edge, all));
  const byKeyword = new Map<string, StatementSchema>();
  for (const schema of all) if (schema.keyword !== undefined) byKeyword.set(schema.keyword, schema);
  return {
    all,
    byKeyword,
    byElement: new Map(all.map((schema) => [schema.element, schema])),
    keywordless: all.filter((schema) => schema.keyword === undefined),
  };
}

/** Each of `enable` and `disable` takes the other away. */
function withEnable(parent: string, edges: readonly TableEdge[]): readonly TableEdge[] {
  const sign = facts.TAKES_ENABLE.get(parent);
  if (sign === undefined || !edges.some(({ element }) => element === sign)) return edges;
  return edges.flatMap((edge) => {
    const either = (element: string): TableEdge => ({ ...edge, element, cases: [`state.${element}`] });
    return edge.element === 'disable' ? [either('disable'), either('enable')] : [edge];
  });
}

let advancedCache: readonly TableEdge[] | undefined;

/** The three statements are the same everywhere; the root's own stand for all (apply-groups-except is like apply-groups). */
function advancedEdges(): readonly TableEdge[] {
  if (advancedCache === undefined) {
    const root = tableNode(0).edges;
    const of = (element: string) => root.find((edge) => edge.element === element)?.node ?? 0;
    advancedCache = ADVANCED.map((element) => ({
      element,
      node: of(element === 'apply-macro' ? 'apply-macro' : 'apply-groups'),
      cases: [],
    }));
  }
  return advancedCache;
}

interface ParentOfSchema {
  readonly element: string;
  readonly isEntry: boolean;
}

class Schema implements StatementSchema {
  readonly element: string;
  readonly keyword: string | undefined;
  readonly words: readonly string[];
  readonly line: string;
  readonly tags: StatementSchema['tags'];
  readonly kind: StatementKind;
  readonly order: number;
  readonly presence: boolean;
  readonly empty: boolean;
  readonly keys: readonly string[];
  readonly keyTypes: readonly ValueType[];
  readonly type: ValueType;
  readonly expression: boolean;
  readonly userOrdered: boolean;
  readonly operator: boolean;
  readonly since?: string;
  readonly last?: string;
  readonly layout: Layout;
  readonly #edge: TableEdge;
  readonly #siblings: readonly Schema[];
  #children: ChildSchemas | undefined;
  #excludes: readonly StatementSchema[] | undefined;

  /** `siblings`: the parent's statements so far; this one is about to become the next. */
  constructor(parent: ParentOfSchema, edge: TableEdge, siblings: readonly Schema[]) {
    const fact = `${parent.element}/${edge.element}`;
    const node = tableNode(edge.node);
    this.#edge = edge;
    this.#siblings = siblings;
    this.element = edge.element;
    this.keyword = keywordOf(parent, edge.element);
    this.words = this.keyword === undefined ? [] : [this.keyword];
    this.line = this.words.map(quoteWord).join(' ');
    this.tags = tagsOf(edge.element);
    this.kind = kindOf(node.letter);
    this.order = siblings.length;
    this.presence = node.letter === 'p' || facts.PRESENCE.has(fact);
    this.empty = node.letter === 'e';
    this.keys = node.keys;
    const format = facts.FORMATS.get(fact);
    const keyTypes = node.keyNodes.map((key) => tableNode(key).type);
    this.keyTypes = keyTypes.map((type, i) => (i === 0 ? formatted(type, format) : type));
    this.type = node.keys.length === 0 ? formatted(node.type, format) : node.type;
    this.expression = node.expression;
    this.userOrdered = (node.letter === 'L' || node.letter === 'S') && !facts.SORTED.has(fact);
    this.operator = node.keys.includes('choice-ident');
    this.since = edge.since;
    this.last = edge.last;
    this.layout = layoutOf(fact);
  }

  get children(): ChildSchemas {
    return (this.#children ??= childrenOf(this.#edge.node, this.element));
  }

  get excludes(): readonly StatementSchema[] {
    return (this.#excludes ??= this.#findExcludes());
  }

  #findExcludes(): readonly StatementSchema[] {
    const { cases } = this.#edge;
    return cases.length === 0 ? [] : this.#siblings.filter((other) => areExclusive(cases, other.#edge.cases));
  }
}

/** The tags of an XML element. */
export function tagsOf(element: string): StatementSchema['tags'] {
  return { start: `<${element}>`, end: `</${element}>`, empty: `<${element}/>` };
}

/** What is any text in YANG has the form that is known otherwise. */
function formatted(type: ValueType, format: string | undefined): ValueType {
  return type !== ANY_TEXT || format === undefined ? type : { ...ANY_TEXT, formats: [format] };
}

function keywordOf({ element: parent, isEntry }: ParentOfSchema, element: string): string | undefined {
  const fact = `${parent}/${element}`;
  if (facts.KEYWORDLESS.has(fact) || (isEntry && facts.KEYWORDLESS.has(`${parent}[]/${element}`))) return undefined;
  return facts.KEYWORDS.get(fact) ?? element;
}

function kindOf(letter: string): StatementKind {
  switch (letter) {
    case 'c':
    case 'p':
      return 'container';
    case 'l':
    case 'L':
      return 'list';
    case 's':
    case 'S':
      return 'leaf-list';
    default:
      return 'leaf';
  }
}

function layoutOf(fact: string): Layout {
  if (facts.ONE_LINE.has(fact)) return 'line';
  if (facts.ONE_LINE_WHEN_SINGLE.has(fact)) return 'line-when-single';
  if (facts.LIST_IN_BRACES.has(fact)) return 'list-in-braces';
  return facts.PREFIX.has(fact) ? 'prefix' : 'braces';
}

/** Two statements are alternatives where their `choice.case` paths part in one and the same choice. */
function areExclusive(left: readonly string[], right: readonly string[]): boolean {
  const at = left.findIndex((one, i) => one !== right[i]);
  const a = left[at];
  const b = right[at];
  return a !== undefined && b !== undefined && choiceOf(a) === choiceOf(b);
}

function choiceOf(choiceAndCase: string): string {
  return choiceAndCase.slice(0, choiceAndCase.lastIndexOf('.'));
}

/** The configuration itself: the statement above everything. */
export const ROOT_SCHEMA: StatementSchema = new Schema(
  { element: '', isEntry: false },
  { element: 'configuration', node: 0, cases: [] },
  [],
);
