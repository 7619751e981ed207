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
  /** Exactly one of the three: a variable, a file, or a program with its arguments. */
  | {
      readonly method: 'password';
      readonly user: string;
      readonly fromEnv?: string;
      readonly fromFile?: string;
      readonly fromCommand?: readonly string[];
    }
  /** As `ssh` would log in; what is absent is as its configuration says. */
  | { readonly method: 'openSsh'; readonly user?: string; readonly configFile?: string };

/** Where a secret is that goes onto a device; never the secret itself. */
export type SecretIntent =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly path: string }
  /** Program and arguments, run without a shell; the secret is its first line of output. */
  | { readonly from: 'command'; readonly command: readonly string[] };

/** The whole fabric. */
export interface FabricIntent {
  /** Name of the fabric and of the configuration group it owns on every device. */
  readonly name: string;
  /** Name it had before: what stands under it is removed together with writing the new groups. */
  readonly formerName?: string;
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
  /** Key chains that sessions refer to; sorted by name. Absent when there are none. */
  readonly keyChains?: readonly KeyChainIntent[];
  /** How changes are rolled out; absent where everything is as by default. */
  readonly rollout?: RolloutIntent;
  /** What servers must survive that do not say it themselves, sorted. Absent when nothing is demanded. */
  readonly survives?: readonly SurvivesIntent[];
}

/** What must not cut a server off. */
export interface SurvivesIntent {
  /** Any one of these may fail, or be out of service. A wave is what the rollout changes at one time. */
  readonly anySingle: 'leaf' | 'spine' | 'link' | 'session' | 'failureDomain' | 'wave';
  /** Paths that must be left to every device of the fabric; absent means 1. */
  readonly paths?: number;
}

/** How a change of the fabric is carried out. What is absent is as by default. */
export interface RolloutIntent {
  /** `transaction`: all devices end with the change or none. `rolling`: each wave is confirmed once its checks pass. */
  readonly mode?: 'transaction' | 'rolling';
  /** Host name of the device that changes first, alone. */
  readonly canary?: string;
  /** How many devices change at the same time at most. */
  readonly maxParallel?: number;
  /** How many homes of one server may be in motion at the same time. */
  readonly maxUnavailable?: number;
  /** Seconds that a wave is watched before the next one begins. */
  readonly soakTimeSec?: number;
  /** How many devices may fail before a rolling change stops. */
  readonly failureBudget?: number;
}

/** What a device is in the fabric. A spine reflects the overlay's routes; devices of any role have fabric links. */
export type DeviceRole = 'leaf' | 'spine';

/** One device and everything the fabric puts on it. */
export interface DeviceIntent {
  readonly hostname: string;
  readonly constructPath: string;
  readonly role: DeviceRole;
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
  /** Devices of one redundancy group never change at the same time. */
  readonly redundancyGroup?: string;
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
  /** The EBGP underlay; absent where others own it. */
  readonly underlay?: DeviceUnderlayIntent;
  /** The IBGP EVPN overlay; absent where others own it. */
  readonly overlay?: DeviceOverlayIntent;
  /** Ports that are split into channels, sorted by port. Absent when there are none. */
  readonly breakouts?: readonly BreakoutIntent[];
  /** Statements that the user wrote as set lines, in the order they were written. Absent when there are none. */
  readonly statements?: readonly RawStatementIntent[];
  /** What stands outside the fabric's group and is taken over, sorted by path. Absent when there is nothing. */
  readonly adopted?: readonly AdoptionIntent[];
}

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
}

/** What makes several ports one. */
export interface AggregateIntent {
  /** Physical ports, sorted. */
  readonly members: readonly string[];
  readonly lacp: 'active' | 'passive';
  /** Absent means the device's default (slow). */
  readonly lacpPeriodic?: 'fast' | 'slow';
  /** Links that must be up for the aggregate to be; absent means 1. */
  readonly minimumLinks?: number;
  /** BFD on each member (RFC 7130); absent when off. */
  readonly microBfd?: BfdIntent & { readonly localAddress: string; readonly neighbor: string };
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

/** A physical port that is split into channels. */
export interface BreakoutIntent {
  readonly constructPath: string;
  /** The port before it is split, for example `et-0/0/3`. */
  readonly port: string;
  /** Speed of one channel. */
  readonly channelSpeed: '10g' | '25g' | '50g' | '100g';
  /** How many channels there are, where the platform asks for it. */
  readonly channels?: number;
}

/** A statement that the user wrote as a set line. */
export interface RawStatementIntent {
  readonly constructPath: string;
  /** The whole line, beginning with `set `. */
  readonly line: string;
  /** Whether the schema table need not know it. It travels in set form only then. */
  readonly unchecked?: true;
}

/**
 * A place in the explicit configuration of a device that the fabric takes over: everything at and below it is deleted in
 * the commit that loads the group, and kept on the device for `withdraw --restore`.
 */
export interface AdoptionIntent {
  readonly constructPath: string;
  /** The words of a set line without `set`. */
  readonly path: string;
  readonly reason: string;
  /** Whether it is as well that nothing stands there. */
  readonly ifPresent?: true;
}

/** Device-wide singletons (design: "Device-wide singletons are prerequisites"). */
export interface PrerequisitesIntent {
  /** `routing-options autonomous-system`. */
  readonly autonomousSystem: PrerequisiteIntent;
  /** `switch-options vtep-source-interface lo0.0`; absent on spines without a VRF, which are no end of a tunnel. */
  readonly vtepSourceInterface?: PrerequisiteIntent;
  /** `routing-options forwarding-table export` of a per-flow load-balancing policy. */
  readonly forwardingTableExport: PrerequisiteIntent;
  /** `forwarding-options vxlan-routing overlay-ecmp`; absent on models that neither need nor have it. */
  readonly overlayEcmp?: PrerequisiteIntent;
  /** `routing-options router-id`; absent where the fabric's underlay does not need it. */
  readonly routerId?: PrerequisiteIntent;
  /** `chassis aggregated-devices ethernet device-count`; absent where there are no aggregated interfaces. */
  readonly aggregatedDeviceCount?: PrerequisiteIntent;
  /** The statements that split ports into channels; absent where there are none. */
  readonly breakouts?: PrerequisiteIntent;
  /** `routing-options graceful-restart`; absent where no session asks for graceful restart. */
  readonly gracefulRestart?: PrerequisiteIntent;
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
  /**
   * Whether its type-5 routes carry the local preference of the routes they are made of (`route-attributes preference`), so
   * that leaves see which homes are backups.
   */
  readonly carriesLocalPreference?: true;
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
  /** Whether frames of `vlanId` are untagged on the wire (`native-vlan-id`). */
  readonly native?: true;
  /** Of the physical interface, layer-2 header included; absent means the device's default. */
  readonly mtu?: number;
  /** MTU of family inet, layer-3 header included; absent means the device's default. */
  readonly inetMtu?: number;
  /** MTU of family inet6, layer-3 header included; absent means the device's default. */
  readonly inet6Mtu?: number;
  /** `speed` of the port; absent means the device's default. */
  readonly speed?: PortSpeed;
  /** Present when the port is an aggregated interface. */
  readonly aggregate?: AggregateIntent;
  readonly addresses: readonly InterfaceAddressIntent[];
  readonly expect: ExpectationIntent;
}

/** An address on an interface, for example family inet, 172.16.104.1/30. */
export interface InterfaceAddressIntent {
  readonly family: Family;
  /** Host address with prefix length. */
  readonly address: string;
}

/** Speed of a port in Junos' words. */
export type PortSpeed = '1g' | '10g' | '25g' | '40g' | '50g' | '100g' | '200g' | '400g';

/** An EBGP session from one device to a server, or to any server of a range, inside a VRF. */
export interface PeeringIntent {
  readonly constructPath: string;
  readonly vrf: string;
  /** BGP group. One group holds one server and one family. */
  readonly group: string;
  readonly family: Family;
  /** Address of the server; of a range of servers its prefix, with `isRange`. */
  readonly neighbor: string;
  /** Whether `neighbor` is a prefix whose hosts may all open a session (`allow`). */
  readonly isRange?: true;
  readonly localAddress: string;
  readonly peerAsn: number;
  readonly description: string;
  /** Prefixes of `family` that are accepted from the server; `null` accepts anything, for `acceptAnythingReason`. */
  readonly acceptedPrefixes: readonly string[] | null;
  readonly acceptAnythingReason?: string;
  /** More prefixes than this are logged, or what `prefixLimitAction` says. */
  readonly prefixLimit: number;
  readonly prefixLimitAction?: PrefixLimitActionIntent;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** Seconds; absent means Junos' default (90). */
  readonly holdTimeSec?: number;
  readonly authentication?: AuthenticationIntent;
  readonly gracefulRestart?: GracefulRestartIntent;
  /** Packets must come with a TTL of 255 (GTSM, RFC 5082). */
  readonly ttlSecurity?: true;
  /** Communities that accepted routes get, sorted. */
  readonly communities?: readonly string[];
  /** `local-preference` of accepted routes; absent means Junos' default (100). */
  readonly localPreference?: number;
  /** The server's AS number is replaced by the leaf's in what it is told (`as-override`). */
  readonly asOverride?: true;
  /** Site of origin, `origin:<AS>:<number>`: set on what the server announces, and never told to it again. */
  readonly siteOfOrigin?: string;
  /** Why this home is drained; absent when it is not. */
  readonly drained?: string;
  /** Present on a home that is used only when the others are gone. */
  readonly backup?: BackupIntent;
  /** What the server is told; absent means every route of the VRF. */
  readonly advertised?: AdvertisedIntent;
  /** Policies of others that decide before the generated ones, by name and in order. */
  readonly importPolicies?: readonly string[];
  readonly exportPolicies?: readonly string[];
  /** Name of the `MultihomedServer`, when the session belongs to one. */
  readonly server?: string;
  readonly expect: ExpectationIntent;
}

/** What happens when a server announces more than its limit. */
export type PrefixLimitActionIntent =
  /** The session ends, and comes back after `idleTimeoutMin` minutes. */
  | { readonly action: 'teardown'; readonly thresholdPercent?: number; readonly idleTimeoutMin: number | 'forever' }
  /** What is too much is not accepted (Junos 21.4 and later). */
  | { readonly action: 'dropExcess' | 'hideExcess'; readonly thresholdPercent?: number };

/** How a session proves who is at the other end. */
export type AuthenticationIntent =
  | { readonly method: 'md5'; readonly secret: SecretIntent }
  | {
      readonly method: 'keyChain';
      readonly keyChain: string;
      readonly algorithm: 'md5' | 'hmac-sha-1-96' | 'aes-128-cmac-96';
    }
  /** TCP-AO (RFC 5925; Junos 20.4 and later). */
  | { readonly method: 'tcpAo'; readonly keyChain: string };

/** Keys that follow one another without ending a session. */
export interface KeyChainIntent {
  readonly name: string;
  readonly constructPath: string;
  /** False where others configure the chain: only its name is known. */
  readonly owned: boolean;
  /** Sorted by id. */
  readonly keys: readonly KeyIntent[];
}

/** One key of a chain. */
export interface KeyIntent {
  /** 0 to 63. */
  readonly id: number;
  readonly secret: SecretIntent;
  /** From when it is used: `2026-01-01.00:00:00 +0000`. */
  readonly startTime: string;
  /** Absent means the device's default. */
  readonly algorithm?: 'md5' | 'hmac-sha-1' | 'ao';
  readonly ao?: {
    readonly sendId: number;
    readonly recvId: number;
    readonly cryptographicAlgorithm: 'hmac-sha-1-96' | 'aes-128-cmac-96';
  };
}

/** BGP graceful restart toward a server; times in seconds, absent means the device's default. */
export interface GracefulRestartIntent {
  readonly restartTimeSec?: number;
  readonly staleRoutesTimeSec?: number;
}

/** A home that carries traffic only when no other does. */
export interface BackupIntent {
  /** How often the leaf's AS number is prepended toward the server. */
  readonly prependCount: number;
  /** `local-preference` that its type-5 routes carry in the fabric, below that of other homes. */
  readonly localPreference: number;
}

/** What a server is told. */
export type AdvertisedIntent =
  | { readonly kind: 'prefixes'; readonly prefixes: readonly string[] }
  /** The default route as it comes from the fabric. */
  | { readonly kind: 'defaultFromEvpn' }
  /** A default route that stands only as long as a route of protocol EVPN contributes to it. */
  | { readonly kind: 'generatedDefault' };

/** BFD of a session. */
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
  /** Router id of the server on its own side; absent means its smallest IPv4 address toward the leaves. */
  readonly routerId?: string;
  /** What the server must survive, sorted; absent means what the fabric demands of all. */
  readonly survives?: readonly SurvivesIntent[];
  /** The forms in which synth writes the server's own side, sorted. Absent when there are none. */
  readonly serverSide?: readonly ServerFormatIntent[];
}

/** One home of a server. */
export interface AttachmentIntent {
  readonly hostname: string;
  readonly port: string;
  readonly unit: number;
  /** One entry per family. */
  readonly addresses: readonly AttachmentAddressIntent[];
  readonly expect: ExpectationIntent;
  /** Name of the interface on the server, before VLANs: `ens1f0`, `bond0`, `xe-0/0/1`. Absent when the user did not say. */
  readonly serverInterface?: string;
  /** Members of `serverInterface` on the server, where it is an aggregate; sorted. */
  readonly serverMembers?: readonly string[];
}

/** Both ends of one subnet between a leaf and a server. */
export interface AttachmentAddressIntent {
  readonly family: Family;
  /** With prefix length. */
  readonly leaf: string;
  /** With prefix length. */
  readonly server: string;
}

/** In which form a server's own side of its sessions and links is written. */
export type ServerFormatIntent = 'FRR' | 'FRR_DAEMONS' | 'BIRD' | 'JUNOS' | 'NETPLAN' | 'NETWORKD';

/** Something dangerous that the user has agreed to, reviewed with the code. */
export type ConsentIntent =
  | { readonly kind: 'forwardingRestart'; readonly hostname: string; readonly reason: string }
  | { readonly kind: 'overwriteDrift'; readonly hostname: string; readonly digest: string; readonly reason: string }
  /** While a change is under way, leaves of the VRF may not hear one another. */
  | { readonly kind: 'partition'; readonly vrf: string; readonly reason: string };

/** A rule that need not hold in one construct and all below it. */
export interface AcknowledgementIntent {
  readonly constructPath: string;
  /** Id of the rule, for example `server/single-homed`. */
  readonly rule: string;
  readonly reason: string;
}
