import type { FabricIntent } from '../../intent/fabric-intent';
import { announcedIn } from '../facts/announced';
import { fabricLinksOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import type { Placed } from '../facts/interval';
import { compareIntervals, indexFrom, intervalOf, overlap } from '../facts/interval';
import { once } from '../facts/once';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server that announces what the fabric has for itself. */
export const prefixCoversFabricSpace: Rule = {
  id: 'bgp/prefix-covers-fabric-space',
  severity: Severity.WARNING,
  what: 'a server may announce addresses of links between devices, or of a pool that links are taken from',
  why:
    'the next link that is taken from the pool can lie in what the server announces, and its traffic then goes to the server; ' +
    'links between devices are in another table, and the first route that is leaked between the two takes the underlay down',
  fix: 'take the prefixes of servers from a range that is no pool of the fabric and holds none of its links',
  reference: 'RFC 4271, 9.1; guide: addresses of the reference design',
  check: function* (fabric) {
    const space = fabricSpaceOf(fabric);
    if (space.length === 0) return;
    for (const { site, prefix, interval } of announcedIn(fabric)) {
      // The first that begins in it, or the last that begins before: none overlaps another.
      const start = indexFrom(space, interval);
      const own = space.slice(Math.max(0, start - 1), start + 1).find((one) => overlap(one.interval, interval));
      if (own === undefined) continue;
      yield { message: `${prefix} of ${site.name} overlaps ${own.words}`, constructPaths: pathsOf([site]) };
    }
  },
};

/** A part of the address space that the fabric uses itself. */
interface Space extends Placed {
  readonly words: string;
}

/** Pools and links between devices that are in none of them; no two overlap. */
const fabricSpaceOf: (fabric: FabricIntent) => readonly Space[] = once((fabric) => {
  const pools = (fabric.addressPools ?? []).map((text) => ({ words: `the pool ${text}`, interval: intervalOf(text) }));
  const links = fabricLinksOf(fabric).map(({ interval, words }) => ({ interval, words }));
  const sorted = [...pools, ...links].sort((a, b) => compareIntervals(a.interval, b.interval));
  const apart: Space[] = [];
  for (const one of sorted) {
    const last = apart.at(-1);
    if (last === undefined || !overlap(last.interval, one.interval)) apart.push(one);
  }
  return apart;
});
