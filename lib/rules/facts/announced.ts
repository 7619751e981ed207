import type { FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import type { Placed } from './interval';
import { compareIntervals, intervalOf } from './interval';
import { once } from './once';
import type { Site } from './sites';
import { sitesOf } from './sites';

/** A prefix, or a range of prefixes, that a site may announce. */
export interface Announced extends Placed {
  readonly site: Site;
  readonly prefix: string;
}

/**
 * Every prefix and range of every site but default routes and ranges of everything, which contain all others and have rules of
 * their own; a prefix before what it contains.
 */
export const announcedIn: (fabric: FabricIntent) => readonly Announced[] = once((fabric) =>
  sitesOf(fabric)
    .flatMap((site) => (site.prefixes ?? []).map((prefix) => ({ site, prefix })))
    .map((announced) => ({ ...announced, addresses: addressesOf(announced.prefix) }))
    .filter(({ addresses }) => !addresses.endsWith('/0'))
    .map(({ addresses, prefix, site }) => ({ site, prefix, interval: intervalOf(addresses) }))
    .sort(
      (a, b) =>
        compareIntervals(a.interval, b.interval) ||
        compareText(a.site.name, b.site.name) ||
        compareText(a.site.constructPath, b.site.constructPath),
    ),
);

/** The prefix that all of a range lies in. */
function addressesOf(text: string): string {
  return text.split(' ', 1)[0] ?? text;
}
