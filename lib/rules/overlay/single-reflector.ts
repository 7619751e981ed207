import { overlayDevices, teller } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A client whose routes depend on one reflector. */
export const singleReflector: Rule = {
  id: 'overlay/single-reflector',
  severity: Severity.WARNING,
  what: 'a client of the overlay has one route reflector',
  why: 'when it restarts, the client loses every route of the fabric at once, and the fabric all of its servers',
  fix: 'let a second spine reflect',
  reference: 'RFC 4456, 7 (redundant reflectors); guide: overlay with spines as route reflectors',
  check: (fabric) =>
    overlayDevices(fabric)
      .filter(({ overlay, reflects }) => !reflects && overlay.peers.length === 1)
      .map(({ device, overlay }) => ({
        message: `${device.hostname} has ${overlay.peers[0]?.hostname ?? ''} as its only ${teller(overlay)}`,
        constructPaths: [device.constructPath],
      })),
};
