import { COLON_COMMAND, HASH_COMMAND } from './log-commands';

const ESCAPE = '\u001b';
/** The colours of lib/cli/palette, and what ends them. */
const COLOURS = new RegExp(`(${ESCAPE}\\[(?:1|22|31|32|33|39)m)`);
const CONTROLLING = /[^\P{Cc}\t\n]|[\p{Bidi_Control}\u2028\u2029]/gu;
const REPLACEMENT = '\ufffd';

/**
 * Text for a person, as it may be printed whatever a device or file has put into it: it does not move the cursor, does not
 * reorder what is read, and is no command to the agent of a pipeline that prints its log.
 *
 * @param isColoured - whether colours of our own are left in it
 */
export function displayedText(text: string, isColoured = false): string {
  const lines = text.replaceAll('\r\n', '\n');
  const parts = isColoured ? lines.split(COLOURS) : [lines];
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replace(CONTROLLING, REPLACEMENT)))
    .join('')
    .replace(HASH_COMMAND, '## ')
    .replace(COLON_COMMAND, '$1 ');
}
