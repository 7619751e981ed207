import type { DeviceIntent } from './device-intent';
import { compareText } from '../model/order';
import type { MemberRecord } from './member-record';

/**
 * What a fabric remembers of one of its devices for the time when its construct is gone.
 *
 * @param group - name of the fabric's group
 * @param knownHosts - the file of host keys, as the program names it
 */
export function memberRecord(device: DeviceIntent, group: string, knownHosts: string): MemberRecord {
  const { engineHostnames, login, loopback, managementAddress, managementPort, model, removalPolicy } = device;
  const ends = (device.underlay?.links ?? []).map(({ address }) => address.split('/')[0] ?? '');
  return {
    ...(engineHostnames !== undefined && { engineHostnames }),
    managementAddress,
    managementPort,
    login,
    model,
    group,
    removalPolicy,
    knownHosts,
    addresses: [...new Set([loopback, ...ends])].sort(compareText),
  };
}
