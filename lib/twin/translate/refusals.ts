import { setLine } from '../../junos/formats/set-writer';
import type { Statement } from '../../junos/tree/configuration';
import type { Place } from '../../routing-model/place';
import type { UsedStatement } from '../../routing-model/reader';

/** A statement that the twin cannot act on, and why. */
export interface TranslationRefusal {
  /** The whole set line. */
  readonly line: string;
  readonly reason: string;
}

/** Statements of one device that the model understands, and that the twin cannot act on. */
export class Refusals {
  readonly #all = new Map<Statement, TranslationRefusal>();

  refuse(place: Place | undefined, reason: string): void {
    if (place !== undefined) this.#all.set(place.statement, { line: setLine(place.words), reason });
  }

  has({ statement }: Place): boolean {
    return this.#all.has(statement);
  }

  list(): TranslationRefusal[] {
    return [...this.#all.values()];
  }
}

/** Where a field of an object of the model comes from. */
export function placeOf(used: readonly UsedStatement[], field: string): Place | undefined {
  return used.find((one) => one.field === field)?.place;
}
