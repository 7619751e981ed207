import type { IConstruct } from 'constructs';
import type { AllocationNeeds, GivenValue } from '../../lib/allocation/allocate';
import type {
  DeviceIntent,
  DeviceOverlayIntent,
  DeviceRole,
  DeviceUnderlayIntent,
  KeyChainIntent,
  LoopbackUnitIntent,
  ServerIntent,
  VrfIntent,
} from '../../lib/intent/fabric-intent';

/** A device of the fabric as the fabric, its underlay, its overlay and its VRFs see it. */
export interface DeviceMember extends IConstruct {
  /** Host name as the device reports it. */
  readonly hostName: string;
  /** @internal */
  readonly _reportedNames: readonly string[];
  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;
  /** @internal */
  readonly _role: DeviceRole;
  /** @internal */
  readonly _ownAsn: number;
  /** @internal */
  readonly _givenUnderlayAsn?: number;
  /** @internal */
  _givenValues(): GivenValue[];
  /** @internal */
  _intent(): DeviceIntent;
}

/** A VRF as the fabric and its devices see it. */
export interface VrfMember extends IConstruct {
  /** Name of the routing instance. */
  readonly vrfName: string;
  /** @internal */
  _isPlacedOn(device: DeviceMember): boolean;
  /** @internal */
  _loopbackOn(device: DeviceMember): LoopbackUnitIntent | undefined;
  /** @internal */
  _needs(): AllocationNeeds;
  /** @internal */
  _intent(): VrfIntent;
}

/** A server as the fabric sees it. */
export interface ServerMember extends IConstruct {
  /** Name of the server. */
  readonly name: string;
  /** @internal */
  _needs(): AllocationNeeds;
  /** @internal */
  _intent(): ServerIntent;
}

/** A key chain as the fabric sees it. */
export interface KeyChainMember extends IConstruct {
  /** @internal */
  _intent(): KeyChainIntent;
}

/** The underlay as the fabric and its devices see it. */
export interface UnderlayMember extends IConstruct {
  /** @internal */
  _needs(): AllocationNeeds;
  /** @internal */
  _intentOf(device: DeviceMember): DeviceUnderlayIntent | undefined;
}

/** The overlay as the fabric and its devices see it. */
export interface OverlayMember extends IConstruct {
  /** @internal */
  _intentOf(device: DeviceMember): DeviceOverlayIntent | undefined;
}
