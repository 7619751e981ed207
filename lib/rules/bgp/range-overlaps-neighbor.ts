import type { PeeringIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { groupedBy, pathsOf } from '../facts/groups';
import { compareIntervals, intervalOf } from '../facts/interval';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A range of servers with another session in it. */
export const rangeOverlapsNeighbor: Rule = {
  id: 'bgp/range-overlaps-neighbor',
  severity: Severity.ERROR,
  what: 'a range of servers contains the neighbor of another session, or another range',
  why:
    'whoever opens a session from an address that is in two groups is taken for one of the two, and then has the AS number, ' +
    'the filters and the limits of the other',
  fix: 'make the range smaller, or drop the session of its own',
  reference: 'Junos: allow (BGP)',
  check: ({ devices }) =>
    devices.flatMap(({ hostname, peerings }) =>
      groupedBy(peerings, ({ family, vrf }) => `${vrf} ${family}`).flatMap(({ items }) => overlaps(hostname, items)),
    ),
};

/** After sorting, whatever overlaps the widest so far begins before that ends. */
function overlaps(hostname: string, peerings: readonly PeeringIntent[]): Violation[] {
  if (!peerings.some(({ isRange }) => isRange === true)) return [];
  const sorted = peerings
    .map((peering) => ({ peering, interval: intervalOf(peering.isRange === true ? peering.neighbor : host(peering)) }))
    .sort(
      (a, b) =>
        compareIntervals(a.interval, b.interval) || compareText(a.peering.constructPath, b.peering.constructPath),
    );
  const found: Violation[] = [];
  let widest = sorted[0];
  for (const one of sorted.slice(1)) {
    if (widest === undefined) break;
    if (one.interval.first <= widest.interval.last && (isRange(one.peering) || isRange(widest.peering))) {
      const message = `${one.peering.neighbor} is within ${widest.peering.neighbor} in ${one.peering.vrf} on ${hostname}`;
      found.push({ message, constructPaths: pathsOf([one.peering, widest.peering]) });
    }
    if (one.interval.last > widest.interval.last) widest = one;
  }
  return found;
}

function isRange(peering: PeeringIntent): boolean {
  return peering.isRange === true;
}

function host({ family, neighbor }: PeeringIntent): string {
  return `${neighbor}/${family === 'inet' ? 32 : 128}`;
}
