import { readAddressWithLength } from '../../../model/address-with-length';
import type { DeviceView } from './device-view';
import type { RibRoute } from './route';
import type { BgpSession } from './session';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** A device that has the route to a loopback, as it came there. */
interface Holder {
  readonly hostname: string;
  readonly route: RibRoute;
}

interface Search {
  readonly address: string;
  readonly held: Set<string>;
  readonly open: Holder[];
}

/**
 * Which devices know the way to which loopback: the EBGP sessions of the underlay carry the routes that export and
 * import policies let through, and a device does not take a route with its own AS number in it. Searched no further
 * than asked.
 */
export class LoopbackReach {
  private readonly searches = new Map<string, Search>();

  /**
   * @param views kept as the lab changes, and so are the sessions: what is found holds as long as `underlayText` of every
   *   device is the same
   * @param sessions those between neighboring devices are enough
   * @param reachedOtherwise devices that can be reached, in a way that the lab does not know, although they have no underlay BGP
   */
  constructor(
    private readonly views: ReadonlyMap<string, DeviceView>,
    private readonly sessions: ReadonlyMap<string, readonly BgpSession[]>,
    private readonly reachedOtherwise: ReadonlySet<string>,
  ) {}

  /** Whether a device has a route to the loopback address of another. */
  knows(hostname: string, owner: string, address: string): boolean {
    return !this.hasUnderlay(hostname) || !this.hasUnderlay(owner) || this.finds(hostname, owner, address);
  }

  private hasUnderlay(hostname: string): boolean {
    const view = this.views.get(hostname);
    return !this.reachedOtherwise.has(hostname) || (view !== undefined && hasUnderlayBgp(view));
  }

  private finds(hostname: string, owner: string, address: string): boolean {
    const key = `${owner} ${address}`;
    const search = this.searches.get(key) ?? {
      address,
      held: new Set([owner]),
      open: [{ hostname: owner, route: ownLoopback(this.views.get(owner), address) }],
    };
    this.searches.set(key, search);
    while (!search.held.has(hostname)) {
      const next = search.open.shift();
      if (next === undefined) return false;
      this.announce(search, next);
    }
    return true;
  }

  private announce({ address, held, open }: Search, { hostname, route }: Holder): void {
    const view = this.views.get(hostname);
    if (view === undefined) return;
    for (const session of underlaySessions(this.sessions.get(hostname) ?? [])) {
      const { neighbor, peer } = session;
      if (peer?.kind !== 'device' || held.has(peer.hostname) || !carries(neighbor, address)) continue;
      const isOwn = route.asPath.length === 0;
      const sent = view.policies.evaluate(neighbor.exports, route, isOwn ? 'reject' : 'accept');
      const asPath = [neighbor.localAsn ?? 0, ...sent.route.asPath];
      const far = this.views.get(peer.hostname);
      if (!sent.accepted || far === undefined || asPath.includes(peer.neighbor.localAsn ?? 0)) continue;
      const received = { ...loopback(address, asPath), communities: sent.route.communities };
      const taken = far.policies.evaluate(peer.neighbor.imports, received, 'accept');
      if (!taken.accepted) continue;
      held.add(peer.hostname);
      open.push({ hostname: peer.hostname, route: taken.route });
    }
  }
}

/** Whether a session carries routes of the family of an address. */
function carries({ families }: BgpSession['neighbor'], address: string): boolean {
  return families.includes(address.includes(':') ? 'inet6-unicast' : 'inet-unicast');
}

/** Sessions of the underlay: established, external, with the device at the other end of a cable. */
export function underlaySessions(sessions: readonly BgpSession[]): BgpSession[] {
  return sessions.filter(
    ({ state, peer, interface: ifl, neighbor }) =>
      state === 'Established' &&
      peer?.kind === 'device' &&
      ifl !== undefined &&
      neighbor.type === 'external' &&
      neighbor.instance.name === MAIN_INSTANCE,
  );
}

function hasUnderlayBgp({ neighbors }: DeviceView): boolean {
  return neighbors.some(({ type, instance }) => type === 'external' && instance.name === MAIN_INSTANCE);
}

/** All of a device that decides which loopbacks its neighbors know, and over which paths. */
export function underlayText({ sessions, view }: Announcing): string {
  const underlay = underlaySessions(sessions).map(({ neighbor, peer }) => {
    const { address, exports, families, imports, localAsn, peerAsn } = neighbor;
    const far = peer?.kind === 'device' ? [peer.hostname, peer.neighbor.address] : [];
    return [address, families, localAsn, peerAsn, exports, imports, far];
  });
  const chains = underlaySessions(sessions).flatMap(({ neighbor }) => [...neighbor.exports, ...neighbor.imports]);
  const loopbacks = [...view.units.values()]
    .filter(({ port }) => port === 'lo0')
    .map(({ addresses, name }) => [name, addresses.map(({ address }) => address.toString())]);
  return JSON.stringify([hasUnderlayBgp(view), loopbacks, underlay, view.policies.textOf(chains)]);
}

/** What decides about it: a device's configuration and its sessions. */
interface Announcing {
  readonly view: DeviceView;
  readonly sessions: readonly BgpSession[];
}

/** Whether a device tells any neighbor of the underlay about its loopback. */
export function exportsLoopback({ view, sessions }: Announcing): boolean {
  const [address] = view.loopbacks;
  if (address === undefined) return false;
  const route = ownLoopback(view, address);
  return underlaySessions(sessions).some(
    ({ neighbor }) => view.policies.evaluate(neighbor.exports, route, 'reject').accepted,
  );
}

/** The same on its owner, where policies see the interface. */
function ownLoopback(view: DeviceView | undefined, text: string): RibRoute {
  const own = [...(view?.units.values() ?? [])].find(({ addresses }) =>
    addresses.some(({ address }) => address.toString() === text),
  );
  return { ...loopback(text, []), interface: own?.name };
}

/** The route to a loopback: direct on its owner, from BGP everywhere else. */
function loopback(address: string, asPath: readonly number[]): RibRoute {
  const text = `${address}/${address.includes(':') ? 128 : 32}`;
  const prefix = readAddressWithLength(text);
  if (prefix === undefined) throw new Error(`${text} is no prefix`);
  return { prefix, text, protocol: asPath.length === 0 ? 'direct' : 'bgp', asPath, communities: [] };
}
