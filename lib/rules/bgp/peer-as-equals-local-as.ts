import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { deviceAsn } from '../../intent/device-asn';
import { pathsOf } from '../facts/groups';
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
  check: (fabric) =>
    sitesOf(fabric).flatMap((site) => {
      const leaf = leafOfThatNumber(fabric, site);
      if (leaf === undefined) return [];
      const whose = leaf.asn === undefined ? 'the overlayAsn of the fabric' : `the asn of ${leaf.hostname}`;
      return [
        { message: `${site.name} has the AS number ${site.asn}, which is ${whose}`, constructPaths: pathsOf([site]) },
      ];
    }),
};

function leafOfThatNumber(fabric: FabricIntent, { asn, sessions }: Site): DeviceIntent | undefined {
  const attached = new Set(sessions.map(({ hostname }) => hostname));
  return fabric.devices.find((device) => attached.has(device.hostname) && deviceAsn(fabric, device) === asn);
}
