/**
 * The fabric as plain data: what the constructs say, before anything is rendered. It serialises to JSON without loss,
 * is sorted (devices by hostname, everything else by name), and every object carries the path of its construct, so
 * that whatever goes wrong later can be traced to a line of the user's program.
 *
 * All addresses, AS numbers, route targets and interface names are already validated and in canonical text form.
 */

import type { QfxModel } from '../platform/qfx-model';

/** Address family, in Junos' words. */
export type Family = 'inet' | 'inet6';

/** Whether a port, session or route must be working now, or only has to be configured. */
export type ExpectationIntent = 'UP' | 'PROVISIONED';

/** What happens on the device when its construct is deleted. */
export type RemovalPolicyIntent = 'WITHDRAW' | 'RETAIN';

/** Who is responsible for a device-wide statement that the design needs. */
export type PrerequisiteIntent = 'PRESENT' | 'CONFIGURE';

/** Where the secret for a login is; never the secret itself. */
export type LoginIntent =
  | { readonly method: 'agent'; readonly user: string }
  | { readonly method: 'keyFile'; readonly user: string; readonly path: string; readonly passphraseFromEnv?: string }
  | { readonly method: 'password'; readonly user: string; readonly fromEnv: string };

/** The whole fabric. */
export interface FabricIntent {
  /** Name of the fabric and of the configuration group it owns on every device. */
  readonly name: string;
  readonly constructPath: string;
  /** The one AS number of the IBGP overlay (`routing-options autonomous-system`). */
  readonly overlayAsn: number;
  /** Sorted by hostname. */
  readonly devices: readonly DeviceIntent[];
  /** Sorted by name. */
  readonly vrfs: readonly VrfIntent[];
  /** Sorted by name. */
  readonly servers: readonly ServerIntent[];
  /** What the user has agreed to, with the reason; sorted. */
  readonly consents: readonly ConsentIntent[];
  /** The rules that need not hold somewhere, with the reason; sorted. Absent when there are none. */
  readonly acknowledgements?: readonly AcknowledgementIntent[];
}

/** One device and everything the fabric puts on it. */
export interface DeviceIntent {
  readonly hostname: string;
  readonly constructPath: string;
  readonly role: 'leaf';
  /** Model as Junos reports it in lower case, for example `qfx10002-60c`. */
  readonly model: string;
  /** Facts of the model that the user gave; absent where the library's own count. */
  readonly modelFacts?: QfxModel;
  /** Junos release, for example `19.1R2`. */
  readonly junos: string;
  /** IPv4 address of lo0.0 without prefix length: VTEP, router id and first half of route distinguishers. */
  readonly loopback: string;
  /** `routing-options route-distinguisher-id`, where the operator has it and the user says so. */
  readonly routeDistinguisherId?: string;
  /** What it fails together with: a side of the fabric, a rack, a power feed. */
  readonly failureDomain?: string;
  readonly managementAddress: string;
  /** TCP port of the NETCONF SSH subsystem. */
  readonly managementPort: number;
  readonly login: LoginIntent;
  readonly removalPolicy: RemovalPolicyIntent;
  readonly prerequisites: PrerequisitesIntent;
  /** The VRFs this device has something in, sorted by name. */
  readonly vrfs: readonly DeviceVrfIntent[];
  /** Sorted by port, then unit. */
  readonly interfaces: readonly InterfaceIntent[];
  /** Sorted by VRF, group, family, neighbor. */
  readonly peerings: readonly PeeringIntent[];
}

/** Device-wide singletons (design: "Device-wide singletons are prerequisites"). */
export interface PrerequisitesIntent {
  /** `routing-options autonomous-system`. */
  readonly autonomousSystem: PrerequisiteIntent;
  /** `switch-options vtep-source-interface lo0.0`. */
  readonly vtepSourceInterface: PrerequisiteIntent;
  /** `routing-options forwarding-table export` of a per-flow load-balancing policy. */
  readonly forwardingTableExport: PrerequisiteIntent;
  /** `forwarding-options vxlan-routing overlay-ecmp`; absent on models that neither need nor have it. */
  readonly overlayEcmp?: PrerequisiteIntent;
}

/** A VRF with EVPN type-5 routes, the same on every leaf but for the route distinguisher. */
export interface VrfIntent {
  readonly name: string;
  readonly constructPath: string;
  /** False for `fromVrf5InstanceAttributes`: only interfaces and BGP groups in it are ours. */
  readonly owned: boolean;
  /** Absent only where the VRF is owned by others and the user did not say. */
  readonly vni?: number;
  readonly routeTarget?: string;
  readonly rdNumber?: number;
}

/** One VRF on one device. */
export interface DeviceVrfIntent {
  readonly name: string;
  /** Absent only for a VRF that others own. */
  readonly routeDistinguisher?: string;
}

/** A server-facing port, or one VLAN-tagged unit of it. */
export interface InterfaceIntent {
  readonly constructPath: string;
  /** Physical name, for example `et-0/0/15` or `xe-0/0/3:1`. */
  readonly port: string;
  readonly unit: number;
  /** Present when the unit is tagged. */
  readonly vlanId?: number;
  readonly vrf: string;
  readonly description: string;
  /** Of the physical interface, layer-2 header included; absent means the device's default. */
  readonly mtu?: number;
  readonly addresses: readonly InterfaceAddressIntent[];
  readonly expect: ExpectationIntent;
}

/** An address on an interface, for example family inet, 172.16.104.1/30. */
export interface InterfaceAddressIntent {
  readonly family: Family;
  /** Host address with prefix length. */
  readonly address: string;
}

/** An EBGP session from one device to a server, inside a VRF. */
export interface PeeringIntent {
  readonly constructPath: string;
  readonly vrf: string;
  /** BGP group. One group holds one server and one family. */
  readonly group: string;
  readonly family: Family;
  readonly neighbor: string;
  readonly localAddress: string;
  readonly peerAsn: number;
  readonly description: string;
  /** Prefixes of `family` that are accepted from the server; `null` accepts anything, for `acceptAnythingReason`. */
  readonly acceptedPrefixes: readonly string[] | null;
  readonly acceptAnythingReason?: string;
  /** More prefixes than this are logged; the session stays. */
  readonly prefixLimit: number;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** Seconds; absent means Junos' default (90). */
  readonly holdTimeSec?: number;
  /** Name of the `MultihomedServer`, when the session belongs to one. */
  readonly server?: string;
  readonly expect: ExpectationIntent;
}

/** BFD toward a server. */
export interface BfdIntent {
  readonly minimumIntervalMs: number;
  readonly multiplier: number;
}

/** One server that speaks BGP, and where it is attached. */
export interface ServerIntent {
  readonly name: string;
  readonly constructPath: string;
  readonly asn: number;
  readonly vrf: string;
  /** What it announces; `null` when anything is accepted. */
  readonly prefixes: readonly string[] | null;
  /** Sorted by hostname, port, unit. */
  readonly attachments: readonly AttachmentIntent[];
}

/** One home of a server. */
export interface AttachmentIntent {
  readonly hostname: string;
  readonly port: string;
  readonly unit: number;
  /** One entry per family. */
  readonly addresses: readonly AttachmentAddressIntent[];
  readonly expect: ExpectationIntent;
}

/** Both ends of one subnet between a leaf and a server. */
export interface AttachmentAddressIntent {
  readonly family: Family;
  /** With prefix length. */
  readonly leaf: string;
  /** With prefix length. */
  readonly server: string;
}

/** Something dangerous that the user has agreed to, reviewed with the code. */
export type ConsentIntent =
  | { readonly kind: 'forwardingRestart'; readonly hostname: string; readonly reason: string }
  | { readonly kind: 'overwriteDrift'; readonly hostname: string; readonly digest: string; readonly reason: string };

/** A rule that need not hold in one construct and all below it. */
export interface AcknowledgementIntent {
  readonly constructPath: string;
  /** Id of the rule, for example `server/single-homed`. */
  readonly rule: string;
  readonly reason: string;
}
