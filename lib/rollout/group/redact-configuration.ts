import { MASK, scrub } from '../../secrets/vault';
import { redact } from '../../secrets/redact';

/** How Junos marks a statement whose value it hides from who may not see it. */
const MARKED = /(?:"[^"]*"|[^\s;]+);(\s*## SECRET-DATA)/g;

/** Passwords and keys as a device stores them, whatever the method: `$1$`, `$5$`, `$6$`, `$8$`, `$9$`, `$sha1$`. */
const STORED = /"\$[0-9a-z]{1,6}\$[^"]*"|\$[0-9a-z]{1,6}\$[^\s";]+/g;

/** `show configuration` of a whole device, whoever wrote what, without the secrets in it. */
export function redactConfiguration(text: string): string {
  return withoutSnmpCommunities(scrub(redact(text.replace(MARKED, `"${MASK}";$1`).replace(STORED, `"${MASK}"`))));
}

/** The name of an SNMP community is its password; that of a BGP community is only a name. */
function withoutSnmpCommunities(text: string): string {
  const above: string[] = [];
  return text
    .split('\n')
    .map((line) => {
      const word = /^\s*(?:inactive: )?(\S+)/.exec(line)?.[1] ?? '';
      const shown =
        word === 'community' && above.includes('snmp')
          ? line.replace(/(community )("[^"]*"|[^\s;]+)/, `$1"${MASK}"`)
          : line;
      if (line.trimEnd().endsWith('{')) above.push(word);
      if (word === '}') above.pop();
      return shown;
    })
    .join('\n');
}
