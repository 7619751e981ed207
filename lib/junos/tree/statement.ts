/** One statement of a configuration, with its schema and what stands below it. */
import { expressionWords } from './policy-expression';
import type { StatementSchema } from './schema';
import { compareIdentities } from './statement-order';
import { joinWords, quoteWord } from './words';

/** A statement as readers of a configuration see it. */
export interface Statement {
  /** Keyword as in set lines; the XML name where set lines have none (`interface` below `interfaces`). */
  readonly name: string;
  /** Keys of a list entry as set lines write them: `['10.0.0.0/8', 'upto', '/24']`. */
  readonly keys: readonly string[];
  /** Value of a leaf, or of one member of a leaf-list. */
  readonly value?: string;
  /** The statement's own words in a set line: keyword (where there is one), keys, value. */
  readonly words: readonly string[];
  /** In Junos' order; entries that the user orders stay as they were given. */
  readonly children: readonly Statement[];
  /** Deactivated here; what stands below is inactive with it. */
  readonly inactive?: boolean;
  /** Annotation, without comment signs. */
  readonly comment?: string;
  /** Configuration group the statement was inherited from; undefined: written here. */
  readonly source?: string;
  /** `interface-range` that gives the statement to its member; undefined: none does. */
  readonly range?: string;
  /** The device marks its value as a secret (`## SECRET-DATA`); no difference between two statements. */
  readonly secret?: boolean;
  /** `protect`: the device changes and deletes neither it nor what stands below. No difference between two statements. */
  readonly isProtected?: boolean;
}

const NO_KEYS: readonly string[] = Object.freeze([]);
const NO_STATEMENTS: readonly StatementNode[] = Object.freeze([]);
/** Between the keys of one entry: no word can hold it. */
const SEPARATOR = '\0';

type Slot = StatementNode | Map<string, StatementNode>;

/** A statement that can be changed; made and moved by its parent only. */
export class StatementNode implements Statement {
  readonly schema: StatementSchema;
  readonly keys: readonly string[];
  value?: string;
  inactive?: boolean;
  comment?: string;
  source?: string;
  range?: string;
  secret?: boolean;
  isProtected?: boolean;
  /**
   * By schema: one node, or the entries of a list or leaf-list in the order they came. Made with the first child: most
   * statements are leaves and never have one.
   */
  #slots: Map<StatementSchema, Slot> | undefined;
  #sorted: readonly StatementNode[] | undefined;

  constructor(schema: StatementSchema, keys: readonly string[] = NO_KEYS, value?: string) {
    this.schema = schema;
    this.keys = keys;
    this.value = value;
  }

  get name(): string {
    return this.schema.keyword ?? this.schema.element;
  }

  get words(): readonly string[] {
    const { keys, value } = this;
    const { words, expression } = this.schema;
    if (expression && value !== undefined) return [...words, ...expressionWords(value)];
    if (keys.length === 0) return value === undefined ? words : [...words, value];
    if (words.length === 0) return value === undefined ? keys : [...keys, value];
    return value === undefined ? [...words, ...keys] : [...words, ...keys, value];
  }

  /** The words as Junos writes them, quoted where needed. @throws unprintableWord */
  get line(): string {
    const { keys, value } = this;
    if (this.schema.expression) return joinWords(this.words);
    // Every form of a configuration asks each statement for this: no list is made on the way.
    let { line } = this.schema;
    for (const key of keys) line = behind(line, key);
    return value === undefined ? line : behind(line, value);
  }

  get children(): readonly StatementNode[] {
    return (this.#sorted ??= this.#sort());
  }

  get hasChildren(): boolean {
    return this.#slots !== undefined && this.#slots.size > 0;
  }

  /** An empty container that means nothing, which Junos does not keep. */
  get isVoid(): boolean {
    return this.schema.kind === 'container' && !this.schema.presence && !this.hasChildren;
  }

  /** The container or leaf of that schema. */
  single(schema: StatementSchema): StatementNode | undefined {
    const slot = this.#slots?.get(schema);
    return slot instanceof Map ? undefined : slot;
  }

  /** The entry of a list with these keys, or the member of a leaf-list with that value. */
  entry(schema: StatementSchema, keys: readonly string[]): StatementNode | undefined {
    const slot = this.#slots?.get(schema);
    return slot instanceof Map ? slot.get(textOf(keys)) : undefined;
  }

  /** All statements of that schema, in output order. */
  all(schema: StatementSchema): readonly StatementNode[] {
    const slot = this.#slots?.get(schema);
    if (slot === undefined) return NO_STATEMENTS;
    return slot instanceof Map ? inOrder(schema, slot) : [slot];
  }

  /** The child that is the same statement as `other`, whatever stands in it: same schema and keys (leaf-list: same value). */
  counterpart(other: StatementNode): StatementNode | undefined {
    return isPlural(other.schema) ? this.entry(other.schema, identity(other)) : this.single(other.schema);
  }

  /** The container, leaf without value, or entry; made if it is not there. Alternatives of a choice give way. */
  ensure(schema: StatementSchema, keys: readonly string[] = NO_KEYS): StatementNode {
    const known = schema.kind === 'list' ? this.entry(schema, keys) : this.single(schema);
    return known ?? this.#add(new StatementNode(schema, keys));
  }

  /** The leaf with that value, or the member of the leaf-list. */
  ensureValue(schema: StatementSchema, value: string): StatementNode {
    if (schema.kind === 'leaf-list') {
      return this.entry(schema, [value]) ?? this.#add(new StatementNode(schema, NO_KEYS, value));
    }
    const leaf = this.ensure(schema);
    leaf.value = value;
    return leaf;
  }

  /** Puts `child` in, at the end of its list, in place of its counterpart if there is one. */
  adopt(child: StatementNode): void {
    this.#add(child);
  }

  remove(child: StatementNode): boolean {
    const slot = this.#slots?.get(child.schema);
    if (slot === undefined) return false;
    if (!(slot instanceof Map)) return this.removeAll(child.schema);
    this.#sorted = undefined;
    const found = slot.delete(textOf(identity(child)));
    if (slot.size === 0) this.removeAll(child.schema);
    return found;
  }

  /** Removes every statement of that schema. */
  removeAll(schema: StatementSchema): boolean {
    this.#sorted = undefined;
    return this.#slots?.delete(schema) ?? false;
  }

  /** Gives the entries of a list or leaf-list this order; entries not named come last, as they were. */
  reorder(schema: StatementSchema, order: readonly StatementNode[]): void {
    const slot = this.#slots?.get(schema);
    if (!(slot instanceof Map)) return;
    const rest = [...slot.values()].filter((node) => !order.includes(node));
    slot.clear();
    for (const node of [...order, ...rest]) slot.set(textOf(identity(node)), node);
    this.#sorted = undefined;
  }

  /** A copy with everything below. */
  clone(): StatementNode {
    const copy = this.cloneAlone();
    if (this.#slots === undefined) return copy;
    copy.#slots = new Map();
    for (const [schema, slot] of this.#slots) copy.#slots.set(schema, cloneSlot(slot));
    return copy;
  }

  /** A copy without what stands below. */
  cloneAlone(): StatementNode {
    const copy = new StatementNode(this.schema, this.keys, this.value);
    copy.inactive = this.inactive;
    copy.comment = this.comment;
    copy.source = this.source;
    copy.range = this.range;
    copy.secret = this.secret;
    copy.isProtected = this.isProtected;
    return copy;
  }

  #add(node: StatementNode): StatementNode {
    const { schema } = node;
    const slots = (this.#slots ??= new Map<StatementSchema, Slot>());
    for (const alternative of schema.excludes) slots.delete(alternative);
    const slot = slots.get(schema);
    if (!isPlural(schema)) slots.set(schema, node);
    else if (slot instanceof Map) slot.set(textOf(identity(node)), node);
    else slots.set(schema, new Map([[textOf(identity(node)), node]]));
    this.#sorted = undefined;
    return node;
  }

  #sort(): readonly StatementNode[] {
    if (this.#slots === undefined) return NO_STATEMENTS;
    const [only] = this.#slots.keys();
    if (only !== undefined && this.#slots.size === 1) return this.all(only);
    const sorted: StatementNode[] = [];
    for (const schema of [...this.#slots.keys()].sort(byOrder)) {
      const slot = this.#slots.get(schema);
      if (slot instanceof Map) for (const node of inOrder(schema, slot)) sorted.push(node);
      else if (slot !== undefined) sorted.push(slot);
    }
    return sorted;
  }
}

function byOrder(a: StatementSchema, b: StatementSchema): number {
  return a.order - b.order;
}

function cloneSlot(slot: Slot): Slot {
  if (!(slot instanceof Map)) return slot.clone();
  const copy = new Map<string, StatementNode>();
  for (const [key, node] of slot) copy.set(key, node.clone());
  return copy;
}

function isPlural(schema: StatementSchema): boolean {
  return schema.kind === 'list' || schema.kind === 'leaf-list';
}

/** What tells entries of one list or leaf-list apart. */
function identity(node: StatementNode): readonly string[] {
  return node.schema.kind === 'leaf-list' ? [node.value ?? ''] : node.keys;
}

/** `identity` as the key of a Map. */
function textOf(keys: readonly string[]): string {
  const [first = ''] = keys;
  return keys.length < 2 ? first : keys.join(SEPARATOR);
}

function inOrder(schema: StatementSchema, entries: ReadonlyMap<string, StatementNode>): readonly StatementNode[] {
  const nodes = [...entries.values()];
  return schema.userOrdered || nodes.length < 2
    ? nodes
    : nodes.sort((a, b) => compareIdentities(identity(a), identity(b)));
}

function behind(line: string, word: string): string {
  return line === '' ? quoteWord(word) : `${line} ${quoteWord(word)}`;
}
