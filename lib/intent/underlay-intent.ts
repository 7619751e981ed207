/** The part of one device in the underlay and in the overlay, as plain data. */
import type { AggregateIntent } from './port-intent';
import type { BfdIntent } from './session-intent';

/** The underlay of one device: EBGP over numbered links, carrying loopbacks. */
export interface DeviceUnderlayIntent {
  readonly constructPath: string;
  /** The device's own AS number in the underlay (`local-as`). */
  readonly localAsn: number;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** Sorted by port. */
  readonly links: readonly FabricLinkIntent[];
}

/** One end of a link between two devices of the fabric. */
export interface FabricLinkIntent {
  readonly constructPath: string;
  /** Host name of the device at the other end, which may belong to others. */
  readonly peer: string;
  /** The port, or the aggregated interface (`ae1`). */
  readonly port: string;
  /** Physical ports of an aggregated interface. */
  readonly aggregate?: AggregateIntent;
  readonly description: string;
  /** Of the physical interface, layer-2 header included; absent means the device's default. */
  readonly mtu?: number;
  /** Of family inet; absent means the device's default. */
  readonly inetMtu?: number;
  /** Host address with prefix length. */
  readonly address: string;
  /** The other end's address, without prefix length. */
  readonly neighbor: string;
  readonly peerAsn: number;
  /** System name that LLDP must see on the port; absent where nobody looks. */
  readonly lldpNeighbor?: string;
}

/** The sessions of one device that carry EVPN routes, between loopbacks. */
export interface DeviceOverlayIntent {
  readonly constructPath: string;
  /** Present on route reflectors. */
  readonly clusterId?: string;
  /** Present where the sessions are EBGP: spines pass on what leaves tell them, and nobody reflects. */
  readonly external?: ExternalOverlayIntent;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** Clients of a route reflector, or the leaves of a spine of an EBGP overlay; sorted by hostname. */
  readonly clients: readonly OverlayNeighborIntent[];
  /** Reflectors of a leaf, the other reflectors of a reflector, or the spines of a leaf of an EBGP overlay; sorted by hostname. */
  readonly peers: readonly OverlayNeighborIntent[];
}

/** What is particular to an overlay of EBGP sessions. */
export interface ExternalOverlayIntent {
  /** How many times its own AS number in a route makes a device hide it as a loop; absent: once is enough. */
  readonly loops?: number;
}

/** One neighbor of the overlay. */
export interface OverlayNeighborIntent {
  readonly hostname: string;
  /** Its loopback, without prefix length. */
  readonly address: string;
  /** Its AS number, in an EBGP overlay; elsewhere it is the `overlayAsn` of the fabric. */
  readonly peerAsn?: number;
}
