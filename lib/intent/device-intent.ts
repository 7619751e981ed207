/** One device as plain data: how it is reached, and everything that the fabric puts on it. */
import type { QfxModelFacts } from '../platform/qfx-model';
import type { InterfaceIntent } from './port-intent';
import type { PeeringIntent } from './session-intent';
import type { DeviceOverlayIntent, DeviceUnderlayIntent } from './underlay-intent';

/** What happens on the device when its construct is deleted. */
export type RemovalPolicyIntent = 'WITHDRAW' | 'RETAIN';

/** Who is responsible for a device-wide statement that the design needs; of one that nobody looks for, why not. */
export type PrerequisiteIntent = 'PRESENT' | 'CONFIGURE' | ExternalPrerequisiteIntent;

/** What the design needs comes from elsewhere than the library looks. */
export interface ExternalPrerequisiteIntent {
  /** Where it comes from, in the user's words. */
  readonly external: string;
}

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
      /** Names of variables that the program gets besides the usual ones. */
      readonly environment?: readonly string[];
    }
  /** As `ssh` would log in; what is absent is as its configuration says. */
  | {
      readonly method: 'openSsh';
      readonly user?: string;
      readonly configFile?: string;
      /** Names of variables that `ssh` gets besides the usual ones. */
      readonly environment?: readonly string[];
    };

/** What a device is in the fabric. A spine reflects the overlay's routes; devices of any role have fabric links. */
export type DeviceRole = 'leaf' | 'spine';

/** One device and everything the fabric puts on it. */
export interface DeviceIntent {
  readonly hostname: string;
  /** Host names that its routing engines report in place of it, where each has its own. */
  readonly engineHostnames?: readonly string[];
  readonly constructPath: string;
  readonly role: DeviceRole;
  /** Model as Junos reports it in lower case, for example `qfx10002-60c`. */
  readonly model: string;
  /** Facts of the model that the user gave; absent where the library's own count. */
  readonly modelFacts?: QfxModelFacts;
  /** Junos release, for example `19.1R2`. */
  readonly junos: string;
  /** IPv4 address of lo0.0 without prefix length: VTEP, router id and first half of route distinguishers. */
  readonly loopback: string;
  /** Its own AS number; absent where it is the fabric's `overlayAsn`. Whoever asks for it asks `deviceAsn`. */
  readonly asn?: number;
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
  /** The EVPN overlay; absent where others own it. */
  readonly overlay?: DeviceOverlayIntent;
  /** Ports that are split into channels, sorted by port. Absent when there are none. */
  readonly breakouts?: readonly BreakoutIntent[];
  /** Statements that the user wrote as set lines, in the order they were written. Absent when there are none. */
  readonly statements?: readonly RawStatementIntent[];
  /** What stands outside the fabric's group and is taken over, sorted by path. Absent when there is nothing. */
  readonly adopted?: readonly AdoptionIntent[];
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
  /** `vtep-source-interface lo0.0`; absent on spines without a VRF, which are no end of a tunnel. */
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

/** One VRF on one device. */
export interface DeviceVrfIntent {
  readonly name: string;
  /** Absent only for a VRF that others own. */
  readonly routeDistinguisher?: string;
  /** Its loopback unit on the device; absent where it has none. */
  readonly loopback?: LoopbackUnitIntent;
}

/** A unit of lo0 in a VRF. */
export interface LoopbackUnitIntent {
  readonly unit: number;
  /** With prefix length, IPv4 first. */
  readonly addresses: readonly string[];
}
