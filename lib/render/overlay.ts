import type { DeviceIntent, OverlayNeighborIntent } from '../intent/fabric-intent';
import { compareNumbered } from '../intent/order';
import type { Configuration } from '../junos/tree/configuration';
import { renderBfd } from './bgp-parts';
import { overlayGroupName, reflectorsGroupName } from './names';

/**
 * The IBGP sessions of one device that carry EVPN routes. A leaf has one group, to its reflectors. A reflector has one with
 * `cluster`, to its clients, and one without, to the other reflectors: with `cluster` there too it would reflect between
 * them. Nothing where others own the overlay.
 */
export function renderOverlay(configuration: Configuration, fabric: string, device: DeviceIntent): void {
  const { overlay } = device;
  if (overlay === undefined) return;
  const { clients, clusterId, peers } = overlay;
  if (clusterId === undefined) renderGroup(configuration, overlayGroupName(fabric), device, peers);
  else {
    renderGroup(configuration, overlayGroupName(fabric), device, clients, clusterId);
    renderGroup(configuration, reflectorsGroupName(fabric), device, peers);
  }
  if (isTunnelEnd(device)) configuration.set('protocols', 'evpn', 'encapsulation', 'vxlan');
}

/** Whether VXLAN tunnels end on the device: on every leaf, and on spines that hold a VRF. */
function isTunnelEnd({ role, vrfs }: DeviceIntent): boolean {
  return role === 'leaf' || vrfs.length > 0;
}

/** A group without neighbors has nothing to say, and is left out. */
function renderGroup(
  configuration: Configuration,
  group: string,
  { loopback, overlay }: DeviceIntent,
  neighbors: readonly OverlayNeighborIntent[],
  clusterId?: string,
): void {
  if (neighbors.length === 0) return;
  const path = ['protocols', 'bgp', 'group', group];
  configuration.set(...path, 'type', 'internal');
  configuration.set(...path, 'local-address', loopback);
  configuration.set(...path, 'family', 'evpn', 'signaling');
  if (clusterId !== undefined) configuration.set(...path, 'cluster', clusterId);
  configuration.set(...path, 'multipath');
  renderBfd(configuration, path, overlay?.bfd);
  for (const { address, hostname } of [...neighbors].sort((a, b) => compareNumbered(a.address, b.address))) {
    configuration.set(...path, 'neighbor', address, 'description', hostname);
  }
}
