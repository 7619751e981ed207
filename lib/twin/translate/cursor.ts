import type { Statement } from '../../junos/tree/configuration';
import { setLine } from '../../junos/formats/set-writer';

/** A statement that the twin cannot act on, and why. */
export interface TranslationRefusal {
  /** The whole set line. */
  readonly line: string;
  readonly reason: string;
}

/** Keeps which statements of a configuration a translation has looked at, and which of those it cannot act on. */
export class Reading {
  private readonly seen = new Set<Statement>();
  private readonly refused = new Map<Statement, TranslationRefusal>();

  see(statement: Statement): void {
    this.seen.add(statement);
  }

  hasSeen(statement: Statement): boolean {
    return this.seen.has(statement);
  }

  refuse(statement: Statement, words: readonly string[], reason: string): void {
    this.seen.add(statement);
    this.refused.set(statement, { line: setLine(words), reason });
  }

  refusals(): TranslationRefusal[] {
    return [...this.refused.values()];
  }
}

/**
 * A place in a configuration. Whatever is asked of it counts as read; what is never asked for stays unread, and is then
 * either excused or refused: nothing is lost silently.
 */
export class Cursor {
  constructor(
    private readonly reading: Reading,
    private readonly statement: Statement,
    readonly words: readonly string[] = [],
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

  /** Value of a leaf, also where it stands in a container without a keyword of its own (`local-as 65001`). */
  get ownValue(): string | undefined {
    this.reading.see(this.statement);
    if (this.statement.value !== undefined) return this.statement.value;
    const bare = this.statement.children.find((one) => one.value !== undefined && one.words.length === 1);
    if (bare !== undefined) this.reading.see(bare);
    return bare?.value;
  }

  /** Counts as read, for what has neither value nor anything below. */
  see(): void {
    this.reading.see(this.statement);
  }

  /** Everything directly below. */
  get children(): Cursor[] {
    this.reading.see(this.statement);
    return this.statement.children.map((one) => this.at(one));
  }

  /** The first statement reached by these names. */
  down(...names: readonly string[]): Cursor | undefined {
    return names.reduce<Cursor | undefined>((at, name) => at?.all(name)[0], this);
  }

  /** Entries of a list, members of a leaf-list. An entry with nothing below it counts as read. */
  all(name: string): Cursor[] {
    const found = this.statement.children.filter((one) => one.name === name);
    return found.map((one) => {
      if (one.children.length === 0) this.reading.see(one);
      return this.at(one);
    });
  }

  value(...names: readonly string[]): string | undefined {
    return this.down(...names)?.ownValue;
  }

  values(name: string): string[] {
    return this.all(name).flatMap((one) => one.ownValue ?? []);
  }

  has(...names: readonly string[]): boolean {
    return this.down(...names) !== undefined;
  }

  /** The twin cannot act on this statement. */
  refuse(reason: string): void {
    this.reading.refuse(this.statement, this.words, reason);
  }

  private at(child: Statement): Cursor {
    return new Cursor(this.reading, child, [...this.words, ...child.words]);
  }
}
