import type { DeviceIntent } from './device-intent';

/** What tells whether a device is the one that is meant. */
type NamedDevice = Pick<DeviceIntent, 'hostname' | 'engineHostnames'>;

/** Names that a device may report: its own, and where its routing engines have names, theirs. */
export function hostnamesOf({ engineHostnames = [], hostname }: NamedDevice): readonly string[] {
  return [hostname, ...engineHostnames];
}

/** Whether a device that reports this name is the one that is meant, whichever of its routing engines speaks. */
export function isCalled(device: NamedDevice, reported: string): boolean {
  return hostnamesOf(device).includes(reported);
}
