/** Where things of a device are found that every session asks for. */
import type { AddressWithLength } from '../../../model/address-with-length';
import { networkText } from '../../../model/address-with-length';
import { canonicalAddress } from '../../../model/canonical-address';
import type { IpAddress } from '../../../model/ip-address';
import type { Neighbor } from '../../../routing-model/bgp';
import type { UnitAddress } from '../../../routing-model/ports';
import { remembered } from '../remembered';
import type { DeviceView } from './device-view';
import type { PortState, UnitState } from './interfaces';

/** An address of a logical interface. */
export interface Connected {
  readonly unit: UnitState;
  readonly address: UnitAddress;
}

type Ports = ReadonlyMap<string, PortState>;

interface Subnets {
  /** Families and prefix lengths that occur. */
  readonly lengths: readonly Pick<AddressWithLength, 'family' | 'length'>[];
  /** By the network of the address, each with its place among all of the device. */
  readonly byNetwork: ReadonlyMap<string, readonly (Connected & { readonly place: number })[]>;
}

const subnetsOf = remembered((ports: Ports): Subnets => {
  const all = [...ports.values()]
    .flatMap(({ units }) => units)
    .flatMap((unit) => unit.configured.addresses.map((address) => ({ unit, address })))
    .map((one, place) => ({ ...one, place }));
  const lengths = new Map(all.map(({ address: { family, length } }) => [`${family} ${length}`, { family, length }]));
  return { lengths: [...lengths.values()], byNetwork: groupBy(all, ({ address }) => networkText(address)) };
});

/** The addresses of a device whose subnet an address is in, in the order of its interfaces. */
export function connectedTo(ports: Ports, address: IpAddress): readonly Connected[] {
  const { byNetwork, lengths } = subnetsOf(ports);
  return lengths
    .filter(({ family }) => family === address.family)
    .flatMap(({ family, length }) => byNetwork.get(networkText({ family, address, length })) ?? [])
    .sort((one, other) => one.place - other.place);
}

const neighborsByAddress = remembered((view: DeviceView) =>
  groupBy(view.neighbors, ({ address }) => canonicalAddress(address)),
);

/** The neighbors that a device has under an address. */
export function neighborsAt(view: DeviceView, address: string): readonly Neighbor[] {
  return neighborsByAddress(view).get(address) ?? [];
}

const portsByBundle = remembered((view: DeviceView) => groupBy([...view.ports.values()], ({ bundle = '' }) => bundle));

/** Names of the ports that an aggregate has for members. */
export function membersOf(view: DeviceView, aggregate: string): readonly string[] {
  return (portsByBundle(view).get(aggregate) ?? []).map(({ name }) => name);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
