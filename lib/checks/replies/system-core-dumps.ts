import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { trimmedText } from './values';

/**
 * Reads the reply of `get-system-core-dumps` (`show system core-dumps`): each file with its date. Junos uses the names of old
 * files again. Where there is none, the reply is the words of `ls`, which name no file.
 */
export function readSystemCoreDumps(reply: XmlElement): readonly string[] {
  return descendants(reply, 'file-information').map((file) =>
    [trimmedText(file, 'file-name'), trimmedText(file, 'file-date')].filter((text) => text !== '').join(' '),
  );
}
