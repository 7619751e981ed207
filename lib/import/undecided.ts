import { isWildcard, wildcardMatches } from '../junos/inheritance/group-wildcard';
import type { UndecidedGroup } from '../junos/inheritance/inheritance';

/** The group that may be in effect or not, as far as can be known, and that speaks of what stands at that path. */
export function undecidedAt(
  undecided: readonly UndecidedGroup[],
  ...path: readonly string[]
): UndecidedGroup | undefined {
  return undecided.find(({ places }) =>
    places.some((words) => path.every((name, i) => name === words[i] || matches(words[i] ?? '', name))),
  );
}

/** Whether such a group says something about an instance. */
export function speaksOfInstance(undecided: readonly UndecidedGroup[], name: string): boolean {
  return undecidedAt(undecided, 'routing-instances', name) !== undefined;
}

/** Whether such a group says something about a port. */
export function speaksOfPort(undecided: readonly UndecidedGroup[], port: string): boolean {
  return undecidedAt(undecided, 'interfaces', port) !== undefined;
}

function matches(word: string, name: string): boolean {
  return isWildcard(word) && wildcardMatches(word, name);
}

/** Why what such a group speaks of is left to others. */
export function undecidedReason({ conditions, group }: UndecidedGroup): string {
  return `nobody can say whether the configuration group ${group} is in effect, which asks for ${conditions.join(' and ')}; what it speaks of stays with others`;
}
