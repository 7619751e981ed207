import type { FabricIntent } from '../../intent/fabric-intent';
import { listed } from '../../model/listing';
import { martianEntry } from '../../model/martians';
import { PrefixRange } from '../../model/prefix-range';
import { pathsOf } from '../facts/groups';
import { martianTablesOf } from '../facts/martian-tables';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A server whose prefix no device takes. */
export const prefixIsMartian: Rule = {
  id: 'bgp/prefix-is-martian',
  severity: Severity.ERROR,
  what: 'a server announces martian addresses, which Junos ignores',
  why:
    'routes to martian addresses are hidden before any policy is asked: the session comes up, the prefix is received and never used, and ' +
    'the checks after the rollout fail. Of a range that holds nothing else, nothing is ever accepted',
  fix:
    'use other addresses; or let the VRF have these on every leaf of the server, for class E with JunosStatements ' +
    "'set routing-instances <vrf> routing-options martians 240.0.0.0/4 orlonger allow'",
  reference: 'Junos: martians; show route martians; RFC 6890',
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => (site.prefixes ?? []).flatMap((text) => violation(fabric, site, text))),
};

function violation(fabric: FabricIntent, site: Site, text: string): Violation[] {
  const range = PrefixRange.parse(text);
  const found = martianTablesOf(fabric, site).flatMap(({ hostname, configured }) => {
    const entry = martianEntry(range, configured);
    return entry === undefined ? [] : [{ hostname, entry: entry.range.toString() }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const where = listed(found.map(({ hostname }) => hostname));
  const message = `${text} of ${site.name} is within ${first.entry}, martian addresses in ${site.vrf} of ${where}`;
  return [{ message, constructPaths: pathsOf([site]) }];
}
