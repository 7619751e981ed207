/** Reads set lines into a configuration. */
import { FabricError } from '../../model/fabric-error';
import { malformedConfiguration } from '../errors';
import {
  Configuration,
  dropVoid,
  isTopKeyword,
  placeBelow,
  placeUnchecked,
  requireStatement,
} from '../tree/configuration';
import { atLineOf, placeWords } from './place-words';
import { withoutSecretMark } from '../tree/secret-mark';
import type { StatementNode } from '../tree/statement';
import { markUnchecked, type ReadOptions } from '../tree/unchecked';
import { expandLists, plainWords, splitWords, type Word } from '../tree/words';

/**
 * The configuration that the lines make of an empty one. `set`, `delete`, `deactivate`, `activate`, `protect`,
 * `unprotect` and `annotate` lines are applied in order; blank lines and lines that begin with `#` are skipped. The mark of a secret is kept.
 *
 * @throws an error of the tree or malformedConfiguration, its message beginning with the line; with `unknown` not for
 * statements that the schema table does not know
 */
export function readSet(text: string, options: ReadOptions = {}): Configuration {
  const configuration = new Configuration();
  applySet(configuration, text, options);
  return configuration;
}

/** Applies the lines to a configuration; see `readSet`. An error leaves the lines before it applied. */
function applySet(configuration: Configuration, text: string, { unknown = 'refuse' }: ReadOptions = {}): void {
  let line = 0;
  for (const content of lines(text)) {
    line += 1;
    if (content.trim() === '') continue;
    const { text, isMarked } = withoutSecretMark(content);
    if (!isMarked && setPlain(configuration.root, text)) continue;
    const words = splitWords(text, line);
    if (unknown === 'refuse' || !applyUnchecked(configuration, words, line)) applyLine(configuration, words, line);
    if (isMarked) markSecret(configuration.root, words, line);
  }
}

/**
 * Nearly all lines set one statement that the schema table knows, in words without signs.
 *
 * @returns false for any other line, of which nothing is set
 */
function setPlain(root: StatementNode, text: string): boolean {
  const words = plainWords(text);
  if (words?.shift() !== 'set' || !isTopKeyword(words[0] ?? '')) return false;
  try {
    dropVoid(root, placeBelow(root, words));
    return true;
  } catch (error) {
    if (FabricError.isFabricError(error)) return false;
    throw error;
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

/** Carries out a line about a statement that the schema table does not know. @returns false for any other line */
export function applyUnchecked(configuration: Configuration, [verb, ...rest]: readonly Word[], line: number): boolean {
  const paths = expandLists(rest, line);
  if (rest.length === 0 || paths.every(isKnown)) return false;
  switch (verb?.text) {
    case 'set':
      for (const path of paths) dropVoid(configuration.root, placeUnchecked(configuration.root, path));
      return true;
    case 'activate':
    case 'deactivate':
    case 'protect':
    case 'unprotect': {
      const mark = MARKS[verb.text];
      return paths.filter((path) => markUnchecked(configuration.root, path, mark)).length > 0;
    }
    default:
      return false;
  }
}

const MARKS: Readonly<Record<'activate' | 'deactivate' | 'protect' | 'unprotect', (node: StatementNode) => void>> = {
  activate: (node) => (node.inactive = undefined),
  deactivate: (node) => (node.inactive = true),
  protect: (node) => (node.isProtected = true),
  unprotect: (node) => (node.isProtected = undefined),
};

/** Whether the schema table knows the statement, with or without its value. */
function isKnown(path: readonly string[]): boolean {
  if (!isTopKeyword(path[0] ?? '')) return false;
  try {
    requireStatement(path);
    return true;
  } catch (error) {
    if (FabricError.isFabricError(error)) return error.code === 'missingStatementWord';
    throw error;
  }
}

/** Marks the statements of a set line that has been applied. */
function markSecret(root: StatementNode, [verb, ...words]: readonly Word[], line: number): void {
  if (verb?.text !== 'set') return;
  for (const path of expandLists(words, line)) {
    const last = placeUnchecked(root, path).at(-1);
    if (last !== undefined) last.secret = true;
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
    case 'protect':
      configuration.protect(...path);
      return;
    case 'unprotect':
      configuration.unprotect(...path);
      return;
    case 'annotate':
      configuration.annotate(path.at(-1) ?? '', ...path.slice(0, -1));
      return;
    default:
      throw malformedConfiguration(
        line,
        `"${verb}" is not a command here; write set, delete, deactivate, activate, protect, unprotect or annotate`,
      );
  }
}
