import { communityExpression } from '../../../junos/tree/community-expression';
import type { Statement } from '../../../junos/tree/configuration';
import { entries, keyOf, present, valuesOf } from '../../../junos/tree/find-statement';

/** A named community of `policy-options`. */
export interface CommunityDefinition {
  /** As they are written, wildcards included. */
  readonly members: readonly string[];
  readonly inverted: boolean;
}

/** The named communities of a configuration. */
export function namedCommunities(policyOptions: Statement | undefined): ReadonlyMap<string, CommunityDefinition> {
  return new Map(
    entries(policyOptions, 'community').map((one) => [
      keyOf(one),
      { members: valuesOf(one, 'members'), inverted: present(one, 'invert-match') },
    ]),
  );
}

/** Whether a route with these communities matches: every member is met by one of them. */
export function matchesCommunity(community: CommunityDefinition, communities: readonly string[]): boolean {
  const met = community.members.every((member) => communities.some((one) => matchesMember(member, one)));
  return met !== community.inverted;
}

/**
 * Whether one community of a route is what a member means: `*` stands for a whole part, also for one that is not printed
 * (`encapsulation:*:*` means `encapsulation:vxlan(0x8)`); the other parts are regular expressions.
 */
export function matchesMember(member: string, community: string): boolean {
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
