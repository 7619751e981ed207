import { overlayDevices, teller } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A client that nobody reflects for. */
export const withoutReflector: Rule = {
  id: 'overlay/without-reflector',
  severity: Severity.ERROR,
  what: 'a client of the overlay has no route reflector',
  why: 'it has no session that carries EVPN routes: its VRFs are there, and empty but for its own servers',
  fix: 'add a SpineDevice to the fabric, or name those of others (reflectors, SpineDevice.fromSpineDeviceAttributes)',
  reference: 'guide: overlay with spines as route reflectors',
  check: (fabric) =>
    overlayDevices(fabric)
      .filter(({ overlay, reflects }) => !reflects && overlay.peers.length === 0)
      .map(({ device, overlay }) => ({
        message: `${device.hostname} is in the overlay and has no ${teller(overlay)}`,
        constructPaths: [device.constructPath],
      })),
};
