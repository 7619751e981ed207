import { noSuchPath } from './errors';
import type { FabricIntent } from '../intent/fabric-intent';
import { IpPrefix } from '../model/ip-prefix';
import { explainPaths, explainTrap, explainWorst } from './explain';
import { networkOfFabric } from './from-intent';
import type { NetworkInput } from './input';
import type { Failure, FailureKind } from './network/failures';
import { deviceName, failuresOf } from './network/failures';
import type { Network } from './network/network';
import { readNetwork } from './network/network';
import type { Destination, Receiver } from './state/baseline';
import { HealthyState } from './state/baseline';
import { FailureState } from './state/fabric-state';
import type { Told } from './state/told';
import { toldTo } from './state/told';
import type { DestinationSurvival } from './survival';
import { survive } from './survival';

/** The paths of one device to one prefix. */
export interface Paths {
  /** How many are used at the same time. */
  readonly equal: number;
  /** Devices over which they lead, sorted; itself where the server is on it. */
  readonly via: readonly string[];
  /** Why there are no more, in words. */
  readonly explanation: string;
}

/** A prefix that has fewer paths than it should in some case. */
export interface Counterexample {
  readonly server: string;
  readonly vrf: string;
  readonly prefix: string;
  /** Paths of the device with the fewest. */
  readonly paths: number;
  /** What had failed. */
  readonly failures: readonly Failure[];
  /** In words, with the reason; several lines. */
  readonly explanation: string;
}

/** What a fabric has to hold. */
export interface Demand {
  /** Every case is a list of what fails together. */
  readonly cases: Iterable<readonly Failure[]>;
  /** Names of servers; absent means all. */
  readonly servers?: readonly string[];
  /**
   * Paths that must be left to every device that still hears the fabric.
   * @default 1
   */
  readonly paths?: number;
}

/**
 * Who reaches what in a fabric, computed from the configurations of its devices: which prefixes each leaf accepts from
 * servers, which type-5 routes it makes of them, what the reflectors reflect, what the others import, how many equal paths
 * come of it, and what is left of that when something fails.
 *
 *     const reachability = Reachability.ofFabric(intent);
 *     reachability.paths('leaf1', '10.1.5.0/24').equal; // 3
 *     reachability.counterexamples({ cases: reachability.singles('leaf', 'spine') }); // []
 */
export class Reachability {
  /** From the intent: what is rendered of it is read. */
  static ofFabric(fabric: FabricIntent): Reachability {
    return new Reachability(networkOfFabric(fabric));
  }

  /** From configurations, rendered or read back from devices. */
  static ofConfigurations(input: NetworkInput): Reachability {
    return new Reachability(readNetwork(input));
  }

  readonly network: Network;
  readonly baseline: HealthyState;

  constructor(network: Network) {
    this.network = network;
    this.baseline = new HealthyState(network);
  }

  /** What is taken for granted because the configurations do not say it, in sentences. */
  get assumptions(): readonly string[] {
    return this.network.assumptions;
  }

  /** Sessions that do not come up although nothing has failed, and why, in sentences. */
  problems(): string[] {
    const { devices, homes, overlay, servers, underlay } = this.network;
    const of = (server: number): string => servers[server]?.name ?? '';
    return [
      ...underlay.problems.map(({ reason }) => reason),
      ...overlay.problems.map(({ reason }) => reason),
      ...homes.flatMap(({ device, problem, server }) =>
        problem === undefined ? [] : [`${devices[device]?.hostname ?? ''}–${of(server)}: ${problem}`],
      ),
    ];
  }

  /** Every failure of these kinds, each as a case of its own. */
  singles(...kinds: FailureKind[]): Failure[][] {
    return failuresOf(this.network, kinds).map((failure) => [failure]);
  }

  /** Every two failures of these kinds together. */
  pairs(...kinds: FailureKind[]): Failure[][] {
    const failures = failuresOf(this.network, kinds);
    return failures.flatMap((one, i) => failures.slice(i + 1).map((other) => [one, other]));
  }

  /** The failure of that name, as `singles` has it: `leaf10`, `link leaf10–spine1`. @throws FabricError `noSuchPath` */
  failure(name: string): Failure {
    const known = failuresOf(this.network, ['leaf', 'spine', 'link', 'session', 'failureDomain']);
    const found = known.find((one) => one.name === name);
    if (found === undefined)
      throw noSuchPath(
        `nothing called "${name}" can fail`,
        known.map((one) => one.name),
      );
    return found;
  }

  /** The fabric while something is down. */
  state(failures: readonly Failure[] = []): FailureState {
    return new FailureState(this.baseline, failures);
  }

  /**
   * Paths of a device to a prefix of a server.
   *
   * @param vrf where several VRFs have the prefix
   * @throws FabricError `noSuchPath` when no server announces the prefix, or the device does not have the VRF
   */
  paths(from: string, to: string, failures: readonly Failure[] = [], vrf?: string): Paths {
    const destination = this.destination(to, vrf);
    const receiver = this.receiver(from, destination);
    const state = this.state(failures);
    const { equal, sites } = state.paths(destination, receiver);
    const via = sites.map((site) => deviceName(this.network, destination.sites[site]?.device ?? -1)).sort();
    return { equal, via, explanation: explainPaths(state, destination, receiver) };
  }

  /** Devices that announce a prefix of a server in the fabric while something is down, sorted. */
  announcers(prefix: string, failures: readonly Failure[] = [], vrf?: string): string[] {
    const announcers = this.state(failures).announcers(this.destination(prefix, vrf));
    return announcers.map(({ site }) => deviceName(this.network, site.device)).sort();
  }

  /** Devices that have a route to a prefix of a server, sorted. */
  reachableFrom(prefix: string, failures: readonly Failure[] = [], vrf?: string): string[] {
    const destination = this.destination(prefix, vrf);
    const state = this.state(failures);
    const receivers = this.baseline.receivers.get(destination.vrf) ?? [];
    return receivers
      .filter((receiver) => state.paths(destination, receiver).equal > 0)
      .map(({ device }) => deviceName(this.network, device))
      .sort();
  }

  /** What a server is told, by device. */
  toldTo(server: string, failures: readonly Failure[] = []): ReadonlyMap<string, readonly Told[]> {
    const state = this.state(failures);
    const found = this.network.servers.find(({ name }) => name === server);
    return new Map(
      (found?.homes ?? []).map((home) => [deviceName(this.network, home.device), toldTo(state, home)] as const),
    );
  }

  /** Every prefix that has too few paths in one of the cases, with its worst one; in the order of servers and prefixes. */
  counterexamples({ cases, paths = 1, servers }: Demand): Counterexample[] {
    const wanted = servers === undefined ? undefined : new Set(servers);
    const survival = survive(this.network, cases, this.baseline);
    return survival.destinations.flatMap((one) => {
      const names = one.destination.servers.map((index) => this.network.servers[index]?.name ?? '');
      const server = wanted === undefined ? names[0] : names.find((name) => wanted.has(name));
      if (server === undefined) return [];
      const explanation = this.#explain(one, paths);
      if (explanation === undefined) return [];
      const prefix = one.destination.prefix.toString();
      const failures = one.worst.paths < paths ? one.worst.failures : (one.trap?.failures ?? []);
      const { vrf } = one.destination;
      return [{ server, vrf, prefix, paths: one.worst.paths, failures, explanation }];
    });
  }

  /**
   * A prefix that servers announce; of one that is in a range of theirs what stands for it.
   *
   * @throws FabricError `noSuchPath`
   */
  destination(prefix: string, vrf?: string): Destination {
    const wanted = IpPrefix.parse(prefix);
    const { destinations } = this.baseline;
    const called = (prefix: IpPrefix): Destination | undefined =>
      destinations.find((one) => one.prefix.equals(prefix) && (vrf === undefined || one.vrf === vrf));
    const found = called(wanted) ?? this.#standsFor(wanted).flatMap((one) => called(one) ?? [])[0];
    if (found !== undefined) return found;
    const where = vrf === undefined ? '' : ` in ${vrf}`;
    throw noSuchPath(
      `no server announces ${prefix}${where}`,
      destinations.map((one) => one.prefix.toString()),
    );
  }

  /** @throws FabricError `noSuchPath` */
  receiver(hostname: string, { vrf }: Destination): Receiver {
    const receivers = this.baseline.receivers.get(vrf) ?? [];
    const found = receivers.find(({ device }) => deviceName(this.network, device) === hostname);
    if (found !== undefined) return found;
    throw noSuchPath(
      `${hostname} does not have ${vrf}`,
      receivers.map(({ device }) => deviceName(this.network, device)),
    );
  }

  /** The prefixes that stand for one that servers may announce out of their ranges. */
  #standsFor(wanted: IpPrefix): IpPrefix[] {
    const drawn = this.network.servers.flatMap((server) => server.drawn);
    return drawn.filter(({ of }) => of.contains(wanted)).map(({ prefix }) => prefix);
  }

  #explain(one: DestinationSurvival, paths: number): string | undefined {
    if (one.worst.paths < paths) return explainWorst(this.state(one.worst.failures), one);
    return one.trap === undefined ? undefined : explainTrap(this.state(one.trap.failures), one.trap.trap);
  }
}
