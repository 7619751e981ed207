import type { IConstruct } from 'constructs';
import {
  aggregateOnOneEnd,
  memberCountsDiffer,
  memberIsAggregate,
  membersWithoutAggregate,
  memberTwice,
  optionWithoutAggregate,
} from './errors';
import { aggregateWithoutMembers, bfdTimersWithoutBfd } from '../private/errors';
import type { AggregateIntent } from '../../lib/intent/fabric-intent';
import { compareNumbered } from '../../lib/intent/order';
import { InterfaceName } from '../../lib/model/interface-name';
import type { FabricLinkOptions } from './fabric-link-options';
import { FabricDevice } from '../device/fabric-device';
import type { LinkedDevice } from '../device/foreign-device';
import { parsed, wholeNumber } from '../private/located';
import { literalOf } from '../private/text-of';
import { DEFAULT_BFD_MULTIPLIER } from '../../lib/model/junos-defaults';
import { DEFAULT_BFD_INTERVAL_MS } from '../../lib/model/session-defaults';

/** The interface of one end of a link, checked. */
export interface LinkPort {
  /** A physical port, or the aggregated interface. */
  readonly name: string;
  readonly isAggregate: boolean;
  /** How many ports it bundles: absent for a physical port, and where others own the device. */
  readonly members?: number;
  /** What makes its ports one: absent for a physical port, and where others own the device. */
  readonly aggregate?: (ownLoopback: string, peerLoopback: string) => AggregateIntent;
}

/** The interface of one end as the user wrote it. */
export interface GivenPort {
  /** `interface` or `peerInterface`. */
  readonly prop: string;
  readonly name: string;
  readonly members?: readonly string[];
}

/** @throws FabricError when the interface is none, or it and its members do not fit together */
export function linkPort(
  scope: IConstruct,
  { prop, name, members = [] }: GivenPort,
  device: LinkedDevice,
  options: FabricLinkOptions,
): LinkPort {
  const port = parsed(scope, prop, () => InterfaceName.parse(name));
  const isAggregate = port.type === 'ae';
  const membersProp = prop === 'interface' ? 'members' : 'peerMembers';
  if (!isAggregate && members.length > 0) throw membersWithoutAggregate(membersProp, prop, name, scope.node.path);
  if (!isAggregate) {
    requireNoAggregateOptions(scope, port.toString(), options);
    return { name: port.toString(), isAggregate };
  }
  const ports = physicalPorts(scope, membersProp, members);
  if (!FabricDevice.isFabricDevice(device)) return { name: port.toString(), isAggregate };
  if (ports.length === 0) throw aggregateWithoutMembers(prop, name, membersProp, scope.node.path);
  const aggregate = aggregateOf(scope, ports, options);
  return { name: port.toString(), isAggregate, members: ports.length, aggregate };
}

/** @throws FabricError when one end is aggregated and the other is not, or has another number of ports */
export function requireSameKind(scope: IConstruct, one: LinkPort, other: LinkPort): void {
  const { path } = scope.node;
  if (one.isAggregate !== other.isAggregate) throw aggregateOnOneEnd(one.name, other.name, path);
  if (one.members === undefined || other.members === undefined || one.members === other.members) return;
  throw memberCountsDiffer(one.name, one.members, other.name, other.members, path);
}

/**
 * The members of an aggregate, checked and sorted.
 * @param prop - as the user wrote it
 * @throws FabricError when one is no physical port, or is given twice
 */
export function physicalPorts(scope: IConstruct, prop: string, members: readonly string[]): string[] {
  const ports = members.map((text, i) => {
    const member = parsed(scope, `${prop}[${i}]`, () => InterfaceName.parse(text));
    if (member.type === 'ae') throw memberIsAggregate(`${prop}[${i}]`, text, scope.node.path);
    return member.toString();
  });
  const twice = ports.find((member, i) => ports.indexOf(member) !== i);
  if (twice !== undefined) throw memberTwice(prop, twice, scope.node.path);
  return ports.sort(compareNumbered);
}

function requireNoAggregateOptions(scope: IConstruct, port: string, options: FabricLinkOptions): void {
  const { lacpPeriodic, microBfd = false, microBfdMinimumIntervalMs, microBfdMultiplier, minimumLinks } = options;
  const asked = { lacpPeriodic, minimumLinks, microBfdMinimumIntervalMs, microBfdMultiplier };
  const given =
    Object.entries(asked).find(([, value]) => value !== undefined)?.[0] ?? (microBfd ? 'microBfd' : undefined);
  if (given !== undefined) throw optionWithoutAggregate(given, port, scope.node.path);
}

function aggregateOf(
  scope: IConstruct,
  members: readonly string[],
  { lacpPeriodic, microBfd = false, microBfdMinimumIntervalMs, microBfdMultiplier, minimumLinks }: FabricLinkOptions,
): (ownLoopback: string, peerLoopback: string) => AggregateIntent {
  if (!microBfd && (microBfdMinimumIntervalMs ?? microBfdMultiplier) !== undefined) {
    throw bfdTimersWithoutBfd(scope.node.path, 'microBfd');
  }
  const bfd = {
    minimumIntervalMs: wholeNumber(
      scope,
      'microBfdMinimumIntervalMs',
      microBfdMinimumIntervalMs ?? DEFAULT_BFD_INTERVAL_MS,
      1,
      255000,
    ),
    multiplier: wholeNumber(scope, 'microBfdMultiplier', microBfdMultiplier ?? DEFAULT_BFD_MULTIPLIER, 1, 255),
  };
  const common = {
    members,
    lacp: 'active' as const,
    ...(lacpPeriodic !== undefined && { lacpPeriodic: literalOf(lacpPeriodic) }),
    ...(minimumLinks !== undefined && {
      minimumLinks: wholeNumber(scope, 'minimumLinks', minimumLinks, 1, members.length),
    }),
  };
  return (localAddress, neighbor) => ({ ...common, ...(microBfd && { microBfd: { ...bfd, localAddress, neighbor } }) });
}
