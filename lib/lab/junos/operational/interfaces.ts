import type { ConfiguredPort, ConfiguredUnit } from '../configured/interfaces';
import type { Cabling } from './cabling';
import type { DeviceView } from './device-view';

/** State of a logical interface. */
export interface UnitState {
  readonly configured: ConfiguredUnit;
  readonly adminUp: boolean;
  readonly up: boolean;
}

/** State of a physical interface. */
export interface PortState {
  readonly name: string;
  readonly adminUp: boolean;
  readonly up: boolean;
  readonly units: readonly UnitState[];
  /** What is configured of it. */
  readonly configured?: ConfiguredPort;
}

/** Interfaces that need no cable. */
const WITHOUT_CABLE = /^(lo0|irb|vme|em\d|vtep)/;
const AGGREGATE = /^ae\d/;

/**
 * Every interface that a device has: ports with a transceiver, aggregates, loopback. A configured port without a
 * transceiver is not there, as on a QFX.
 */
export function interfaceStates(
  view: DeviceView,
  views: ReadonlyMap<string, DeviceView>,
  cabling: Cabling,
): ReadonlyMap<string, PortState> {
  const cabled = new Set(cabling.ports(view.hostname));
  const configured = [...view.ports.keys()].filter((name) => WITHOUT_CABLE.test(name) || AGGREGATE.test(name));
  const states = new Map<string, PortState>();
  for (const name of [...cabled, ...configured]) {
    const port = view.ports.get(name);
    states.set(name, portState(name, port, isUp(name, view, views, cabling)));
  }
  return states;
}

function portState(name: string, port: ConfiguredPort | undefined, linkUp: boolean): PortState {
  const adminUp = port?.disabled !== true;
  const up = adminUp && linkUp;
  const units = (port?.units ?? []).map((configured) => ({
    configured,
    adminUp: !configured.disabled,
    up: up && !configured.disabled,
  }));
  return { name, adminUp, up, units, configured: port };
}

/** A port is up when it is cabled and both ends are configured; an aggregate when a member is; a loopback always. */
function isUp(name: string, view: DeviceView, views: ReadonlyMap<string, DeviceView>, cabling: Cabling): boolean {
  if (WITHOUT_CABLE.test(name)) return true;
  if (AGGREGATE.test(name)) {
    return [...view.ports.values()].some((port) => port.bundle === name && isUp(port.name, view, views, cabling));
  }
  if (!isInUse(view, name)) return false;
  return cabling.farEnds(view.hostname, name).some((end) => {
    if (end.kind === 'server') return true;
    const far = views.get(end.hostname);
    return far !== undefined && isInUse(far, end.port) && !cabling.isPulled(end.hostname, end.port);
  });
}

function isInUse(view: DeviceView, port: string): boolean {
  return view.ports.get(port)?.disabled === false;
}
