import { overlayDevices } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A reflector that has nobody to reflect for. */
export const reflectorWithoutClient: Rule = {
  id: 'overlay/reflector-without-client',
  severity: Severity.WARNING,
  what: 'a route reflector has no client',
  why: 'it learns routes and tells nobody; probably the leaves are missing from the fabric, or named otherwise',
  fix: 'name the clients of the EvpnOverlay, those of others by LeafDevice.fromLeafDeviceAttributes',
  reference: 'RFC 4456, 6; guide: overlay with spines as route reflectors',
  check: (fabric) =>
    overlayDevices(fabric)
      .filter(({ overlay, reflects }) => reflects && overlay.clients.length === 0)
      .map(({ device, overlay }) => ({
        message:
          overlay.external === undefined
            ? `${device.hostname} reflects, and has no client`
            : `${device.hostname} is a spine of the overlay, and has no leaf`,
        constructPaths: [overlay.constructPath],
      })),
};
