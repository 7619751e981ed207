/** Lays out differences the way `show | compare` does: a header for each hierarchy, and marked lines below it. */

/** What a line says: added, removed, moved, or there for orientation only. */
export type Mark = '+' | '-' | '!' | ' ';

/** The hierarchy that lines belong to. */
export interface Hierarchy {
  /** What stands behind `edit` in the header. */
  readonly path: string;
  /** Levels of the hierarchy as XML has them; the wrapper `groups <name>` does not count. */
  readonly depth: number;
}

/**
 * Collects lines. The marker is column 0. Behind it the text of a block stands in by one column for each level of its
 * hierarchy and by two more, or by one more where the block begins with a single value. [As devices print it.]
 */
export class DiffText {
  readonly #lines: string[] = [];
  #block = '';
  #indent = '';

  /** Number of lines so far. */
  get size(): number {
    return this.#lines.length;
  }

  /** @param isValue whether the statement is a single value; decides about a block that begins with it */
  statement(mark: Mark, hierarchy: Hierarchy, isValue: boolean, lines: readonly string[]): void {
    this.#begin(hierarchy, 'statement', isValue ? 1 : 2);
    for (const line of lines) this.#lines.push(`${mark}${this.#indent}${line}`);
  }

  /** A statement that was activated or deactivated: in a block of its own kind, one column further in. */
  activation(hierarchy: Hierarchy, isValue: boolean, line: string): void {
    this.#begin(hierarchy, 'activation', isValue ? 2 : 3);
    this.#lines.push(`!${this.#indent}${line}`);
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  #begin({ path, depth }: Hierarchy, kind: string, columns: number): void {
    const block = `${kind} ${depth} ${path}`;
    if (block === this.#block) return;
    this.#block = block;
    this.#indent = ' '.repeat(depth + columns);
    this.#lines.push(path === '' ? '[edit]' : `[edit ${path}]`);
  }
}
