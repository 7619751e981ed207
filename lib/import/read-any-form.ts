import { FabricError } from '../model/fabric-error';
import { importUnreadable } from './errors';
import type { Configuration } from '../junos/tree/configuration';
import { readCurly } from '../junos/formats/curly-reader';
import { readSet } from '../junos/formats/set-reader';
import type { XmlElement } from '../junos/formats/xml';
import { parseXml } from '../junos/formats/xml';
import { readXml } from '../junos/formats/xml-reader';
import { MASK } from '../secrets/mask';
import { redactMessage } from '../secrets/redact';

/** The forms that Junos prints a configuration in. */
type ConfigurationForm = 'set' | 'curly' | 'xml';

const SET_LINE = /^[ \t]*(?:set|deactivate|activate|annotate)\s/m;

/** Which form a text is in, by its first signs. */
function formOf(text: string): ConfigurationForm {
  if (text.trimStart().startsWith('<')) return 'xml';
  return SET_LINE.test(text) && !/[{]\s*$/m.test(text) ? 'set' : 'curly';
}

/**
 * A configuration in whichever form Junos printed it. Statements that the schema table does not know are kept.
 *
 * @param file - for messages
 * @throws FabricError `importUnreadable`
 */
export function readAnyForm(file: string, text: string): Configuration {
  const form = formOf(text);
  try {
    return READERS[form](text);
  } catch (error) {
    throw FabricError.isFabricError(error) ? importUnreadable(file, form, textOf(error)) : error;
  }
}

/** Messages quote what they are about. A word that no configuration can hold may be a secret, and has no name beside it. */
function textOf({ code, message }: FabricError): string {
  return code === 'unprintableWord' ? message.replace(/".*"/s, `"${MASK}"`) : redactMessage(message);
}

const READERS: Readonly<Record<ConfigurationForm, (text: string) => Configuration>> = {
  set: (text) => readSet(text, { unknown: 'keep' }),
  curly: (text) => readCurly(text, { unknown: 'keep' }),
  xml: (text) => {
    const document = parseXml(text);
    return readXml(configurationIn(document) ?? document, { unknown: 'keep' });
  },
};

/** The `<configuration>` element, which may stand in the reply it came in. */
function configurationIn(element: XmlElement): XmlElement | undefined {
  if (element.name === 'configuration') return element;
  for (const child of element.children) {
    const found = configurationIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
