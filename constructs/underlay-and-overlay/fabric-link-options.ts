import type { IFabricDevice } from '../device/fabric-device';
import { LacpPeriodic } from '../server/lacp-periodic';
import type { PropKinds } from '../private/props';
import { construct, FLAG, listOf, memberOf, NUMBER, TEXT } from '../private/props';

/** A link between two devices of the fabric, as it is written among the `links` of an IpFabricUnderlay. */
export interface FabricLinkOptions {
  /** The device at one end; which end is written first makes no difference. */
  readonly device: IFabricDevice;

  /** Name of its port without unit, for example `et-0/0/0`, or of its aggregated interface, for example `ae1`. */
  readonly interface: string;

  /** The device at the other end. */
  readonly peer: IFabricDevice;

  /** Name of the port or aggregated interface there. */
  readonly peerInterface: string;

  /**
   * The IPv4 subnet of the link, /24 to /31, for example `172.16.10.0/31`.
   * @default - from the pool `linkSubnets` of the fabric
   */
  readonly subnet?: string;

  /**
   * Address of `device` in `subnet`.
   * @default - a leaf has the first host and a spine the next, in a /31 the even and the odd address; between devices of one
   * role the lower host name comes first
   */
  readonly address?: string;

  /**
   * Address of `peer` in `subnet`.
   * @default - see address
   */
  readonly peerAddress?: string;

  /**
   * Physical ports of the aggregated interface of `device`.
   * @default - required where `interface` is an aggregated one of a device that this fabric configures
   */
  readonly members?: string[];

  /**
   * Physical ports of the aggregated interface of `peer`.
   * @default - required where `peerInterface` is an aggregated one of a device that this fabric configures
   */
  readonly peerMembers?: string[];

  /**
   * How often LACP, which is active on both ends of an aggregate, looks at each link.
   * @default - as the device has it (slow)
   */
  readonly lacpPeriodic?: LacpPeriodic;

  /**
   * Links of an aggregate that must be up for it to be, 1 to the number of its ports.
   * @default - as the device has it (1)
   */
  readonly minimumLinks?: number;

  /**
   * Whether BFD watches each link of an aggregate (micro-BFD, RFC 7130), between the loopbacks.
   * @default false
   */
  readonly microBfd?: boolean;

  /**
   * `minimum-interval` of micro-BFD in milliseconds, 1 to 255000.
   * @default 1000
   */
  readonly microBfdMinimumIntervalMs?: number;

  /**
   * `multiplier` of micro-BFD, 1 to 255.
   * @default 3
   */
  readonly microBfdMultiplier?: number;

  /**
   * MTU of the interface in bytes, layer-2 header included, 256 to 9216, on both ends.
   * @default - as the underlay
   */
  readonly mtu?: number;

  /**
   * MTU of family inet in bytes, 256 to 9216, on both ends.
   * @default - as the underlay
   */
  readonly inetMtu?: number;

  /**
   * Whether LLDP must see each device on the port of the other: rollouts and `junos-fabric verify` check it. LLDP has to run
   * on both ends.
   * @default - as the underlay
   */
  readonly checkLldpNeighbors?: boolean;

  /**
   * Description of the interface of `device`.
   * @default - the other end and the name of the fabric: `spine1 et-0/0/10 (dc1)`
   */
  readonly description?: string;

  /**
   * Description of the interface of `peer`.
   * @default - the other end and the name of the fabric: `leaf10 et-0/0/0 (dc1)`
   */
  readonly peerDescription?: string;
}

const DEVICE = construct('a LeafDevice or SpineDevice');

/** What the options of a link may be. */
export const LINK_PROPS: PropKinds<FabricLinkOptions> = {
  required: { device: DEVICE, interface: TEXT, peer: DEVICE, peerInterface: TEXT },
  optional: {
    subnet: TEXT,
    address: TEXT,
    peerAddress: TEXT,
    members: listOf(TEXT),
    peerMembers: listOf(TEXT),
    lacpPeriodic: memberOf('LacpPeriodic', LacpPeriodic),
    minimumLinks: NUMBER,
    microBfd: FLAG,
    microBfdMinimumIntervalMs: NUMBER,
    microBfdMultiplier: NUMBER,
    mtu: NUMBER,
    inetMtu: NUMBER,
    checkLldpNeighbors: FLAG,
    description: TEXT,
    peerDescription: TEXT,
  },
};
