import type { Statement } from '../junos/tree/configuration';
import { Place } from './place';

/** A statement that the model has understood, and what became of it. */
export interface UsedStatement {
  /** Kind of object of the model. */
  readonly kind: string;
  readonly field: string;
  readonly place: Place;
}

/** Which statements of one configuration the model has used, and for what. */
export class Uses {
  readonly #all: UsedStatement[] = [];

  note(use: UsedStatement): void {
    this.#all.push(use);
  }

  /** What became of each statement; those that were not understood are not there. */
  byStatement(): ReadonlyMap<Statement, UsedStatement> {
    return new Map(this.#all.map((use) => [use.place.statement, use]));
  }
}

const NONE: readonly never[] = Object.freeze([]);

/**
 * Reads one object of the model: what it is asked for counts as used, for the field that it is asked for. What nobody asks
 * for is not understood. A configuration has tens of thousands of statements: nothing is made for what is not there.
 */
export class Reader<Kind extends string, Field extends string> {
  readonly used: UsedStatement[] = [];
  readonly #statements: readonly Statement[];

  /** @param without - names of statements below that are objects of their own: there can be a thousand of them */
  constructor(
    private readonly uses: Uses,
    private readonly kind: Kind,
    readonly place: Place | undefined,
    without: readonly string[] = NONE,
  ) {
    const all = place?.statement.children ?? NONE;
    this.#statements = without.length === 0 ? all : all.filter(({ name }) => !without.includes(name));
  }

  /** Names of the statements directly below, each once. */
  get said(): readonly string[] {
    return [...new Set(this.#statements.map(({ name }) => name))];
  }

  /** The statement itself counts as used, where nothing stands below it. */
  see(field: Field, place: Place): void {
    const use = { kind: this.kind, field, place };
    this.used.push(use);
    this.uses.note(use);
  }

  /** All of a statement counts as used. */
  seeAll(field: Field, place: Place): void {
    if (place.isLast) this.see(field, place);
    for (const child of place.children) this.seeAll(field, child);
  }

  /** Entries of a list, members of a leaf-list. An entry with nothing below it counts as used. */
  all(field: Field, ...names: readonly string[]): readonly Place[] {
    const found = this.at(...names);
    for (const place of found) if (place.isLast) this.see(field, place);
    return found;
  }

  /** Whether a statement is there. */
  has(field: Field, ...names: readonly string[]): boolean {
    return this.all(field, ...names).length > 0;
  }

  /** Value of a leaf. */
  value(field: Field, ...names: readonly string[]): string | undefined {
    return this.parsed(field, (text) => text, ...names);
  }

  /** The same as a whole number. What is none was not understood. */
  number(field: Field, ...names: readonly string[]): number | undefined {
    return this.parsed(field, wholeNumber, ...names);
  }

  /** Value of a leaf as `parse` reads it. What it does not read was not understood. */
  parsed<Value>(
    field: Field,
    parse: (text: string) => Value | undefined,
    ...names: readonly string[]
  ): Value | undefined {
    const valued = this.#first(names)?.valued;
    const value = valued?.statement.value === undefined ? undefined : parse(valued.statement.value);
    if (valued !== undefined && value !== undefined) this.see(field, valued);
    return value;
  }

  /** Values of a leaf-list. */
  values(field: Field, ...names: readonly string[]): readonly string[] {
    const places = this.all(field, ...names);
    return places.length === 0 ? NONE : places.flatMap(({ statement: { value } }) => value ?? []);
  }

  /** The statements that these names lead to, without using them: the first one of every name, all of the last. */
  at(...names: readonly string[]): readonly Place[] {
    const last = names.at(-1) ?? '';
    if (names.length > 1) return this.#first(names.slice(0, -1))?.all(last) ?? NONE;
    const found = this.#statements.filter(({ name }) => name === last);
    return found.length === 0 ? NONE : found.map((one) => new Place(one, this.place));
  }

  /** The first statement that these names lead to. */
  #first([first, ...rest]: readonly string[]): Place | undefined {
    const statement = this.#statements.find(({ name }) => name === first);
    if (statement === undefined) return undefined;
    const place = new Place(statement, this.place);
    return rest.length === 0 ? place : place.down(...rest);
  }
}

/** The number that a text is; undefined where it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
