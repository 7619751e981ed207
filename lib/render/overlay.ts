import type { DeviceIntent, ExternalOverlayIntent, OverlayNeighborIntent } from '../intent/fabric-intent';
import { compareNumbered } from '../intent/order';
import type { Configuration } from '../junos/tree/configuration';
import { renderBfd } from './bgp-parts';
import {
  fromSpineCommunityName,
  overlayGroupName,
  overlayToLeavesPolicyName,
  overlayToSpinesPolicyName,
  reflectorsGroupName,
} from './names';

/**
 * The sessions of one device that carry EVPN routes. A leaf has one group, to its reflectors. A reflector has one with
 * `cluster`, to its clients, and one without, to the other reflectors: with `cluster` there too it would reflect between
 * them. In an EBGP overlay each device has one. Nothing where others own the overlay.
 */
export function renderOverlay(configuration: Configuration, fabric: string, device: DeviceIntent): void {
  const { overlay } = device;
  if (overlay === undefined) return;
  const { clients, clusterId, external, peers } = overlay;
  const group = overlayGroupName(fabric);
  if (external !== undefined) renderExternalGroup(configuration, fabric, device, external);
  else if (clusterId === undefined) renderInternalGroup(configuration, group, device, peers);
  else {
    renderInternalGroup(configuration, group, device, clients, clusterId);
    renderInternalGroup(configuration, reflectorsGroupName(fabric), device, peers);
  }
  if (isTunnelEnd(device)) configuration.set('protocols', 'evpn', 'encapsulation', 'vxlan');
}

/** Whether VXLAN tunnels end on the device: on every leaf, and on spines that hold a VRF. */
function isTunnelEnd({ role, vrfs }: DeviceIntent): boolean {
  return role === 'leaf' || vrfs.length > 0;
}

/** A group without neighbors has nothing to say, and is left out. */
function renderInternalGroup(
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
  renderNeighbors(configuration, path, neighbors);
}

/**
 * Without `no-nexthop-change` a spine would be the next hop of what it passes on, and tunnels would end where there is no
 * VRF. A spine keeps routes of VRFs it does not have since sessions of a VPN family with other AS numbers make it a border
 * router. `vpn-apply-export` has the policy asked for routes of VRFs too.
 */
function renderExternalGroup(
  configuration: Configuration,
  fabric: string,
  { loopback, overlay }: DeviceIntent,
  { loops }: ExternalOverlayIntent,
): void {
  const { bfd, clients = [], peers = [] } = overlay ?? {};
  const isSpine = clients.length > 0;
  const neighbors = isSpine ? clients : peers;
  if (neighbors.length === 0) return;
  const path = ['protocols', 'bgp', 'group', overlayGroupName(fabric)];
  configuration.set(...path, 'type', 'external');
  configuration.set(...path, 'multihop', 'no-nexthop-change');
  configuration.set(...path, 'local-address', loopback);
  configuration.set(...path, 'family', 'evpn', 'signaling');
  if (loops !== undefined) {
    configuration.set(...path, 'family', 'evpn', 'signaling', 'loops', String(loops));
    configuration.set(...path, 'advertise-peer-as');
  }
  configuration.set(...path, 'export', renderLoopGuard(configuration, fabric, isSpine));
  configuration.set(...path, 'vpn-apply-export');
  configuration.set(...path, 'multipath', 'multiple-as');
  renderBfd(configuration, path, bfd);
  renderNeighbors(configuration, path, neighbors);
  for (const { address, peerAsn } of neighbors) {
    if (peerAsn !== undefined) configuration.set(...path, 'neighbor', address, 'peer-as', String(peerAsn));
  }
}

/**
 * A spine marks what it passes on, and a leaf passes on nothing that is marked: a route that went from spine to spine over
 * a leaf would be a longer way to what both of them hear from its own leaf.
 *
 * @returns the name of the policy
 */
function renderLoopGuard(configuration: Configuration, fabric: string, isSpine: boolean): string {
  const community = fromSpineCommunityName(fabric);
  configuration.set('policy-options', 'community', community, 'members', FROM_SPINE);
  const name = isSpine ? overlayToLeavesPolicyName(fabric) : overlayToSpinesPolicyName(fabric);
  const policy = ['policy-options', 'policy-statement', name];
  if (isSpine) configuration.set(...policy, 'then', 'community', 'add', community);
  else {
    const learnt = [...policy, 'term', 'learnt-from-spine'];
    configuration.set(...learnt, 'from', 'protocol', 'bgp');
    configuration.set(...learnt, 'from', 'community', community);
    configuration.set(...learnt, 'then', 'reject');
  }
  configuration.set(...policy, 'then', 'accept');
  return name;
}

/** The value that Juniper's published EBGP fabrics have for it. AS number 0 is nobody's (RFC 7607). */
const FROM_SPINE = '0:14';

function renderNeighbors(
  configuration: Configuration,
  path: readonly string[],
  neighbors: readonly OverlayNeighborIntent[],
): void {
  for (const { address, hostname } of [...neighbors].sort((a, b) => compareNumbered(a.address, b.address))) {
    configuration.set(...path, 'neighbor', address, 'description', hostname);
  }
}
