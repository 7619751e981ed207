/** Walks two configurations side by side, in Junos' order, and writes down what differs. */
import { Configuration } from '../tree/configuration';
import { writeCurly } from '../formats/curly-writer';
import { DiffText, type Hierarchy, type Mark } from './diff-text';
import { ROOT_SCHEMA, type StatementSchema } from '../tree/schema';
import { StatementNode } from '../tree/statement';
import { compareIdentities } from '../tree/statement-order';
import { joinWords } from '../tree/words';

/** Where statements are compared. */
export interface Place {
  readonly hierarchy: Hierarchy;
  /** What Junos prints as words in front of each statement here, instead of braces around them (`family inet`). */
  readonly prefix?: StatementNode;
  /** Entries of a list whose keyword is part of the hierarchy (`groups`). */
  readonly inBraces?: boolean;
}

/** The top of the configuration. */
export const TOP: Place = { hierarchy: { path: '', depth: 0 } };

export class Comparison {
  readonly text = new DiffText();

  /**
   * Compares what stands below two statements that are there on both sides. Where one alternative of a choice takes the
   * place of another, the one that goes comes first.
   */
  compareInside(before: StatementNode, after: StatementNode, place: Place): void {
    const passed = new Set<StatementSchema>();
    for (const schema of schemasOf(before, after)) {
      if (passed.has(schema)) continue;
      const old = before.all(schema);
      for (const rival of old.length === 0 ? schema.excludes : []) {
        if (passed.has(rival) || rival.order < schema.order) continue;
        passed.add(rival);
        this.#statements(rival, before.all(rival), after.all(rival), place);
      }
      this.#statements(schema, old, after.all(schema), place);
    }
  }

  #statements(
    schema: StatementSchema,
    old: readonly StatementNode[],
    now: readonly StatementNode[],
    place: Place,
  ): void {
    if (schema.kind === 'list') this.#list(schema, old, now, place);
    else if (schema.kind === 'leaf-list') this.#values(old, now, place);
    else this.#single(old[0], now[0], place);
  }

  #values(old: readonly StatementNode[], now: readonly StatementNode[], place: Place): void {
    const isSame = old.length === now.length && old.every((value, i) => isSameStatement(value, now[i]));
    if (isSame) return;
    this.#print('-', old, place);
    this.#print('+', now, place);
  }

  #single(old: StatementNode | undefined, now: StatementNode | undefined, place: Place): void {
    if (old !== undefined && now !== undefined && old.value === now.value) {
      this.#both(old, now, place);
      return;
    }
    if (old !== undefined) this.#print('-', [old], place);
    if (now !== undefined) this.#print('+', [now], place);
  }

  /** A statement that is there on both sides, with the same keys and value. */
  #both(old: StatementNode, now: StatementNode, place: Place): void {
    if (!haveSameLine(old, now) && isOneLine(old) && isOneLine(now)) {
      this.#print('-', [old], place);
      this.#print('+', [now], place);
      return;
    }
    if (isInactive(old) !== isInactive(now)) this.#printActivation(now, place);
    if (isInner(now)) this.compareInside(old, now, placeInside(old, now, place));
  }

  #list(schema: StatementSchema, old: readonly StatementNode[], now: readonly StatementNode[], outer: Place): void {
    if (schema.layout !== 'list-in-braces') this.#entries(schema, old, now, outer);
    else if (old.length > 0 && now.length > 0) this.#entries(schema, old, now, placeInBraces(schema, outer));
    else this.#values(old, now, outer);
  }

  /** Goes along the entries as they are now; `at` is the next of the old ones that has not been passed. */
  #entries(schema: StatementSchema, old: readonly StatementNode[], now: readonly StatementNode[], place: Place): void {
    const before = new Map(old.map((entry) => [identity(entry), entry]));
    const after = new Map(now.map((entry) => [identity(entry), entry]));
    const moved = new Set<StatementNode>();
    let at = 0;
    const passRemoved = (until?: StatementNode) => {
      for (let entry = old[at]; entry !== undefined; entry = old[++at]) {
        const isRemoved = !after.has(identity(entry));
        if (!isRemoved && !moved.has(entry)) return;
        if (isRemoved && until !== undefined && compareIdentities(entry.keys, until.keys) > 0) return;
        if (isRemoved) this.#print('-', [entry], place);
      }
    };
    const orientation = schema.userOrdered ? new Orientation(this, now, before) : undefined;
    for (const [i, entry] of now.entries()) {
      const known = before.get(identity(entry));
      passRemoved(schema.userOrdered ? undefined : entry);
      if (known === undefined) {
        orientation?.before(i, place);
        this.#print('+', [entry], place);
        orientation?.printed(i);
        continue;
      }
      if (known === old[at]) at += 1;
      else {
        moved.add(known);
        orientation?.before(i, place);
        this.printOutline('!', entry, place);
        orientation?.printed(i);
      }
      this.#both(known, entry, place);
    }
    passRemoved();
  }

  #print(mark: Mark, nodes: readonly StatementNode[], place: Place): void {
    const [first] = nodes;
    if (first !== undefined) this.text.statement(mark, place.hierarchy, isValue(first), linesOf(nodes, place));
  }

  /** An entry without what stands in it. */
  printOutline(mark: Mark, node: StatementNode, place: Place): void {
    const state = isInactive(node) ? 'inactive: ' : '';
    this.text.statement(mark, place.hierarchy, false, [`${state}${joinWords(wordsIn(node, place))} { ... }`]);
  }

  #printActivation(now: StatementNode, place: Place): void {
    const state = isInactive(now) ? 'inactive' : 'active';
    const end = isInner(now) ? ' { ... }' : ';';
    this.text.activation(place.hierarchy, isValue(now), `${state}: ${joinWords(wordsIn(now, place))}${end}`);
  }
}

/** Says where in a list something is added or moved to: the entry before it, if that is not in sight anyway. */
class Orientation {
  readonly #comparison: Comparison;
  readonly #now: readonly StatementNode[];
  readonly #before: ReadonlyMap<string, StatementNode>;
  /** Number of the entry printed last, and how many lines there were then. */
  #shown = -1;
  #size = -1;

  constructor(comparison: Comparison, now: readonly StatementNode[], before: ReadonlyMap<string, StatementNode>) {
    this.#comparison = comparison;
    this.#now = now;
    this.#before = before;
  }

  before(i: number, place: Place): void {
    const previous = this.#now[i - 1];
    if (previous === undefined || !this.#before.has(identity(previous))) return;
    if (this.#shown === i - 1 && this.#size === this.#comparison.text.size) return;
    this.#comparison.printOutline(' ', previous, place);
  }

  printed(i: number): void {
    this.#shown = i;
    this.#size = this.#comparison.text.size;
  }
}

function identity(entry: StatementNode): string {
  return entry.keys.join('\0');
}

function schemasOf(before: StatementNode, after: StatementNode): readonly StatementSchema[] {
  const schemas = new Set<StatementSchema>();
  for (const { schema } of before.children) schemas.add(schema);
  for (const { schema } of after.children) schemas.add(schema);
  return [...schemas].sort((a, b) => a.order - b.order);
}

function wordsIn(node: StatementNode, { prefix, inBraces }: Place): readonly string[] {
  if (inBraces === true) return node.keys;
  return prefix === undefined ? node.words : [...prefix.words, ...node.words];
}

/** The place below a statement. A configuration group is printed as if its statements stood at the top. */
function placeInside(old: StatementNode, now: StatementNode, place: Place): Place {
  const { path, depth } = place.hierarchy;
  const isPrefix = now.schema.layout === 'prefix' && !isMarked(old) && !isMarked(now);
  if (isPrefix) return { hierarchy: { path, depth: depth + 1 }, prefix: now };
  const isGroup = place.inBraces === true && depth === 0;
  return { hierarchy: { path: below(path, wordsIn(now, place)), depth: isGroup ? 0 : depth + 1 } };
}

function placeInBraces({ keyword }: StatementSchema, { hierarchy }: Place): Place {
  return { hierarchy: { path: below(hierarchy.path, [keyword ?? '']), depth: hierarchy.depth }, inBraces: true };
}

function below(path: string, words: readonly string[]): string {
  return path === '' ? joinWords(words) : `${path} ${joinWords(words)}`;
}

const INDENT = 4;

/** The statements in curly text, as they stand at their place. */
function linesOf(nodes: readonly StatementNode[], { prefix, inBraces }: Place): readonly string[] {
  const top = new StatementNode(ROOT_SCHEMA);
  const holder = prefix?.cloneAlone() ?? top;
  for (const node of nodes) holder.adopt(node);
  if (prefix !== undefined) top.adopt(holder);
  const lines = writeCurly(new Configuration(top)).split('\n').slice(0, -1);
  return inBraces === true ? lines.slice(1, -1).map((line) => line.slice(INDENT)) : lines;
}

/** Whether statements that may be printed on one line each have the same in it; others are compared inside. */
function haveSameLine(old: StatementNode, now: StatementNode): boolean {
  if (!mayBeOneLine(old) || !mayBeOneLine(now)) return true;
  const inside = now.children;
  return old.children.length === inside.length && old.children.every((child, i) => isSameStatement(child, inside[i]));
}

/** Statements that change as a whole: `local-as 65000 loops 2`, `route-distinguisher 192.168.1.10:5`. */
function mayBeOneLine(node: StatementNode): boolean {
  return node.schema.layout === 'line' || (node.hasChildren && node.children.every(isBareValue));
}

function isOneLine(node: StatementNode): boolean {
  const bare = node.clone();
  bare.comment = undefined;
  return linesOf([bare], TOP).length === 1;
}

function isBareValue(node: StatementNode): boolean {
  return isValue(node) && node.schema.keyword === undefined;
}

function isSameStatement(a: StatementNode, b: StatementNode | undefined): boolean {
  return b !== undefined && new Configuration(a).equals(new Configuration(b));
}

function isInactive(node: StatementNode): boolean {
  return node.inactive === true;
}

function isMarked(node: StatementNode): boolean {
  return node.inactive === true || node.comment !== undefined;
}

function isInner({ schema }: StatementNode): boolean {
  return schema.kind === 'container' || schema.kind === 'list';
}

function isValue(node: StatementNode): boolean {
  return !isInner(node);
}
