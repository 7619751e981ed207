import type { Configuration } from '../../../junos/tree/configuration';

const IDENTIFIER = /^[0-9a-f]{2}(:[0-9a-f]{2}){9}$/;

/** The Ethernet segments a device is on, whoever configured them: its ports and units with an `esi`. */
export function ethernetSegments(committed: Configuration): string[] {
  const found = new Set<string>();
  for (const { words, inactive } of committed.statements()) {
    const plain = words[0] === 'groups' ? words.slice(2) : words;
    const at = plain.indexOf('esi');
    const identifier = plain.at(-1)?.toLowerCase() ?? '';
    if (!inactive && plain[0] === 'interfaces' && at > 0 && IDENTIFIER.test(identifier)) found.add(identifier);
  }
  return [...found].sort();
}
