import type { BreakoutIntent, DeviceIntent } from '../../intent/fabric-intent';
import { aggregatesOf } from '../../render/aggregates';

/** A port or channel that something of the fabric is on. */
export interface UsedPort {
  readonly constructPath: string;
  /** For example `xe-0/0/3:1`. */
  readonly name: string;
  /** Position of the port without type and channel, for example `0/0/3`; undefined for an aggregate. */
  readonly position: string | undefined;
  readonly isChannel: boolean;
}

/** Every port and channel of a device in use, members of aggregates too. */
export function usedPortsOf(device: DeviceIntent): readonly UsedPort[] {
  const pathOf = new Map([...device.interfaces, ...(device.underlay?.links ?? [])].map((one) => [one.port, one]));
  const own = [...pathOf.values()].map(({ constructPath, port }) => used(port, constructPath));
  const members = aggregatesOf(device).flatMap(({ aggregate, port }) =>
    aggregate.members.map((member) => used(member, pathOf.get(port)?.constructPath ?? device.constructPath)),
  );
  return [...own, ...members].filter(({ position }) => position !== undefined);
}

/** Position of the port that is split, for example `0/0/3`. */
export function positionOf({ port }: BreakoutIntent): string {
  return port.slice(port.indexOf('-') + 1);
}

function used(name: string, constructPath: string): UsedPort {
  const dash = name.indexOf('-');
  const channel = name.indexOf(':');
  const position = dash < 0 ? undefined : name.slice(dash + 1, channel < 0 ? undefined : channel);
  return { constructPath, name, position, isChannel: channel >= 0 };
}
