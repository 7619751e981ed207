import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { trimmedText } from './values';
import type { Query } from '../observation';

/** `show system core-dumps`. */
export const CORE_DUMPS: Query<readonly string[]> = {
  rpc: 'get-system-core-dumps',
  args: {},
  read: readSystemCoreDumps,
};

/**
 * Reads the reply of `get-system-core-dumps` (`show system core-dumps`): each file with its date. Junos uses the names of old
 * files again. Where there is none, the reply is the words of `ls`, which name no file.
 */
function readSystemCoreDumps(reply: XmlElement): readonly string[] {
  return descendants(reply, 'file-information').map((file) =>
    [trimmedText(file, 'file-name'), trimmedText(file, 'file-date')].filter((text) => text !== '').join(' '),
  );
}
