import { communityExpression, isEveryCommunity } from '../../../junos/tree/community-expression';
import type { Community } from '../../../routing-model/policies';

/** Whether a route with these communities matches: every member is met by one of them. */
export function matchesCommunity(community: Community, communities: readonly string[]): boolean {
  const met = community.members.every((member) => communities.some((one) => matchesMember(member, one)));
  return met !== (community.invertMatch !== undefined);
}

/**
 * Whether one community of a route is what a member means: `*` stands for a whole part, also for one that is not printed
 * (`encapsulation:*:*` means `encapsulation:vxlan(0x8)`); the other parts are regular expressions. `.*:.*` means all there are.
 */
export function matchesMember(member: string, community: string): boolean {
  if (isEveryCommunity(member)) return true;
  const [first = '', ...rest] = parts(member);
  const pattern = rest.map((part) => (part === '*' ? '(?::.*)?' : `:${part}`)).join('');
  return expression((first === '*' ? '.*' : first) + pattern).test(plain(community));
}

/** Extended communities print a code behind their value, as in `encapsulation:vxlan(0x8)`. */
function plain(community: string): string {
  return community.replace(/\(0x[0-9a-f]+\)$/, '');
}

function parts(member: string): string[] {
  return member.replace(/^\^|\$$/g, '').split(':');
}

const expressions = new Map<string, ReturnType<typeof communityExpression>>();

function expression(pattern: string): ReturnType<typeof communityExpression> {
  let known = expressions.get(pattern);
  if (known === undefined) {
    known = communityExpression(pattern);
    expressions.set(pattern, known);
  }
  return known;
}
