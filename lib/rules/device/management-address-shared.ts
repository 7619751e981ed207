import type { DeviceIntent } from '../../intent/fabric-intent';
import { pathsOf, sharing } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Two devices that are reached at one address. */
export const managementAddressShared: Rule = {
  id: 'device/management-address-shared',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'two devices are reached at one management address',
  why: 'the rollout would find the wrong device behind one of the names, and stop there after others have been staged',
  fix: 'give each device its own address, or its own port where an address is translated',
  reference: 'RFC 6242 (NETCONF over SSH)',
  check: ({ devices }) =>
    sharing(devices, endpoint).map(({ key, items }) => ({
      message: `${listed(items.map(({ hostname }) => hostname))} are reached at ${key}`,
      constructPaths: pathsOf(items),
    })),
};

function endpoint({ managementAddress, managementPort }: DeviceIntent): string {
  const host = managementAddress.includes(':') ? `[${managementAddress}]` : managementAddress.toLowerCase();
  return `${host}:${managementPort}`;
}
