import { communityExpression, isEveryCommunity } from '../../junos/tree/community-expression';

/** A named community of `policy-options`. */
export interface NamedCommunity {
  /** As they are written, wildcards included. */
  readonly members: readonly string[];
  readonly isInverted: boolean;
}

/** Whether a route with these communities is meant: every member must be there. */
export function meansRoute({ members, isInverted }: NamedCommunity, communities: readonly string[]): boolean {
  return members.every((member) => communities.some((community) => meansCommunity(member, community))) !== isInverted;
}

/**
 * Whether `member` stands for a community: part by part, `*` for any, `.*:.*` for all there are. Other wildcards are regular
 * expressions.
 */
export function meansCommunity(member: string, community: string): boolean {
  if (member === community || isEveryCommunity(member)) return true;
  const [wanted, given] = [member.split(':'), community.split(':')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === '*' || communityExpression(part).test(given[i] ?? ''))
  );
}
