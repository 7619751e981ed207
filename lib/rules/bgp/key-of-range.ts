import type { Rule } from '../rule';
import { Severity } from '../rule';

/** One key for whoever calls. */
export const keyOfRange: Rule = {
  id: 'bgp/key-of-range',
  severity: Severity.WARNING,
  what: 'all servers of a range prove who they are with one key',
  why:
    'whoever has the key can call from any address of the range, also as another server of it. And Junos documents keys for neighbors that ' +
    'are configured; that a release asks them of neighbors it has never heard of is not said, so it has to be tried',
  fix: 'give each server that needs a key a session of its own (neighbor), or try a wrong key on the release that you run',
  reference: 'RFC 2385; Junos: authentication-key (BGP), allow (BGP)',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, peerings }) =>
      peerings
        .filter(({ authentication, isRange }) => isRange === true && authentication !== undefined)
        .map(({ constructPath, neighbor, vrf }) => ({
          message: `the servers of ${neighbor} in ${vrf} on ${hostname} share a key`,
          constructPaths: [constructPath],
        })),
    ),
};
