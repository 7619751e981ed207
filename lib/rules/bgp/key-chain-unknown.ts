import { keyChainOf } from '../../render/key-chains';
import { groupedBy, pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A session with a key chain that the fabric does not have. */
export const keyChainUnknown: Rule = {
  id: 'bgp/key-chain-unknown',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a session uses a key chain that is not part of the fabric',
  why: 'Junos refuses to commit it: "Referenced key-chain must be defined"',
  fix: 'keep the KeyChain in the tree, or name one that others configure with KeyChain.fromKeyChainName',
  reference: 'Junos: authentication-key-chain (BGP)',
  check: ({ devices, keyChains = [] }) => {
    const known = new Set(keyChains.map(({ name }) => name));
    const sessions = devices.flatMap(({ peerings }) => peerings);
    return groupedBy(sessions, keyChainOf)
      .filter(({ key }) => !known.has(key))
      .map(({ key, items }) => ({ message: `there is no key chain ${key}`, constructPaths: pathsOf(items) }));
  },
};
