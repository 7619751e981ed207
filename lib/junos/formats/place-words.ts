/** Adds the statements that one line of words names, `[ a b ]` lists included. */
import { atLine, malformedConfiguration } from '../errors';
import { FabricError } from '../../model/fabric-error';
import { placeBelow, requireStatement } from '../tree/configuration';
import type { StatementNode } from '../tree/statement';
import { expandLists, type Word } from '../tree/words';

/**
 * @param context words that lead from the root to `from`, so that an error names the whole path
 * @returns for each member of the list, or once without a list, the statements that `placeBelow` returns
 * @throws malformedConfiguration where a list stands for a single value, and the errors of `Configuration.set`
 */
export function placeWords(
  from: StatementNode,
  words: readonly Word[],
  line: number,
  context: readonly string[] = [],
): StatementNode[][] {
  const lines = expandLists(words, line);
  const placed = lines.map((one) => placeInContext(from, one, context));
  const last = placed[0]?.at(-1);
  if (lines.length > 1 && last?.schema.kind !== 'leaf-list' && last?.schema.kind !== 'list') {
    throw malformedConfiguration(line, `"${last?.name ?? ''}" takes one value, not a list`);
  }
  return placed;
}

function placeInContext(from: StatementNode, words: readonly string[], context: readonly string[]): StatementNode[] {
  try {
    return placeBelow(from, words);
  } catch (error) {
    if (context.length > 0) requireStatement([...context, ...words]);
    throw error;
  }
}

/** Runs `read`; an error of the tree comes out with the line in front. */
export function atLineOf<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code !== 'malformedConfiguration') throw atLine(line, error);
    throw error;
  }
}
