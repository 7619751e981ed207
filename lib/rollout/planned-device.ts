import type { DeviceIntent } from '../intent/fabric-intent';
import type { DeviceChange } from './group/device-change';
import type { RolloutDevice } from './device-session';

/** What has to be known of a device to place it in the schedule of a change. */
export interface PlannedDevice {
  readonly hostname: string;
  readonly device: RolloutDevice;
  readonly change: DeviceChange;
  /** Its part of the intent; absent for a device that leaves the fabric. */
  readonly intent?: DeviceIntent;
  /** Identifiers of the Ethernet segments it is on, whoever configured them. */
  readonly ethernetSegments: readonly string[];
}
