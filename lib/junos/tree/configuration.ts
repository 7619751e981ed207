/**
 * A Junos configuration as a tree of statements.
 *
 * A statement is addressed by the words of its set line, without quotes:
 * `['interfaces', 'et-0/0/15', 'unit', '0', 'family', 'inet', 'address', '172.16.104.1/30']`. The schema table says what
 * each path is; what it does not know is refused.
 */
import { FabricError } from '../../model/fabric-error';
import { statementNotFound } from '../errors';
import { commentText } from './comment';
import { canBegin, type PathStep, pathStep, requireComplete } from './path-step';
import { ROOT_SCHEMA, type StatementSchema } from './schema';
import { type Statement, StatementNode } from './statement';
import { UNCHECKED } from './unchecked';
import { checkWord } from './words';

export type { Statement } from './statement';

/** A statement with nothing below it, with the whole of its path. */
export interface FlatStatement {
  /** The words of its set line. */
  readonly words: readonly string[];
  /** It, or something above it, is deactivated. */
  readonly inactive: boolean;
  /** Group it was inherited from; undefined: written here. */
  readonly source?: string;
  /** `interface-range` that gives it to its member; undefined: none does. */
  readonly range?: string;
  /** The schema table does not know it. */
  readonly unchecked?: true;
  /** The device marks its value as a secret. */
  readonly secret?: true;
}

/** Where a path leads: the statement if it is there, and what its words name. */
interface Place {
  /** The statement above, if it is there. */
  readonly parent: StatementNode | undefined;
  /** Undefined for the root. */
  readonly step: PathStep | undefined;
  readonly node: StatementNode | undefined;
}

export class Configuration {
  /** The statement above everything; it has no words of its own. */
  readonly root: StatementNode;

  constructor(root: StatementNode = new StatementNode(ROOT_SCHEMA)) {
    this.root = root;
  }

  /** Whether no statement is there. */
  get isEmpty(): boolean {
    return !this.root.hasChildren;
  }

  /**
   * Adds the statement; a leaf's earlier value and other alternatives of a choice are replaced. Several statements of
   * one container may follow each other, as on a Junos command line (`… neighbor 10.0.0.1 peer-as 65001 passive`).
   * An error leaves the configuration as it was.
   *
   * @throws unknownStatement, invalidStatementValue, missingStatementWord
   */
  set(...words: string[]): void {
    setBelow(this.root, words);
  }

  /**
   * The part of the configuration inside the container or list entry of these words, which is made where it is not there and
   * must be given something. Paths in it count from there: what is said of one place is said faster so.
   *
   * @throws unknownStatement, invalidStatementValue, missingStatementWord
   */
  inside(...words: string[]): Configuration {
    return new Configuration(placeBelow(this.root, words).at(-1));
  }

  /**
   * The same as `set` for a statement that the schema table need not know: what it does not know is kept word for word.
   *
   * @throws unprintableWord
   */
  setUnchecked(...words: string[]): void {
    dropVoid(this.root, placeUnchecked(this.root, words));
  }

  /**
   * Removes the statement and everything below; of a leaf-list without a value, every value. Containers that mean
   * nothing when empty go with their last statement.
   *
   * @returns false if it was not there
   * @throws unknownStatement, invalidStatementValue, missingStatementWord
   */
  delete(...words: string[]): boolean {
    return deleteBelow(this.root, words);
  }

  /** Makes the statement inactive, with everything below. @throws statementNotFound */
  deactivate(...words: string[]): void {
    for (const node of this.#existing(words)) node.inactive = true;
  }

  /** Undoes `deactivate`. @throws statementNotFound */
  activate(...words: string[]): void {
    for (const node of this.#existing(words)) node.inactive = undefined;
  }

  /** Protects the statement, with everything below, from changes. @throws statementNotFound */
  protect(...words: string[]): void {
    for (const node of this.#existing(words)) node.isProtected = true;
  }

  /** Undoes `protect`. @throws statementNotFound */
  unprotect(...words: string[]): void {
    for (const node of this.#existing(words)) node.isProtected = undefined;
  }

  /** Puts a comment at the statement; an empty text removes it. @throws statementNotFound, unprintableWord */
  annotate(text: string, ...words: string[]): void {
    const comment = commentText(text);
    for (const node of this.#existing(words)) node.comment = comment === '' ? undefined : comment;
  }

  /**
   * The statement at that path: container, list entry, leaf (with or without its value), or the first value of a
   * leaf-list.
   *
   * @throws unknownStatement for a path that no configuration can have
   */
  find(...words: string[]): Statement | undefined {
    return this.node(words);
  }

  /** The statement at that path, to be changed. */
  node(words: readonly string[]): StatementNode | undefined {
    const { parent, step, node } = locate(this.root, words);
    if (step?.schema.kind === 'leaf-list' && step.value === undefined) return parent?.all(step.schema)[0];
    return node;
  }

  has(...words: string[]): boolean {
    return this.node(words) !== undefined;
  }

  /** Value of a leaf, also where set lines have no keyword for it (`routing-instances VRF_5 vrf-target`). */
  value(...words: string[]): string | undefined {
    const node = this.node(words);
    if (node?.schema.kind !== 'container') return node?.value;
    return node.children.find((child) => child.schema.keyword === undefined)?.value;
  }

  /** Values of a leaf-list, in their order. */
  values(...words: string[]): string[] {
    return this.entries(...words).flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  /** Entries of a list (path without the keys) or members of a leaf-list, in Junos' order. */
  entries(...words: string[]): Statement[] {
    const { parent, step, node } = locate(this.root, words);
    if (step !== undefined && namesAll(step)) return [...(parent?.all(step.schema) ?? [])];
    const lists = node?.schema.children.keywordless.filter(isPlural) ?? [];
    return lists.flatMap((list) => node?.all(list) ?? []);
  }

  /** A copy that shares nothing with this one. */
  clone(): Configuration {
    return new Configuration(this.root.clone());
  }

  /** Whether both say the same: comments and sources do not count, the order of what the user orders does. */
  equals(other: Configuration): boolean {
    return sameStatements(this.root, other.root);
  }

  /**
   * What stands at and below that path, still addressed from the root; empty if nothing does. The path may end at a
   * list or leaf-list: then it is all its entries.
   */
  subtree(...words: string[]): Configuration {
    const copy = new Configuration();
    const trail: StatementNode[] = [];
    const { parent, step, node } = locate(this.root, words, trail);
    if (step === undefined) return this.clone();
    const members = namesAll(step) ? (parent?.all(step.schema) ?? []) : [node];
    const above = node === undefined ? trail : trail.slice(0, -1);
    const found = members.filter((one) => one !== undefined);
    if (found.length > 0) graft(copy.root, above, found);
    return copy;
  }

  /** Every statement that has nothing below it, in output order. */
  statements(): Iterable<FlatStatement> {
    return flatten(this.root, [], false);
  }

  /** Where statements are deactivated: each place once, not what is inactive with it; leaves without their value. */
  inactivePlaces(): (readonly string[])[] {
    return placesMarked(this.root, [], ({ inactive }) => inactive === true);
  }

  /** Where statements are protected: each place once, leaves without their value. */
  protectedPlaces(): (readonly string[])[] {
    return placesMarked(this.root, [], ({ isProtected }) => isProtected === true);
  }

  #existing(words: readonly string[]): readonly StatementNode[] {
    const { parent, step, node } = locate(this.root, words);
    const isAll = step?.schema.kind === 'leaf-list' && namesAll(step);
    const found = isAll ? (parent?.all(step.schema) ?? []) : [node];
    const nodes = found.filter((one) => one !== undefined);
    if (nodes.length === 0 || step === undefined) throw statementNotFound(words);
    return nodes;
  }
}

/** Adds the statement that `words` name below `from`, all or nothing. */
function setBelow(from: StatementNode, words: readonly string[]): void {
  dropVoid(from, placeBelow(from, words));
}

/**
 * Like `setBelow`, but leaves empty containers for the caller to fill; `dropVoid` removes them.
 *
 * @returns every statement the words name, in their order, from the one below `from` to the last
 */
export function placeBelow(from: StatementNode, words: readonly string[]): StatementNode[] {
  return placeSteps(from, completeSteps(from.schema, words));
}

/** Like `placeBelow`, with words that `completeSteps` has looked up. */
export function placeSteps(from: StatementNode, steps: readonly PathStep[]): StatementNode[] {
  const placed: StatementNode[] = [];
  let at = from;
  for (const step of steps) {
    const node = make(at, step);
    if (isInner(step.schema)) at = node;
    placed.push(node);
  }
  return placed;
}

/**
 * Checks the words of a set line without setting anything.
 *
 * @throws unknownStatement, invalidStatementValue, missingStatementWord
 */
export function requireStatement(words: readonly string[]): void {
  completeSteps(ROOT_SCHEMA, words);
}

/** Whether a statement of the schema table begins with that word. */
export function isTopKeyword(word: string): boolean {
  return canBegin(ROOT_SCHEMA.children, word);
}

/**
 * Checks that the words lead to one place: a statement, a leaf with or without its value, one entry of a list.
 *
 * @throws unknownStatement, invalidStatementValue, missingStatementWord
 */
export function requirePlace(words: readonly string[]): void {
  let schema = ROOT_SCHEMA;
  let at = 0;
  while (at < words.length) {
    const step = pathStep(schema.children, words, at);
    if (isPlural(step.schema)) requireComplete(step, words);
    at = step.next;
    schema = step.schema;
  }
}

/**
 * Adds the statement that `words` name below `from` as far as the schema table knows it, and the rest as it stands.
 *
 * @returns what was placed, as `placeBelow`
 * @throws unprintableWord
 */
export function placeUnchecked(from: StatementNode, words: readonly string[]): StatementNode[] {
  const known = knownWords(from.schema, words);
  const placed = placeBelow(from, words.slice(0, known));
  if (known === words.length) return placed;
  const parent = placed.filter(({ schema }) => isInner(schema)).at(-1) ?? from;
  return [...placed, parent.ensure(UNCHECKED, words.slice(known).map(checkWord))];
}

/** How many of the words name statements that the schema table knows, up to where one begins that it does not. */
function knownWords(from: StatementSchema, words: readonly string[]): number {
  let [schema, at] = [from, 0];
  let taken: StatementSchema | undefined;
  while (at < words.length) {
    if (!canBegin(schema.children, words[at] ?? '')) return at;
    try {
      const step = pathStep(schema.children, words, at, taken);
      requireComplete(step, words);
      at = step.next;
      if (isInner(step.schema)) [schema, taken] = [step.schema, undefined];
      else if (step.schema.keyword === undefined) taken = step.schema;
    } catch (error) {
      if (FabricError.isFabricError(error) && error.code !== 'unprintableWord') return at;
      throw error;
    }
  }
  return at;
}

/** Removes those of `placed` that are empty containers without meaning. */
export function dropVoid(from: StatementNode, placed: readonly StatementNode[]): void {
  if (placed.at(-1)?.isVoid !== true) return;
  const path = [from, ...placed.filter((node) => isInner(node.schema))];
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i];
    if (!node?.isVoid) return;
    path[i - 1]?.remove(node);
  }
}

/** Removes what `words` name below `from`; see `Configuration.delete`. */
export function deleteBelow(from: StatementNode, words: readonly string[]): boolean {
  const trail: StatementNode[] = [];
  const { parent, step, node } = locate(from, words, trail);
  if (step === undefined || parent === undefined) return false;
  if (step.schema.kind === 'list') requireComplete(step, words);
  const all = step.schema.kind === 'leaf-list' && step.value === undefined;
  const removed = all ? parent.removeAll(step.schema) : node !== undefined && parent.remove(node);
  if (removed) dropVoid(from, trail.slice(0, trail.indexOf(parent) + 1));
  return removed;
}

/** Words from the top of a configuration that were resolved last. */
let lastWords: readonly string[] = [];
let lastSteps: readonly PathStep[] = [];

/**
 * The steps that the words name below a statement of that schema. Resolves every one before anything is made, so that an
 * error changes nothing. Set lines that follow each other mostly begin alike: what the last words began with is not looked up
 * again.
 *
 * @throws unknownStatement, invalidStatementValue, missingStatementWord
 */
export function completeSteps(from: StatementSchema, words: readonly string[]): readonly PathStep[] {
  const steps = from === ROOT_SCHEMA ? stepsInCommon(words) : [];
  let at = 0;
  let schema = from;
  let taken: StatementSchema | undefined;
  for (let index = 0; at < words.length; index++) {
    let step = steps[index];
    if (step === undefined) {
      step = pathStep(schema.children, words, at, taken);
      requireComplete(step, words);
      steps.push(step);
    }
    at = step.next;
    if (isInner(step.schema)) {
      schema = step.schema;
      taken = undefined;
    } else if (step.schema.keyword === undefined) taken = step.schema;
  }
  if (from === ROOT_SCHEMA) {
    lastWords = words.slice();
    lastSteps = steps;
  }
  return steps;
}

/** The first steps of the last words that these words begin with, too. A step looks one word ahead at most. */
function stepsInCommon(words: readonly string[]): PathStep[] {
  let alike = 0;
  while (alike < words.length && words[alike] === lastWords[alike]) alike += 1;
  const steps: PathStep[] = [];
  for (const step of lastSteps) {
    if (step.next >= alike) break;
    steps.push(step);
  }
  return steps;
}

function make(parent: StatementNode, step: PathStep): StatementNode {
  return step.value === undefined ? parent.ensure(step.schema, step.keys) : parent.ensureValue(step.schema, step.value);
}

function isInner(schema: StatementSchema): boolean {
  return schema.kind === 'container' || schema.kind === 'list';
}

function isPlural(schema: StatementSchema): boolean {
  return schema.kind === 'list' || schema.kind === 'leaf-list';
}

/** Whether the words end before they say which entry of a list, or which value of a leaf-list, is meant. */
function namesAll({ missing, schema }: PathStep): boolean {
  return isPlural(schema) && missing !== undefined;
}

/** @param trail receives every statement on the way that is there */
function locate(from: StatementNode, words: readonly string[], trail: StatementNode[] = []): Place {
  let place: Place = { parent: undefined, step: undefined, node: from };
  let schema = from.schema;
  let at = 0;
  while (at < words.length) {
    const parent: StatementNode | undefined = place.node;
    const unchecked = parent?.entry(UNCHECKED, words.slice(at));
    if (unchecked !== undefined) {
      trail.push(unchecked);
      return { parent, step: uncheckedStep(words, at), node: unchecked };
    }
    const step = pathStep(schema.children, words, at);
    place = { parent, step, node: parent === undefined ? undefined : existing(parent, step) };
    if (place.node !== undefined) trail.push(place.node);
    at = step.next;
    schema = step.schema;
  }
  return place;
}

function uncheckedStep(words: readonly string[], at: number): PathStep {
  return { schema: UNCHECKED, keys: words.slice(at), value: undefined, missing: undefined, next: words.length };
}

function existing(parent: StatementNode, step: PathStep): StatementNode | undefined {
  const { schema, keys, value, missing } = step;
  if (schema.kind === 'list') return missing === undefined ? parent.entry(schema, keys) : undefined;
  if (schema.kind === 'leaf-list') return value === undefined ? undefined : parent.entry(schema, [value]);
  const node = parent.single(schema);
  return value === undefined || node?.value === value ? node : undefined;
}

/** Puts copies of `nodes` below copies of the statements that lead to them. */
function graft(root: StatementNode, above: readonly StatementNode[], nodes: readonly StatementNode[]): void {
  let at = root;
  for (const node of above) {
    const twin = node.cloneAlone();
    at.adopt(twin);
    at = twin;
  }
  for (const node of nodes) at.adopt(node.clone());
}

function sameStatements(a: StatementNode, b: StatementNode): boolean {
  if (a.schema !== b.schema || a.value !== b.value || (a.inactive ?? false) !== (b.inactive ?? false)) return false;
  if (a.keys.length !== b.keys.length || a.keys.some((key, i) => key !== b.keys[i])) return false;
  const others = b.children;
  if (a.children.length !== others.length) return false;
  return a.children.every((child, i) => {
    const other = others[i];
    return other !== undefined && sameStatements(child, other);
  });
}

function placesMarked(
  node: StatementNode,
  path: readonly string[],
  isMarked: (node: StatementNode) => boolean,
): (readonly string[])[] {
  return node.children.flatMap((child) => {
    const words = [...path, ...child.words];
    if (!isMarked(child)) return placesMarked(child, words, isMarked);
    const { keyword, kind } = child.schema;
    return [kind === 'leaf' && keyword !== undefined ? [...path, keyword] : words];
  });
}

function* flatten(node: StatementNode, path: readonly string[], inactive: boolean): Iterable<FlatStatement> {
  for (const child of node.children) {
    const words = [...path, ...child.words];
    const off = inactive || child.inactive === true;
    if (child.hasChildren) yield* flatten(child, words, off);
    else {
      const unchecked = child.schema === UNCHECKED && ({ unchecked: true } as const);
      const secret = child.secret === true && ({ secret: true } as const);
      const range = child.range !== undefined && { range: child.range };
      yield { words, inactive: off, source: child.source, ...range, ...unchecked, ...secret };
    }
  }
}
