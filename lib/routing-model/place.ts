import type { Statement } from '../junos/tree/configuration';

/** A statement with the way to it. */
export class Place {
  constructor(
    readonly statement: Statement,
    private readonly above?: Place,
  ) {}

  get name(): string {
    return this.statement.name;
  }

  /** First key of a list entry. */
  get key(): string {
    return this.statement.keys[0] ?? '';
  }

  get keys(): readonly string[] {
    return this.statement.keys;
  }

  /** Words of its set line, from the top of the configuration, which has none itself. */
  get words(): readonly string[] {
    return this.above === undefined ? [] : [...this.above.words, ...this.statement.words];
  }

  /** Whether nothing stands below it. */
  get isLast(): boolean {
    return this.statement.children.length === 0;
  }

  /** What stands directly below. */
  get children(): readonly Place[] {
    return this.statement.children.map((one) => new Place(one, this));
  }

  /** Entries of a list, members of a leaf-list. */
  all(name: string): readonly Place[] {
    return this.statement.children.filter((one) => one.name === name).map((one) => new Place(one, this));
  }

  /** The first statement that these names lead to. */
  down(...names: readonly string[]): Place | undefined {
    return names.reduce<Place | undefined>((at, name) => (at === undefined ? undefined : at.#first(name)), this);
  }

  #first(name: string): Place | undefined {
    const found = this.statement.children.find((one) => one.name === name);
    return found === undefined ? undefined : new Place(found, this);
  }

  /**
   * The statement that holds the value of this one: itself, or the one below it that set lines have no keyword for
   * (`local-as 65001`).
   */
  get valued(): Place | undefined {
    if (this.statement.value !== undefined) return this;
    const bare = this.statement.children.find((one) => one.value !== undefined && one.words.length === 1);
    return bare === undefined ? undefined : new Place(bare, this);
  }

  /** Value of a leaf. */
  get value(): string | undefined {
    return this.valued?.statement.value;
  }
}
