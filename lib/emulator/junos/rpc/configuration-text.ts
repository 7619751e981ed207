import type { Configuration } from '../../../junos/tree/configuration';
import { writeCurly } from '../../../junos/formats/curly-writer';
import { writeSet } from '../../../junos/formats/set-writer';
import { writeXml } from '../../../junos/formats/xml-writer';
import { remembered } from '../remembered';
import { leaf } from '../xml-text';
import { notEmulated, syntaxError } from './context';

const unknownAsElements = true;
const plainXml = remembered((configuration: Configuration) => writeXml(configuration, { unknownAsElements }).trim());
const xmlWithSources = remembered((configuration: Configuration) =>
  writeXml(configuration, { groups: true, unknownAsElements }).trim(),
);
const curly = remembered((configuration: Configuration) =>
  leaf('configuration-text', `\n${writeCurly(configuration)}`),
);
const setLines = remembered((configuration: Configuration) =>
  leaf('configuration-set', `\n${writeSet(configuration)}`),
);

/** A configuration in the element of its format: `xml`, `text` or `set`. It is written once. */
export function configurationAs(configuration: Configuration, format: string, groups = false): string {
  if (format === 'xml') return groups ? xmlWithSources(configuration) : plainXml(configuration);
  if (format === 'text') return curly(configuration);
  if (format === 'set') return setLines(configuration);
  if (format === 'json') throw notEmulated('a configuration as JSON', format);
  throw syntaxError(format);
}
