import { firstHost } from '../../../lib/twin/server';
import type { Failure } from '../../../lib/reachability/network/failures';
import { deviceName } from '../../../lib/reachability/network/failures';
import type { Home } from '../../../lib/reachability/network/homes';
import type { Reachability } from '../../../lib/reachability/reachability';
import type { Destination, Receiver } from '../../../lib/reachability/state/baseline';
import type { FailureState } from '../../../lib/reachability/state/fabric-state';
import { groupByDistinguisher } from '../../../lib/reachability/state/fabric-state';
import { compareRoutes } from '../../../lib/reachability/state/sites';
import { toldTo } from '../../../lib/reachability/state/told';
import type { Difference } from './differences';
import { heardOf } from './differences';
import type { Packet } from './rows';
import { packetRow, routeRow, sessionRow, sorted, toldRow, typeFiveRow } from './rows';

/** What reachability says of a fabric while something is down: the control plane, and which packets are answered. */
export interface Prediction {
  readonly rows: readonly string[];
  readonly packets: readonly Packet[];
  readonly packetRows: readonly string[];
  /** How many routes FRR has otherwise, by the name of the difference. */
  readonly differences: ReadonlyMap<Difference, number>;
}

export function predict(reachability: Reachability, failures: readonly Failure[]): Prediction {
  const state = reachability.state(failures);
  const told = toldRoutes(state);
  const packets = packetsOf(state);
  const differences = new Map<Difference, number>();
  const count = (one: Difference) => differences.set(one, (differences.get(one) ?? 0) + 1);
  return {
    rows: sorted([
      ...sessionRows(state),
      ...typeFiveRows(state),
      ...routeRows(state, count),
      ...told.map(({ server, leaf, prefix }) => toldRow(server, leaf, prefix)),
    ]),
    packets,
    packetRows: sorted(packets.map((packet) => packetRow(packet, isAnswered(packet, told)))),
    differences,
  };
}

function sessionRows(state: FailureState): string[] {
  const { devices, homes, overlay, underlay } = state.baseline.network;
  const down = new Set(state.failures.flatMap(({ underlaySessions }) => underlaySessions ?? []));
  const works = (...ends: readonly number[]): boolean => ends.every((end) => !state.failedDevices.has(end));
  const name = (device: number): string => deviceName(state.baseline.network, device);
  const loopback = (device: number): string => devices[device]?.loopbacks[0]?.toString() ?? '';
  return [
    ...underlay.sessions
      .filter(({ a, b, index }) => works(a, b) && !down.has(index))
      .flatMap(({ a, b, sessionA, sessionB }) => [
        sessionRow(name(a), 'master', sessionA.neighbor?.toString() ?? ''),
        sessionRow(name(b), 'master', sessionB?.neighbor?.toString() ?? ''),
      ]),
    ...overlay.sessions
      .filter(({ a, b, index }) => works(a, b) && state.isUp(index))
      .flatMap(({ a, b }) => [sessionRow(name(a), 'master', loopback(b)), sessionRow(name(b), 'master', loopback(a))]),
    ...homes
      .filter((home) => home.session !== undefined && works(home.device) && !state.failedHomes.has(home.index))
      .map(({ address, device, vrf = '' }) => sessionRow(name(device), vrf, address.toString())),
  ];
}

/** Of each route distinguisher and prefix, whose route a device has: its own, where it makes one. */
function typeFiveRows(state: FailureState): string[] {
  const { network, destinations } = state.baseline;
  return destinations.flatMap((destination) =>
    groupByDistinguisher(state.announcers(destination)).flatMap((group) =>
      network.devices.flatMap(({ hostname }, device) => {
        const own = group.find(({ site }) => site.device === device);
        const arrived = state.failedDevices.has(device) ? undefined : (own ?? state.arrives(group, device));
        if (arrived === undefined) return [];
        const origin = deviceName(network, arrived.site.device);
        return [typeFiveRow(hostname, arrived.offer.routeDistinguisher, destination.prefix.toString(), origin)];
      }),
    ),
  );
}

function routeRows(state: FailureState, onDifference: (difference: Difference) => void): string[] {
  const { destinations, network, receivers } = state.baseline;
  return destinations.flatMap((destination) =>
    (receivers.get(destination.vrf) ?? []).flatMap((receiver) => {
      const { equal, isLocal, sites } = state.paths(destination, receiver);
      if (equal === 0) return [];
      const predicted = sites.map((site) => deviceName(network, destination.sites[site]?.device ?? -1));
      const others = isLocal ? [] : alsoHeard(state, destination, receiver, sites);
      if (others.length > 0) onDifference('sharedDistinguisher');
      const route = {
        node: deviceName(network, receiver.device),
        vrf: destination.vrf,
        prefix: destination.prefix.toString(),
        over: isLocal ? serversBehind(state, destination, receiver) : [...predicted, ...others],
      };
      return [routeRow('BGP', route), routeRow('kernel', { ...route, used: equal + others.length })];
    }),
  );
}

/** What FRR uses beside the routes that are predicted. */
function alsoHeard(
  state: FailureState,
  destination: Destination,
  receiver: Receiver,
  sites: readonly number[],
): string[] {
  const groups = groupByDistinguisher(state.announcers(destination));
  const used = groups.filter((group) => group.some(({ position }) => sites.includes(position)));
  return used
    .flatMap((group) => heardOf(state, group, receiver.device))
    .filter(({ position }) => !sites.includes(position))
    .map(({ site }) => deviceName(state.baseline.network, site.device));
}

/** Neighbors of a device that have the best of its own routes. */
function serversBehind(state: FailureState, { sites }: Destination, { device, vrf }: Receiver): string[] {
  const site = sites.find((one) => one.device === device && one.vrf.name === vrf.name);
  const alive = site === undefined ? [] : state.aliveHomes(site);
  const best = alive.flatMap(({ route }) => route ?? []).sort(compareRoutes)[0];
  return alive
    .filter(({ route }) => route !== undefined && best !== undefined && compareRoutes(route, best) === 0)
    .map(({ home }) => serverOf(state, home));
}

function serverOf({ baseline }: FailureState, home: Home): string {
  return baseline.network.servers[home.server]?.name ?? '';
}

interface ToldRoute {
  readonly server: string;
  readonly leaf: string;
  readonly vrf: string;
  readonly prefix: string;
}

function toldRoutes(state: FailureState): ToldRoute[] {
  const { network } = state.baseline;
  return network.homes.flatMap((home) =>
    toldTo(state, home).map(({ prefix }) => ({
      server: serverOf(state, home),
      leaf: deviceName(network, home.device),
      vrf: home.vrf ?? '',
      prefix: prefix.toString(),
    })),
  );
}

/** From every server to every prefix of the others, as far as both are in one VRF and have the family. */
function packetsOf({ baseline }: FailureState): Packet[] {
  const { destinations, network } = baseline;
  const ends = destinations.flatMap(({ prefix, servers, vrf }) =>
    servers.map((index) => ({
      server: network.servers[index]?.name ?? '',
      prefix: prefix.toString(),
      family: prefix.family,
      vrf,
    })),
  );
  return ends.flatMap((from) =>
    ends
      .filter((to) => to.server !== from.server && to.vrf === from.vrf && to.family === from.family)
      .map((to) => ({
        from: from.server,
        to: to.server,
        source: firstHost(from.prefix),
        target: firstHost(to.prefix),
        prefixes: [from.prefix, to.prefix] as const,
      })),
  );
}

/** Both have been told the way: whatever tells it has a path, and all paths are alike. */
function isAnswered({ from, to, prefixes: [source, target] }: Packet, told: readonly ToldRoute[]): boolean {
  const knows = (server: string, prefix: string): boolean =>
    told.some((one) => one.server === server && one.prefix === prefix);
  return knows(from, target) && knows(to, source);
}
