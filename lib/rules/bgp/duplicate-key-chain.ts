import { pathsOf, sharing } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two key chains with one name. */
export const duplicateKeyChain: Rule = {
  id: 'bgp/duplicate-key-chain',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two key chains have one name',
  why: 'key chains are global on a device: the keys of both would be in one chain, and sessions would use those of the other',
  fix: 'give each a name of its own, or use one of them in both places',
  reference: 'Junos: authentication-key-chains',
  check: ({ keyChains = [] }) =>
    sharing(keyChains, ({ name }) => name).map(({ key, items }) => ({
      message: `${items.length} key chains are called ${key}`,
      constructPaths: pathsOf(items),
    })),
};
