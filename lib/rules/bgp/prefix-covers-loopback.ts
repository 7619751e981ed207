import { announcedIn } from '../facts/announced';
import { pathsOf } from '../facts/groups';
import { loopbacksIn } from '../facts/loopbacks';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server that announces addresses of the fabric. */
export const prefixCoversLoopback: Rule = {
  id: 'bgp/prefix-covers-loopback',
  severity: Severity.WARNING,
  what: 'a server may announce the loopback of a leaf',
  why:
    'loopbacks are reached in the underlay and servers in a VRF, so that the tunnels stay; but hosts in the VRF that look for ' +
    'the leaf find the server, and the first route that is leaked between the tables takes the tunnels down',
  fix: 'take the addresses of servers from a range that holds no loopbacks of the fabric',
  reference: 'guide: addresses of the reference design',
  check: function* (fabric) {
    for (const { site, prefix, interval } of announcedIn(fabric)) {
      const [device] = loopbacksIn(fabric, interval, 1);
      if (device === undefined) continue;
      const message = `${prefix} of ${site.name} contains the loopback ${device.loopback} of ${device.hostname}`;
      yield { message, constructPaths: pathsOf([site]) };
    }
  },
};
