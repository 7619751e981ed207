import type { DeviceOverlayIntent, FabricIntent, Family, OverlayNeighborIntent } from '../intent/fabric-intent';
import { MAIN_INSTANCE } from '../model/junos-defaults';
import { overlayGroupName, reflectorsGroupName, underlayGroupName } from '../render/names';
import type { CheckBase, CheckKind } from './check';
import { prefixesOf } from './fabric-facts';
import { indexed } from './indexed';
import type { BfdSession } from './replies/bfd-session-information';
import { BFD_SESSIONS } from './replies/bfd-session-information';
import type { BgpInformation, BgpPeer } from './replies/bgp-information';
import { ALL_SESSIONS, isEstablished, sessionsOf } from './replies/bgp-information';
import { routingTable } from './replies/route-information';
import type { TwinNodeView } from './twin-node-view';
import type { Verdict } from './verdict';
import { whenAnswered } from './verdict';

/** A session to a server. */
export interface SessionEstablished extends CheckBase {
  readonly kind: 'sessionEstablished';
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly peerAsn: number;
}

/** The session to a server is Established with the AS number of the intent. */
export const sessionEstablished: CheckKind<SessionEstablished> = {
  kind: 'sessionEstablished',
  describe: ({ neighbor, peerAsn, vrf }) => `BGP session to ${neighbor} in ${vrf} Established with AS ${peerAsn}`,
  // The summary has no errors.
  queries: ({ vrf }) => [sessionsOf(vrf), ALL_SESSIONS],
  judge: ({ neighbor, peerAsn, vrf }, _, observation) =>
    whenAnswered(observation.answer(sessionsOf(vrf)), (information) => {
      const all = observation.answer(ALL_SESSIONS);
      const detailed = 'value' in all ? byInstanceAndAddress(all.value).get(keyOf(vrf, neighbor)) : undefined;
      const peer = byAddress(information).get(neighbor);
      return establishedWith(peerAsn, neighbor, peer && { ...peer, lastError: peer.lastError ?? detailed?.lastError });
    }),
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  judgeTwin: ({ neighbor, peerAsn, vrf }, _, node) => establishedInTwin(node, vrf, neighbor, peerAsn),
  demanded: (_, asked) =>
    asked.flatMap(({ hostname, peerings }) =>
      peerings
        .filter(({ isRange }) => isRange !== true)
        .map(({ constructPath, expect, group, neighbor, peerAsn, vrf }): SessionEstablished => ({
          kind: 'sessionEstablished',
          hostnames: [hostname],
          constructPath,
          expect,
          vrf,
          group,
          neighbor,
          peerAsn,
        })),
    ),
};

/** A session between two devices of the fabric. */
export interface FabricSessionEstablished extends CheckBase {
  readonly kind: 'fabricSessionEstablished';
  readonly layer: 'underlay' | 'overlay';
  readonly group: string;
  /** Host name of the device at the other end, which may belong to others. */
  readonly peer: string;
  readonly neighbor: string;
  readonly peerAsn: number;
}

/**
 * A session of the underlay or the overlay is Established with the AS number of the intent. What is at the other end may
 * belong to others: then it is expected to be there already.
 */
export const fabricSessionEstablished: CheckKind<FabricSessionEstablished> = {
  kind: 'fabricSessionEstablished',
  describe: ({ layer, neighbor, peer, peerAsn }) =>
    `${layer} session to ${peer} (${neighbor}) Established with AS ${peerAsn}`,
  queries: () => [ALL_SESSIONS],
  judge: ({ neighbor, peerAsn }, _, observation) =>
    whenAnswered(observation.answer(ALL_SESSIONS), (information) =>
      establishedWith(peerAsn, neighbor, byInstanceAndAddress(information).get(keyOf(MAIN_INSTANCE, neighbor))),
    ),
  dependsOn: ({ group }) => [{ on: 'bgpGroup', instance: MAIN_INSTANCE, group }],
  judgeTwin: ({ neighbor, peerAsn }, _, node) => establishedInTwin(node, MAIN_INSTANCE, neighbor, peerAsn),
  demanded: (facts, asked) =>
    asked.flatMap((device) => {
      const { hostname, overlay, underlay } = device;
      const common = { kind: 'fabricSessionEstablished', hostnames: [hostname], expect: 'UP' } as const;
      const links = (underlay?.links ?? []).map(
        ({ constructPath, neighbor, peer, peerAsn }): FabricSessionEstablished => ({
          ...common,
          constructPath,
          others: facts.ownDevices([peer]),
          layer: 'underlay',
          group: underlayGroupName(facts.fabric.name),
          peer,
          neighbor,
          peerAsn,
        }),
      );
      if (overlay === undefined) return links;
      const { constructPath } = overlay;
      const reflected = overlayNeighbors(facts.fabric, overlay).map(
        ({ address, group, hostname: peer, peerAsn = facts.fabric.overlayAsn }): FabricSessionEstablished => ({
          ...common,
          constructPath,
          others: facts.onTheWay(device, peer),
          layer: 'overlay',
          group,
          peer,
          neighbor: address,
          peerAsn,
        }),
      );
      return [...links, ...reflected];
    }),
};

function overlayNeighbors(
  { name }: FabricIntent,
  { clients, clusterId, peers }: DeviceOverlayIntent,
): (OverlayNeighborIntent & { readonly group: string })[] {
  const toPeers = clusterId === undefined ? overlayGroupName(name) : reflectorsGroupName(name);
  return [
    ...clients.map((neighbor) => ({ ...neighbor, group: overlayGroupName(name) })),
    ...peers.map((neighbor) => ({ ...neighbor, group: toPeers })),
  ];
}

/** What a server announces on a session. */
export interface PrefixesAccepted extends CheckBase {
  readonly kind: 'prefixesAccepted';
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly family: Family;
  readonly prefixes: readonly string[];
}

/** At least as many prefixes are received and accepted on a session as the server announces. */
export const prefixesAccepted: CheckKind<PrefixesAccepted> = {
  kind: 'prefixesAccepted',
  describe: ({ family, neighbor, prefixes: { length }, vrf }) =>
    `at least ${length} ${family} ${length === 1 ? 'prefix' : 'prefixes'} accepted from ${neighbor} in ${vrf}`,
  queries: ({ vrf }) => [sessionsOf(vrf)],
  judge: ({ family, neighbor, prefixes, vrf }, _, observation) =>
    whenAnswered(observation.answer(sessionsOf(vrf)), (information) => {
      const peer = byAddress(information).get(neighbor);
      if (peer === undefined) return noSession(neighbor);
      const table = routingTable(vrf, family);
      const rib = peer.ribs.find(({ name }) => name === table);
      if (rib === undefined) return { holds: false, seen: `${peer.state}, nothing received in ${table}` };
      const { acceptedPrefixCount: accepted, receivedPrefixCount: received } = rib;
      return {
        holds: Math.min(received, accepted) >= prefixes.length,
        seen: `${received} received, ${accepted} accepted`,
      };
    }),
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  judgeTwin: ({ neighbor, prefixes, vrf }, _, node) => {
    const received = node.session(vrf, neighbor)?.prefixesReceived ?? 0;
    return { holds: received >= prefixes.length, seen: `${received} accepted` };
  },
  demanded: (_, asked) =>
    asked.flatMap(({ hostname, peerings }) =>
      peerings
        .filter((peering) => prefixesOf(peering).length > 0)
        .map((peering): PrefixesAccepted => ({
          kind: 'prefixesAccepted',
          hostnames: [hostname],
          constructPath: peering.constructPath,
          expect: peering.expect,
          vrf: peering.vrf,
          group: peering.group,
          neighbor: peering.neighbor,
          family: peering.family,
          prefixes: prefixesOf(peering),
        })),
    ),
};

/** A BGP session that was up. */
export interface SessionStillUp extends CheckBase {
  readonly kind: 'sessionStillUp';
  /** `master` for the main instance. */
  readonly instance: string;
  readonly neighbor: string;
}

/** A BGP session, of any group and instance, that was Established before the change is so after it. */
export const sessionStillUp: CheckKind<SessionStillUp> = {
  kind: 'sessionStillUp',
  describe: ({ instance, neighbor }) =>
    `BGP session to ${neighbor}${instance === MAIN_INSTANCE ? '' : ` in ${instance}`} Established, as before the change`,
  queries: () => [ALL_SESSIONS],
  judge: ({ instance, neighbor }, _, observation) =>
    whenAnswered(observation.answer(ALL_SESSIONS), (information) => {
      const peer = byInstanceAndAddress(information).get(keyOf(instance, neighbor));
      if (peer === undefined) return noSession(neighbor);
      return { holds: isEstablished(peer), seen: `${peer.state}${lastErrorOf(peer)}` };
    }),
  dependsOn: ({ instance, neighbor }) => [{ on: 'bgpSession', instance, neighbor }],
  before: {
    query: ALL_SESSIONS,
    look: (observation, common) => {
      const answer = observation.answer(ALL_SESSIONS);
      const peers = 'value' in answer ? answer.value.peers : [];
      return {
        checks: peers.filter(isEstablished).map(({ address, instance = MAIN_INSTANCE }): SessionStillUp => ({
          kind: 'sessionStillUp',
          ...common,
          instance,
          neighbor: address,
        })),
        notWell: [],
      };
    },
  },
};

/** A BFD session that was up. */
export interface BfdSessionStillUp extends CheckBase {
  readonly kind: 'bfdSessionStillUp';
  readonly neighbor: string;
  /** Absent for a session over several hops. */
  readonly interface?: string;
}

/** A BFD session that was up before the change is so after it. */
export const bfdSessionStillUp: CheckKind<BfdSessionStillUp> = {
  kind: 'bfdSessionStillUp',
  describe: ({ neighbor }) => `BFD session to ${neighbor} Up, as before the change`,
  queries: () => [BFD_SESSIONS],
  judge: ({ interface: own, neighbor }, _, observation) =>
    whenAnswered(observation.answer(BFD_SESSIONS), (sessions) => {
      const session = bfdByNeighbor(sessions).get(keyOf(own ?? '', neighbor));
      return { holds: session?.state === 'Up', seen: session?.state ?? `no session to ${neighbor}` };
    }),
  // BFD does not tell the instance: a session to that address in any.
  dependsOn: ({ interface: own, neighbor }) => [
    { on: 'bgpSession', neighbor },
    ...(own === undefined ? [] : [{ on: 'interface', name: own } as const]),
  ],
  before: {
    query: BFD_SESSIONS,
    look: (observation, common) => {
      const sessions = observation.valuesOf(BFD_SESSIONS);
      return {
        checks: sessions
          .filter(({ state }) => state === 'Up')
          .map(({ interface: own, neighbor }): BfdSessionStillUp => ({
            kind: 'bfdSessionStillUp',
            ...common,
            neighbor,
            interface: own,
          })),
        notWell: sessions
          .filter(({ state }) => state !== 'Up')
          .map(({ neighbor, state }) => `BFD session to ${neighbor}: ${state}`),
      };
    },
  },
};

const byAddress = indexed(({ peers }: BgpInformation): ReadonlyMap<string, BgpPeer> =>
  firstOfEach(peers, ({ address }) => address),
);

const byInstanceAndAddress = indexed(({ peers }: BgpInformation): ReadonlyMap<string, BgpPeer> =>
  firstOfEach(peers, ({ address, instance = MAIN_INSTANCE }) => keyOf(instance, address)),
);

const bfdByNeighbor = indexed((sessions: readonly BfdSession[]): ReadonlyMap<string, BfdSession> =>
  firstOfEach(sessions, ({ interface: own, neighbor }) => keyOf(own ?? '', neighbor)),
);

function firstOfEach<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map([...items].reverse().map((item) => [key(item), item]));
}

function keyOf(place: string, address: string): string {
  return `${place} ${address}`;
}

function establishedWith(peerAsn: number, neighbor: string, peer: BgpPeer | undefined): Verdict {
  if (peer === undefined) return noSession(neighbor);
  const isPeer = peer.peerAs === peerAsn;
  return {
    holds: isEstablished(peer) && isPeer,
    seen: `${peer.state}${isPeer ? '' : ` with AS ${peer.peerAs ?? 'unknown'}`}${lastErrorOf(peer)}`,
  };
}

/** The last error is news only where the session is down. */
function lastErrorOf(peer: BgpPeer): string {
  return isEstablished(peer) || peer.lastError === undefined ? '' : `, last error ${peer.lastError}`;
}

function noSession(neighbor: string): Verdict {
  return { holds: false, seen: `no session to ${neighbor}` };
}

function establishedInTwin(node: TwinNodeView, instance: string, neighbor: string, peerAsn: number): Verdict {
  const session = node.session(instance, neighbor);
  if (session === undefined) return noSession(neighbor);
  const isPeer = session.peerAsn === peerAsn;
  return {
    holds: session.state === 'Established' && isPeer,
    seen: isPeer ? session.state : `${session.state} with AS ${session.peerAsn}`,
  };
}
