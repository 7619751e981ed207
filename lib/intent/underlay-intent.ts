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

/** The IBGP sessions of one device, between loopbacks. */
export interface DeviceOverlayIntent {
  readonly constructPath: string;
  /** Present on route reflectors. */
  readonly clusterId?: string;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** Clients of a route reflector, sorted by hostname. */
  readonly clients: readonly OverlayNeighborIntent[];
  /** Reflectors of a leaf, or the other reflectors of a reflector; sorted by hostname. */
  readonly peers: readonly OverlayNeighborIntent[];
}

/** One IBGP neighbor. */
export interface OverlayNeighborIntent {
  readonly hostname: string;
  /** Its loopback, without prefix length. */
  readonly address: string;
}
