import type { AggregateIntent, DeviceIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { modelOf } from '../platform/qfx-models';

/** Characters that Junos takes in the description of an interface. */
const LONGEST_DESCRIPTION = 255;

/** An aggregated interface of a device, toward a server or another device of the fabric. */
interface Aggregate {
  /** Name of the aggregated interface, for example `ae1`. */
  readonly port: string;
  readonly aggregate: AggregateIntent;
}

/**
 * What makes several ports one: LACP and the least number of links on the aggregate, and the bundle on each member, which
 * carries physical settings only.
 *
 * @param port the aggregated interface, for example `ae1`
 * @param memberDescription of each member; without it members have none
 */
export function renderAggregate(
  configuration: Configuration,
  port: string,
  aggregate: AggregateIntent,
  memberDescription?: string,
): void {
  const path = ['interfaces', port, 'aggregated-ether-options'];
  const { lacp, lacpPeriodic, microBfd, minimumLinks } = aggregate;
  if (minimumLinks !== undefined) configuration.set(...path, 'minimum-links', String(minimumLinks));
  configuration.set(...path, 'lacp', lacp);
  if (lacpPeriodic !== undefined) configuration.set(...path, 'lacp', 'periodic', lacpPeriodic);
  if (microBfd !== undefined) renderMicroBfd(configuration, [...path, 'bfd-liveness-detection'], microBfd);
  for (const member of aggregate.members) {
    if (memberDescription !== undefined) configuration.set('interfaces', member, 'description', memberDescription);
    configuration.set('interfaces', member, 'ether-options', '802.3ad', port);
  }
}

/**
 * Description of the members of an aggregate that has one of its own: `member of ae1: server1 (dc1)`, as long as
 * descriptions can be.
 */
export function memberDescription(port: string, description: string): string {
  const text = `member of ${port}: ${description}`.slice(0, LONGEST_DESCRIPTION);
  // The cut may go through a character of two halves, of which no configuration can hold one.
  return text.replace(/\p{Cs}$/u, '');
}

/** The aggregated interfaces of a device, each once: units of one aggregate share it. */
function aggregatesOf({ interfaces, underlay }: DeviceIntent): readonly Aggregate[] {
  const found = new Map<string, AggregateIntent>();
  for (const { port, aggregate } of [...interfaces, ...(underlay?.links ?? [])]) {
    if (aggregate !== undefined && !found.has(port)) found.set(port, aggregate);
  }
  return [...found].map(([port, aggregate]) => ({ port, aggregate }));
}

/**
 * The `device-count` that the aggregated interfaces of a device need: `ae0` to `ae<count - 1>` exist. Undefined where
 * there are none, and on Junos Evolved, which has no such limit.
 */
export function aggregatedDeviceCount(device: DeviceIntent): number | undefined {
  const numbers = aggregatesOf(device).map(({ port }) => Number(port.slice('ae'.length)));
  if (numbers.length === 0 || modelOf(device).evolved) return undefined;
  return Math.max(...numbers) + 1;
}

/** `chassis aggregated-devices ethernet device-count`, where the fabric configures it. */
export function renderAggregatedDeviceCount(base: Configuration, device: DeviceIntent): void {
  const count = aggregatedDeviceCount(device);
  if (count === undefined || device.prerequisites.aggregatedDeviceCount !== 'CONFIGURE') return;
  base.set('chassis', 'aggregated-devices', 'ethernet', 'device-count', String(count));
}

/** Each member is watched by a BFD session of its own, between addresses of the two devices (RFC 7130). */
function renderMicroBfd(
  configuration: Configuration,
  path: readonly string[],
  { minimumIntervalMs, multiplier, localAddress, neighbor }: NonNullable<AggregateIntent['microBfd']>,
): void {
  configuration.set(...path, 'minimum-interval', String(minimumIntervalMs));
  configuration.set(...path, 'multiplier', String(multiplier));
  configuration.set(...path, 'neighbor', neighbor);
  configuration.set(...path, 'local-address', localAddress);
}
