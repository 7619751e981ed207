import { pathsOf } from '../facts/groups';
import { linksOf } from '../facts/links';
import { loopbacksIn } from '../facts/loopbacks';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A link to a server in the address space of the leaves' loopbacks. */
export const subnetCoversLoopback: Rule = {
  id: 'address/subnet-covers-loopback',
  severity: Severity.WARNING,
  what: 'a link to a server contains the loopback of a leaf',
  why:
    'loopbacks are reached in the underlay and links in a VRF, so that it can work; but whoever reads a trace sees one address ' +
    'in two places, and the first route that is leaked between the tables takes the tunnels of that leaf down',
  fix: 'take the link from a range that holds no loopbacks of the fabric',
  reference: 'guide: addresses of the reference design',
  check: function* (fabric) {
    for (const link of linksOf(fabric)) {
      const [device] = loopbacksIn(fabric, link.interval, 1);
      if (device === undefined) continue;
      const message = `${link.words} contains the loopback ${device.loopback} of ${device.hostname}`;
      yield { message, constructPaths: pathsOf([link]) };
    }
  },
};
