import type { RoutingDevice } from '../read/device';

/** Addresses of BGP neighbors outside of VRFs that none of the devices has: they are devices of others. */
export function othersNeighbors(devices: readonly RoutingDevice[]): ReadonlySet<string> {
  const own = new Set(
    devices.flatMap(({ loopbacks, units }) => [
      ...loopbacks.map((address) => address.toString()),
      ...[...units.values()].flatMap(({ addresses }) => addresses.map(({ address }) => address.toString())),
    ]),
  );
  const neighbors = devices.flatMap(({ sessions }) => sessions.flatMap(({ neighbor }) => neighbor?.toString() ?? []));
  return new Set(neighbors.filter((address) => !own.has(address)));
}
