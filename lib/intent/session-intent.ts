/** Sessions to servers as plain data. */
import type { ExpectationIntent, Family } from './common-intent';
import type { SecretIntent } from './key-intent';

/** An EBGP session from one device to a server, or to any server of a range, inside a VRF. */
export interface PeeringIntent extends SessionOptionsIntent {
  readonly constructPath: string;
  readonly vrf: string;
  /** BGP group. One group holds one server, and one family unless it is a dual-stack group. */
  readonly group: string;
  /** Whether the sessions of both families of the server stand in the group, each with its own policies and limits. */
  readonly dualStackGroup?: true;
  readonly family: Family;
  /** Address of the server; of a range of servers its prefix, with `isRange`. */
  readonly neighbor: string;
  /** Whether `neighbor` is a prefix whose hosts may all open a session (`allow`). */
  readonly isRange?: true;
  /** Address of the device in the subnet of the neighbor. */
  readonly localAddress: string;
  /** What `local-address` says; absent where it is not written. */
  readonly statedLocalAddress?: string;
  readonly peerAsn: number;
  /** Absent only in a group of others, where the neighbor need not have one. */
  readonly description?: string;
  /**
   * Prefixes of `family` that are accepted from the server, and ranges of them as `PrefixRange` writes them; `null` accepts
   * anything, for `acceptAnythingReason`. A prefix must be there, a range only allows.
   */
  readonly acceptedPrefixes: readonly string[] | null;
  /** How many prefixes of a range must be there, by its text. */
  readonly atLeast?: Readonly<Record<string, number>>;
  readonly acceptAnythingReason?: string;
  /** Present where the BGP group stays with whoever configured it, and only the neighbor in it is the fabric's. */
  readonly groupOfOthers?: GroupOfOthersIntent;
  /** Name of the `MultihomedServer`, when the session belongs to one. */
  readonly server?: string;
  readonly expect: ExpectationIntent;
}

/** What a session has of a BGP group of others. */
export interface GroupOfOthersIntent {
  /** What the group says already, and the neighbor does not say again: `peerAsn` and names of options of the session. */
  readonly inherited: readonly string[];
  /** Whether the neighbor names its family (`family inet unicast`), which ends what the group says of families. */
  readonly namesFamily?: true;
}

/** The options of a session. Each has a row in `lib/render/session-options.ts`. */
export interface SessionOptionsIntent {
  /** More prefixes than this are logged, or what `prefixLimitAction` says. */
  readonly prefixLimit: number;
  readonly prefixLimitAction?: PrefixLimitActionIntent;
  /** Absent when BFD is off. */
  readonly bfd?: BfdIntent;
  /** What counts when BFD goes down while an end could be restarting; absent means what Junos does (restart help). */
  readonly bfdDuringRestart?: 'fastFailover' | 'restartHelp';
  /** Seconds; absent means Junos' default (90). */
  readonly holdTimeSec?: number;
  readonly authentication?: AuthenticationIntent;
  readonly gracefulRestart?: GracefulRestartIntent;
  /** The server restarts gracefully, whether or not the leaf does. */
  readonly serverGracefulRestart?: true;
  /** Packets must come with a TTL of 255 (GTSM, RFC 5082). */
  readonly ttlSecurity?: true;
  /** The server may be several hops away (`multihop`); without a TTL Junos' default (64). */
  readonly multihop?: MultihopIntent;
  /** How often the leaf's AS number must be in the path of a route for it to be hidden; absent means Junos' default (1). */
  readonly loops?: number;
  /** Communities that accepted routes get, sorted. */
  readonly communities?: readonly string[];
  /** `local-preference` of accepted routes; absent means Junos' default (100). */
  readonly localPreference?: number;
  /** The server's AS number is replaced by the leaf's in what it is told (`as-override`). */
  readonly asOverride?: true;
  /** Site of origin, `origin:<AS>:<number>`: set on what the server announces, and never told to it again. */
  readonly siteOfOrigin?: string;
  /** Why this attachment is drained; absent when it is not. */
  readonly drained?: string;
  /** Present on an attachment that is used only when the others are gone. */
  readonly backup?: BackupIntent;
  /** What the server is told; absent means every route of the VRF. */
  readonly advertised?: AdvertisedIntent;
  /** Policies of others that decide before the generated ones, by name and in order. */
  readonly importPolicies?: readonly string[];
  readonly exportPolicies?: readonly string[];
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

/** How far away the far end of a session may be. */
export interface MultihopIntent {
  readonly ttl?: number;
}

/** BGP graceful restart toward a server; times in seconds, absent means the device's default. */
export interface GracefulRestartIntent {
  readonly restartTimeSec?: number;
  readonly staleRoutesTimeSec?: number;
}

/** An attachment that carries traffic only when no other does. */
export interface BackupIntent {
  /** How often the leaf's AS number is prepended toward the server. */
  readonly prependCount: number;
  /** `local-preference` that its type-5 routes carry in the fabric, below that of other attachments. */
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
