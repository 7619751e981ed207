import type { Configuration, FlatStatement } from '../../../junos/tree/configuration';

/** RFC 8326: whoever receives a route with it should prefer any other. */
const GRACEFUL_SHUTDOWN = '65535:0';

/** The words of a statement as they would stand without the group around them. */
export function withoutGroup(words: readonly string[]): readonly string[] {
  return words[0] === 'groups' ? words.slice(2) : words;
}

/**
 * Names of the policies that mark every route for a graceful shutdown, whoever made them: what a session imports through
 * one is left to other homes as long as there are any.
 */
export function drainingPolicies(configuration: Configuration): ReadonlySet<string> {
  const policyOptions = [...configuration.statements()].flatMap((one) => policyWords(one));
  const communities = new Set(
    policyOptions.flatMap(([kind, name = '', what, value]) =>
      kind === 'community' && what === 'members' && value === GRACEFUL_SHUTDOWN ? [name] : [],
    ),
  );
  return new Set(
    policyOptions.flatMap(([kind, name = '', ...rest]) => {
      const [then, community, , marked = ''] = rest;
      // A term may hold for some routes only.
      const isForAll = kind === 'policy-statement' && then === 'then' && community === 'community';
      return isForAll && communities.has(marked) ? [name] : [];
    }),
  );
}

function policyWords({ inactive, words }: FlatStatement): (readonly string[])[] {
  const plain = withoutGroup(words);
  return !inactive && plain[0] === 'policy-options' ? [plain.slice(1)] : [];
}
