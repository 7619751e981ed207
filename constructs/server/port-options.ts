import type { IConstruct } from 'constructs';
import { aggregateNeedsName, nativeWithoutVlan, speedOfAggregate } from './errors';
import { aggregateWithoutMembers } from '../private/errors';
import type { AggregateIntent, PortOptionsIntent } from '../../lib/intent/fabric-intent';
import type { InterfaceName } from '../../lib/model/interface-name';
import { LacpPeriodic } from './lacp-periodic';
import type { Kinds, PropKinds } from '../private/props';
import { FLAG, listOf, memberOf, NUMBER, OBJECT, requireProps, TEXT } from '../private/props';
import { physicalPorts } from '../underlay-and-overlay/link-port';
import { wholeNumber } from '../private/located';
import { literalOf } from '../private/text-of';
import { withoutUndefined } from '../private/without-undefined';
import { LARGEST_MTU, LEAST_INET6_MTU, LEAST_MTU } from '../../lib/model/junos-defaults';

/** Speed of a port. */
export enum InterfaceSpeed {
  SPEED_1G = '1g',
  SPEED_10G = '10g',
  SPEED_25G = '25g',
  SPEED_40G = '40g',
  SPEED_50G = '50g',
  SPEED_100G = '100g',
  SPEED_200G = '200g',
  SPEED_400G = '400g',
}

/** Which end of an aggregate opens LACP. */
export enum LacpMode {
  /** The leaf sends without being asked; it works with either mode of the server. */
  ACTIVE = 'active',
  /** The leaf only answers: the server must be active. */
  PASSIVE = 'passive',
}

/** What makes several ports of a leaf one toward a server. */
export interface LinkAggregation {
  /** The physical ports, for example `['et-0/0/15', 'et-0/0/16']`. */
  readonly members: string[];

  /**
   * Which end opens LACP.
   * @default LacpMode.ACTIVE
   */
  readonly lacp?: LacpMode;

  /**
   * How often LACP looks at each link.
   * @default - as the device has it (slow)
   */
  readonly lacpPeriodic?: LacpPeriodic;

  /**
   * Links that must be up for the aggregate to be.
   * @default - as the device has it (1)
   */
  readonly minimumLinks?: number;
}

/** What can be said of the port of every attachment of a server. */
export interface PortOptions {
  /**
   * MTU of the physical port in bytes, layer-2 header included, 256 to 9216.
   * @default - as the device has it
   */
  readonly mtu?: number;

  /**
   * MTU of family inet in bytes, layer-3 header included, 256 to 9216.
   * @default - as the device has it: the mtu of the port less 14, less 22 where the port has a vlanId at any unit
   */
  readonly inetMtu?: number;

  /**
   * MTU of family inet6 in bytes, layer-3 header included, 1280 to 9216.
   * @default - as the device has it: the mtu of the port less 14, less 22 where the port has a vlanId at any unit
   */
  readonly inet6Mtu?: number;

  /**
   * Speed of the port (from 25G on Junos 20.4 and later).
   * @default - as the device has it
   */
  readonly speed?: InterfaceSpeed;

  /**
   * Whether the fabric deletes what the factory puts on every port: `family ethernet-switching` and `family inet dhcp` on unit
   * 0, of the port and of the members of its aggregate. It is kept on the device for `junos-fabric withdraw --restore`.
   * @default false
   */
  readonly adoptFactoryDefaults?: boolean;

  /**
   * System name that LLDP must see at the other end of the port, of each of its links where it is an aggregate: rollouts and
   * `junos-fabric verify` check it, with or without a domain behind the name. LLDP has to run on the leaf and on the server.
   * @default - not checked
   */
  readonly lldpNeighbor?: string;
}

/** What can be said of one port. */
export interface OnePortOptions extends PortOptions {
  /**
   * Whether frames of the vlanId are untagged on the wire (`native-vlan-id`), beside other VLANs with tags.
   * @default false
   */
  readonly native?: boolean;

  /**
   * What makes several ports one, where the interface is an aggregated one (`ae1`).
   * @default - the aggregate is configured by others, or said by another interface on it
   */
  readonly aggregate?: LinkAggregation;
}

/** What the options of a port may be. */
export const PORT_PROPS = {
  mtu: NUMBER,
  inetMtu: NUMBER,
  inet6Mtu: NUMBER,
  speed: memberOf('InterfaceSpeed', InterfaceSpeed),
  adoptFactoryDefaults: FLAG,
  lldpNeighbor: TEXT,
} satisfies Kinds<PortOptions>;

/** What the options of one port may be, beside those of all. */
export const ONE_PORT_PROPS = {
  native: FLAG,
  aggregate: OBJECT,
} satisfies Kinds<Omit<OnePortOptions, keyof PortOptions>>;

const AGGREGATE_PROPS: PropKinds<LinkAggregation> = {
  required: { members: listOf(TEXT) },
  optional: {
    lacp: memberOf('LacpMode', LacpMode),
    lacpPeriodic: memberOf('LacpPeriodic', LacpPeriodic),
    minimumLinks: NUMBER,
  },
};

/** The settings of one port that no Aspect changes, checked. */
export type PortSettings = Omit<PortOptionsIntent, 'mtu'>;

/**
 * @param vlanId - of the interface, where it is tagged
 * @throws FabricError when a value is out of range, or does not go with the port
 */
export function portSettings(
  scope: IConstruct,
  port: InterfaceName,
  options: OnePortOptions,
  vlanId: number | undefined,
): PortSettings {
  const { aggregate, inet6Mtu, inetMtu, native = false, speed } = options;
  if (native && vlanId === undefined) throw nativeWithoutVlan(scope.node.path);
  if (speed !== undefined && port.type === 'ae') throw speedOfAggregate(port.toString(), scope.node.path);
  return given({
    native: native ? true : undefined,
    inetMtu: inetMtu === undefined ? undefined : wholeNumber(scope, 'inetMtu', inetMtu, LEAST_MTU, LARGEST_MTU),
    inet6Mtu:
      inet6Mtu === undefined ? undefined : wholeNumber(scope, 'inet6Mtu', inet6Mtu, LEAST_INET6_MTU, LARGEST_MTU),
    speed: speed === undefined ? undefined : literalOf(speed),
    aggregate: aggregate === undefined ? undefined : aggregateOf(scope, port, aggregate),
  });
}

/** Every setting, also those that are not given: one that is forgotten here does not compile. */
type EverySetting = { readonly [K in keyof Required<PortSettings>]: PortSettings[K] };

function given(settings: EverySetting): PortSettings {
  return withoutUndefined(settings);
}

function aggregateOf(scope: IConstruct, port: InterfaceName, aggregate: LinkAggregation): AggregateIntent {
  if (port.type !== 'ae') throw aggregateNeedsName(port.toString(), scope.node.path);
  requireProps(scope, aggregate, AGGREGATE_PROPS, 'aggregate');
  const { lacp, lacpPeriodic, minimumLinks } = aggregate;
  const members = physicalPorts(scope, 'aggregate.members', aggregate.members);
  if (members.length === 0) {
    throw aggregateWithoutMembers('interface', port.toString(), 'aggregate.members', scope.node.path);
  }
  return {
    members,
    lacp: literalOf(lacp ?? LacpMode.ACTIVE),
    ...(lacpPeriodic !== undefined && { lacpPeriodic: literalOf(lacpPeriodic) }),
    ...(minimumLinks !== undefined && {
      minimumLinks: wholeNumber(scope, 'aggregate.minimumLinks', minimumLinks, 1, members.length),
    }),
  };
}
