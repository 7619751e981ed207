import { codeUnitEscape } from './escape-hidden';
import { HASH_COMMAND } from './log-commands';

/** What JSON.stringify leaves as it is. */
const LEFT = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * A value as JSON that may be printed into a log: what would control a terminal, reorder what is read, or be a command to
 * the agent of a pipeline is escaped, so that it is still the same value to whoever parses it.
 *
 * @param indent - blanks a level; none: everything on one line
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(LEFT, codeUnitEscape).replace(HASH_COMMAND, '#\\u0023');
}
