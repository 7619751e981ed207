import type { OverlayNeighborIntent } from '../../intent/fabric-intent';
import type { OverlayDevice } from '../facts/overlay-sessions';
import { overlayDevices } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A session of the overlay that only one end knows. */
export const sessionOneSided: Rule = {
  id: 'overlay/session-one-sided',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'the other end of a session of the overlay is not there, or has another loopback',
  why: 'Junos refuses a neighbor that it does not know: the session stays in Active, and nothing says which end is wrong',
  fix: 'let one EvpnOverlay make both ends; see who changed one of them',
  reference: 'RFC 4271, 8.2.1; Junos: neighbor',
  check: function* (fabric) {
    const inOverlay = overlayDevices(fabric);
    const byName = new Map(inOverlay.map((one) => [one.device.hostname, one]));
    const own = new Set(fabric.devices.map(({ hostname }) => hostname));
    for (const one of inOverlay) {
      for (const neighbor of neighborsOf(one)) {
        if (!own.has(neighbor.hostname) || agrees(byName.get(neighbor.hostname), neighbor, one)) continue;
        const message = `${one.device.hostname} has a session with ${neighbor.hostname} (${neighbor.address}), which has none with it`;
        yield { message, constructPaths: [one.overlay.constructPath] };
      }
    }
  },
};

function agrees(peer: OverlayDevice | undefined, neighbor: OverlayNeighborIntent, one: OverlayDevice): boolean {
  if (peer?.device.loopback !== neighbor.address) return false;
  return neighborsOf(peer).some(
    ({ address, hostname }) => hostname === one.device.hostname && address === one.device.loopback,
  );
}

function neighborsOf({ overlay }: OverlayDevice): readonly OverlayNeighborIntent[] {
  return [...overlay.clients, ...overlay.peers];
}
