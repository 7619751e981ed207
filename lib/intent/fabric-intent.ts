/**
 * The fabric as plain data: what the constructs say, before anything is rendered. It serialises to JSON without loss,
 * is sorted (devices by hostname, everything else by name), and every object carries the path of its construct, so
 * that whatever goes wrong later can be traced to a line of the user's program.
 *
 * All addresses, AS numbers, route targets and interface names are already validated and in canonical text form.
 */

import type { SurvivesIntent } from './common-intent';
import type { DeviceIntent } from './device-intent';
import type { KeyChainIntent } from './key-intent';
import type { ServerIntent } from './server-intent';

export type * from './common-intent';
export type * from './device-intent';
export type * from './key-intent';
export type * from './port-intent';
export type * from './server-intent';
export type * from './session-intent';
export type * from './underlay-intent';

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
  /** Prefixes that subnets are taken from that the program does not give, sorted. Absent when there are none. */
  readonly addressPools?: readonly string[];
}

/** How a change of the fabric is carried out. What is absent is as by default. */
export interface RolloutIntent {
  /** `transaction`: all devices end with the change or none. `rolling`: each wave is confirmed once its checks pass. */
  readonly mode?: 'transaction' | 'rolling';
  /** Host name of the device that changes first, alone. */
  readonly canary?: string;
  /** How many devices change at the same time at most. */
  readonly maxParallel?: number;
  /** How many attachments of one server may be in motion at the same time. */
  readonly maxUnavailable?: number;
  /** How many SSH handshakes may be under way at the same time. */
  readonly maxHandshakes?: number;
  /** Seconds that a wave is watched before the next one begins. */
  readonly soakTimeSec?: number;
  /** How many devices may fail before a rolling change stops. */
  readonly failureBudget?: number;
  /** Seconds that checks may take to become true. */
  readonly checkTimeoutSec?: number;
  /** The longest that a device may have to wait for its confirmation, in minutes. */
  readonly confirmTimeoutMin?: number;
}

/** A VRF with EVPN type-5 routes, the same on every leaf but for the route distinguisher. */
export interface VrfIntent {
  readonly name: string;
  readonly constructPath: string;
  /** False for `fromVrf5InstanceAttributes`: only interfaces and BGP groups in it are ours. */
  readonly owned: boolean;
  /** Absent only where the VRF is owned by others and the user did not say. */
  readonly vni?: number;
  /** What its routes are announced with; it imports what carries it. */
  readonly routeTarget?: string;
  /** Further route targets that it imports, sorted; absent means none. */
  readonly importRouteTargets?: readonly string[];
  readonly rdNumber?: number;
  /**
   * Whether its type-5 routes carry the local preference of the routes they are made of (`route-attributes preference`), so
   * that leaves see which attachments are backups.
   */
  readonly carriesLocalPreference?: true;
  /** Whether it leaks routes to other VRFs of a device that import its route target (`auto-export`). */
  readonly autoExport?: true;
  /** Whether its routing table restarts gracefully, whatever its sessions do (`routing-options graceful-restart`). */
  readonly gracefulRestart?: true;
}

/** Something dangerous that the user has agreed to, reviewed with the code. */
export type ConsentIntent =
  | { readonly kind: 'forwardingRestart'; readonly hostname: string; readonly reason: string }
  | { readonly kind: 'overwriteDrift'; readonly hostname: string; readonly digest: string; readonly reason: string }
  /** A device that leaves may take the last attachment of servers with it. */
  | { readonly kind: 'lastAttachment'; readonly hostname: string; readonly reason: string }
  /** While a change is under way, leaves of the VRF may not hear one another. */
  | { readonly kind: 'partition'; readonly vrf: string; readonly reason: string };

/** A rule that need not hold in one construct and all below it. */
export interface AcknowledgementIntent {
  readonly constructPath: string;
  /** Id of the rule, for example `server/single-homed`. */
  readonly rule: string;
  readonly reason: string;
}
