import type { DeviceIntent } from '../../intent/fabric-intent';
import { deviceAsn } from '../../intent/device-asn';
import { groupedBy, pathsOf } from '../facts/groups';
import type { Site } from '../facts/sites';
import { sitesOf } from '../facts/sites';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A server with the AS number of the fabric. */
export const peerAsEqualsLocalAs: Rule = {
  id: 'bgp/peer-as-equals-local-as',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a server has the AS number of a leaf that it is attached to',
  why:
    'the VRF has no AS number of its own and speaks with that of the leaf: Junos says "External peer\'s AS (n) must not be ' +
    'the same as the local AS (n)", and other leaves would discard the routes of the server as a loop',
  fix: 'give the server an AS number of its own, from 64512 to 65534 or from 4200000000 to 4294967294',
  reference: 'RFC 4271, 9.1.2 (AS loop); RFC 6996 (private AS numbers); Junos: peer-as',
  check: (fabric) => {
    const leaves = groupedBy(fabric.devices, (device) => deviceAsn(fabric, device));
    const byNumber = new Map(leaves.map(({ key, items }) => [key, items] as const));
    return sitesOf(fabric).flatMap((site) => {
      const leaf = leafOf(site, byNumber.get(site.asn) ?? []);
      if (leaf === undefined) return [];
      const whose = leaf.asn === undefined ? 'the overlayAsn of the fabric' : `the asn of ${leaf.hostname}`;
      return [
        { message: `${site.name} has the AS number ${site.asn}, which is ${whose}`, constructPaths: pathsOf([site]) },
      ];
    });
  },
};

/** The first leaf that the site is attached to. */
function leafOf({ sessions }: Site, leaves: readonly DeviceIntent[]): DeviceIntent | undefined {
  if (leaves.length === 0) return undefined;
  const attached = new Set(sessions.map(({ hostname }) => hostname));
  return leaves.find((device) => attached.has(device.hostname));
}
