import { overlayDevices } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A reflector without a cluster. */
export const clusterIdMissing: Rule = {
  id: 'overlay/cluster-id-missing',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'a device has clients and no cluster',
  why: 'without "cluster" Junos treats the clients as ordinary IBGP neighbors and tells none of them what another one announces',
  fix: 'give the EvpnOverlay a clusterId',
  reference: 'RFC 4456, 8; Junos: cluster',
  check: (fabric) =>
    overlayDevices(fabric)
      .filter(
        ({ overlay }) =>
          overlay.external === undefined && overlay.clients.length > 0 && overlay.clusterId === undefined,
      )
      .map(({ device, overlay }) => ({
        message: `${device.hostname} has clients and no cluster`,
        constructPaths: [overlay.constructPath],
      })),
};
