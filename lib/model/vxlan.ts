/** Octets that VXLAN adds to an IP packet: inner Ethernet header, VXLAN, UDP and IPv4 (RFC 7348, 5). */
export const VXLAN_OVERHEAD = 50;

/** `mtu` and `family inet mtu` of fabric links in Juniper's validated designs. */
export const FABRIC_LINK_MTU = 9216;
export const FABRIC_LINK_INET_MTU = 9170;
