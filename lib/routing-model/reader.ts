import type { Statement } from '../junos/tree/configuration';
import { Place } from './place';

/** Everything that the model may have made of a statement, as `kind.field`: `bgp.holdTimeSec`. */
export type ModelField = `${string}.${string}`;

/** A statement that the model has understood, and what became of it. */
export interface UsedStatement {
  readonly field: ModelField;
  readonly place: Place;
}

/** Which statements of one configuration the model has used, and for what. */
export class Uses {
  readonly #fields = new Map<Statement, ModelField>();

  note(statement: Statement, field: ModelField): void {
    this.#fields.set(statement, field);
  }

  /** What became of a statement; undefined where it was not understood. */
  fieldOf(statement: Statement): ModelField | undefined {
    return this.#fields.get(statement);
  }
}

/**
 * Reads one object of the model: what it is asked for counts as used, for the field that it is asked for. What nobody asks
 * for is not understood.
 */
export class Reader<Kind extends string, Field extends string> {
  readonly used: UsedStatement[] = [];
  readonly #children: ReadonlyMap<string, readonly Place[]>;

  /** @param without - names of statements below that are objects of their own: there can be a thousand of them */
  constructor(
    private readonly uses: Uses,
    private readonly kind: Kind,
    readonly place: Place | undefined,
    without: readonly string[] = [],
  ) {
    const children = new Map<string, Place[]>();
    for (const statement of place?.statement.children ?? []) {
      if (without.includes(statement.name)) continue;
      const same = children.get(statement.name);
      const child = new Place(statement, place);
      if (same === undefined) children.set(statement.name, [child]);
      else same.push(child);
    }
    this.#children = children;
  }

  /** Names of the statements directly below, each once. */
  get said(): readonly string[] {
    return [...this.#children.keys()];
  }

  /** The statement itself counts as used, where nothing stands below it. */
  see(field: Field, place: Place): void {
    this.used.push({ field: `${this.kind}.${field}`, place });
    this.uses.note(place.statement, `${this.kind}.${field}`);
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
    const [place] = this.at(...names);
    const valued = place?.valued;
    if (valued !== undefined) this.see(field, valued);
    return valued?.statement.value;
  }

  /** The same as a whole number. What is none was not understood. */
  number(field: Field, ...names: readonly string[]): number | undefined {
    return this.parsed(field, (text) => (/^\d+$/.test(text) ? Number(text) : undefined), ...names);
  }

  /** Value of a leaf as `parse` reads it. What it does not read was not understood. */
  parsed<Value>(
    field: Field,
    parse: (text: string) => Value | undefined,
    ...names: readonly string[]
  ): Value | undefined {
    const [place] = this.at(...names);
    const valued = place?.valued;
    const value = valued?.statement.value === undefined ? undefined : parse(valued.statement.value);
    if (valued !== undefined && value !== undefined) this.see(field, valued);
    return value;
  }

  /** Values of a leaf-list. */
  values(field: Field, ...names: readonly string[]): readonly string[] {
    return this.all(field, ...names).flatMap(({ statement: { value } }) => (value === undefined ? [] : [value]));
  }

  /** The same, without using it. */
  at(...names: readonly string[]): readonly Place[] {
    const [first = '', ...rest] = names;
    const last = rest.pop();
    const children = this.#children.get(first) ?? [];
    return last === undefined ? children : (children[0]?.down(...rest)?.all(last) ?? []);
  }
}
