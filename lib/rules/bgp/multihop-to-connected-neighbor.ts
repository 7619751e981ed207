import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';
import { pathsOf } from '../facts/groups';

/** A session over several hops to a server that is on the link. */
export const multihopToConnectedNeighbor: Rule = {
  id: 'bgp/multihop-to-connected-neighbor',
  severity: Severity.WARNING,
  what: 'a session may run over several hops, and the server is on the link',
  why:
    'a link that fails does not end the session: it stays as long as there is another way to the server, or until BFD or the hold ' +
    'time ends it, and whoever can reach the leaf over some hops can try to open it',
  fix: 'leave multihop out, give multihopTtl: 1, or make the session end at another address (LocalAddress.of)',
  reference: 'Junos: multihop (BGP); RFC 5082',
  check: (fabric) =>
    sitesOf(fabric).flatMap(({ name, sessions }) => {
      const far = sessions
        .map(({ peering }) => peering)
        .filter(
          ({ localAddress, multihop, statedLocalAddress = localAddress }) =>
            multihop !== undefined && multihop.ttl !== 1 && statedLocalAddress === localAddress,
        );
      if (far.length === 0) return [];
      return [{ message: `sessions of ${name} that end on the link have multihop`, constructPaths: pathsOf(far) }];
    }),
};
