/** What changes from one configuration to another, as text and as statements. */
import type { Configuration, FlatStatement } from '../tree/configuration';
import { Comparison, TOP } from './comparison';
import { withoutMacros } from '../tree/macros';

export interface DiffOptions {
  /** Names of `apply-macro` statements to leave out. Default: none. */
  readonly hideMacros?: readonly string[];
}

/**
 * What changes from `from` to `to`, as Junos' `show | compare` prints it; empty when they are equal.
 *
 * `[edit …]` heads each hierarchy. `-` and `+` mark what goes and what comes; `!` marks entries that changed their place
 * in a list that the user orders, and statements that were activated or deactivated. In such a list, an unmarked
 * `name { ... }` says behind which entry something comes. Comments alone are no difference.
 *
 * @throws unprintableWord
 */
export function diff(from: Configuration, to: Configuration, options: DiffOptions = {}): string {
  const hidden = options.hideMacros ?? [];
  const [before, after] = hidden.length === 0 ? [from, to] : [withoutMacros(from, hidden), withoutMacros(to, hidden)];
  const comparison = new Comparison();
  comparison.compareInside(before.root, after.root, TOP);
  return comparison.text.toString();
}

/** Statements with nothing below them that are in one configuration only, in output order. */
export interface StatementChanges {
  readonly removed: FlatStatement[];
  readonly added: FlatStatement[];
}

/**
 * The statements that go and those that come. A leaf with another value is both, and so is a statement that was
 * activated or deactivated. Places in lists do not count: deleting what is removed from `from` and then setting what is
 * added gives the statements of `to`, each group of them in any order.
 */
export function diffStatements(from: Configuration, to: Configuration): StatementChanges {
  const before = byIdentity(from);
  const after = byIdentity(to);
  return { removed: onlyIn(before, after), added: onlyIn(after, before) };
}

function byIdentity(configuration: Configuration): Map<string, FlatStatement> {
  const found = new Map<string, FlatStatement>();
  for (const statement of configuration.statements()) {
    found.set(`${statement.inactive ? 'inactive' : ''}\0${statement.words.join('\0')}`, statement);
  }
  return found;
}

function onlyIn(here: ReadonlyMap<string, FlatStatement>, there: ReadonlyMap<string, FlatStatement>): FlatStatement[] {
  return [...here].flatMap(([identity, statement]) => (there.has(identity) ? [] : [statement]));
}
