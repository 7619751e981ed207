import type { FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Placed } from './interval';
import { compareIntervals, intervalOf } from './interval';
import { once } from './once';
import type { Site } from './sites';
import { sitesOf } from './sites';

/** A prefix that a site may announce. */
export interface Announced extends Placed {
  readonly site: Site;
  readonly prefix: string;
}

/**
 * Every prefix of every site but default routes, which contain all others and have a rule of their own; a prefix before
 * what it contains.
 */
export const announcedIn: (fabric: FabricIntent) => readonly Announced[] = once((fabric) =>
  sitesOf(fabric)
    .flatMap((site) => (site.prefixes ?? []).map((prefix) => ({ site, prefix })))
    .filter(({ prefix }) => !prefix.endsWith('/0'))
    .map((announced) => ({ ...announced, interval: intervalOf(announced.prefix) }))
    .sort(
      (a, b) =>
        compareIntervals(a.interval, b.interval) ||
        compareText(a.site.name, b.site.name) ||
        compareText(a.site.constructPath, b.site.constructPath),
    ),
);
