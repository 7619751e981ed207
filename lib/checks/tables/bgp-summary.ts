import type { BgpInformation, BgpPeer, BgpRib } from '../replies/bgp-information';
import { isEstablished } from '../replies/bgp-information';

const TABLE_HEADING = 'Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending';
const PEER_HEADING =
  'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...';

/** `show bgp summary`, as the device's own command line prints it. */
export function formatBgpSummary(information: BgpInformation): string {
  const { groupCount, peerCount, downPeerCount } = information;
  const lines = [
    'Threading mode: BGP I/O',
    `Groups: ${groupCount} Peers: ${peerCount} Down peers: ${downPeerCount}`,
    TABLE_HEADING,
    ...information.ribs.flatMap(ribLines),
    PEER_HEADING,
    ...information.peers.flatMap(peerLines),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function ribLines(rib: BgpRib): string[] {
  const counts = [
    rib.totalPrefixCount,
    rib.activePrefixCount,
    rib.suppressedPrefixCount,
    rib.historyPrefixCount,
    rib.dampedPrefixCount,
    rib.pendingPrefixCount,
  ];
  const [first, ...rest] = counts.map(String);
  return [rib.name, (first ?? '').padStart(24) + rest.map((count) => count.padStart(11)).join('')];
}

function peerLines(peer: BgpPeer): string[] {
  const counts = [peer.inputMessages, peer.outputMessages].map((count) => String(count).padStart(11));
  const queue = String(peer.routeQueueCount).padStart(8);
  const flaps = String(peer.flapCount).padStart(8);
  const head = `${peerColumn(peer)}${counts.join('')}${queue}${flaps} ${peer.elapsedTime.padStart(11)}`;
  if (!isEstablished(peer)) {
    return [`${head} ${peer.state}`];
  }
  return [
    `${head} Establ`,
    ...peer.ribs.map(
      (rib) =>
        `  ${rib.name}: ${rib.activePrefixCount}/${rib.receivedPrefixCount}/${rib.acceptedPrefixCount}/${rib.dampedPrefixCount}`,
    ),
  ];
}

/** Address and AS number share 27 columns; an address that is too long pushes the rest to the right. */
function peerColumn(peer: BgpPeer): string {
  const asn = String(peer.peerAs ?? '');
  const gap = Math.max(1, 26 - peer.address.length - asn.length);
  return peer.address + ' '.repeat(gap) + asn;
}
