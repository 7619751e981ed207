import type { LabTopology } from '../../topology';
import type { LabClock } from '../../lab-clock';
import type { BgpSession } from './session';
import { Cabling } from './cabling';
import type { ConnectionsOfDevices } from './connections';
import { Connections } from './connections';
import { isVrfSession, learnedFromDevices } from './device-peers';
import type { DeviceState } from './device-state';
import { DerivedState } from './device-state';
import type { FabricMember } from './device-view';
import type { Type5Route } from './evpn-routes';
import type { DeviceInstances, MadeRoutes } from './instance-routes';
import { instancesOf, madeBy, routesOf } from './instance-routes';
import { Kept } from './kept';
import type { LoopbackReach } from './loopback-reach';
import { OverlayRoutes } from './overlay-routes';
import type { TableRoute } from './route-tables';
import { SessionHistory } from './session-history';

/** So many routes are held at once for those who asked; then the device that was asked first lets go of its own. */
const MOST_ROUTES_HELD = 400_000;

/**
 * What every device of a lab reports, computed from the configurations of all of them. After a change only what depends on
 * it is computed anew; the tables of a device are made when somebody asks for them.
 */
export class LabState {
  readonly cabling: Cabling;
  readonly history: SessionHistory;
  private members: readonly FabricMember[] = [];
  private connections: Connections | undefined;
  private connected: ConnectionsOfDevices | undefined;
  private computed: Map<string, DeviceState> | undefined;
  private computedWith = '';
  private readonly overlay = new OverlayRoutes();
  private readonly keptInstances = new Kept<DeviceInstances>();
  private readonly keptMade = new Kept<MadeRoutes>();
  private readonly keptRoutes = new Kept<readonly Type5Route[]>();
  private readonly keptStates = new Kept<DeviceState>();
  /** Whose routes are held, in the order in which they were asked. */
  private readonly holding = new Map<string, () => void>();

  /** @param onChange called when whatever devices report may have become different */
  constructor(
    private readonly topology: LabTopology,
    private readonly clock: LabClock,
    private readonly onChange: () => void = () => undefined,
  ) {
    this.cabling = new Cabling(topology);
    this.history = new SessionHistory(clock);
  }

  /** The devices of the lab; once, before anything is asked. */
  attach(members: readonly FabricMember[]): void {
    this.members = members;
    const { cabling, clock, history, topology } = this;
    const wake = () => {
      this.changed();
    };
    this.connections = new Connections(members, { cabling, clock, history, topology, wake });
  }

  /** Something was committed, a cable moved, a device came or went, or a moment came at which a session comes up. */
  changed(): void {
    this.history.changed();
    this.connected = undefined;
    this.computed = undefined;
    this.onChange();
  }

  /** Pulls the cable of a port. */
  pullCable(hostname: string, port: string): void {
    this.cabling.pull(hostname, port);
    this.changed();
  }

  /** Puts the cable of a port back. */
  plugCable(hostname: string, port: string): void {
    this.cabling.plug(hostname, port);
    this.changed();
  }

  /** What a device reports now. */
  device(hostname: string): DeviceState {
    const state = this.states().get(hostname);
    if (state === undefined) throw new Error(`${hostname} is no device of this lab`);
    return state;
  }

  /** Every device, by hostname. */
  states(): ReadonlyMap<string, DeviceState> {
    const preferences = this.members.map(({ switches }) => switches.preferred).join();
    if (this.computed === undefined || this.computedWith !== preferences) {
      this.computed = this.compute(this.links());
      this.computedWith = preferences;
    }
    return this.computed;
  }

  /** The sessions of every device, by hostname: less work than `states`. */
  sessions(): ReadonlyMap<string, readonly BgpSession[]> {
    return this.links().sessions;
  }

  private links(): ConnectionsOfDevices {
    if (this.connections === undefined) throw new Error('the lab has no devices yet');
    this.connected ??= this.connections.now();
    return this.connected;
  }

  /** VRFs of several devices may be joined by sessions: what one makes of what another has brought comes back to it. */
  private compute(links: ConnectionsOfDevices): Map<string, DeviceState> {
    const devices = this.members.map((member) => this.instancesOf(member, links));
    let states = this.statesOf(devices, links);
    if (![...links.sessions.values()].some((own) => own.some(isVrfSession))) return states;
    let before = '';
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const joined = devices.map((device) => withLearned(device, learnedFromDevices(device.hostname, states)));
      const now = joined.map(learnedText).join('\n');
      if (now === before) break;
      before = now;
      states = this.statesOf(joined, links);
    }
    return states;
  }

  private instancesOf({ hostname, switches }: FabricMember, links: ConnectionsOfDevices): DeviceInstances {
    const own = {
      view: required(links.views, hostname),
      ports: required(links.ports, hostname),
      sessions: required(links.sessions, hostname),
      preferred: switches.preferred,
    };
    return this.keptInstances.of(hostname, Object.values(own), () => instancesOf(own));
  }

  private statesOf(devices: readonly DeviceInstances[], links: ConnectionsOfDevices): Map<string, DeviceState> {
    const made = this.makeAll(devices);
    const flat = new Map(
      [...made].map(([hostname, own]) => [
        hostname,
        this.keptRoutes.of(hostname, [own], () => [...own.values()].flat()),
      ]),
    );
    this.overlay.update({ made: flat, views: links.views, sessions: links.sessions });
    return new Map(
      devices.map((device) => [device.hostname, this.stateOf(device, required(made, device.hostname), links.reach)]),
    );
  }

  /** The same as long as all is the same that it comes of. */
  private stateOf(device: DeviceInstances, made: MadeRoutes, reach: LoopbackReach): DeviceState {
    const { hostname } = device;
    const { revision } = this.overlay;
    return this.keptStates.of(hostname, [device, made, revision, reach], () => {
      this.holding.delete(hostname);
      return this.derive(device, made, () => {
        this.keptStates.forget(hostname);
        this.computed?.set(hostname, this.stateOf(device, made, reach));
      });
    });
  }

  /** @param letGo puts another state in the place of this one, which has held its routes for long */
  private derive(device: DeviceInstances, made: MadeRoutes, letGo: () => void): DeviceState {
    const { hostname, inputs } = device;
    const { overlay } = this;
    const { revision } = overlay;
    return new DerivedState(
      { ...inputs, made },
      {
        evpn: () => {
          if (overlay.revision !== revision) throw new Error(`the fabric of ${hostname} is another one by now`);
          return overlay.tableOf(hostname);
        },
        routes: (evpn) => routesOf(device, evpn),
        derived: () => {
          this.hold(hostname, letGo);
        },
      },
    );
  }

  private hold(hostname: string, letGo: () => void): void {
    this.holding.set(hostname, letGo);
    while (this.holding.size > 1 && this.holding.size * this.overlay.size > MOST_ROUTES_HELD) {
      const [first] = this.holding;
      if (first === undefined) return;
      this.holding.delete(first[0]);
      first[1]();
    }
  }

  /** What every device makes, in order. */
  private makeAll(devices: readonly DeviceInstances[]): ReadonlyMap<string, MadeRoutes> {
    const yielding = devices.some(({ inputs }) => inputs.preferred === 'evpn');
    const earlier: Type5Route[] = [];
    const made = new Map<string, MadeRoutes>();
    for (const device of devices) {
      const { hostname } = device;
      // What others make counts where a device yields to it: then everything is made anew.
      const given = yielding ? [device, {}] : [device];
      const own = this.keptMade.of(hostname, given, (before) => madeBy(device, earlier, before));
      if (yielding) earlier.push(...[...own.values()].flat());
      made.set(hostname, own);
    }
    return made;
  }
}

/** A route goes through a few VRFs at most; what goes on changing is left as it is. */
const MOST_ROUNDS = 20;

function required<Value>(map: ReadonlyMap<string, Value>, hostname: string): Value {
  const value = map.get(hostname);
  if (value === undefined) throw new Error(`${hostname} is no device of this lab`);
  return value;
}

function withLearned(
  { hostname, inputs, instances }: DeviceInstances,
  learned: ReadonlyMap<string, readonly TableRoute[]>,
): DeviceInstances {
  return {
    hostname,
    inputs,
    instances: instances.map(({ instance, local }) => ({
      instance,
      local: [...local, ...(learned.get(instance.name) ?? [])],
    })),
  };
}

/** All that tells one round from another. */
function learnedText({ hostname, instances }: DeviceInstances): string {
  const learned = instances.flatMap(({ instance, local }) =>
    local.flatMap(({ hidden, route, session }) =>
      session?.peer?.kind === 'device'
        ? [[instance.name, route.neighbor, route.text, hidden, route.asPath, route.communities]]
        : [],
    ),
  );
  return `${hostname} ${JSON.stringify(learned)}`;
}
