/** Writes a configuration as set lines, the way `show configuration | display set` prints them. */
import type { Configuration } from '../tree/configuration';
import type { StatementNode } from '../tree/statement';
import { joinWords, quoteWord } from '../tree/words';

export interface SetOptions {
  /** Words put before every statement, for example `['groups', 'dc1']`. */
  readonly prefix?: readonly string[];
}

/**
 * One `set` line for each statement that has nothing below it, then one `deactivate` line for each inactive one. Every
 * line ends in a line break; an empty configuration is the empty text. Comments are not part of this form.
 *
 * @throws unprintableWord
 */
export function writeSet(configuration: Configuration, options: SetOptions = {}): string {
  const lines: string[] = [];
  const inactive: string[] = [];
  const prefix = (options.prefix ?? []).map((word) => ` ${quoteWord(word)}`).join('');
  collect(configuration.root.children, prefix, lines, inactive);
  return lines.concat(inactive).join('');
}

function collect(nodes: readonly StatementNode[], path: string, lines: string[], inactive: string[]): void {
  for (const node of nodes) {
    const own = `${path} ${node.line}`;
    if (node.inactive === true) inactive.push(`deactivate${path}${inactiveWords(node)}\n`);
    if (node.hasChildren) collect(node.children, own, lines, inactive);
    else lines.push(`set${own}\n`);
  }
}

/** A leaf is named without its value, unless the value is all there is. */
function inactiveWords(node: StatementNode): string {
  const { kind, keyword } = node.schema;
  return ` ${kind === 'leaf' && keyword !== undefined ? quoteWord(keyword) : node.line}`;
}

/** The set line of these words. */
export function setLine(words: readonly string[]): string {
  return `set ${joinWords(words)}`;
}
