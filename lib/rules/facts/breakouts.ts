import type { BreakoutIntent, DeviceIntent } from '../../intent/fabric-intent';

/** A port or channel that something of the fabric is on. */
export interface UsedPort {
  readonly constructPath: string;
  /** For example `xe-0/0/3:1`. */
  readonly name: string;
  /** Position of the port without type and channel, for example `0/0/3`; undefined for an aggregate. */
  readonly position: string | undefined;
  readonly isChannel: boolean;
}

/** Every port and channel of a device in use, members of aggregates too; one for each construct that is on it. */
export function usedPortsOf({ interfaces, underlay }: DeviceIntent): readonly UsedPort[] {
  return [...interfaces, ...(underlay?.links ?? [])]
    .flatMap(({ aggregate, constructPath, port }) =>
      [port, ...(aggregate?.members ?? [])].map((name) => used(name, constructPath)),
    )
    .filter(({ position }) => position !== undefined);
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
