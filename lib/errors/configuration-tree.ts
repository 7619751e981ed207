/* Configuration tree (lib/junos) */
import { FabricError } from './fabric-error';

/** A word that no statement at its place begins with. `at` is its index in `words`. */
export function unknownStatement(
  words: readonly string[],
  at: number,
  nearest: string | undefined,
  allowed: readonly string[],
): FabricError {
  const given = words[at] ?? '';
  const place = at === 0 ? 'at the top of the configuration' : `below "${words.slice(0, at).join(' ')}"`;
  const suggestion = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const list = allowed.length === 0 ? '' : `; allowed there: ${allowed.join(', ')}`;
  return new FabricError('unknownStatement', `no statement "${given}" ${place}${suggestion}${list}`, undefined, given);
}

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

/** A statement that is to be changed and is not there. */
export function statementNotFound(words: readonly string[]): FabricError {
  return new FabricError('statementNotFound', `there is no statement "${words.join(' ')}"`, undefined, words.at(-1));
}

/** A statement that is to be made, or to be given another name, and is there already. */
export function statementExists(words: readonly string[]): FabricError {
  return new FabricError(
    'statementExists',
    `there is a statement "${words.join(' ')}" already`,
    undefined,
    words.at(-1),
  );
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

/** A tag, attribute or command that a load knows and this library does not carry out. */
export function loadNotSupported(what: string, instead: string): FabricError {
  return new FabricError('loadNotSupported', `"${what}" is not supported in a load; ${instead}`, undefined, what);
}

/** A name that reads as a keyword at its place. `path` leads to the statement with that name. */
export function nameIsKeyword(path: readonly string[], name: string): FabricError {
  return new FabricError(
    'nameIsKeyword',
    `"${name}" cannot be a name below "${path.join(' ')}": Junos reads it as the statement of that name; choose another`,
  );
}

/** A word that no Junos configuration can hold. */
export function unprintableWord(word: string, why: string): FabricError {
  return new FabricError('unprintableWord', `${JSON.stringify(word)} ${why}; remove that character`);
}

/** Configuration text that cannot be read at a line. */
export function malformedConfiguration(line: number, why: string): FabricError {
  return new FabricError('malformedConfiguration', `line ${line}: ${why}`);
}

/** The same error, located at a line of the text being read. */
export function atLine(line: number, error: FabricError): FabricError {
  return new FabricError(error.code, `line ${line}: ${error.message}`, undefined, error.word);
}

/** A member of an interface range that stands for more interfaces than a device can have. */
export function rangeTooLarge(holder: string, words: readonly string[], limit: number): FabricError {
  return new FabricError(
    'rangeTooLarge',
    `${holder}: "${words.join(' ')}" names more than ${limit} interfaces, which no device has; name the interfaces that are there`,
  );
}

/** Groups, wildcards and interface ranges that multiply each other. `words` are the statement at which it became too much. */
export function expandsTooFar(holder: string, words: readonly string[], limit: number): FabricError {
  return new FabricError(
    'expandsTooFar',
    `${holder}: groups and interface ranges give the configuration more than ${limit} statements, or take as long as that many to work out, at "${words.join(' ')}"; apply them to fewer statements`,
  );
}

/** A community whose regular expression could keep whoever matches it busy for ever. */
export function communityTooComplex(member: string): FabricError {
  return new FabricError(
    'communityTooComplex',
    `the community "${member}" repeats a group, or has more than four repetitions, which takes too long to match; write it as several simpler members`,
  );
}
