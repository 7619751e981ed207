/** Adds the statements that one line of words names, `[ a b ]` lists included. */
import { atLine, malformedConfiguration } from '../errors';
import { FabricError } from '../../model/fabric-error';
import { completeSteps, placeSteps, requireStatement } from '../tree/configuration';
import type { PathStep } from '../tree/path-step';
import type { StatementSchema } from '../tree/schema';
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
  return stepsOfWords(from.schema, words, line, context).map((steps) => placeSteps(from, steps));
}

/** What `placeWords` looks up before it adds anything, below a statement of that schema; it throws the same. */
export function stepsOfWords(
  from: StatementSchema,
  words: readonly Word[],
  line: number,
  context: readonly string[] = [],
): (readonly PathStep[])[] {
  const ways = expandLists(words, line).map((one) => stepsInContext(from, one, context));
  const last = ways[0]?.at(-1)?.schema;
  if (ways.length > 1 && last?.kind !== 'leaf-list' && last?.kind !== 'list') {
    throw malformedConfiguration(line, `"${last?.keyword ?? last?.element ?? ''}" takes one value, not a list`);
  }
  return ways;
}

function stepsInContext(
  from: StatementSchema,
  words: readonly string[],
  context: readonly string[],
): readonly PathStep[] {
  try {
    return completeSteps(from, words);
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
