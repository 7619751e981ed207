/** Writes a configuration as set lines, the way `show configuration | display set` prints them. */
import type { Configuration } from '../tree/configuration';
import type { StatementNode } from '../tree/statement';
import { joinWords, quoteWord } from '../tree/words';

export interface SetOptions {
  /** Words put before every statement, for example `['groups', 'dc1']`. */
  readonly prefix?: readonly string[];
}

/**
 * One `set` line for each statement that has nothing below it, then one `deactivate` line for each inactive one and one
 * `protect` line for each protected one. Every line ends in a line break; an empty configuration is the empty text. Comments are not part of this form.
 *
 * @throws unprintableWord
 */
export function writeSet(configuration: Configuration, options: SetOptions = {}): string {
  const lines: string[] = [];
  const marks: Marks = { inactive: [], isProtected: [] };
  const prefix = (options.prefix ?? []).map((word) => ` ${quoteWord(word)}`).join('');
  collect(configuration.root.children, prefix, lines, marks);
  return lines.concat(marks.inactive, marks.isProtected).join('');
}

/** Lines that mark statements; they come last. */
interface Marks {
  readonly inactive: string[];
  readonly isProtected: string[];
}

function collect(nodes: readonly StatementNode[], path: string, lines: string[], marks: Marks): void {
  for (const node of nodes) {
    const own = `${path} ${node.line}`;
    if (node.inactive === true) marks.inactive.push(`deactivate${path}${markedWords(node)}\n`);
    if (node.isProtected === true) marks.isProtected.push(`protect${path}${markedWords(node)}\n`);
    if (node.hasChildren) collect(node.children, own, lines, marks);
    else lines.push(`set${own}\n`);
  }
}

/** A leaf is named without its value, unless the value is all there is. */
function markedWords(node: StatementNode): string {
  const { kind, keyword } = node.schema;
  return ` ${kind === 'leaf' && keyword !== undefined ? quoteWord(keyword) : node.line}`;
}

/** The set line of these words. */
export function setLine(words: readonly string[]): string {
  return `set ${joinWords(words)}`;
}
