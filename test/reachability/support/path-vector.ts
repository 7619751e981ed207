import type { FailureState, Announcer } from '../../../lib/reachability/state/fabric-state';
import { groupByDistinguisher } from '../../../lib/reachability/state/fabric-state';
import type { Destination, Receiver } from '../../../lib/reachability/state/baseline';
import type { ExternalEnd } from '../../../lib/reachability/network/overlay';
import type { Network } from '../../../lib/reachability/network/network';
import type { Route } from '../../../lib/reachability/policy/route';

/** A route in the table of a device. */
interface Held {
  readonly made: Announcer;
  /** The device that told it; undefined at whoever made it. */
  readonly from?: number;
  readonly route: Route;
}

/**
 * How many equal paths a device has, with every route told from device to device over EBGP, one after the other until
 * nothing is new: nothing is taken to be alike.
 */
export function equalPaths(state: FailureState, destination: Destination, receiver: Receiver): number {
  const { network } = state.baseline;
  const lengths = groupByDistinguisher(state.announcers(destination)).flatMap((group) => {
    const held = tables(network, state, group).get(receiver.device);
    const isTaken = held?.from !== undefined && state.refusal(held.made, receiver) === undefined;
    return isTaken ? [held.route.asPath.length] : [];
  });
  const shortest = lengths.filter((length) => length === Math.min(...lengths)).length;
  const usesAll = receiver.vrf.multipath[destination.prefix.family];
  return usesAll ? shortest : Math.min(shortest, 1);
}

/** What each device has of one route distinguisher and prefix. */
function tables(network: Network, state: FailureState, group: readonly Announcer[]): ReadonlyMap<number, Held> {
  const held = new Map<number, Held>(
    group.map((made) => [made.site.device, { made, route: { ...made.offer.sent, protocol: 'evpn' } }]),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const node of network.devices.keys()) {
      const best = group.some(({ site }) => site.device === node) ? held.get(node) : bestOf(network, state, held, node);
      if (isSame(best, held.get(node))) continue;
      if (best === undefined) held.delete(node);
      else held.set(node, best);
      changed = true;
    }
  }
  return held;
}

function isSame(one: Held | undefined, other: Held | undefined): boolean {
  const told = (held: Held): string => JSON.stringify([held.from, held.route.asPath, held.route.communities]);
  if (one === undefined || other === undefined) return one === other;
  return one.made === other.made && told(one) === told(other);
}

function bestOf(
  network: Network,
  state: FailureState,
  held: ReadonlyMap<number, Held>,
  node: number,
): Held | undefined {
  const arrived = network.overlay.sessions.flatMap(({ a, b, external, index }) => {
    if (external === undefined || !state.isUp(index) || (a !== node && b !== node)) return [];
    const [peer, sender, receiver] = a === node ? [b, external.b, external.a] : [a, external.a, external.b];
    const told = held.get(peer);
    if (told === undefined || told.from === node) return [];
    const route = across(network, { peer, sender, node, receiver }, told.route);
    return route === undefined ? [] : [{ made: told.made, from: peer, route }];
  });
  const order = (one: (typeof arrived)[number]): number[] => [one.route.asPath.length, routerId(network, one.from)];
  return arrived.sort((x, y) => {
    const [[length = 0, id = 0], [otherLength = 0, otherId = 0]] = [order(x), order(y)];
    return length - otherLength || id - otherId;
  })[0];
}

function across(
  { devices }: Network,
  ends: { peer: number; sender: ExternalEnd; node: number; receiver: ExternalEnd },
  route: Route,
): Route | undefined {
  const { node, peer, receiver, sender } = ends;
  const pass = (at: number, chain: readonly string[], one: Route): Route | undefined =>
    chain.length === 0 ? one : devices[at]?.policies.apply(chain, one, 'accept');
  if (!sender.advertisesPeerAs && route.asPath.includes(receiver.asn)) return undefined;
  const sent = pass(peer, sender.exports, route);
  if (sent === undefined) return undefined;
  const asPath = [sender.asn, ...sent.asPath];
  if (asPath.filter((asn) => asn === receiver.asn).length >= receiver.loops) return undefined;
  return pass(node, receiver.imports, { ...sent, asPath, protocol: 'bgp', localPreference: 100 });
}

function routerId({ devices }: Network, node: number): number {
  return (devices[node]?.routerId ?? '').split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
