import type { FabricIntent } from '../../intent/fabric-intent';
import { groupedBy } from '../facts/groups';
import { listed } from '../../model/listing';
import { compareText } from '../../model/order';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** One loopback address of a VRF on two devices, or on a link as well. */
export const loopbackAddressShared: Rule = {
  id: 'vrf/loopback-address-shared',
  severity: Severity.ERROR,
  what: 'an address of a loopback unit in a VRF is there a second time',
  why: 'it is announced from both places, and what is sent to it comes to either of them',
  fix: 'give every loopback unit of a VRF an address of its own',
  reference: 'RFC 4271, 3.1; Junos: lo0 units',
  check: function* (fabric) {
    const withLoopbacks = new Set(
      fabric.devices.flatMap(({ vrfs }) =>
        vrfs.flatMap(({ loopback, name }) => (loopback === undefined ? [] : [name])),
      ),
    );
    for (const { constructPath, name } of fabric.vrfs) {
      if (!withLoopbacks.has(name)) continue;
      for (const { key, items } of groupedBy(addressesIn(fabric, name), ({ address }) => address)) {
        if (items.length > 1 && items.some(({ isLoopback }) => isLoopback)) {
          yield {
            message: `${key} of ${name} is on ${listed(items.map(({ on }) => on).sort(compareText))}`,
            constructPaths: [constructPath],
          } satisfies Violation;
        }
      }
    }
  },
};

interface Held {
  readonly address: string;
  readonly on: string;
  readonly isLoopback: boolean;
}

function addressesIn({ devices }: FabricIntent, vrf: string): Held[] {
  return devices.flatMap(({ hostname, interfaces, vrfs }) => [
    ...vrfs
      .filter(({ name }) => name === vrf)
      .flatMap(({ loopback }) => loopback?.addresses ?? [])
      .map((address) => ({ address: hostOf(address), on: `lo0 of ${hostname}`, isLoopback: true })),
    ...interfaces
      .filter((one) => one.vrf === vrf)
      .flatMap(({ addresses, port }) =>
        addresses.map(({ address }) => ({ address: hostOf(address), on: `${port} of ${hostname}`, isLoopback: false })),
      ),
  ]);
}

function hostOf(address: string): string {
  return address.split('/', 1)[0] ?? '';
}
