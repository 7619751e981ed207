import { z } from 'zod';
import { invalidRemovedDevice } from './errors';
import { reasonOf } from '../model/fabric-error';
import { fabricName, hostname, login } from '../intent/schema';
import type { RolloutDevice } from '../rollout/device-session';

const removedDevice = z.object({
  hostname,
  engineHostnames: z.array(hostname).optional(),
  managementAddress: z.string().min(1),
  managementPort: z.int().min(1).max(65535),
  login,
  group: fabricName,
  removalPolicy: z.enum(['WITHDRAW', 'RETAIN']),
  model: z.string().optional(),
});

/** A device that has left a fabric. */
export interface RemovedDevice {
  /** Name of the fabric, and of its group. */
  readonly fabric: string;
  readonly device: RolloutDevice;
}

/**
 * Reads what Terraform remembers of a device whose construct is gone: what the `<fabric>_device` resource held.
 *
 * @throws FabricError `invalidRemovedDevice`
 */
export function readRemovedDevice(json: string): RemovedDevice {
  const result = removedDevice.safeParse(parse(json));
  if (!result.success) {
    throw invalidRemovedDevice(
      result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`),
    );
  }
  const { group, ...device } = result.data;
  return { fabric: group, device: { ...device, constructPath: `${group}/${device.hostname}` } };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalidRemovedDevice([reasonOf(error)]);
  }
}
