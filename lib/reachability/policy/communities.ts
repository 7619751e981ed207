import { communityExpression } from '../../junos/tree/community-expression';
import type { Statement } from '../../junos/tree/configuration';
import { below, entries, keyOf, valuesOf } from '../../junos/tree/find-statement';

/** A named community of `policy-options`. */
export interface NamedCommunity {
  /** As they are written, wildcards included. */
  readonly members: readonly string[];
  readonly isInverted: boolean;
}

/** The named communities of a configuration. */
export function readCommunities(policyOptions: Statement | undefined): ReadonlyMap<string, NamedCommunity> {
  return new Map(
    entries(policyOptions, 'community').map((community) => [
      keyOf(community),
      {
        members: valuesOf(community, 'members'),
        isInverted: below(community, 'invert-match') !== undefined,
      },
    ]),
  );
}

/** Whether a route with these communities is meant: every member must be there. */
export function meansRoute({ members, isInverted }: NamedCommunity, communities: readonly string[]): boolean {
  return members.every((member) => communities.some((community) => meansCommunity(member, community))) !== isInverted;
}

/** Whether `member` stands for a community: part by part, `*` for any. Other wildcards are regular expressions. */
export function meansCommunity(member: string, community: string): boolean {
  if (member === community) return true;
  const [wanted, given] = [member.split(':'), community.split(':')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === '*' || communityExpression(part).test(given[i] ?? ''))
  );
}
