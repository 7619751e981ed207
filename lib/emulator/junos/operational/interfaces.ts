import type { Port, Unit } from '../../../routing-model/ports';
import type { Cabling, FarEnd } from './cabling';
import type { DeviceView } from './device-view';

/** State of a logical interface. */
export interface UnitState {
  readonly configured: Unit;
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
  readonly configured?: Port;
}

/** Interfaces that need no cable. */
const WITHOUT_CABLE = /^(lo0|irb|vme|em\d|vtep)/;
const AGGREGATE = /^ae\d/;

/** What the state of interfaces is computed from. */
export interface InterfaceInputs {
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly cabling: Cabling;
}

/**
 * Every interface that a device has: ports with a transceiver, aggregates, loopback. A configured port without a
 * transceiver, and an aggregate beyond the chassis' count, is not there, as on a QFX.
 */
export function interfaceStates(view: DeviceView, inputs: InterfaceInputs): ReadonlyMap<string, PortState> {
  const cabled = new Set(inputs.cabling.ports(view.hostname));
  const configured = [...view.ports.keys()].filter((name) => WITHOUT_CABLE.test(name) || isMade(view, name));
  const states = new Map<string, PortState>();
  for (const name of [...cabled, ...configured]) {
    const port = view.ports.get(name);
    states.set(name, portState(name, port, isUp(name, view, inputs)));
  }
  return states;
}

function isMade({ aggregates }: DeviceView, name: string): boolean {
  return AGGREGATE.test(name) && Number(name.slice('ae'.length)) < aggregates;
}

function portState(name: string, port: Port | undefined, linkUp: boolean): PortState {
  const adminUp = port?.disabled !== true;
  const up = adminUp && linkUp;
  const units = (port?.units ?? []).map((configured) => ({
    configured,
    adminUp: !configured.disabled,
    up: up && !configured.disabled,
  }));
  return { name, adminUp, up, units, configured: port };
}

/** A port is up when it is cabled and both ends are configured; an aggregate when enough members are; a loopback always. */
function isUp(name: string, view: DeviceView, inputs: InterfaceInputs): boolean {
  if (WITHOUT_CABLE.test(name)) return true;
  if (AGGREGATE.test(name)) return aggregateIsUp(name, view, inputs);
  return linkEnd(name, view, inputs) !== undefined;
}

/** What a port has a link to. */
function linkEnd(name: string, view: DeviceView, { views, cabling }: InterfaceInputs): FarEnd | undefined {
  if (!isInUse(view, name)) return undefined;
  return cabling.farEnds(view.hostname, name).find((end) => {
    if (end.kind === 'server') return true;
    const far = views.get(end.hostname);
    return far !== undefined && isInUse(far, end.port) && !cabling.isPulled(end.hostname, end.port);
  });
}

function isInUse(view: DeviceView, port: string): boolean {
  return view.ports.get(port)?.disabled === false;
}

/** Members count when they have a link and LACP agrees with the other end; all to the same partner as the first. */
function aggregateIsUp(name: string, view: DeviceView, inputs: InterfaceInputs): boolean {
  const own = view.ports.get(name);
  if (own === undefined) return false;
  const partners = [...view.ports.values()]
    .filter((port) => port.bundle === name)
    .flatMap((port) => partnerOf(own, linkEnd(port.name, view, inputs), inputs) ?? []);
  return partners.filter((partner) => partner === partners[0]).length >= (own.minimumLinks ?? 1);
}

/** Who is at the other end of a member, as LACP tells it; undefined where the member carries nothing. */
function partnerOf(own: Port, end: FarEnd | undefined, { views }: InterfaceInputs): string | undefined {
  if (end === undefined) return undefined;
  if (end.kind === 'server') {
    const mode = end.link.bundledPorts === undefined ? undefined : 'active';
    return lacpAgrees(own.lacp, mode) ? end.server.name : undefined;
  }
  const far = views.get(end.hostname);
  const bundle = far?.ports.get(end.port)?.bundle;
  const aggregate =
    bundle === undefined || far === undefined || !isMade(far, bundle) ? undefined : far.ports.get(bundle);
  return lacpAgrees(own.lacp, aggregate?.lacp) ? `${end.hostname} ${bundle ?? end.port}` : undefined;
}

type LacpMode = Port['lacp'];

/** Both ends speak it and one begins, or none does. */
function lacpAgrees(one: LacpMode, other: LacpMode): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === 'active' || other === 'active';
}
