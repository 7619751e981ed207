import type { FabricIntent } from '../../intent/fabric-intent';
import { listed } from '../../model/listing';
import { martianEntriesWithin, martianEntry } from '../../model/martians';
import { PrefixRange } from '../../model/prefix-range';
import { pathsOf } from '../facts/groups';
import { martianTablesOf } from '../facts/martian-tables';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A range that is accepted as a whole and used in part. */
export const rangeHoldsMartians: Rule = {
  id: 'bgp/range-holds-martians',
  severity: Severity.WARNING,
  what: 'a range of a server holds martian addresses, which Junos ignores',
  why:
    'the rest of the range works. But routes to martian addresses in it are hidden before any policy is asked: a server that announces one ' +
    'has a session that is up, and nobody reaches it there',
  fix:
    'make the range smaller, or give several that leave these addresses out; or let the VRF have them on every leaf of the server, for ' +
    "class E with JunosStatements 'set routing-instances <vrf> routing-options martians 240.0.0.0/4 orlonger allow'",
  reference: 'Junos: martians; show route martians; RFC 6890',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) =>
      (site.prefixes ?? [])
        .filter((text) => !PrefixRange.isExact(text))
        .flatMap((text) => violation(fabric, site, PrefixRange.parse(text))),
    ),
};

function violation(fabric: FabricIntent, site: Site, range: PrefixRange): Violation[] {
  const found = martianTablesOf(fabric, site)
    .filter(({ configured }) => martianEntry(range, configured) === undefined)
    .map(({ configured, hostname }) => ({ hostname, entries: martianEntriesWithin(range, configured) }))
    .filter(({ entries }) => entries.length > 0);
  if (found.length === 0) return [];
  const where = listed(found.map(({ hostname }) => hostname));
  const entries = listed([...new Set(found.flatMap((one) => one.entries.map((entry) => entry.range.toString())))]);
  const message = `${range.toString()} of ${site.name} holds prefixes within ${entries}, martian addresses in ${site.vrf} of ${where}`;
  return [{ message, constructPaths: pathsOf([site]) }];
}
