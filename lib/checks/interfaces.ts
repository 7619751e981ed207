import type { DeviceIntent, ExpectationIntent, FabricIntent, Family, InterfaceIntent } from '../intent/fabric-intent';
import type { CheckBase, CheckKind } from './check';
import { groupedBy, indexed } from './indexed';
import type { LogicalInterface, PhysicalInterface } from './replies/interface-information';
import { INTERFACES } from './replies/interface-information';
import type { LldpNeighbor } from './replies/lldp-neighbors-information';
import { LLDP_NEIGHBORS } from './replies/lldp-neighbors-information';
import type { Verdict } from './verdict';
import { whenAnswered } from './verdict';

/** A port and its unit that must be up. */
export interface InterfaceUp extends CheckBase {
  readonly kind: 'interfaceUp';
  /** Physical name, for example `et-0/0/15`. */
  readonly port: string;
  /** For example `et-0/0/15.0`. */
  readonly logicalInterface: string;
}

/** The port and its unit are up, administratively and in operation. */
export const interfaceUp: CheckKind<InterfaceUp> = {
  kind: 'interfaceUp',
  describe: ({ logicalInterface }) => `interface ${logicalInterface} up`,
  queries: () => [INTERFACES],
  judge: ({ logicalInterface, port }, _, observation) =>
    whenAnswered(observation.answer(INTERFACES), (interfaces) => {
      const names = byName(interfaces);
      const [physical, unit] = [names.get(port), names.get(logicalInterface)];
      if (physical === undefined || unit === undefined) {
        return { holds: false, seen: `no interface ${physical === undefined ? port : logicalInterface}` };
      }
      return linksUp(physical, unit);
    }),
  dependsOn: ({ logicalInterface }) => [{ on: 'interface', name: logicalInterface }],
  judgeTwin: ({ logicalInterface }, _, node) => {
    const state = node.interfaceState(logicalInterface);
    return { holds: state === 'up', seen: state ?? 'no cable there' };
  },
  demanded: (facts, asked) =>
    asked.flatMap(({ hostname, interfaces, underlay }) => [
      ...(underlay?.links ?? []).map(({ constructPath, peer, port }): InterfaceUp => ({
        kind: 'interfaceUp',
        hostnames: [hostname],
        constructPath,
        expect: 'UP',
        others: facts.ownDevices([peer]),
        port,
        logicalInterface: `${port}.0`,
      })),
      ...interfaces.map(({ constructPath, expect, port, unit }): InterfaceUp => ({
        kind: 'interfaceUp',
        hostnames: [hostname],
        constructPath,
        expect,
        port,
        logicalInterface: `${port}.${unit}`,
      })),
    ]),
};

/** An address that must stand on a unit. */
export interface AddressPresent extends CheckBase {
  readonly kind: 'addressPresent';
  readonly logicalInterface: string;
  readonly family: Family;
  /** With prefix length. */
  readonly address: string;
}

/** The address stands on the unit. */
export const addressPresent: CheckKind<AddressPresent> = {
  kind: 'addressPresent',
  describe: ({ address, logicalInterface }) => `address ${address} on ${logicalInterface}`,
  queries: () => [INTERFACES],
  judge: ({ address, family, logicalInterface }, _, observation) =>
    whenAnswered(observation.answer(INTERFACES), (interfaces) => {
      const unit = byName(interfaces).get(logicalInterface);
      const families = unit !== undefined && 'addressFamilies' in unit ? unit.addressFamilies : [];
      const addresses = families
        .filter(({ name }) => name === family)
        .flatMap((one) => one.addresses.map(({ local }) => local));
      return {
        holds: addresses.includes(address),
        seen: addresses.length === 0 ? `no ${family} address` : addresses.join(', '),
      };
    }),
  dependsOn: ({ logicalInterface }) => [{ on: 'interface', name: logicalInterface }],
  judgeTwin: ({ address, logicalInterface }, _, node) => {
    const addresses = node.addresses(logicalInterface);
    return { holds: addresses.includes(address), seen: addresses.join(', ') || 'no address' };
  },
  demanded: ({ fabric }, asked) =>
    asked.flatMap((device) => {
      const { hostname, interfaces, loopback, underlay } = device;
      const common = { kind: 'addressPresent', hostnames: [hostname] } as const;
      const links = (underlay?.links ?? []).map(({ address, constructPath, port }): AddressPresent => ({
        ...common,
        constructPath,
        expect: 'UP',
        logicalInterface: `${port}.0`,
        family: 'inet',
        address,
      }));
      const units = interfaces.flatMap(({ addresses, constructPath, expect, port, unit }) =>
        addresses.map(({ address, family }): AddressPresent => ({
          ...common,
          constructPath,
          expect,
          logicalInterface: `${port}.${unit}`,
          family,
          address,
        })),
      );
      const loopbacks = loopbackAddresses(fabric, device).map((one): AddressPresent => ({
        ...common,
        expect: 'UP',
        ...one,
      }));
      if (underlay === undefined) return [...units, ...loopbacks];
      const { constructPath } = underlay;
      const lo0 = { logicalInterface: 'lo0.0', family: 'inet', address: `${loopback}/32` } as const;
      return [{ ...common, constructPath, expect: 'UP', ...lo0 }, ...links, ...units, ...loopbacks];
    }),
};

/** Those of loopback units in VRFs. */
function loopbackAddresses(
  { vrfs }: FabricIntent,
  device: DeviceIntent,
): Pick<AddressPresent, 'logicalInterface' | 'family' | 'address' | 'constructPath'>[] {
  return device.vrfs.flatMap(({ loopback, name }) =>
    (loopback?.addresses ?? []).map((address) => ({
      constructPath: vrfs.find((vrf) => vrf.name === name)?.constructPath ?? device.constructPath,
      logicalInterface: `lo0.${loopback?.unit ?? 0}`,
      family: address.includes(':') ? 'inet6' : 'inet',
      address,
    })),
  );
}

/** Who must be at the other end of a cable. */
export interface LldpNeighborCheck extends CheckBase {
  readonly kind: 'lldpNeighbor';
  /** The port, or the aggregated interface. */
  readonly port: string;
  /** Physical ports of an aggregated interface, where the intent has them; else those that the device names. */
  readonly members?: readonly string[];
  /** Its system name. */
  readonly neighbor: string;
  /** Names that its routing engines announce in place of it. */
  readonly engineHostnames?: readonly string[];
}

/** LLDP sees on every physical port who the intent says. Asked for where the intent names a neighbor. */
export const lldpNeighbor: CheckKind<LldpNeighborCheck> = {
  kind: 'lldpNeighbor',
  describe: ({ neighbor, port }) => `LLDP neighbor ${neighbor} on ${port}`,
  queries: () => [LLDP_NEIGHBORS],
  judge: ({ engineHostnames = [], members, neighbor, port }, _, observation) =>
    whenAnswered(observation.answer(LLDP_NEIGHBORS), (neighbors) => {
      const { byAggregate, byPort } = lldpIndex(neighbors);
      const ports = members ?? [...new Set((byAggregate.get(port) ?? []).map((one) => one.port))];
      const seen = (ports.length === 0 ? [port] : ports).map((name) => {
        const names = (byPort.get(name) ?? []).map(({ systemName }) => systemName);
        return {
          holds: [neighbor, ...engineHostnames].some((name) => names.some((one) => isSystem(one, name))),
          text: `${names.length === 0 ? 'nobody' : names.map((one) => one || 'a neighbor without a name').join(', ')} on ${name}`,
        };
      });
      return { holds: seen.every(({ holds }) => holds), seen: seen.map(({ text }) => text).join('; ') };
    }),
  dependsOn: ({ members = [], port }) => [port, ...members].map((name) => ({ on: 'interface', name })),
  demanded: (facts, asked) =>
    asked.flatMap(({ hostname, interfaces, underlay }) => [
      ...(underlay?.links ?? []).flatMap((link) => {
        const checks = lldpChecks(hostname, link, 'UP', facts.ownDevices([link.peer]));
        const { engineHostnames } = facts.fabric.devices.find((one) => one.hostname === link.peer) ?? {};
        return engineHostnames === undefined ? checks : checks.map((check) => ({ ...check, engineHostnames }));
      }),
      ...interfaces.flatMap((unit) => lldpChecks(hostname, unit, unit.expect, [])),
    ]),
};

type CheckedPort = Pick<InterfaceIntent, 'aggregate' | 'constructPath' | 'lldpNeighbor' | 'port'>;

function lldpChecks(
  hostname: string,
  { aggregate, constructPath, lldpNeighbor: neighbor, port }: CheckedPort,
  expect: ExpectationIntent,
  others: readonly string[],
): LldpNeighborCheck[] {
  if (neighbor === undefined) return [];
  const members = aggregate === undefined ? {} : { members: aggregate.members };
  const common = { hostnames: [hostname], constructPath, expect, others };
  return [{ kind: 'lldpNeighbor', ...common, port, ...members, neighbor }];
}

/** Whether a system name is the expected one; a domain that nobody asked for does not count, nor does the case. */
function isSystem(name: string, expected: string): boolean {
  const [announced, wanted] = [name.toLowerCase(), expected.toLowerCase()];
  return announced === wanted || (!wanted.includes('.') && announced.startsWith(`${wanted}.`));
}

const lldpIndex = indexed((neighbors: readonly LldpNeighbor[]) => ({
  byPort: groupedBy(neighbors, ({ port }) => port),
  byAggregate: groupedBy(neighbors, ({ aggregate = '' }) => aggregate),
}));

/** An interface that was up. */
export interface InterfaceStillUp extends CheckBase {
  readonly kind: 'interfaceStillUp';
  /** Physical or logical. */
  readonly interface: string;
}

/** An interface that was up before the change is up after it. */
export const interfaceStillUp: CheckKind<InterfaceStillUp> = {
  kind: 'interfaceStillUp',
  describe: (check) => `interface ${check.interface} up, as before the change`,
  queries: () => [INTERFACES],
  judge: (check, _, observation) =>
    whenAnswered(observation.answer(INTERFACES), (interfaces) => {
      const found = byName(interfaces).get(check.interface);
      return found === undefined ? { holds: false, seen: `no interface ${check.interface}` } : linksUp(found);
    }),
  dependsOn: (check) => [{ on: 'interface', name: check.interface }],
  before: {
    query: INTERFACES,
    look: (observation, common) => {
      const up = observation.valuesOf(INTERFACES).flatMap(allOf).filter(isUp);
      return {
        checks: up.map(({ name }): InterfaceStillUp => ({ kind: 'interfaceStillUp', ...common, interface: name })),
        notWell: [],
      };
    },
  },
};

type Interface = PhysicalInterface | LogicalInterface;

const byName = indexed(
  (interfaces: readonly PhysicalInterface[]): ReadonlyMap<string, Interface> =>
    new Map(interfaces.flatMap(allOf).map((one) => [one.name, one])),
);

function allOf(physical: PhysicalInterface): Interface[] {
  return [physical, ...physical.logicalInterfaces];
}

function isUp({ adminStatus, operStatus }: Interface): boolean {
  return adminStatus === 'up' && operStatus === 'up';
}

function linksUp(first: Interface, ...more: readonly Interface[]): Verdict {
  const down = [first, ...more].find((one) => !isUp(one));
  const { adminStatus, name, operStatus } = down ?? more.at(-1) ?? first;
  return { holds: down === undefined, seen: `${name} admin ${adminStatus}, link ${operStatus}` };
}
