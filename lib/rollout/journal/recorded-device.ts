import { z } from 'zod';
import { hostname, login } from '../../intent/schema';
import type { RolloutDevice } from '../device-session';

/**
 * How a device was reached, as a journal remembers it: whoever has to take a change back may have code by then that does not
 * know the device any more. The login says where a secret is, and never has it.
 */
export type RecordedDevice = Pick<
  RolloutDevice,
  | 'hostname'
  | 'engineHostnames'
  | 'constructPath'
  | 'managementAddress'
  | 'managementPort'
  | 'login'
  | 'model'
  | 'junos'
  | 'role'
>;

const SCHEMA = z.object({
  hostname,
  engineHostnames: z.array(hostname).optional(),
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
  const { constructPath, engineHostnames, junos, managementAddress, managementPort, model, role } = device;
  const facts = { ...(model && { model }), ...(junos && { junos }), ...(role && { role }) };
  return {
    hostname: device.hostname,
    ...(engineHostnames && { engineHostnames }),
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
