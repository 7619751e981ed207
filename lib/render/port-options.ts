import type { AggregateIntent, InterfaceIntent, PortOptionsIntent, PortSpeedIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import type { FabricError } from '../model/fabric-error';
import type { Port, Unit } from '../routing-model/ports';
import { memberDescription, renderAggregate } from './aggregates';
import { portMtusDiffer, portSettingsContradict } from './errors';

/** Where an option of a port is written to. */
export interface PortPlace {
  /** Name of the port, for example `et-0/0/15`. */
  readonly name: string;
  /** `interfaces <port>` */
  readonly port: readonly string[];
  /** `interfaces <port> unit <unit>` */
  readonly unit: readonly string[];
}

/** What is known of an option of a port, wherever somebody has to know it. */
export interface PortOptionRow<T> {
  /** `unit` where each unit of a port has its own; otherwise the units of the port that say it must agree. */
  readonly scope: 'unit' | PortScope;
  readonly render: (configuration: Configuration, place: PortPlace, value: T, of: InterfaceIntent) => void;
  /** Reads it back from any configuration. */
  readonly find: (found: FoundUnit) => T | undefined;
}

/** A unit of a port, as a configuration has it. */
export interface FoundUnit {
  readonly port: Port;
  readonly unit: Unit;
  /** Of an aggregate: names of its members. */
  readonly members: readonly string[];
}

interface PortScope {
  /** What of a unit has to be the same in the others. */
  readonly agreed: (unit: InterfaceIntent) => unknown;
  /** Says that two units do not agree. */
  readonly contradiction: (first: InterfaceIntent, second: InterfaceIntent) => FabricError;
}

/** A row for every option: one that is forgotten does not compile. */
export type PortOptionRows = {
  readonly [K in keyof Required<PortOptionsIntent>]: PortOptionRow<NonNullable<PortOptionsIntent[K]>>;
};

/** The options of a port, in the order in which imported programs name them. */
const PORT_OPTIONS = {
  native: {
    scope: ofPort('native-vlan-id', ({ vlanId }) => vlanId),
    render: (configuration, { port }, _, { vlanId }) => {
      configuration.set(...port, 'native-vlan-id', String(vlanId));
    },
    find: ({ port: { nativeVlanId }, unit: { vlanId } }) =>
      vlanId !== undefined && nativeVlanId === vlanId ? true : undefined,
  },
  mtu: {
    scope: { agreed: ({ mtu }) => mtu, contradiction: portMtusDiffer },
    render: (configuration, { port }, value) => {
      configuration.set(...port, 'mtu', String(value));
    },
    find: ({ port }) => port.mtu,
  },
  inetMtu: familyMtu('inet', ({ inetMtu }) => inetMtu),
  inet6Mtu: familyMtu('inet6', ({ inet6Mtu }) => inet6Mtu),
  speed: {
    scope: ofPort('speed', ({ speed }) => speed),
    render: (configuration, { port }, value) => {
      configuration.set(...port, 'speed', value);
    },
    find: ({ port }) => SPEEDS.find((one) => one === port.speed),
  },
  aggregate: {
    scope: ofPort('aggregate', ({ aggregate }) => aggregate),
    render: (configuration, { name }, value, { description }) => {
      renderAggregate(configuration, name, value, description && memberDescription(name, description));
    },
    find: findAggregate,
  },
} satisfies PortOptionRows;

/** The rows, where it does not matter of which option one is. */
export const PORT_OPTION_ROWS = Object.entries(PORT_OPTIONS) as readonly (readonly [
  keyof PortOptionsIntent,
  PortOptionRow<never>,
])[];

/** The options that a configuration says of a port and one of its units. */
export function findPortOptions(unit: FoundUnit): PortOptionsIntent {
  const found = PORT_OPTION_ROWS.flatMap(([name, { find }]) => {
    const read: (unit: FoundUnit) => unknown = find;
    const value = read(unit);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** Writes the options that the units of a port share. */
export function renderOptionsOfPort(configuration: Configuration, units: readonly InterfaceIntent[]): void {
  for (const [option, { render, scope }] of PORT_OPTION_ROWS) {
    if (scope === 'unit') continue;
    const saying = units.find((unit) => unit[option] !== undefined);
    if (saying === undefined) continue;
    requireAgreement(units, saying, option, scope);
    // Where a port is described as a whole, its first unit says how.
    const described = { ...saying, description: units[0]?.description ?? saying.description };
    render(configuration, portPlace(saying), saying[option] as never, described);
  }
}

/** Writes the options that a unit of a port has for itself. */
export function renderOptionsOfUnit(configuration: Configuration, unit: InterfaceIntent): void {
  for (const [option, { render, scope }] of PORT_OPTION_ROWS) {
    if (scope === 'unit' && unit[option] !== undefined) {
      render(configuration, portPlace(unit), unit[option] as never, unit);
    }
  }
}

/** Where the options of a unit and of its port stand. */
export function portPlace({ port, unit }: Pick<InterfaceIntent, 'port' | 'unit'>): PortPlace {
  return { name: port, port: ['interfaces', port], unit: ['interfaces', port, 'unit', String(unit)] };
}

const SPEEDS = ['1g', '10g', '25g', '40g', '50g', '100g', '200g', '400g'] as const satisfies readonly PortSpeedIntent[];

function ofPort(setting: string, agreed: PortScope['agreed']): PortScope {
  return { agreed, contradiction: (first, second) => portSettingsContradict(setting, first, second) };
}

function familyMtu(family: 'inet' | 'inet6', mtuOf: (unit: Unit) => number | undefined): PortOptionRow<number> {
  return {
    scope: 'unit',
    render: (configuration, { unit }, value) => {
      configuration.set(...unit, 'family', family, 'mtu', String(value));
    },
    find: ({ unit }) => mtuOf(unit),
  };
}

/** @throws FabricError when a unit says an option of the port otherwise than the first that says it */
function requireAgreement(
  units: readonly InterfaceIntent[],
  first: InterfaceIntent,
  option: keyof PortOptionsIntent,
  { agreed, contradiction }: PortScope,
): void {
  const said = JSON.stringify(agreed(first));
  const other = units.find((unit) => unit[option] !== undefined && JSON.stringify(agreed(unit)) !== said);
  if (other !== undefined) throw contradiction(first, other);
}

/** An aggregate is the library's only where its members and LACP are said as the library says them. */
function findAggregate({ port, members }: FoundUnit): AggregateIntent | undefined {
  const { name, lacp, lacpPeriodic: periodic, minimumLinks, saysLacpMode } = port;
  if (!name.startsWith('ae') || members.length === 0 || lacp === undefined || !saysLacpMode) return undefined;
  const lacpPeriodic = (['fast', 'slow'] as const).find((one) => one === periodic);
  return {
    members,
    lacp,
    ...(lacpPeriodic !== undefined && { lacpPeriodic }),
    ...(minimumLinks !== undefined && { minimumLinks }),
  };
}
