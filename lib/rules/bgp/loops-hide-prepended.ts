import { pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import { prependsOf } from '../../render/session-policies';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Routes that are taken back unless they were told over the attachment that is left. */
export const loopsHidePrepended: Rule = {
  id: 'bgp/loops-hide-prepended',
  severity: Severity.WARNING,
  what: "a drained or backup attachment prepends the leaf's AS number as often as loops forbids",
  why:
    'loops lets routes back in that the server passes on. Over such an attachment it learns them with the number of the leaf several ' +
    'times, so that they are hidden just when the other attachments are gone',
  fix: 'raise loops above one more than the number of prepends (backupPrependCount, 3 where drained), or prepend less',
  reference: 'RFC 4271, 9.1.2; Junos: loops, as-path-prepend',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const loops = leastLoops(site);
      // The number stands in the path once by itself.
      const hidden = site.sessions.map(({ peering }) => peering).filter((one) => prependsOf(one) + 1 >= loops);
      const most = Math.max(...hidden.map(prependsOf));
      if (!(most > 0)) return [];
      const message = `${site.name} is told routes with ${most + 1} times the number of the leaf; ${loops} times hide them`;
      return [{ message, constructPaths: pathsOf(hidden) }];
    }),
};

/** How often the number hides a route on the strictest session that takes any back; infinite where none does. */
function leastLoops({ sessions }: Site): number {
  return Math.min(...sessions.flatMap(({ peering: { loops = 1 } }) => (loops > 1 ? [loops] : [])));
}
