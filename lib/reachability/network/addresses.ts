import type { IpAddress } from '../../model/ip-address';
import type { RoutingDevice, Unit, UnitAddress } from '../read/device';
import type { BgpNeighbor } from '../read/sessions';

/** An address of the main instance, and whose it is. */
export interface Owner {
  /** Index of the device. */
  readonly device: number;
  readonly unit?: Unit;
  readonly held: IpAddress;
}

/** Addresses of the main instance of all devices, by their text; of one that several have, the first. */
export function addressOwners(devices: readonly RoutingDevice[]): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  const add = (owner: Owner): void => {
    const text = owner.held.toString();
    if (!owners.has(text)) owners.set(text, owner);
  };
  devices.forEach(({ loopbacks, units }, device) => {
    for (const held of loopbacks) add({ device, held });
    for (const unit of units.values()) {
      if (unit.instance !== undefined) continue;
      for (const { address } of unit.addresses) add({ device, unit, held: address });
    }
  });
  return owners;
}

/** The unit and address of a device in whose subnet a neighbor is. */
export function connectedTo(
  units: Iterable<Unit>,
  instance: string | undefined,
  neighbor: IpAddress,
): { readonly unit: Unit; readonly own: UnitAddress } | undefined {
  for (const unit of units) {
    if (unit.instance !== instance || unit.name.startsWith('lo0.')) continue;
    const own = unit.addresses.find(({ prefix, address }) => prefix.contains(neighbor) && !address.equals(neighbor));
    if (own !== undefined) return { unit, own };
  }
  return undefined;
}

/** The sessions of a device in its main instance, by the text of the neighbor's address. */
export type SessionsByNeighbor = (device: number, neighbor: string) => readonly BgpNeighbor[];

/** Looks sessions up; a spine has as many as there are leaves. */
export function sessionsByNeighbor(devices: readonly RoutingDevice[]): SessionsByNeighbor {
  const indexes = devices.map(({ sessions }) => {
    const index = new Map<string, BgpNeighbor[]>();
    for (const session of sessions) {
      const neighbor = session.neighbor?.toString() ?? '';
      const known = index.get(neighbor);
      if (known === undefined) index.set(neighbor, [session]);
      else known.push(session);
    }
    return index;
  });
  return (device, neighbor) => indexes[device]?.get(neighbor) ?? [];
}
