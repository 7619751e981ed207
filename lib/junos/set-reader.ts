/** Reads set lines into a configuration. */
import { malformedConfiguration } from '../errors';
import { Configuration, dropVoid } from './configuration';
import { atLineOf, placeWords } from './place-words';
import { expandLists, splitWords, type Word } from './words';

/**
 * The configuration that the lines make of an empty one. `set`, `delete`, `deactivate`, `activate` and `annotate` lines
 * are applied in order; blank lines and lines that begin with `#` are skipped.
 *
 * @throws an error of the tree or malformedConfiguration, its message beginning with the line
 */
export function readSet(text: string): Configuration {
  const configuration = new Configuration();
  applySet(configuration, text);
  return configuration;
}

/** Applies the lines to a configuration; see `readSet`. An error leaves the lines before it applied. */
export function applySet(configuration: Configuration, text: string): void {
  let line = 0;
  for (const content of lines(text)) {
    line += 1;
    if (content.trim() === '') continue;
    applyLine(configuration, splitWords(content, line), line);
  }
}

function* lines(text: string): Iterable<string> {
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    yield end < 0 ? text.slice(at) : text.slice(at, end);
    at = end < 0 ? text.length : end + 1;
  }
}

function applyLine(configuration: Configuration, words: readonly Word[], line: number): void {
  const verb = words[0]?.text;
  if (verb === undefined) return;
  const rest = words.slice(1);
  if (rest.length === 0) throw malformedConfiguration(line, `"${verb}" names no statement`);
  atLineOf(line, () => {
    if (verb === 'set') set(configuration, rest, line);
    else for (const path of expandLists(rest, line)) change(configuration, verb, path, line);
  });
}

function set(configuration: Configuration, words: readonly Word[], line: number): void {
  for (const placed of placeWords(configuration.root, words, line)) dropVoid(configuration.root, placed);
}

function change(configuration: Configuration, verb: string, path: readonly string[], line: number): void {
  switch (verb) {
    case 'delete':
      configuration.delete(...path);
      return;
    case 'deactivate':
      configuration.deactivate(...path);
      return;
    case 'activate':
      configuration.activate(...path);
      return;
    case 'annotate':
      configuration.annotate(path.at(-1) ?? '', ...path.slice(0, -1));
      return;
    default:
      throw malformedConfiguration(
        line,
        `"${verb}" is not a command here; write set, delete, deactivate, activate or annotate`,
      );
  }
}
