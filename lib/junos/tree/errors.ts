import { FabricError } from '../../model/fabric-error';

/** A value or key that its statement does not take. `before` are the words in front of it. */
export function invalidStatementValue(before: readonly string[], given: string, allowed: string): FabricError {
  const message = `"${given}" is not a value of "${before.join(' ')}"; write ${allowed}`;
  return new FabricError('invalidStatementValue', message, undefined, given);
}

/** A statement that ends before its keys and value are given. */
export function missingStatementWord(words: readonly string[], missing: string): FabricError {
  const message = `"${words.join(' ')}" is not complete: after it comes ${missing}`;
  return new FabricError('missingStatementWord', message, undefined, words.at(-1));
}

/** A place asked for in a list that Junos sorts itself, or beside an entry of another list. */
export function notAnOrderedPlace(words: readonly string[]): FabricError {
  return new FabricError(
    'notAnOrderedPlace',
    `"${words.join(' ')}" cannot be moved there: name two entries of one list that the user orders, such as policy terms`,
    undefined,
    words.at(-1),
  );
}

/** A word that no Junos configuration can hold. */
export function unprintableWord(word: string, why: string): FabricError {
  return new FabricError('unprintableWord', `${JSON.stringify(word)} ${why}; remove that character`);
}

/** A community whose regular expression could keep whoever matches it busy for ever. */
export function communityTooComplex(member: string): FabricError {
  return new FabricError(
    'communityTooComplex',
    `the community "${member}" repeats a group, or has more than four repetitions, which takes too long to match; write it as several simpler members`,
  );
}
