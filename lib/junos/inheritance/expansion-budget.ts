import { expandsTooFar, rangeTooLarge } from './errors';
import type { StatementNode } from '../tree/statement';

/** A line card has fewer than two hundred ports with all of them broken out, and a chassis at most twenty line cards. */
const MOST_NAMES_OF_A_MEMBER = 10_000;

/** What full configurations of large devices get from groups and ranges is a fiftieth of it. */
const MOST_ADDED_STATEMENTS = 250_000;

/** A few seconds of work. */
const MOST_COMPARISONS = 3_000_000;

/**
 * How far one configuration may expand. Groups, wildcards and interface ranges multiply each other: a few lines can stand
 * for millions of statements, which no device has and whoever reads them has no memory for.
 */
export class ExpansionBudget {
  private statements = MOST_ADDED_STATEMENTS;
  private comparisons = MOST_COMPARISONS;

  /** @param holder whose configuration it is, a device or a file, as messages name it */
  constructor(private readonly holder: string) {}

  /** @throws rangeTooLarge where one member statement of a range names more interfaces than any device has */
  name(range: StatementNode, member: StatementNode, names: number): void {
    if (names <= MOST_NAMES_OF_A_MEMBER) return;
    throw rangeTooLarge(this.holder, [...range.words, ...member.words], MOST_NAMES_OF_A_MEMBER);
  }

  /** @throws expandsTooFar */
  addStatement(cause: StatementNode): void {
    this.statements -= 1;
    if (this.statements < 0) throw expandsTooFar(this.holder, cause.words, MOST_ADDED_STATEMENTS);
  }

  /** @throws expandsTooFar */
  compare(cause: StatementNode, comparisons: number): void {
    this.comparisons -= comparisons;
    if (this.comparisons < 0) throw expandsTooFar(this.holder, cause.words, MOST_ADDED_STATEMENTS);
  }
}
