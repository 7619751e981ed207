import type { Configuration, Statement } from '../../junos/tree/configuration';
import { inherit } from '../../junos/inheritance/inheritance';
import type { IpAddress } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
import { parseAddressAndLength } from '../../model/prefix-length';
import type { DeviceInput, DeviceKind } from '../input';
import { Policies } from '../policy/policies';
import type { BgpNeighbor } from './sessions';
import { readSessions } from './sessions';
import type { Unit as ConfiguredUnit } from '../../routing-model/ports';
import type { RoutingModel } from '../../routing-model/routing-model';
import { unbalancedRoutes } from '../../routing-model/load-balancing';
import { readRoutingModel } from '../../routing-model/routing-model';
import type { Vrf } from './vrfs';
import { readVrfs } from './vrfs';

/** An address of a logical interface. */
export interface UnitAddress {
  readonly address: IpAddress;
  readonly prefix: IpPrefix;
}

/** A logical interface that is not disabled. */
export interface Unit {
  /** `et-0/0/15.0`. */
  readonly name: string;
  /** Routing instance; undefined for the main one. */
  readonly instance?: string;
  readonly addresses: readonly UnitAddress[];
}

/** One device, reduced to what decides which routes it has and tells. */
export interface RoutingDevice {
  readonly hostname: string;
  readonly kind: DeviceKind;
  readonly failureDomain?: string;
  /** `routing-options autonomous-system`. */
  readonly autonomousSystem?: number;
  /** Lowest comes first in a tie of BGP routes. */
  readonly routerId: string;
  /** Addresses of lo0 in the main instance, the first of which is the VTEP. */
  readonly loopbacks: readonly IpAddress[];
  /** By name. */
  readonly units: ReadonlyMap<string, Unit>;
  /** BGP sessions of the main instance. */
  readonly sessions: readonly BgpNeighbor[];
  readonly vrfs: readonly Vrf[];
  readonly policies: Policies;
  /** Whether all equal next hops are used, and not one of them. */
  readonly spreadsFlows: boolean;
  /** It stands for all devices that are not known. */
  readonly isAssumed?: true;
}

/**
 * Reads a configuration. Groups, interface ranges and inactive statements are resolved first.
 *
 * @throws FabricError when something that decides about routes is not understood
 */
export function readDevice(input: DeviceInput): RoutingDevice {
  const { hostname, present } = input;
  const model = readRoutingModel(effectiveOf(hostname, input.configuration), present?.autonomousSystem);
  const [main] = model.instances;
  const vrfs = readVrfs(hostname, model);
  const units = readUnits(model, vrfs);
  const loopbacks = readLoopbacks(units, present?.loopback);
  const sessions = readSessions(
    hostname,
    model.bgp.find(({ instance }) => instance.isMain),
  );
  const policies = new Policies(hostname, model, policiesUsed(sessions, vrfs));
  const routerId = main?.routerId ?? loopbacks[0]?.toString() ?? hostname;
  return {
    hostname,
    kind: input.kind ?? (sessions.some(({ cluster }) => cluster !== undefined) ? 'spine' : 'leaf'),
    failureDomain: input.failureDomain,
    autonomousSystem: main?.asn,
    routerId,
    loopbacks,
    units,
    sessions,
    vrfs,
    policies,
    spreadsFlows: present?.spreadsFlows ?? unbalancedRoutes(model).length === 0,
  };
}

function policiesUsed(sessions: readonly BgpNeighbor[], vrfs: readonly Vrf[]): Set<string> {
  const users = [
    ...sessions,
    ...vrfs.flatMap((vrf) => [...vrf.sessions, ...(vrf.typeFive === undefined ? [] : [vrf.typeFive])]),
  ];
  return new Set([
    ...users.flatMap(({ imports, exports }) => [...imports, ...exports]),
    ...vrfs.flatMap(({ routes }) => routes.flatMap(({ policies }) => policies)),
  ]);
}

/** Most configurations have nothing to resolve, and then need no copy. */
function effectiveOf(hostname: string, configuration: Configuration): Configuration {
  const names = new Set(configuration.root.children.map(({ name }) => name));
  const plain = !names.has('groups') && !names.has('apply-groups') && !hasIndirection(configuration.root);
  return plain ? configuration : inherit(configuration, hostname);
}

function hasIndirection(root: Statement): boolean {
  return root.children.some(
    (child) => child.inactive === true || child.name === 'interface-range' || hasIndirection(child),
  );
}

function readUnits({ ports }: RoutingModel, vrfs: readonly Vrf[]): ReadonlyMap<string, Unit> {
  const instanceOf = new Map(vrfs.flatMap(({ name, interfaces }) => interfaces.map((unit) => [unit, name] as const)));
  const units = ports.flatMap((port) => (port.disabled ? [] : port.units.filter(({ disabled }) => !disabled)));
  return new Map(
    units.map((unit) => [
      unit.name,
      { name: unit.name, instance: instanceOf.get(unit.name), addresses: readAddresses(unit) },
    ]),
  );
}

function readAddresses({ addresses }: ConfiguredUnit): UnitAddress[] {
  return addresses.map(({ text }) => readUnitAddress(text));
}

/** An address with prefix length: `172.16.104.1/30`. @throws FabricError when it is none */
export function readUnitAddress(text: string): UnitAddress {
  const given = parseAddressAndLength(text);
  return { address: given.address, prefix: IpPrefix.containing(given) };
}

function readLoopbacks(units: ReadonlyMap<string, Unit>, present: string | undefined): IpAddress[] {
  const own = [...units.values()].filter(({ name, instance }) => name.startsWith('lo0.') && instance === undefined);
  const found = own
    .flatMap(({ addresses }) => addresses.map(({ address }) => address))
    .filter((address) => !address.isInternal);
  return found.length > 0 || present === undefined ? found : [readUnitAddress(`${present}/32`).address];
}
