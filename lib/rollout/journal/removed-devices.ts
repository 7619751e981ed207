import type { FabricIntent } from '../../intent/fabric-intent';
import type { RolloutDevice } from '../device-session';
import { removedDeviceUnknown } from './errors';
import type { RecordedChange } from './journal-reader';
import type { Settings } from '../settings';

/** The devices of a change that are not in the fabric any more. */
export interface RemovedDevices {
  /** Those that can be reached with what the journal knows. Nothing is ever taken from them for good. */
  readonly known: readonly RolloutDevice[];
  /** Host names of those that the journal, written by an earlier version, only names. */
  readonly unknown: readonly string[];
}

/** @param change - undefined where there is no journal of it */
export function removedDevices({ devices }: FabricIntent, change: RecordedChange | undefined): RemovedDevices {
  const present = new Set(devices.map((device) => device.hostname));
  const recorded = new Map(change?.devices.map((device) => [device.hostname, device]));
  const gone = (change?.hostnames ?? []).filter((one) => !present.has(one));
  return {
    known: gone.flatMap((one) => recorded.get(one) ?? []).map((one) => ({ ...one, removalPolicy: 'WITHDRAW' })),
    unknown: gone.filter((one) => !recorded.has(one)),
  };
}

/** Names the devices that nobody can ask, because neither code nor journal says where they are. */
export function warnOfUnknown({ unknown }: RemovedDevices, changeId: string, { emit }: Pick<Settings, 'emit'>): void {
  for (const one of unknown) {
    emit({ type: 'warning', hostname: one, message: removedDeviceUnknown(one, changeId).message });
  }
}
