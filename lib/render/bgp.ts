import type { PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/configuration';
import { fromServerPolicyName, toServersPolicyName } from './names';

/**
 * The BGP groups of one VRF on one device. Everything but the neighbor's own AS and description stands on the group:
 * a policy on a neighbor would replace the group's without a word.
 *
 * @param peerings of this VRF, sorted, and checked to agree within a group.
 */
export function renderBgpGroups(
  configuration: Configuration,
  fabric: string,
  vrf: string,
  peerings: readonly PeeringIntent[],
): void {
  for (const peering of peerings) {
    if (!configuration.has(...groupPath(vrf, peering.group))) renderGroup(configuration, fabric, vrf, peering);
    renderNeighbor(configuration, vrf, peering);
  }
}

function renderGroup(configuration: Configuration, fabric: string, vrf: string, peering: PeeringIntent): void {
  const { bfd, family, group, holdTimeSec, prefixLimit } = peering;
  const path = groupPath(vrf, group);
  configuration.set(...path, 'type', 'external');
  if (holdTimeSec !== undefined) configuration.set(...path, 'hold-time', String(holdTimeSec));
  configuration.set(...path, 'log-updown');
  configuration.set(...path, 'import', fromServerPolicyName(vrf, group));
  // Without `teardown` the limit only logs: a server that announces too much keeps its other prefixes.
  configuration.set(...path, 'family', family, 'unicast', 'prefix-limit', 'maximum', String(prefixLimit));
  configuration.set(...path, 'export', toServersPolicyName(vrf, fabric));
  configuration.set(...path, 'multipath', 'multiple-as');
  if (bfd === undefined) return;
  configuration.set(...path, 'bfd-liveness-detection', 'minimum-interval', String(bfd.minimumIntervalMs));
  configuration.set(...path, 'bfd-liveness-detection', 'multiplier', String(bfd.multiplier));
  configuration.set(...path, 'bfd-liveness-detection', 'session-mode', 'automatic');
}

function renderNeighbor(configuration: Configuration, vrf: string, peering: PeeringIntent): void {
  const path = [...groupPath(vrf, peering.group), 'neighbor', peering.neighbor];
  configuration.set(...path, 'description', peering.description);
  configuration.set(...path, 'peer-as', String(peering.peerAsn));
}

function groupPath(vrf: string, group: string): string[] {
  return ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
}
