import { SCHEMA_RELEASES } from '../../junos/tree/schema';
import type { StatementNode } from '../../junos/tree/statement';
import { JunosRelease } from '../../model/junos-release';

/**
 * Words of the statements that a release does not know. Only some releases were sampled: a statement is taken to be
 * missing in the trains up to the last sample without it, and from the first sample that dropped it on. Junos Evolved
 * was not sampled, so nothing is missing there.
 */
export function statementsUnknownTo(release: JunosRelease, root: StatementNode): readonly string[][] {
  if (release.evolved) return [];
  const found: string[][] = [];
  collect(root, [], release, found);
  return found;
}

function collect(node: StatementNode, path: readonly string[], release: JunosRelease, found: string[][]): void {
  for (const child of node.children) {
    const words = [...path, ...child.words];
    if (isUnknown(child, release)) found.push(words);
    else collect(child, words, release, found);
  }
}

function isUnknown({ schema }: StatementNode, release: JunosRelease): boolean {
  const { since, last } = schema;
  const before = since === undefined ? undefined : sample(SCHEMA_RELEASES.indexOf(since) - 1);
  const after = last === undefined ? undefined : sample(SCHEMA_RELEASES.indexOf(last) + 1);
  return (
    (before !== undefined && compareTrains(release, before) <= 0) ||
    (after !== undefined && compareTrains(release, after) >= 0)
  );
}

function sample(index: number): JunosRelease | undefined {
  const text = SCHEMA_RELEASES[index];
  return text === undefined ? undefined : JunosRelease.parse(text);
}

function compareTrains(one: JunosRelease, other: JunosRelease): number {
  return one.major - other.major || one.minor - other.minor;
}
