import { listed } from '../model/listing';
import type { Failure } from './network/failures';
import { deviceName } from './network/failures';
import type { Home } from './network/homes';
import type { Destination, Receiver } from './state/baseline';
import type { Announcer, FailureState } from './state/fabric-state';
import { groupByDistinguisher } from './state/fabric-state';
import type { HomeRoute, PrefixSite } from './state/sites';
import type { Trap } from './state/told';
import type { DestinationSurvival } from './survival';

/** `with nothing failed`, `without leaf10`, `without link leaf10–spine1 and spine2`, `while leaf10 changes`. */
function caseWords(failures: readonly Failure[]): string {
  if (failures.length === 0) return 'with nothing failed';
  const names = listed(failures.map(({ name }) => name));
  if (!failures.every(({ isChange }) => isChange === true)) return `without ${names}`;
  return `while ${names} ${failures.length === 1 ? 'changes' : 'change'}`;
}

/** `10.1.5.0/24 of server1`. */
function destinationWords(state: FailureState, { prefix, servers }: Destination): string {
  const names = servers.map((index) => state.baseline.network.servers[index]?.name ?? '');
  return `${prefix.toString()} of ${listed(names)}`;
}

/**
 * How many paths a device has to a destination and what became of each of the others, a line for each device the
 * destination is on.
 */
export function explainPaths(state: FailureState, destination: Destination, receiver: Receiver): string {
  const { equal, isLocal, sites } = state.paths(destination, receiver);
  const from = deviceName(state.baseline.network, receiver.device);
  const lines = new Set(
    destination.sites.flatMap((site, position) => {
      const own = site.device === receiver.device && site.vrf.name === receiver.vrf.name;
      if (sites.includes(position) || (own && isLocal)) return [];
      return [lossOf(state, destination, receiver, position)];
    }),
  );
  const unused = sites.length > equal ? [unusedWords(state, receiver, sites.length)] : [];
  const paths = pathsWords(equal);
  return [
    `${caseWords(state.failures)}, ${from} has ${paths} to ${destinationWords(state, destination)}`,
    ...[...lines, ...unused, ...linksWithoutVrf(state, destination)].map((line) => `  ${line}`),
  ].join('\n');
}

/** Which leaves announce a destination, and what keeps each of the others from it. */
export function explainHomes(state: FailureState, destination: Destination): string {
  const { network } = state.baseline;
  const announcers = state.announcers(destination);
  const groups = groupByDistinguisher(announcers);
  const lines = destination.sites.map((site, position) => {
    const leaf = deviceName(network, site.device);
    const announcer = announcers.find((one) => one.position === position);
    if (announcer === undefined) return homeLoss(state, site) ?? notAnnounced(state, site);
    const sharing = groups.find((group) => group.includes(announcer))?.filter((one) => one !== announcer) ?? [];
    const { routeDistinguisher: rd } = announcer.offer;
    if (sharing.length === 0) return `${leaf} announces it with RD ${rd}`;
    return `${leaf} announces it with RD ${rd}, as ${listed(sharing.map((one) => deviceName(network, one.site.device)))} does`;
  });
  return [
    `${caseWords(state.failures)}, ${destinationWords(state, destination)} has ${homesWords(groups.length)}`,
    ...[...lines, ...linksWithoutVrf(state, destination)].map((line) => `  ${line}`),
  ].join('\n');
}

function homesWords(count: number): string {
  return count === 1 ? '1 attachment' : `${count === 0 ? 'no' : count} attachments`;
}

/** The worst case of a destination, in words. */
export function explainWorst(state: FailureState, { destination, worst }: DestinationSurvival): string {
  const { network } = state.baseline;
  const vrf =
    worst.from === undefined
      ? undefined
      : network.devices[worst.from]?.vrfs.find(({ name }) => name === destination.vrf);
  if (worst.from !== undefined && vrf !== undefined) {
    return explainPaths(state, destination, { device: worst.from, vrf });
  }
  const isLeft = (site: PrefixSite): boolean => homeLoss(state, site) === undefined && !state.isCutOff(site.device);
  // Where only its attachments have the VRF, there is nobody to ask.
  if (destination.sites.some(isLeft)) return explainHomes(state, destination);
  const lines = destination.sites.map(
    (site) => homeLoss(state, site) ?? `${deviceName(network, site.device)} is cut off from the fabric`,
  );
  return [
    `${caseWords(state.failures)}, no attachment of ${destinationWords(state, destination)} is left`,
    ...[...new Set([...lines, ...linksWithoutVrf(state, destination)])].map((line) => `  ${line}`),
  ].join('\n');
}

/** An attachment that attracts what it cannot carry, in words. */
export function explainTrap(state: FailureState, { device, home, prefix, protocol }: Trap): string {
  const { network } = state.baseline;
  const server = network.servers[network.homes[home]?.server ?? -1]?.name ?? '';
  const leaf = deviceName(network, device);
  return (
    `${caseWords(state.failures)}, ${leaf} is cut off from the fabric and still tells ${server} ${prefix.toString()}, which is ` +
    `${protocol === 'static' ? 'a static route' : 'an aggregate that routes of its own contribute to'}: what ${server} sends to ` +
    `${leaf} is lost`
  );
}

/** `no path`, `1 path`, `2 paths`. */
function pathsWords(count: number): string {
  if (count === 0) return 'no path';
  return count === 1 ? '1 path' : `${count} paths`;
}

function unusedWords(state: FailureState, { device, vrf }: Receiver, count: number): string {
  const name = deviceName(state.baseline.network, device);
  const spreads = state.baseline.network.devices[device]?.spreadsFlows === true;
  const why = spreads ? `${vrf.name} has no multipath` : 'no policy of its forwarding table balances load';
  return `${name} uses one of ${count} equal paths: ${why}`;
}

/** Links that nothing can come of. */
function linksWithoutVrf({ baseline }: FailureState, { servers, prefix }: Destination): string[] {
  return servers.flatMap((index) =>
    (baseline.network.servers[index]?.homes ?? []).flatMap((home) =>
      home.vrf === undefined && home.family === prefix.family ? (home.problem ?? []) : [],
    ),
  );
}

function lossOf(state: FailureState, destination: Destination, receiver: Receiver, position: number): string {
  const { network } = state.baseline;
  const site = destination.sites[position];
  if (site === undefined) return '';
  const leaf = deviceName(network, site.device);
  const from = deviceName(network, receiver.device);
  const lost = homeLoss(state, site);
  if (lost !== undefined) return lost;
  const announcers = state.announcers(destination);
  const announcer = announcers.find((one) => one.position === position);
  if (announcer === undefined) return notAnnounced(state, site);
  const group = groupByDistinguisher(announcers).find((one) => one.includes(announcer)) ?? [announcer];
  const arrived = state.arrives(group, receiver.device);
  if (arrived === undefined) return notHeard(state, announcer, receiver, group);
  if (arrived !== announcer) return sharedDistinguisher(state, group, arrived, receiver);
  return refusalWords(state, announcer, receiver) ?? `${from} has better paths than over ${leaf}`;
}

/** Why a device with an attachment that is up announces nothing. */
function notAnnounced(state: FailureState, site: PrefixSite): string {
  const { typeFive: offer } = state.baseline.offer(site, state.aliveHomes(site));
  const leaf = deviceName(state.baseline.network, site.device);
  return typeof offer === 'string'
    ? offer
    : `${leaf} has a better route to it from another leaf, and announces none of its own`;
}

/** Why a device has the destination on no server of its own; undefined when it has. */
function homeLoss(state: FailureState, site: PrefixSite): string | undefined {
  const { network } = state.baseline;
  const leaf = deviceName(network, site.device);
  if (state.failedDevices.has(site.device))
    return `${leaf} ${isChanging(state, site.device) ? 'is being changed' : 'has failed'}`;
  if (state.aliveHomes(site).length > 0) return undefined;
  return listed(site.homes.map((one) => homeRouteLoss(state, one, leaf)));
}

function isChanging({ failures }: FailureState, device: number): boolean {
  return failures.some(({ devices, isChange }) => isChange === true && devices?.includes(device) === true);
}

function homeRouteLoss(state: FailureState, { home, route }: HomeRoute, leaf: string): string {
  const server = state.baseline.network.servers[home.server]?.name ?? '';
  if (home.problem !== undefined) return home.problem;
  if (route === undefined) return `the import policies of ${leaf} reject it from ${server}`;
  return `${failureOf(state, home) ?? `the session of ${leaf} with ${server}`} is down`;
}

function failureOf({ failures }: FailureState, { index }: Home): string | undefined {
  return failures.find(({ homes }) => homes?.includes(index) === true)?.name;
}

function sharedDistinguisher(
  state: FailureState,
  group: readonly Announcer[],
  arrived: Announcer,
  { device }: Receiver,
): string {
  const { network, reflection } = state.baseline;
  const leaves = group.map(({ site }) => deviceName(network, site.device));
  const winner = deviceName(network, arrived.site.device);
  const tellers = reflection
    .sessionsOf(device)
    .filter(({ peer, session }) => reflection.isReflector(peer) && state.isUp(session))
    .map(({ peer }) => (peer === network.outside ? 'the reflector' : deviceName(network, peer)));
  const verb = new Set(tellers).size === 1 ? 'reflects' : 'reflect';
  return `${listed(leaves)} share RD ${arrived.offer.routeDistinguisher}, so ${listed(tellers)} ${verb} only ${winner}'s path`;
}

function notHeard(state: FailureState, announcer: Announcer, receiver: Receiver, group: readonly Announcer[]): string {
  const { network, reflection } = state.baseline;
  const leaf = deviceName(network, announcer.site.device);
  const from = deviceName(network, receiver.device);
  if (state.isCutOff(receiver.device)) return `${from} has no overlay session left`;
  if (state.isCutOff(announcer.site.device)) return `${leaf} has no overlay session left`;
  const holders = [...state.chosen(group).keys()];
  const tellers = reflection
    .sessionsOf(receiver.device)
    .filter(({ session }) => state.isUp(session))
    .map(({ peer }) => peer);
  const shared = holders
    .flatMap((holder) => reflection.clustersOf(holder))
    .find((cluster) => tellers.some((teller) => reflection.clustersOf(teller).includes(cluster)));
  const [has, hears] = [holders, tellers].map((nodes) => listed(nodes.map((node) => deviceName(network, node))));
  const why =
    shared === undefined
      ? holders.some((holder) => holder !== announcer.site.device && tellers.includes(holder))
        ? `and on the way to ${from} a policy, or an AS number that it has been through, keeps it back`
        : 'and no session leads from there to here'
      : `and they drop each other's routes: both are in cluster ${shared}`;
  return `${leaf} is heard by ${has ?? ''} only, ${from} hears ${hears ?? ''} only, ${why}`;
}

function refusalWords(state: FailureState, announcer: Announcer, receiver: Receiver): string | undefined {
  const { network } = state.baseline;
  const leaf = deviceName(network, announcer.site.device);
  const from = deviceName(network, receiver.device);
  const { vrf } = receiver;
  switch (state.refusal(announcer, receiver)) {
    case 'none':
      return `${vrf.name} of ${from} takes no type-5 routes`;
    case 'target':
      return `${leaf} announces with ${listed(announcer.offer.targets)}, and ${vrf.name} of ${from} imports ${listed(vrf.importTargets) || 'nothing'}`;
    case 'vni':
      return `VNI ${announcer.offer.vni} of ${leaf} is not VNI ${vrf.typeFive?.vni ?? 'none'} of ${from}`;
    case 'next-hop':
      return `${from} does not reach the loopback of ${leaf} in the underlay`;
    case 'policy':
      return `the type-5 import policy of ${vrf.name} on ${from} rejects it`;
    case undefined:
      return undefined;
  }
}
