import { overlayDevices } from '../facts/overlay-sessions';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A cluster with the address of a device. */
export const clusterIdIsLoopback: Rule = {
  id: 'overlay/cluster-id-is-loopback',
  severity: Severity.WARNING,
  what: 'the cluster id is the loopback of another device',
  why:
    'a cluster id and an originator are told apart by nothing but the attribute they stand in: whoever reads a route sees the ' +
    'name of a device that has nothing to do with it, and a reflector that is added there one day shares a cluster by accident',
  fix: 'use an address that is nobody’s loopback, as 192.168.0.10 in the guide',
  reference: 'RFC 4456, 8 (CLUSTER_LIST); guide: cluster 192.168.0.10',
  check: (fabric) =>
    overlayDevices(fabric).flatMap(({ device, overlay }) => {
      const owner = fabric.devices.find(
        ({ hostname, loopback }) => loopback === overlay.clusterId && hostname !== device.hostname,
      );
      if (owner === undefined) return [];
      return [
        {
          message: `the cluster ${overlay.clusterId ?? ''} of ${device.hostname} is the loopback of ${owner.hostname}`,
          constructPaths: [overlay.constructPath],
        },
      ];
    }),
};
