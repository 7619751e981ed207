import { z } from 'zod';
import type { FabricIntent } from '../../intent/fabric-intent';
import { hostname, login } from '../../intent/schema';
import type { RolloutDevice } from '../device-session';
import { removedDeviceUnknown } from './errors';
import type { RecordedChange } from './journal-reader';
import type { Settings } from '../settings';

/**
 * How a device was reached, as a journal remembers it: whoever has to take a change back may have code by then that does not
 * know the device any more. The login says where a secret is, and never has it.
 */
export type RecordedDevice = Pick<
  RolloutDevice,
  'hostname' | 'constructPath' | 'managementAddress' | 'managementPort' | 'login' | 'model' | 'junos' | 'role'
>;

const SCHEMA = z.object({
  hostname,
  constructPath: z.string(),
  managementAddress: z.string().min(1),
  managementPort: z.int().min(1).max(65535),
  login,
  model: z.string().optional(),
  junos: z.string().optional(),
  role: z.enum(['leaf', 'spine']).optional(),
});

/** What is remembered of a device. */
export function recordOf(device: RolloutDevice): RecordedDevice {
  const { constructPath, junos, managementAddress, managementPort, model, role } = device;
  const facts = { ...(model && { model }), ...(junos && { junos }), ...(role && { role }) };
  return {
    hostname: device.hostname,
    constructPath,
    managementAddress,
    managementPort,
    login: device.login,
    ...facts,
  };
}

/** Reads what `recordOf` made; what is no such record is left out. */
export function readRecordedDevices(value: unknown): RecordedDevice[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  return given.flatMap((one): RecordedDevice[] => {
    const result = SCHEMA.safeParse(one);
    return result.success ? [result.data] : [];
  });
}

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
