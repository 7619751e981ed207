import { largestFamilyMtu } from '../../model/junos-defaults';
import type { Membership } from '../../routing-model/membership';
import { instanceOf, readMembership } from '../../routing-model/membership';
import type { Port } from '../../routing-model/ports';
import type { RoutingModel } from '../../routing-model/routing-model';
import type { DeviceModel, UnitModel } from '../device-model';
import { PHYSICAL } from './acted-on';
import type { Refusals } from './refusals';

/** The interfaces of a device in the twin. */
export function translatePorts(model: RoutingModel, refusals: Refusals): Pick<DeviceModel, 'units' | 'aggregates'> {
  const { ports } = model;
  const membership = readMembership(model);
  for (const { name, units } of ports) {
    if (PHYSICAL.test(name)) continue;
    for (const { place } of units) refusals.refuse(place, 'the twin has no interfaces of this kind');
  }
  return {
    units: ports.flatMap((port) => (PHYSICAL.test(port.name) ? translateUnits(port, membership) : [])),
    aggregates: new Map(ports.flatMap(({ name, bundle }) => (bundle === undefined ? [] : [[name, bundle]]))),
  };
}

function translateUnits(port: Port, membership: Membership): UnitModel[] {
  const room = largestFamilyMtu(port.mtu, port.tagging);
  return port.units.map(({ name, unit, vlanId, addresses, disabled, inetMtu = room, inet6Mtu = room }) => ({
    port: port.name,
    unit,
    vlanId: vlanId === port.nativeVlanId ? undefined : vlanId,
    instance: instanceOf(membership, name),
    addresses: addresses.map(({ text }) => text),
    mtu: Math.min(room, inetMtu, inet6Mtu),
    disabled: disabled || port.disabled,
  }));
}
