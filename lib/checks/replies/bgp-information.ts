import type { XmlElement } from '../../junos/formats/xml';
import { child, children, descendants } from '../../junos/formats/xml';
import { canonicalAddress } from '../../model/canonical-address';
import { asnOf, countOf, trimmedText, withoutTcpPort } from './values';
import type { Query } from '../observation';

/** `show bgp neighbor`: every session of every instance, which the summary of older releases does not tell apart. */
export const ALL_SESSIONS: Query<BgpInformation> = {
  rpc: 'get-bgp-neighbor-information',
  args: {},
  read: readBgpInformation,
};

/** `show bgp summary instance VRF`, exactly that instance. */
export function sessionsOf(vrf: string): Query<BgpInformation> {
  return { rpc: 'get-bgp-summary-information', args: { 'exact-instance': vrf }, read: readBgpInformation };
}

/** The reply of `get-bgp-summary-information` (`show bgp summary`), and of `get-bgp-neighbor-information`. */
export interface BgpInformation {
  readonly groupCount: number;
  readonly peerCount: number;
  readonly downPeerCount: number;
  readonly ribs: readonly BgpRib[];
  readonly peers: readonly BgpPeer[];
}

/** Paths of one routing table, over all peers. */
export interface BgpRib {
  readonly name: string;
  readonly totalPrefixCount: number;
  readonly activePrefixCount: number;
  readonly suppressedPrefixCount: number;
  readonly historyPrefixCount: number;
  readonly dampedPrefixCount: number;
  readonly pendingPrefixCount: number;
}

/** One BGP session. */
export interface BgpPeer {
  /** Without the TCP port that the neighbor command adds. */
  readonly address: string;
  /** Undefined when the device printed something that is no AS number. */
  readonly peerAs: number | undefined;
  readonly inputMessages: number;
  readonly outputMessages: number;
  readonly routeQueueCount: number;
  readonly flapCount: number;
  /** As printed: time since the session changed state. */
  readonly elapsedTime: string;
  /** `Established`, `Active`, `Idle` … */
  readonly state: string;
  /** The last error of the session, where the neighbor command tells it. */
  readonly lastError?: string;
  /** Routing instance the session is configured in, where the neighbor command tells it; `master` for the main one. */
  readonly instance?: string;
  readonly group?: string;
  readonly ribs: readonly BgpPeerRib[];
}

/** Prefixes of one peer in one routing table. */
interface BgpPeerRib {
  readonly name: string;
  readonly activePrefixCount: number;
  readonly receivedPrefixCount: number;
  readonly acceptedPrefixCount: number;
  readonly dampedPrefixCount: number;
}

/** Whether a session is up, in Junos' word for it. */
export function isEstablished(peer: BgpPeer): boolean {
  return peer.state === 'Established';
}

/** Reads the reply of `get-bgp-summary-information` or `get-bgp-neighbor-information`. */
export function readBgpInformation(reply: XmlElement): BgpInformation {
  const all = descendants(reply, 'bgp-information');
  return {
    groupCount: sum(all, 'group-count'),
    peerCount: sum(all, 'peer-count'),
    downPeerCount: sum(all, 'down-peer-count'),
    ribs: all.flatMap((information) => children(information, 'bgp-rib').map(readRib)),
    peers: descendants(reply, 'bgp-peer').map(readPeer),
  };
}

function sum(all: readonly XmlElement[], name: string): number {
  return all.reduce((total, information) => total + countOf(information, name), 0);
}

function readRib(rib: XmlElement): BgpRib {
  return {
    name: trimmedText(rib, 'name'),
    totalPrefixCount: countOf(rib, 'total-prefix-count'),
    activePrefixCount: countOf(rib, 'active-prefix-count'),
    suppressedPrefixCount: countOf(rib, 'suppressed-prefix-count'),
    historyPrefixCount: countOf(rib, 'history-prefix-count'),
    dampedPrefixCount: countOf(rib, 'damped-prefix-count'),
    pendingPrefixCount: countOf(rib, 'pending-prefix-count'),
  };
}

function readPeer(peer: XmlElement): BgpPeer {
  const lastError = trimmedText(peer, 'last-error');
  return {
    address: canonicalAddress(withoutTcpPort(trimmedText(peer, 'peer-address'))),
    peerAs: asnOf(trimmedText(peer, 'peer-as')),
    inputMessages: countOf(peer, 'input-messages'),
    outputMessages: countOf(peer, 'output-messages'),
    routeQueueCount: countOf(peer, 'route-queue-count'),
    flapCount: countOf(peer, 'flap-count'),
    elapsedTime: trimmedText(peer, 'elapsed-time'),
    state: peerState(peer),
    lastError: lastError === '' || lastError === 'None' ? undefined : lastError,
    instance: trimmedText(peer, 'peer-cfg-rti') || undefined,
    group: trimmedText(peer, 'peer-group') || undefined,
    ribs: children(peer, 'bgp-rib').map(readPeerRib),
  };
}

/** Some releases put the counts (`3/3/3/0`) into the state's text and the state into its format attribute only. */
function peerState(peer: XmlElement): string {
  const state = child(peer, 'peer-state');
  const text = state?.text.trim() ?? '';
  return /^\d+\//.test(text) || state?.attributes.format === 'Establ' ? 'Established' : text;
}

function readPeerRib(rib: XmlElement): BgpPeerRib {
  return {
    name: trimmedText(rib, 'name'),
    activePrefixCount: countOf(rib, 'active-prefix-count'),
    receivedPrefixCount: countOf(rib, 'received-prefix-count'),
    acceptedPrefixCount: countOf(rib, 'accepted-prefix-count'),
    dampedPrefixCount: countOf(rib, 'damped-prefix-count'),
  };
}
