import { pathsOf } from '../facts/groups';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Both guards against loops taken away at once. */
export const loopsWithAsOverride: Rule = {
  id: 'bgp/loops-with-as-override',
  severity: Severity.WARNING,
  what: 'a server is told its own routes as if they were of others, and its leaves take their own back',
  why:
    'as-override takes the guard of the server away, loops that of the leaves: a route can go round between them. What is left is ' +
    "the site of origin, and it goes with the routes only as far as communities do. as-override also puts the leaf's number into the path " +
    'once more, so that a route which the server passes on can have it too often all the same',
  fix: 'use loops for a server that passes on routes of fabrics, as-override for several sites with one AS number, never both',
  reference: 'RFC 4271, 9.1.2; RFC 4364, 7; Junos: as-override, loops',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const unguarded = site.sessions
        .map(({ peering }) => peering)
        .filter(({ asOverride, loops = 1 }) => asOverride === true && loops > 1);
      if (unguarded.length === 0) return [];
      return [{ message: `${site.name} has loops and as-override`, constructPaths: pathsOf(unguarded) }];
    }),
};
