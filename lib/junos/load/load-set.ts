/** Carries out set commands on a configuration. */
import { atLine, malformedConfiguration, statementNotFound } from '../errors';
import { FabricError } from '../../model/fabric-error';
import { type Configuration, dropVoid } from '../tree/configuration';
import { duplicate, entryAt, move } from '../tree/entry-order';
import { atLineOf, placeWords } from '../formats/place-words';
import { applyUnchecked } from '../formats/set-reader';
import { expandLists, splitWords, type Word } from '../tree/words';

/**
 * Carries out the commands, one a line, in order: `set`, `delete`, `deactivate`, `activate`, `protect`, `unprotect`,
 * `annotate`, `rename … to …`,
 * `copy … to …`, `insert … before|after …`. Blank lines and `#` comments are skipped.
 *
 * @returns warnings: statements that are not there
 * @throws see `load`; the commands before stay carried out
 */
export function loadSet(
  configuration: Configuration,
  text: string,
  unknown: 'refuse' | 'keep' = 'refuse',
): FabricError[] {
  const warnings: FabricError[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const words = splitWords(line, i + 1);
    if (words.length === 0 || (unknown === 'keep' && applyUnchecked(configuration, words, i + 1))) continue;
    warnings.push(...command(configuration, words, i + 1));
  }
  return warnings;
}

function command(configuration: Configuration, [verb, ...words]: readonly Word[], line: number): FabricError[] {
  const name = verb?.text ?? '';
  if (words.length === 0) throw malformedConfiguration(line, `"${name}" names no statement`);
  return atLineOf(line, () => {
    switch (name) {
      case 'set':
        for (const placed of placeWords(configuration.root, words, line)) dropVoid(configuration.root, placed);
        return [];
      case 'delete':
      case 'activate':
      case 'deactivate':
      case 'protect':
      case 'unprotect':
        return expandLists(words, line).flatMap((path) => change(configuration, name, path, line));
      case 'annotate':
        configuration.annotate(words.at(-1)?.text ?? '', ...textsOf(words.slice(0, -1)));
        return [];
      case 'rename':
      case 'copy':
        duplicateEntry(configuration, words, name === 'copy', line);
        return [];
      case 'insert':
        insertEntry(configuration, words, line);
        return [];
      default:
        throw malformedConfiguration(line, `"${name}" is no command; write ${COMMANDS.join(', ')}`);
    }
  });
}

const COMMANDS = [
  'set',
  'delete',
  'activate',
  'deactivate',
  'protect',
  'unprotect',
  'annotate',
  'rename',
  'copy',
  'insert',
] as const;

function change(
  configuration: Configuration,
  verb: 'delete' | 'activate' | 'deactivate' | 'protect' | 'unprotect',
  path: readonly string[],
  line: number,
): FabricError[] {
  const missing = [atLine(line, statementNotFound(path))];
  if (verb === 'delete') return configuration.delete(...path) ? [] : missing;
  try {
    configuration[verb](...path);
    return [];
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'statementNotFound') return missing;
    throw error;
  }
}

function duplicateEntry(configuration: Configuration, words: readonly Word[], keep: boolean, line: number): void {
  const at = lastSign(words, ['to']);
  if (at === undefined) throw malformedConfiguration(line, 'after the statement comes "to" and its other name');
  duplicate(entryAt(configuration, textsOf(words.slice(0, at))), textsOf(words.slice(at + 1)), keep);
}

function insertEntry(configuration: Configuration, words: readonly Word[], line: number): void {
  const at = lastSign(words, ['before', 'after']);
  if (at === undefined)
    throw malformedConfiguration(line, 'after the statement comes "before" or "after" and another one');
  const entry = entryAt(configuration, textsOf(words.slice(0, at)));
  const other = entryAt(configuration, [...entry.path, ...textsOf(words.slice(at + 1))]);
  move(entry, words[at]?.text === 'before' ? 'before' : 'after', other.node);
}

/** Where the last of these words stands with words on both sides; names may be spelled like them. */
function lastSign(words: readonly Word[], signs: readonly string[]): number | undefined {
  for (let at = words.length - 2; at > 0; at--) {
    const word = words[at];
    if (word?.quoted === false && signs.includes(word.text)) return at;
  }
  return undefined;
}

function textsOf(words: readonly Word[]): string[] {
  return words.map(({ text }) => text);
}
