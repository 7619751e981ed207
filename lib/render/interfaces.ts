import { portMtusDiffer } from '../errors';
import type { InterfaceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/configuration';

/** The server-facing ports of one device: `interfaces …`. */
export function renderInterfaces(configuration: Configuration, interfaces: readonly InterfaceIntent[]): void {
  for (const [port, units] of byPort(interfaces)) {
    renderPort(configuration, port, units);
    for (const unit of units) renderUnit(configuration, unit);
  }
}

function byPort(interfaces: readonly InterfaceIntent[]): Map<string, InterfaceIntent[]> {
  const ports = new Map<string, InterfaceIntent[]>();
  for (const one of interfaces) {
    const units = ports.get(one.port);
    if (units === undefined) ports.set(one.port, [one]);
    else units.push(one);
  }
  return ports;
}

/**
 * What the units of a port share. `flexible-vlan-tagging` rather than `vlan-tagging`, so that a unit for untagged frames
 * can be added by others without touching the port.
 */
function renderPort(configuration: Configuration, port: string, units: readonly InterfaceIntent[]): void {
  const isTagged = units.some(({ vlanId }) => vlanId !== undefined);
  const [first] = units;
  if (isTagged) configuration.set('interfaces', port, 'flexible-vlan-tagging');
  else if (first !== undefined) configuration.set('interfaces', port, 'description', first.description);
  const mtu = sharedMtu(units);
  if (mtu !== undefined) configuration.set('interfaces', port, 'mtu', String(mtu));
}

function renderUnit(
  configuration: Configuration,
  { port, unit, vlanId, description, addresses }: InterfaceIntent,
): void {
  const path = ['interfaces', port, 'unit', String(unit)];
  if (vlanId !== undefined) {
    configuration.set(...path, 'description', description);
    configuration.set(...path, 'vlan-id', String(vlanId));
  }
  for (const { family, address } of addresses) configuration.set(...path, 'family', family, 'address', address);
}

/** The MTU belongs to the port: units that name one must agree. */
function sharedMtu(units: readonly InterfaceIntent[]): number | undefined {
  const [first, ...others] = units.filter(({ mtu }) => mtu !== undefined);
  const different = others.find(({ mtu }) => mtu !== first?.mtu);
  if (first !== undefined && different !== undefined) throw portMtusDiffer(first, different);
  return first?.mtu;
}
