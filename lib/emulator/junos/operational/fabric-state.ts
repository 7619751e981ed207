import type { LabTopology } from '../../topology';
import { deviceAsnOf } from '../../topology';
import type { LabClock, LabTimer } from '../../lab-clock';
import type { BgpSession } from './session';
import { bgpSessions } from './bgp-sessions';
import { Cabling } from './cabling';
import { Convergence } from './convergence';
import { isVrfSession, learnedFromDevices } from './device-peers';
import type { DeviceView, FabricMember } from './device-view';
import { deviceView } from './device-view';
import type { EvpnTable, Type5Route } from './evpn-routes';
import { distribute } from './evpn-routes';
import type { PortState } from './interfaces';
import { interfaceStates } from './interfaces';
import type { InstanceInputs, TableRoute } from './route-tables';
import { importedRoutes, localRoutes, madeType5, wanted, activeRoutes } from './route-tables';
import { SessionHistory } from './session-history';
import { containsNetwork, networkText, readRoutingPrefix } from '../../../model/address-with-length';
import type { RibRoute } from './route';

/** Everything that one device reports. */
export interface DeviceState {
  readonly view: DeviceView;
  readonly ports: ReadonlyMap<string, PortState>;
  readonly sessions: readonly BgpSession[];
  /** Routes of each instance, imported type-5 routes included. */
  readonly routes: ReadonlyMap<string, readonly TableRoute[]>;
  /** Type-5 routes that each instance made. */
  readonly made: ReadonlyMap<string, readonly Type5Route[]>;
  readonly evpn: EvpnTable;
  readonly preferred: 'bgp' | 'evpn';
}

/** What the routes of a fabric are computed from. */
interface Links {
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, PortState>>;
  readonly sessions: ReadonlyMap<string, readonly BgpSession[]>;
}

/** What every device of a lab reports, computed from the configurations of all of them. */
export class LabState {
  readonly cabling: Cabling;
  readonly history: SessionHistory;
  private members: readonly FabricMember[] = [];
  private computed: ReadonlyMap<string, DeviceState> | undefined;
  private computedWith = '';
  private connected: Links | undefined;
  private readonly convergence: Convergence;
  private readonly reachedOtherwise: ReadonlySet<string>;
  private wake: LabTimer | undefined;

  /** @param onChange called when whatever devices report may have become different */
  constructor(
    private readonly topology: LabTopology,
    private readonly clock: LabClock,
    private readonly onChange: () => void = () => undefined,
  ) {
    this.cabling = new Cabling(topology);
    this.history = new SessionHistory(clock);
    this.convergence = new Convergence(
      (hostname) => this.members.find((member) => member.hostname === hostname)?.switches,
    );
    this.reachedOtherwise = new Set(
      topology.devices
        .filter(({ configuration, starts }) => starts !== 'empty' && configuration === undefined)
        .map(({ hostname }) => hostname),
    );
  }

  /** The devices of the lab; once, before anything is asked. */
  attach(members: readonly FabricMember[]): void {
    this.members = members;
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

  private links(): Links {
    if (this.connected === undefined) {
      const views = new Map(this.members.map((member) => [member.hostname, deviceView(member)]));
      const inputs = { views, cabling: this.cabling };
      const ports = new Map([...views].map(([hostname, view]) => [hostname, interfaceStates(view, inputs)]));
      const sessions = this.sessionsOf(views, ports);
      this.history.record([...sessions.values()].flat());
      this.connected = { views, ports, sessions };
    }
    return this.connected;
  }

  private sessionsOf(
    views: ReadonlyMap<string, DeviceView>,
    ports: ReadonlyMap<string, ReadonlyMap<string, PortState>>,
  ): ReadonlyMap<string, readonly BgpSession[]> {
    const now = this.clock.now();
    const sessions = bgpSessions({
      deviceAsnOf: (hostname) => deviceAsnOf(this.topology, hostname),
      servers: this.topology.servers,
      now,
      views,
      ports,
      cabling: this.cabling,
      reachedOtherwise: this.reachedOtherwise,
      settle: (session) => this.convergence.settle(session, now, this.history.changedAt),
    });
    this.wakeAt(this.convergence.finish());
    return sessions;
  }

  /** A session that waits is established at its moment, whether or not anybody asks. */
  private wakeAt(due: number | undefined): void {
    this.wake?.cancel();
    this.wake =
      due === undefined
        ? undefined
        : this.clock.at(due, () => {
            this.changed();
          });
  }

  /** VRFs of several devices may be joined by sessions: what one makes of what another has brought comes back to it. */
  private compute(links: Links): ReadonlyMap<string, DeviceState> {
    const devices = this.members.map((member) => instancesOf(member, links));
    let states = statesOf(devices, links);
    if (![...links.sessions.values()].flat().some(isVrfSession)) return states;
    let before = '';
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const joined = devices.map((device) => withLearned(device, learnedFromDevices(device.member.hostname, states)));
      const now = joined.map(learnedText).join('\n');
      if (now === before) break;
      before = now;
      states = statesOf(joined, links);
    }
    return states;
  }
}

/** A route goes through a few VRFs at most; what goes on changing is left as it is. */
const MOST_ROUNDS = 20;

function withLearned(
  { instances, member, view }: DeviceInstances,
  learned: ReadonlyMap<string, readonly TableRoute[]>,
): DeviceInstances {
  return {
    member,
    view,
    instances: instances.map(({ inputs, local }) => ({
      inputs,
      local: [...local, ...(learned.get(inputs.instance.name) ?? [])],
    })),
  };
}

/** All that tells one round from another. */
function learnedText({ instances, member }: DeviceInstances): string {
  const learned = instances.flatMap(({ inputs, local }) =>
    local.flatMap(({ hidden, route, session }) =>
      session?.peer?.kind === 'device'
        ? [[inputs.instance.name, route.neighbor, route.text, hidden, route.asPath, route.communities]]
        : [],
    ),
  );
  return `${member.hostname} ${JSON.stringify(learned)}`;
}

function statesOf(devices: readonly DeviceInstances[], { ports, sessions, views }: Links): Map<string, DeviceState> {
  const made = makeAll(devices);
  const perDevice = new Map([...made].map(([hostname, own]) => [hostname, [...own.values()].flat()]));
  const tables = distribute(perDevice, views, sessions);
  return new Map(
    devices.map(({ member, view, instances }) => {
      const evpn = tables.get(member.hostname) ?? new Map();
      const routes = new Map(
        instances.map(({ inputs: of, local }) => {
          const learned = [...local, ...importedRoutes(of, evpn)];
          return [of.instance.name, [...learned, ...generatedRoutes(of, learned)]];
        }),
      );
      const state: DeviceState = {
        view,
        ports: ports.get(member.hostname) ?? new Map(),
        sessions: sessions.get(member.hostname) ?? [],
        routes,
        made: made.get(member.hostname) ?? new Map(),
        evpn,
        preferred: member.switches.preferred,
      };
      return [member.hostname, state];
    }),
  );
}

interface DeviceInstances {
  readonly member: FabricMember;
  readonly view: DeviceView;
  readonly instances: readonly { readonly inputs: InstanceInputs; readonly local: readonly TableRoute[] }[];
}

function instancesOf(member: FabricMember, { ports, sessions, views }: Links): DeviceInstances {
  const { hostname } = member;
  const view = views.get(hostname) ?? deviceView(member);
  const instances = [...view.instances.values()].map((instance) => {
    const inputs: InstanceInputs = {
      view,
      instance,
      ports: ports.get(hostname) ?? new Map(),
      sessions: sessions.get(hostname) ?? [],
      preferred: member.switches.preferred,
    };
    return { inputs, local: localRoutes(inputs) };
  });
  return { member, view, instances };
}

/**
 * What every device makes. Where a device prefers type-5 routes to its server's, one that another home has made
 * already keeps it from making its own: devices are taken in order, as if each had come up after the one before.
 */
function makeAll(devices: readonly DeviceInstances[]): ReadonlyMap<string, ReadonlyMap<string, Type5Route[]>> {
  const all: Type5Route[] = [];
  const made = new Map<string, Map<string, Type5Route[]>>();
  for (const { member, instances } of devices) {
    const own = new Map<string, Type5Route[]>();
    for (const { inputs, local } of instances) {
      const yields = (route: TableRoute) =>
        inputs.preferred === 'evpn' &&
        route.route.protocol === 'bgp' &&
        all.some((other) => other.text === route.route.text && wanted(inputs, other));
      const routes = madeType5(
        inputs,
        local.filter((route) => !yields(route)),
      );
      own.set(inputs.instance.name, routes);
    }
    all.push(...[...own.values()].flat());
    made.set(member.hostname, own);
  }
  return made;
}

/**
 * The routes of `routing-options generate` that stand: each as long as an active route inside it contributes, which its
 * policy has to accept. Junos takes a route that no term decides about.
 */
function generatedRoutes(inputs: InstanceInputs, routes: readonly TableRoute[]): TableRoute[] {
  const { view, instance, preferred } = inputs;
  const active = activeRoutes(routes, preferred).filter(({ route }) => route.protocol !== 'local');
  return instance.routes
    .filter(({ kind }) => kind === 'generate')
    .flatMap(({ prefix, policies }) => {
      const route = generated(prefix);
      if (route === undefined) return [];
      const contributes = active.some(
        ({ route: one }) =>
          one.text !== route.text &&
          containsNetwork(route.prefix, one.prefix) &&
          view.policies.evaluate(policies, one, 'accept').accepted,
      );
      return contributes ? [{ route, hidden: false }] : [];
    });
}

function generated(text: string): RibRoute | undefined {
  const prefix = readRoutingPrefix(text);
  if (prefix === undefined) return undefined;
  return { prefix, text: networkText(prefix), protocol: 'aggregate', asPath: [], communities: [] };
}
