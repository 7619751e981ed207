import type { Configuration } from '../junos/tree/configuration';

/** What a device is in the fabric, as far as failures tell them apart. */
export type DeviceKind = 'leaf' | 'spine';

/** A device whose part in the fabric is computed from its configuration. */
export interface DeviceInput {
  readonly hostname: string;
  /** Plain or with groups, rendered or read back from a device; groups are inherited here. */
  readonly configuration: Configuration;
  /** Absent: a device that reflects routes to clients is a spine, every other one a leaf. */
  readonly kind?: DeviceKind;
  /** What it fails together with. */
  readonly failureDomain?: string;
  /** What others have configured on the device, where the configuration does not say it. */
  readonly present?: PresentStatements;
}

/** Statements that stand on a device outside of the given configuration. */
export interface PresentStatements {
  /** Address of lo0.0. */
  readonly loopback?: string;
  /** `routing-options autonomous-system`. */
  readonly autonomousSystem?: number;
  /** `routing-options forwarding-table export` of a load-balancing policy. */
  readonly spreadsFlows?: boolean;
  /** BGP neighbors outside of VRFs that belong to others and are none of the given devices, by address. */
  readonly foreignNeighbors?: readonly string[];
}

/** A server that speaks BGP on some links. */
export interface ServerInput {
  readonly name: string;
  readonly asn: number;
  /** What it announces on every link, and ranges of what it may, as `PrefixRange` writes them; `null` when nobody knows. */
  readonly prefixes: readonly string[] | null;
  readonly links: readonly ServerLinkInput[];
}

/** One link of a server, in one family. */
export interface ServerLinkInput {
  readonly hostname: string;
  /** Logical interface of the device: `et-0/0/15.0`. */
  readonly interface: string;
  /** The device's address, as the server has it for its neighbor; with or without prefix length. */
  readonly leafAddress: string;
  /** The server's own address with prefix length. */
  readonly serverAddress: string;
  /** The AS number that the server expects of the device; absent means any. */
  readonly leafAsn?: number;
}

/** What the state of a fabric is computed from. */
export interface NetworkInput {
  readonly devices: readonly DeviceInput[];
  readonly servers: readonly ServerInput[];
}
