import type { Family, PeeringIntent } from '../intent/fabric-intent';

/**
 * Every name that the library chooses on a device. Names are an interface: people search for them and other tools match
 * them, so each is made in one place, from what the engineer wrote, and never from a position.
 *
 * Policies and communities are global on a device, and two fabrics of different teams may be on one device. Whatever
 * only the owner of a VRF has is called after the VRF; whatever two fabrics can both have in a VRF that one of them
 * owns is called after the fabric as well.
 */

/** BGP group of one server and one family: `server1` for IPv4, `server1-inet6` for IPv6. */
export function bgpGroupName(server: string, family: Family): string {
  return family === 'inet' ? server : `${server}-inet6`;
}

/**
 * What the policies of a session are called after: its BGP group, and of a group with both families what the group of that family
 * would be called if each had its own. So a server that moves to one group, or back, keeps its policies.
 */
export function policyStem({
  dualStackGroup,
  family,
  group,
}: Pick<PeeringIntent, 'dualStackGroup' | 'family' | 'group'>): string {
  return dualStackGroup === true ? bgpGroupName(group, family) : group;
}

/** Policy that selects which routes of a VRF become EVPN type-5 routes: `VRF_5-type-5-export`. */
export function typeFiveExportPolicyName(vrf: string): string {
  return `${vrf}-type-5-export`;
}

/** Policy that says which route targets a VRF imports, where that is more than its own: `VRF_5-route-target-import`. */
export function routeTargetImportPolicyName(vrf: string): string {
  return `${vrf}-route-target-import`;
}

/** Policy toward the servers of a fabric in a VRF: `VRF_5-to-dc1-servers`. */
export function toServersPolicyName(vrf: string, fabric: string): string {
  return `${vrf}-to-${fabric}-servers`;
}

/** Policy for what a server may announce, by its stem: `VRF_5-server1-in`. */
export function fromServerPolicyName(vrf: string, stem: string): string {
  return `${vrf}-${stem}-in`;
}

/** Policy that marks what comes from a server before it is filtered, by its stem: `VRF_5-server1-in-marks`. */
export function inMarksPolicyName(vrf: string, stem: string): string {
  return `${vrf}-${stem}-in-marks`;
}

/** Policy that marks what a server is told, whatever else decides about it, by its stem: `VRF_5-server1-out-marks`. */
export function outMarksPolicyName(vrf: string, stem: string): string {
  return `${vrf}-${stem}-out-marks`;
}

/** Policy for what one server is told, where that is chosen for it, by its stem: `VRF_5-server1-out`. */
export function toServerPolicyName(vrf: string, stem: string): string {
  return `${vrf}-${stem}-out`;
}

/** Policy that says which routes a generated default stands on: `VRF_5-default-contributors`. */
export function defaultContributorsPolicyName(vrf: string): string {
  return `${vrf}-default-contributors`;
}

/** Community of a policy by its value, without colons: `dc1-65000-100` for `65000:100`. */
export function communityName(fabric: string, value: string): string {
  return `${fabric}-${value.replaceAll(':', '-')}`;
}

/** Community of RFC 8326, which asks its receiver to prefer any other path: `dc1-graceful-shutdown`. */
export function gracefulShutdownCommunityName(fabric: string): string {
  return `${fabric}-graceful-shutdown`;
}

/** Community that stands for every route target: `dc1-any-route-target`. */
export function routeTargetsCommunityName(fabric: string): string {
  return `${fabric}-any-route-target`;
}

/** Community that stands for every tunnel encapsulation: `dc1-any-encapsulation`. */
export function encapsulationsCommunityName(fabric: string): string {
  return `${fabric}-any-encapsulation`;
}

/** BGP group of the underlay: `dc1-underlay`. */
export function underlayGroupName(fabric: string): string {
  return `${fabric}-underlay`;
}

/** BGP group of the overlay, from a leaf to its reflectors or spines and from those to their leaves: `dc1-overlay`. */
export function overlayGroupName(fabric: string): string {
  return `${fabric}-overlay`;
}

/** BGP group between route reflectors, which are not clients of one another: `dc1-overlay-reflectors`. */
export function reflectorsGroupName(fabric: string): string {
  return `${fabric}-overlay-reflectors`;
}

/** Policy of a spine toward the leaves of an EBGP overlay: `dc1-overlay-to-leaves`. */
export function overlayToLeavesPolicyName(fabric: string): string {
  return `${fabric}-overlay-to-leaves`;
}

/** Policy of a leaf toward the spines of an EBGP overlay: `dc1-overlay-to-spines`. */
export function overlayToSpinesPolicyName(fabric: string): string {
  return `${fabric}-overlay-to-spines`;
}

/** Community of what a spine of an EBGP overlay has passed on: `dc1-from-spine`. */
export function fromSpineCommunityName(fabric: string): string {
  return `${fabric}-from-spine`;
}

/** Policies and communities of an EBGP overlay. */
export function overlayPolicyOptions(fabric: string): readonly string[] {
  return [overlayToLeavesPolicyName(fabric), overlayToSpinesPolicyName(fabric), fromSpineCommunityName(fabric)];
}

/** Policy that announces the device's own loopback in the underlay: `dc1-loopback`. */
export function loopbackPolicyName(fabric: string): string {
  return `${fabric}-loopback`;
}

/** Policy that spreads flows over all next hops: `dc1-per-flow-load-balance`. */
export function loadBalancePolicyName(fabric: string): string {
  return `${fabric}-per-flow-load-balance`;
}

/** Name of a unit of a port as routing instances and checks write it: `et-0/0/15.0`. */
export function logicalInterfaceName(port: string, unit: number): string {
  return `${port}.${unit}`;
}

/** IPv6 table of a routing instance: `VRF_5.inet6.0`. */
export function inet6TableName(vrf: string): string {
  return `${vrf}.inet6.0`;
}
