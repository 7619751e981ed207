import { FabricError } from '../model/fabric-error';

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

/** Configuration text that cannot be read at a line. */
export function malformedConfiguration(line: number, why: string): FabricError {
  return new FabricError('malformedConfiguration', `line ${line}: ${why}`);
}

/** The same error, located at a line of the text being read. */
export function atLine(line: number, error: FabricError): FabricError {
  return new FabricError(error.code, `line ${line}: ${error.message}`, undefined, error.word);
}

/** XML that cannot be read. */
export function malformedXml(reason: string): FabricError {
  return new FabricError('malformedXml', `the XML document cannot be read: ${reason}`);
}
