import type { Configuration } from '../../../junos/configuration';
import { writeCurly } from '../../../junos/curly-writer';
import { writeSet } from '../../../junos/set-writer';
import { writeXml } from '../../../junos/xml-writer';
import { leaf } from '../xml-text';
import { syntaxError } from './context';

/** A configuration in the element of its format: `xml`, `text` or `set`. */
export function configurationAs(configuration: Configuration, format: string, groups = false): string {
  if (format === 'xml') return writeXml(configuration, { groups }).trim();
  if (format === 'text') return leaf('configuration-text', `\n${writeCurly(configuration)}`);
  if (format === 'set') return leaf('configuration-set', `\n${writeSet(configuration)}`);
  throw syntaxError(format);
}
