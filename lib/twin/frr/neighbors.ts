import type { Bfd } from '../../routing-model/bgp';
import type { NeighborModel } from '../device-model';
import { checksum } from './names';

/** Junos sends three keepalives in a hold time. */
const KEEPALIVES = 3;
/** Seconds between attempts; Junos waits longer, and nothing that is proved here depends on it. */
const CONNECT_SEC = 1;

/** The twin has no secrets: both ends of a session get a key made of the word that says where the secret is. */
export function twinPassword(word: string): string {
  return `twin-${checksum(word)}`;
}

/** What a neighbor is called in `bgpd.conf`: its address, or a peer group for a range of them. */
export function rangeGroup(neighbor: NeighborModel): string {
  return neighbor.isRange ? `range-${checksum(`${neighbor.group} ${neighbor.address}`)}` : neighbor.address;
}

/** Name of a BFD profile. */
export function profileName({ intervalMs, multiplier }: Bfd): string {
  return `every-${intervalMs}-ms-x${multiplier}`;
}

/**
 * Now and then FRR 8.4 wants a connected route to the next hops of such a neighbor, as if it were next door, and drops all that it
 * announces (seen on busy machines, while sessions come up). No session over several hops needs that check.
 */
function multihopLines(id: string, ttl: number): string[] {
  return [`neighbor ${id} ebgp-multihop ${ttl}`, `neighbor ${id} disable-connected-check`];
}

/** Lines of a neighbor that no address family has. */
export function neighborLines(neighbor: NeighborModel): string[] {
  const id = rangeGroup(neighbor);
  const { localAsn, localAddress, multihopTtl, bfd, holdTimeSec } = neighbor;
  const lines = [
    ...(neighbor.isRange ? [`neighbor ${id} peer-group`] : []),
    `neighbor ${id} remote-as ${neighbor.peerAsn}`,
    ...(localAsn === undefined ? [] : [`neighbor ${id} local-as ${localAsn} no-prepend replace-as`]),
    ...(localAddress === undefined ? [] : [`neighbor ${id} update-source ${localAddress}`]),
    `neighbor ${id} timers ${Math.floor(holdTimeSec / KEEPALIVES)} ${holdTimeSec}`,
    `neighbor ${id} timers connect ${CONNECT_SEC}`,
    ...(neighbor.secret === undefined ? [] : [`neighbor ${id} password ${twinPassword(neighbor.secret)}`]),
    ...(neighbor.ttlSecurity ? [`neighbor ${id} ttl-security hops 1`] : []),
    ...(multihopTtl === undefined || neighbor.ttlSecurity ? [] : multihopLines(id, multihopTtl)),
    ...(bfd === undefined ? [] : [`neighbor ${id} bfd`, `neighbor ${id} bfd profile ${profileName(bfd)}`]),
    ...(neighbor.type === 'external' && !neighbor.asOverride && !neighbor.advertisePeerAs
      ? [`neighbor ${id} sender-as-path-loop-detection`]
      : []),
    ...(neighbor.passive ? [`neighbor ${id} passive`] : []),
    ...(neighbor.shutdown ? [`neighbor ${id} shutdown`] : []),
    ...(neighbor.isRange ? [`bgp listen range ${neighbor.address} peer-group ${id}`] : []),
  ];
  return lines.map((line) => ` ${line}`);
}
