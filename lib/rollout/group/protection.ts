import type { Configuration } from '../../junos/tree/configuration';
import { joinWords } from '../../junos/tree/words';
import { statementProtected } from './errors';

/**
 * A device passes over changes of what it protects, with a warning, and commits the rest.
 *
 * @param touched - words of the places that a change replaces, deletes or adds to
 * @throws statementProtected
 */
export function requireUnprotected(committed: Configuration, touched: readonly (readonly string[])[]): void {
  for (const place of committed.protectedPlaces()) {
    const met = touched.find((words) => words.every((word, i) => i >= place.length || word === place[i]));
    if (met !== undefined) throw statementProtected(joinWords(place), joinWords(met));
  }
}
