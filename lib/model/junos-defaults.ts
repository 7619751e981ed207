/** What Junos does where a configuration says nothing, and the numbers it allows: each once. */

/** The main routing instance, as Junos names it in its replies. */
export const MAIN_INSTANCE = 'master';

/** The instance that management ports are in where `system management-instance` stands, and those ports. */
export const MANAGEMENT_INSTANCE = 'mgmt_junos';
export const MANAGEMENT_PORT = /^(?:fxp0|em\d|me0|vme|re\d:mgmt-\d)$/;

/** BGP `hold-time`, in seconds. */
export const DEFAULT_HOLD_TIME_SEC = 90;

/** Seconds that a neighbor may take to restart, and that its routes are kept, where nothing is said (`graceful-restart`). */
export const DEFAULT_RESTART_TIME_SEC = 120;
export const DEFAULT_STALE_ROUTES_TIME_SEC = 300;

/** No hold time is below it but 0, which means that the session is never given up (RFC 4271, 4.2). */
export const LEAST_HOLD_TIME_SEC = 3;

/** TTL of `multihop` where none is given. */
export const DEFAULT_MULTIHOP_TTL = 64;

/** `local-preference` of a BGP route that nobody has given any (RFC 4271, 9.1.1). */
export const DEFAULT_LOCAL_PREFERENCE = 100;

/** `multiplier` of BFD: packets that may be missing in a row. */
export const DEFAULT_BFD_MULTIPLIER = 3;

/** `mtu` of a port on QFX: 256 to 9216 bytes, layer-2 header included. */
export const LEAST_MTU = 256;
export const LARGEST_MTU = 9216;
/** Least `mtu` of family inet6, in bytes (RFC 8200). */
export const LEAST_INET6_MTU = 1280;

/** Octets of a VLAN tag (IEEE 802.1Q). */
export const VLAN_TAG = 4;

/** Octets of an Ethernet header without tags, which Junos counts in the MTU of a port and Linux does not. */
const ETHERNET_HEADER = 14;

/** IP packets that a port has room for where nobody gives it an MTU, whatever tags it takes. */
export const DEFAULT_PACKET = 1500;

/** How many VLAN tags a port leaves room for, by the statement that makes it tagged. */
const TAGS = { 'flexible-vlan-tagging': 2, 'stacked-vlan-tagging': 2, 'vlan-tagging': 1 } as const;

/** The statement that makes a port take VLAN tags. */
export type VlanTagging = keyof typeof TAGS;

/** All of them. */
export const VLAN_TAGGING = Object.keys(TAGS) as readonly VlanTagging[];

/**
 * Octets of the MTU of a port that are not left for IP packets: 14, with `vlan-tagging` 18, with `flexible-vlan-tagging`
 * 22. It is the port's, and the same for all its units: for untagged and native ones too.
 * @param tagging - undefined for a port without tags
 */
export function layerTwoOverhead(tagging: VlanTagging | undefined): number {
  return ETHERNET_HEADER + (tagging === undefined ? 0 : TAGS[tagging] * VLAN_TAG);
}

/** `mtu` of a port where the configuration gives none: 1514, with `vlan-tagging` 1518, with `flexible-vlan-tagging` 1522. */
export function defaultPortMtu(tagging: VlanTagging | undefined): number {
  return DEFAULT_PACKET + layerTwoOverhead(tagging);
}

/** The largest IP packet that a port has room for: what the `mtu` of a family may be at most. */
export function largestFamilyMtu(portMtu: number | undefined, tagging: VlanTagging | undefined): number {
  return (portMtu ?? defaultPortMtu(tagging)) - layerTwoOverhead(tagging);
}
