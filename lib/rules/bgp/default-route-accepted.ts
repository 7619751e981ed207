import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import { IpPrefix } from '../../model/ip-prefix';
import { PrefixRange } from '../../model/prefix-range';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

const DEFAULT_ROUTES = ['0.0.0.0/0', '::/0'].map((text) => IpPrefix.parse(text));

/** A server that attracts what nobody else wants. */
export const defaultRouteAccepted: Rule = {
  id: 'bgp/default-route-accepted',
  severity: Severity.WARNING,
  what: 'the default route is accepted from a server',
  why:
    'all traffic of the VRF that has no other way then goes to this server, from every leaf, as soon as it announces the route; ' +
    'right for a firewall or a gateway, and nothing else',
  fix: 'list the prefixes that the server has; acknowledge the rule on a server that is the way out of the VRF',
  reference: 'RFC 4271, 9.1.2',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const ranges = (site.prefixes ?? []).filter((text) => text.includes('/0')).map((text) => PrefixRange.parse(text));
      const accepted = DEFAULT_ROUTES.filter((route) => ranges.some((range) => range.contains(route)));
      if (accepted.length === 0) return [];
      return [
        {
          message: `${listed(accepted.map(String))} is accepted from ${site.name} in ${site.vrf}`,
          constructPaths: pathsOf([site]),
        },
      ];
    }),
};
