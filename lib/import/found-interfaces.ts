import type { InterfaceAddressIntent, InterfaceIntent, PeeringIntent } from '../intent/fabric-intent';
import { Configuration } from '../junos/tree/configuration';
import { InterfaceAddress } from '../model/interface-address';
import { InterfaceName } from '../model/interface-name';
import { renderInterfaces } from '../render/interfaces';
import { findPortOptions } from '../render/port-options';
import type { Instance } from '../routing-model/instances';
import type { Port, Unit } from '../routing-model/ports';
import { attempt } from './attempt';

/** The ports of a VRF that can be toward servers: physical or aggregated, with addresses. */
export function foundInterfaces(ports: readonly Port[], vrf: Instance): InterfaceIntent[] {
  const units = new Map(ports.flatMap((port) => port.units.map((unit) => [unit.name, { port, unit }] as const)));
  return vrf.interfaces.flatMap((logical) => {
    const found = units.get(logical.includes('.') ? logical : `${logical}.0`);
    if (found === undefined || attempt(() => InterfaceName.parse(found.port.name)) === undefined) return [];
    const addresses = addressesOf(found.unit);
    const members = ports.flatMap(({ name, bundle }) => (bundle === found.port.name ? [name] : []));
    return addresses.length === 0 ? [] : [interfaceAt({ ...found, members }, vrf.name, addresses)];
  });
}

/**
 * The interfaces, each of a port that the fabric has as a whole, or of one that stays with others. A port is the fabric's where
 * the library says all of it and nothing else, but for a description on a port whose sessions have the library's shape.
 *
 * @param sessions - those of the device
 */
export function withOwners(
  interfaces: readonly InterfaceIntent[],
  sessions: readonly PeeringIntent[],
  ports: readonly Port[],
  effective: Configuration,
): InterfaceIntent[] {
  const names = [...new Set(interfaces.map(({ port }) => port))];
  return names.flatMap((name) => {
    const units = interfaces.filter(({ port }) => port === name);
    const isOwn = saysPort(units, effective) && addsNothing(units, sessions);
    const ofPort = ports.find((port) => port.name === name);
    return isOwn ? units : units.map((one) => unitAlone(one, ofPort));
  });
}

/** The interfaces, each a unit of a port of others. */
export function onPortsOfOthers(interfaces: readonly InterfaceIntent[], ports: readonly Port[]): InterfaceIntent[] {
  return interfaces.map((one) =>
    unitAlone(
      one,
      ports.find(({ name }) => name === one.port),
    ),
  );
}

/**
 * The interfaces, with ports that nobody describes left to others where their sessions are left to others: the library would
 * describe them.
 *
 * @param others - the same, each a unit of a port of others
 */
export function withoutNewDescriptions(
  interfaces: readonly InterfaceIntent[],
  sessions: readonly PeeringIntent[],
  others: readonly InterfaceIntent[],
): InterfaceIntent[] {
  return interfaces.map((one) => {
    const units = interfaces.filter(({ port }) => port === one.port);
    if (one.portOfOthers === true || addsNothing(units, sessions)) return one;
    return leftOnPort(one, others);
  });
}

/**
 * The interface as a unit of a port of others.
 *
 * @param others - all of them so
 */
function leftOnPort(one: InterfaceIntent, others: readonly InterfaceIntent[]): InterfaceIntent {
  return others.find(({ port, unit }) => port === one.port && unit === one.unit) ?? one;
}

/** Whether the library would describe nothing that is not described, but for ports of sessions that are its own. */
function addsNothing(units: readonly InterfaceIntent[], sessions: readonly PeeringIntent[]): boolean {
  return isDescribed(units) || units.every((one) => hasOwnGroups(one, sessions));
}

/** Whether the library says all of a port, and nothing that is not there. */
function saysPort(units: readonly InterfaceIntent[], effective: Configuration): boolean {
  const port = units[0]?.port ?? '';
  const rendered = new Configuration();
  if (attempt(() => (renderInterfaces(rendered, units), true)) !== true) return false;
  const standing = [...effective.subtree('interfaces', port).statements()];
  return (
    standing.every(({ unchecked, words }) => unchecked !== true && rendered.has(...words)) &&
    [...rendered.statements()].every(({ words }) => effective.has(...words) || words.includes('description'))
  );
}

function isDescribed(units: readonly InterfaceIntent[]): boolean {
  return units.every(({ description }) => description !== undefined);
}

function hasOwnGroups({ addresses, vrf }: InterfaceIntent, sessions: readonly PeeringIntent[]): boolean {
  const own = new Set(addresses.map(({ address }) => address.split('/')[0]));
  const here = sessions.filter((session) => session.vrf === vrf && own.has(session.localAddress));
  return here.length > 0 && here.every(({ groupOfOthers }) => groupOfOthers === undefined);
}

/** What of an interface stands on its unit. */
function unitAlone(one: InterfaceIntent, port: Port | undefined): InterfaceIntent {
  const { addresses, constructPath, expect, inet6Mtu, inetMtu, unit, vlanId, vrf } = one;
  const description = port?.units.find((other) => other.unit === String(unit))?.description;
  return {
    constructPath,
    port: one.port,
    unit,
    ...(vlanId !== undefined && { vlanId }),
    vrf,
    ...(description !== undefined && { description }),
    ...(inetMtu !== undefined && { inetMtu }),
    ...(inet6Mtu !== undefined && { inet6Mtu }),
    addresses,
    expect,
    portOfOthers: true,
  };
}

function addressesOf({ addresses }: Unit): InterfaceAddressIntent[] {
  return (['inet', 'inet6'] as const).flatMap((family) =>
    addresses.flatMap((given) => {
      const address = given.family === family ? attempt(() => InterfaceAddress.parse(given.text)) : undefined;
      return address === undefined ? [] : [{ family, address: address.toString() }];
    }),
  );
}

function interfaceAt(
  found: Parameters<typeof findPortOptions>[0],
  vrf: string,
  addresses: readonly InterfaceAddressIntent[],
): InterfaceIntent {
  const { port, unit } = found;
  const { vlanId } = unit;
  const { description } = vlanId === undefined ? port : unit;
  return {
    constructPath: '',
    port: port.name,
    unit: Number(unit.unit),
    ...(vlanId !== undefined && { vlanId }),
    vrf,
    ...(description !== undefined && { description }),
    ...findPortOptions(found),
    addresses,
    expect: 'UP',
  };
}
