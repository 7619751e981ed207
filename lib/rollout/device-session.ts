import type { Configuration } from '../junos/tree/configuration';
import type { DeviceIntent } from '../intent/fabric-intent';
import type { LockHolderText } from '../netconf/errors';
import type { DeviceMessage } from '../netconf/rpc-error';
import type { OperationalSession } from '../checks/observation';

/** What is needed to reach a device and to know what to do when it goes. */
export type RolloutDevice = Pick<
  DeviceIntent,
  'hostname' | 'constructPath' | 'managementAddress' | 'managementPort' | 'login' | 'removalPolicy'
> &
  Partial<Pick<DeviceIntent, 'engineHostnames' | 'model' | 'modelFacts' | 'junos' | 'role' | 'redundancyGroup'>>;

/** A confirmed commit that waits for its confirmation. */
export interface AwaitedConfirmation {
  /** The log line it was made with. */
  readonly log?: string;
  readonly user?: string;
  /** Whole minutes until the device takes it back, as far as it tells. */
  readonly minutesLeft?: number;
}

/** One entry of the commit history. */
export interface HistoryEntry {
  /** 0 is the configuration in force; also the number of the rollback that brings it back. */
  readonly sequence: number;
  readonly log?: string;
  /** Whether the device takes it back unless somebody confirms it. */
  readonly isPending: boolean;
  /** Seconds since 1970, where the device gives it. */
  readonly timeSec?: number;
}

/** What the device has to say of something that it did all the same; without secrets. */
export type DeviceWarnings = readonly DeviceMessage[];

/**
 * One NETCONF session, as the rollout uses it. Every method rejects with a FabricError: code `deviceRefused` when the
 * device said no, any other code when the session is of no further use.
 */
export interface DeviceSession extends OperationalSession {
  lock(): Promise<void>;
  unlock(): Promise<void>;
  load(request: { action: 'set'; format: 'set'; content: string }): Promise<DeviceWarnings>;
  /** The candidate against the committed configuration, as `show | compare` prints it; '' when there is no difference. */
  compare(): Promise<string>;
  commitCheck(): Promise<DeviceWarnings>;
  /** `synchronize`: on every routing engine; by default where `facts` has found several. */
  commitConfirmed(request: { minutes: number; log: string; synchronize?: boolean }): Promise<DeviceWarnings>;
  commit(request: { log: string; synchronize?: boolean }): Promise<DeviceWarnings>;
  rollback(number: number): Promise<DeviceWarnings>;
  discard(): Promise<unknown>;
  configuration(request: {
    database: 'candidate' | 'committed';
    inherit?: boolean;
    filter?: readonly string[];
    /** Explicit statements that the schema table does not know are kept; by default they are passed over. */
    unknown?: 'keep';
  }): Promise<Configuration>;
  /** What `show configuration` prints, whole, with encoded secrets in it; of what is committed where nothing else is named. */
  configurationText(database?: 'committed' | 'candidate'): Promise<string>;
  /** `show system commit`, the newest first. */
  commitHistory(): Promise<readonly HistoryEntry[]>;
  pendingCommit(): Promise<AwaitedConfirmation | undefined>;
  /** Who holds the lock; undefined where nobody does, or the device does not tell. Asks for no lock. */
  lockHolder(): Promise<LockHolderText | undefined>;
  facts(): Promise<{
    readonly hostname: string;
    readonly model: string;
    readonly junos: string;
    readonly routingEngines: number;
  }>;
  close(): Promise<void>;
}

/** Opens a session; the host key is verified and the user authenticated when it resolves. */
export type Connect = (device: RolloutDevice) => Promise<DeviceSession>;
