import { unknownLabDevice } from './errors';
import type { Configuration } from '../junos/tree/configuration';
import type { OpenTransport } from '../netconf/transport';
import { inProcessTransport } from './in-process-transport';
import { baseline } from './junos/baseline';
import { EmulatedJunos } from './junos/emulated-junos';
import { LabState } from './junos/operational/fabric-state';
import type { LabTime } from './lab-clock';
import { LabClock } from './lab-clock';
import type { RibRoute } from './junos/operational/route';
import { advertisedTo } from './junos/operational/advertised-routes';
import type { LabTopology } from './topology';
import { DEFAULT_LAB_USERS, parseTopology } from './topology';

/** A route that a server has learned from a device. */
export interface ServerRoute {
  /** Hostname of the device. */
  readonly from: string;
  readonly prefix: string;
  readonly nextHop: string;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
}

/** How a lab is started. */
export interface LabOptions {
  /** Epoch milliseconds of the lab's first moment; default the real time. */
  readonly startAt?: number;
  /** Lines of `authorized_keys` that every user of the lab may log in with, beside the topology's. */
  readonly authorizedKeys?: readonly string[];
  /** How its time passes; default with the real time. */
  readonly time?: LabTime;
  /** What devices have committed when they start, by hostname; default what the topology says. */
  readonly initial?: ReadonlyMap<string, Configuration>;
}

/** Emulated Junos devices in this process, each on a TCP port of 127.0.0.1. */
export class Lab {
  /**
   * Starts every device of the topology and returns when all of them listen.
   *
   * @throws invalidLabTopology, labConfigurationRefused
   */
  static async start(topology: LabTopology, options: LabOptions = {}): Promise<Lab> {
    const lab = Lab.inProcess(topology, options);
    try {
      for (const { hostname, port } of lab.topology.devices) await lab.device(hostname).listen(port ?? 0);
      lab.state.states();
    } catch (error) {
      await lab.stop();
      throw error;
    }
    return lab;
  }

  /**
   * The same without a network: its devices are reached by `transport` only.
   *
   * @throws invalidLabTopology, labConfigurationRefused
   */
  static inProcess(topology: LabTopology, options: LabOptions = {}): Lab {
    return new Lab(parseTopology(topology), options);
  }

  readonly topology: LabTopology;
  readonly clock: LabClock;
  /** By hostname, in the topology's order. */
  readonly devices: ReadonlyMap<string, EmulatedJunos>;
  /** What the whole fabric is doing. */
  readonly state: LabState;

  private readonly listeners = new Set<LabListener>();

  private constructor(topology: LabTopology, options: LabOptions) {
    this.topology = topology;
    this.clock = new LabClock(options.startAt, options.time);
    this.state = new LabState(topology, this.clock, () => {
      this.tell({ type: 'stateChanged' });
    });
    const users = (topology.users ?? DEFAULT_LAB_USERS).map((user) => ({
      ...user,
      publicKeys: [...(user.publicKeys ?? []), ...(options.authorizedKeys ?? [])],
    }));
    this.devices = new Map(
      topology.devices.map((device) => [
        device.hostname,
        new EmulatedJunos(device, options.initial?.get(device.hostname) ?? baseline(device, topology), {
          clock: this.clock,
          users,
          fabric: this.state,
          arrived: (hostname, rpc) => {
            this.tell({ type: 'rpcArrived', hostname, ...rpc });
          },
        }),
      ]),
    );
    this.state.attach([...this.devices.values()]);
  }

  /** Text of a `known_hosts` file with every device's key. */
  get knownHosts(): string {
    return [...this.devices.values()].map((device) => `${device.knownHosts}\n`).join('');
  }

  /** @throws unknownLabDevice */
  device(hostname: string): EmulatedJunos {
    const device = this.devices.get(hostname);
    if (device === undefined) throw unknownLabDevice(hostname, [...this.devices.keys()]);
    return device;
  }

  /** TCP port of a device on 127.0.0.1. @throws unknownLabDevice */
  port(hostname: string): number {
    return this.device(hostname).port;
  }

  /** Carries NETCONF sessions to a device without a network. @throws unknownLabDevice */
  transport(hostname: string): OpenTransport {
    return inProcessTransport(this.device(hostname));
  }

  /** Tells a listener of everything that happens, until what is returned is called. */
  observe(listener: LabListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What a server has learned, link by link: what each established session brings it. */
  learnedBy(server: string): ServerRoute[] {
    return [...this.state.states()].flatMap(([hostname, state]) =>
      state.sessions
        .filter(({ peer }) => peer?.kind === 'server' && peer.server.name === server)
        .flatMap((session) => advertisedTo(state, session).map((route) => learned(hostname, route))),
    );
  }

  /** Cuts every session, closes every port, drops every timer. */
  async stop(): Promise<void> {
    this.clock.stop();
    await Promise.all([...this.devices.values()].map((device) => device.stop()));
  }

  private tell(event: LabEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function learned(from: string, { text, nextHop = '', asPath, communities }: RibRoute): ServerRoute {
  return { from, prefix: text, nextHop, asPath, communities };
}

/** Something that happened in a lab, told while it happens. */
type LabEvent =
  /** An RPC arrived; what the device does to it comes next. */
  | {
      readonly type: 'rpcArrived';
      readonly hostname: string;
      readonly name: string;
      readonly children: readonly string[];
      readonly pid: number;
    }
  /** What devices report may be different now: a commit, a rollback, a cable, a device that came or went, a session. */
  | { readonly type: 'stateChanged' };

/** Who is told. */
type LabListener = (event: LabEvent) => void;
