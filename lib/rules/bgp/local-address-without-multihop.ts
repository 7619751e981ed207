import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A session of one hop that does not begin on the link. */
export const localAddressWithoutMultihop: Rule = {
  id: 'bgp/local-address-without-multihop',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a session over one hop begins at an address that is not on the link',
  why: 'an external session without multihop has to begin on the subnet of its neighbor; elsewhere it never comes up',
  fix: 'give multihop: true, or LocalAddress.ofLink()',
  reference: 'Junos: multihop, local-address (BGP)',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, peerings }) =>
      peerings
        .filter(
          ({ localAddress, multihop, statedLocalAddress = localAddress }) =>
            multihop === undefined && statedLocalAddress !== localAddress,
        )
        .map(({ constructPath, group, localAddress, statedLocalAddress = localAddress }) => ({
          message: `group ${group} of ${hostname} has the local address ${statedLocalAddress} and no multihop`,
          constructPaths: [constructPath],
        })),
    ),
};
