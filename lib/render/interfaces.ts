import { portSettingsContradict } from './errors';
import type { InterfaceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { portTagging } from '../intent/port-tagging';
import { portPlace, renderOptionsOfPort, renderOptionsOfUnit } from './port-options';

/** The server-facing ports of one device: `interfaces …`. */
export function renderInterfaces(configuration: Configuration, interfaces: readonly InterfaceIntent[]): void {
  for (const [port, units] of byPort(interfaces)) {
    if (!isOfOthers(units)) renderPort(configuration, port, units);
    for (const unit of units) renderUnit(configuration, unit);
  }
}

/** @throws FabricError `portSettingsContradict` where one unit says that the port is the fabric's, and another that it is not */
function isOfOthers(units: readonly InterfaceIntent[]): boolean {
  const ofOthers = units.find(({ portOfOthers }) => portOfOthers === true);
  const own = units.find(({ portOfOthers }) => portOfOthers !== true);
  if (ofOthers !== undefined && own !== undefined) throw portSettingsContradict('owner', own, ofOthers);
  return ofOthers !== undefined;
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
  else if (first?.description !== undefined) configuration.set('interfaces', port, 'description', first.description);
  renderOptionsOfPort(configuration, units);
}

function renderUnit(configuration: Configuration, intent: InterfaceIntent): void {
  const { addresses, description, vlanId } = intent;
  const { unit: path } = portPlace(intent);
  const isDescribed = intent.portOfOthers === true || vlanId !== undefined;
  if (isDescribed && description !== undefined) configuration.set(...path, 'description', description);
  if (vlanId !== undefined) configuration.set(...path, 'vlan-id', String(vlanId));
  renderOptionsOfUnit(configuration, intent);
  for (const { family, address } of addresses) configuration.set(...path, 'family', family, 'address', address);
}
