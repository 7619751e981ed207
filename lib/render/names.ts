import type { Family } from '../intent/fabric-intent';

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

/** Policy that selects which routes of a VRF become EVPN type-5 routes: `VRF_5-type-5-export`. */
export function typeFiveExportPolicyName(vrf: string): string {
  return `${vrf}-type-5-export`;
}

/** Policy toward the servers of a fabric in a VRF: `VRF_5-to-dc1-servers`. */
export function toServersPolicyName(vrf: string, fabric: string): string {
  return `${vrf}-to-${fabric}-servers`;
}

/** Policy for what a server may announce, by its BGP group: `VRF_5-server1-in`. */
export function fromServerPolicyName(vrf: string, bgpGroup: string): string {
  return `${vrf}-${bgpGroup}-in`;
}

/** Community that stands for every route target: `dc1-any-route-target`. */
export function routeTargetsCommunityName(fabric: string): string {
  return `${fabric}-any-route-target`;
}

/** Community that stands for every tunnel encapsulation: `dc1-any-encapsulation`. */
export function encapsulationsCommunityName(fabric: string): string {
  return `${fabric}-any-encapsulation`;
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
