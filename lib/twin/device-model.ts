/** What one device does, as far as the twin can run it: read from its Junos configuration, written as FRR files. */
import type { Family } from '../intent/fabric-intent';
import type { Martian } from '../model/martians';
import type { Neighbor } from '../routing-model/bgp';

/** One leaf or spine. */
export interface DeviceModel {
  readonly hostname: string;
  /** Units with addresses, loopbacks included, in the configuration's order. */
  readonly units: readonly UnitModel[];
  /** Aggregated interface by the physical port that is a member of it. */
  readonly aggregates: ReadonlyMap<string, string>;
  /** Address of the VXLAN tunnels' end; undefined: this device makes none. */
  readonly vtep?: string;
  /** The main instance first. */
  readonly instances: readonly InstanceModel[];
  readonly policies: ReadonlyMap<string, PolicyModel>;
  readonly communities: ReadonlyMap<string, CommunityModel>;
}

/** A logical interface. */
export interface UnitModel {
  /** Physical port, aggregated interface, or `lo0`. */
  readonly port: string;
  readonly unit: string;
  /** Present on tagged units. */
  readonly vlanId?: number;
  readonly instance: string;
  /** With prefix length. */
  readonly addresses: readonly string[];
  /** Largest IP packet in bytes. */
  readonly mtu: number;
  readonly disabled: boolean;
}

/** A routing instance. */
export interface InstanceModel {
  readonly name: string;
  readonly routerId?: string;
  /** AS number of its BGP sessions where no `local-as` is given. */
  readonly asn?: number;
  /** Whether routes of one prefix from several type-5 routes are used side by side, by family. */
  readonly multipath: Readonly<Record<Family, boolean>>;
  readonly neighbors: readonly NeighborModel[];
  /** Present in a VRF that makes or takes type-5 routes. */
  readonly evpn?: EvpnModel;
  readonly staticRoutes: readonly StaticRouteModel[];
  readonly generatedRoutes: readonly GeneratedRouteModel[];
  /** Addresses about which nothing is taken from neighbors; of the entries that a prefix is in the first decides. */
  readonly martians: readonly Martian[];
}

/** Type-5 routes of an instance. */
export interface EvpnModel {
  readonly vni: number;
  readonly routeDistinguisher: string;
  readonly importTargets: readonly string[];
  readonly exportTargets: readonly string[];
  /** Policies that choose what becomes a type-5 route; none: nothing does. */
  readonly exports: readonly string[];
  /** Whether `local-preference` is taken from type-5 routes, and put into them; otherwise it is 100. */
  readonly carriesIn: boolean;
  readonly carriesOut: boolean;
}

/** A route that stands as long as something contributes to it. */
interface GeneratedRouteModel {
  readonly prefix: string;
  /** Policies that choose what contributes. */
  readonly policies: readonly string[];
}

/** A route that drops what it attracts. */
interface StaticRouteModel {
  readonly prefix: string;
  readonly action: 'discard' | 'reject';
}

/** Address families of a session. */
export type NeighborFamily = Family | 'evpn';

/** A BGP neighbor as the twin runs it. */
export interface NeighborModel extends Omit<
  Neighbor,
  'instance' | 'levels' | 'families' | 'prefixLimits' | 'loops' | 'authentication' | 'ttl' | 'multihop' | 'ownLocalAs'
> {
  readonly peerAsn: number;
  /** `local-as`; undefined: the instance's. */
  readonly localAsn?: number;
  readonly families: readonly NeighborFamily[];
  readonly prefixLimits: readonly PrefixLimitModel[];
  /** Word that stands for the key of the session; undefined: none. */
  readonly secret?: string;
  /** How many times the own AS number in a type-5 route hides it. */
  readonly evpnLoops: number;
  /** Lines of its address families that options of a session give it. */
  readonly familyLines: readonly FamilyLineModel[];
  /** Packets must arrive with a TTL of 255. */
  readonly ttlSecurity: boolean;
  /** TTL of a session that is not on a common subnet. */
  readonly multihopTtl?: number;
}

/** What `neighbor <address>` says in one address family. */
export interface FamilyLineModel {
  readonly family: Family;
  /** Without `neighbor <address>`. */
  readonly line: string;
}

/** How many prefixes a neighbor may send. */
export interface PrefixLimitModel {
  readonly family: Family;
  readonly maximum: number;
  readonly thresholdPercent?: number;
  /** Ends the session when there are more; otherwise only says so. */
  readonly teardown: boolean;
  /** After which it may come back; undefined: never by itself. */
  readonly idleTimeoutMin?: number;
}

/** A `policy-statement`. */
export interface PolicyModel {
  readonly name: string;
  /** The unnamed last term included, where it does anything. */
  readonly terms: readonly TermModel[];
}

/** Protocols that a route may come from. */
export type RoutingProtocol = 'direct' | 'bgp' | 'evpn' | 'static' | 'aggregate';

/** One term. */
export interface TermModel {
  /** Empty for the unnamed one. */
  readonly name: string;
  readonly from: {
    /** Any of them; empty: all. */
    readonly protocols: readonly RoutingProtocol[];
    readonly family?: Family;
    /** Undefined: any prefix. */
    readonly filters?: readonly RouteFilterModel[];
    readonly localPreference?: number;
    /** Any of these named communities; empty: whatever. */
    readonly communities: readonly string[];
  };
  readonly actions: readonly ActionModel[];
  /** Undefined: on to the next term. */
  readonly outcome?: 'accept' | 'reject' | 'next policy';
}

/** A prefix with the lengths of the routes in it that match. */
export interface RouteFilterModel {
  readonly family: Family;
  readonly prefix: string;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** What a term changes of a route. */
export type ActionModel =
  | { readonly kind: 'community'; readonly operation: 'add' | 'set' | 'delete'; readonly name: string }
  | { readonly kind: 'local-preference'; readonly value: number }
  | { readonly kind: 'preference'; readonly value: number }
  | { readonly kind: 'metric'; readonly value: number }
  | { readonly kind: 'as-path-prepend'; readonly asns: readonly number[] };

/** A named community. */
export interface CommunityModel {
  readonly name: string;
  /** As they are written. */
  readonly members: readonly string[];
}
