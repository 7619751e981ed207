import { FabricError } from '../model/fabric-error';
import { rawLineNotSet, rawLineOutsideGroup, rawLineUnknown, rawLineWithSecret } from './errors';
import { Configuration } from '../junos/tree/configuration';
import { expandLists, splitWords } from '../junos/tree/words';
import { invalidValueError, invalidValues } from '../junos/values/invalid-values';

/** What a configuration group cannot hold, or what is ours to decide: which groups there are and apply. */
const OUTSIDE_GROUPS: ReadonlySet<string> = new Set(['groups', 'apply-groups', 'apply-groups-except', 'version']);
/** How Junos writes a secret or the hash of one. */
const SECRET = /^\$(?:[0-9]|5|6|sha\d*|nt)\$/;

/**
 * The statements of a line that a user wrote, with nothing below them; several where it has a list or says several things.
 *
 * @param line - the whole line, beginning with `set `
 * @param unchecked - whether the schema table need not know it
 * @throws FabricError for a line that is no set line, that the schema table does not know, that has a value which Junos does
 *   not take, or that cannot stand in a group
 */
export function readRawLine(line: string, unchecked: boolean): Configuration {
  const [verb, ...words] = wordsOf(line);
  if (verb?.text !== 'set' || words.length === 0) throw rawLineNotSet(line);
  if (OUTSIDE_GROUPS.has(words[0]?.text ?? '')) throw rawLineOutsideGroup(line, words[0]?.text ?? '');
  if (words.some(({ text }) => SECRET.test(text))) throw rawLineWithSecret();
  const configuration = new Configuration();
  try {
    for (const path of expandLists(words, 1)) {
      if (unchecked) configuration.setUnchecked(...path);
      else configuration.set(...path);
    }
    const [invalid] = unchecked ? [] : invalidValues(configuration);
    if (invalid !== undefined) throw invalidValueError(invalid);
  } catch (error) {
    throw FabricError.isFabricError(error) ? rawLineUnknown(line, error.message) : error;
  }
  return configuration;
}

function wordsOf(line: string): ReturnType<typeof splitWords> {
  if (/[\n\r]/.test(line)) throw rawLineNotSet(line);
  try {
    return splitWords(line.trim());
  } catch (error) {
    throw FabricError.isFabricError(error) ? rawLineNotSet(line) : error;
  }
}
