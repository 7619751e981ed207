import { portMtusDiffer, portSettingsContradict } from './errors';
import type { InterfaceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { memberDescription, renderAggregate } from './aggregates';
import { portTagging } from '../intent/port-tagging';

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

/** What the units of a port share. */
function renderPort(configuration: Configuration, port: string, units: readonly InterfaceIntent[]): void {
  const tagging = portTagging(units);
  const [first] = units;
  if (tagging !== undefined) configuration.set('interfaces', port, tagging);
  else if (first !== undefined) configuration.set('interfaces', port, 'description', first.description);
  const native = nativeVlanId(units);
  if (native !== undefined) configuration.set('interfaces', port, 'native-vlan-id', String(native));
  const mtu = sharedMtu(units);
  if (mtu !== undefined) configuration.set('interfaces', port, 'mtu', String(mtu));
  const speed = shared(units, 'speed', (unit) => unit.speed);
  if (speed !== undefined) configuration.set('interfaces', port, 'speed', speed);
  const aggregate = shared(units, 'aggregate', (unit) => unit.aggregate);
  if (aggregate === undefined || first === undefined) return;
  renderAggregate(configuration, port, aggregate, memberDescription(port, first.description));
}

function renderUnit(configuration: Configuration, intent: InterfaceIntent): void {
  const { addresses, description, inet6Mtu, inetMtu, port, unit, vlanId } = intent;
  const path = ['interfaces', port, 'unit', String(unit)];
  if (vlanId !== undefined) {
    configuration.set(...path, 'description', description);
    configuration.set(...path, 'vlan-id', String(vlanId));
  }
  if (inetMtu !== undefined) configuration.set(...path, 'family', 'inet', 'mtu', String(inetMtu));
  if (inet6Mtu !== undefined) configuration.set(...path, 'family', 'inet6', 'mtu', String(inet6Mtu));
  for (const { family, address } of addresses) configuration.set(...path, 'family', family, 'address', address);
}

/** Frames without a tag belong to one VLAN. */
function nativeVlanId(units: readonly InterfaceIntent[]): number | undefined {
  return shared(
    units.filter(({ native }) => native === true),
    'native-vlan-id',
    ({ vlanId }) => vlanId,
  );
}

/** The MTU belongs to the port: units that name one must agree. */
function sharedMtu(units: readonly InterfaceIntent[]): number | undefined {
  const [first, ...others] = units.filter(({ mtu }) => mtu !== undefined);
  const different = others.find(({ mtu }) => mtu !== first?.mtu);
  if (first !== undefined && different !== undefined) throw portMtusDiffer(first, different);
  return first?.mtu;
}

/** What else belongs to the port: units that say it must agree. */
function shared<T>(
  units: readonly InterfaceIntent[],
  setting: string,
  valueOf: (unit: InterfaceIntent) => T | undefined,
): T | undefined {
  const [first, ...others] = units.filter((unit) => valueOf(unit) !== undefined);
  if (first === undefined) return undefined;
  const text = JSON.stringify(valueOf(first));
  const different = others.find((unit) => JSON.stringify(valueOf(unit)) !== text);
  if (different !== undefined) throw portSettingsContradict(setting, first, different);
  return valueOf(first);
}
