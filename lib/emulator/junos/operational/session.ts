import { plainSecret } from '../../../junos/tree/secret-encoding';
import type { LabLink, LabServer } from '../../topology';
import type { Neighbor } from '../../../routing-model/bgp';
import type { Cabling } from './cabling';
import type { DeviceView } from './device-view';
import type { PortState } from './interfaces';

/** States of the BGP machine that the emulation tells apart. */
export type PeerState = 'Idle' | 'Connect' | 'Active' | 'Established';

/** Who answers at the other end of an established session; of a server without a link, over several hops. */
type Peer =
  | { readonly kind: 'server'; readonly server: LabServer; readonly link?: LabLink }
  | { readonly kind: 'device'; readonly hostname: string; readonly neighbor: Neighbor };

/** One end of a BGP session. */
export interface BgpSession {
  readonly hostname: string;
  readonly neighbor: Neighbor;
  readonly state: PeerState;
  /** Why it is not established, in Junos' words, where Junos has some. */
  readonly lastError?: string;
  readonly localAddress?: string;
  /** Logical interface of a directly connected peer. */
  readonly interface?: string;
  readonly peer?: Peer;
}

/** What is known of a session before its state is. */
export type StatelessSession = Omit<BgpSession, 'state' | 'peer' | 'lastError'>;

/** What the sessions of a fabric are computed from. */
export interface SessionInputs {
  /** AS number of a device itself. */
  readonly deviceAsnOf: (hostname: string) => number;
  readonly servers: readonly LabServer[];
  /** Epoch milliseconds of the lab's time: keys have their times. */
  readonly now: number;
  readonly views: ReadonlyMap<string, DeviceView>;
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, PortState>>;
  readonly cabling: Cabling;
}

/** What Junos says when the two ends of a session do not agree. */
export const OPEN_ERROR = 'Open Message Error';

/** Names a session on its device. */
export function sessionKey({ hostname, neighbor }: BgpSession): string {
  return `${hostname} ${neighbor.instance.name} ${neighbor.group} ${neighbor.address}`;
}

const parameters = new WeakMap<Neighbor, string>();

/** What one end cannot change without the session starting anew. */
export function sessionParameters(neighbor: Neighbor): string {
  const known = parameters.get(neighbor) ?? parametersText(neighbor);
  parameters.set(neighbor, known);
  return known;
}

function parametersText(neighbor: Neighbor): string {
  const { type, localAddress, localAsn, peerAsn, families, cluster, holdTimeSec, ttl, multihopTtl, authentication } =
    neighbor;
  const key = authentication?.key === undefined ? undefined : plainSecret(authentication.key);
  const proof = [authentication?.algorithm, authentication?.keyChain, key];
  return JSON.stringify([
    type,
    localAddress,
    localAsn,
    peerAsn,
    families,
    cluster,
    holdTimeSec,
    ttl,
    multihopTtl,
    proof,
  ]);
}

/** Whether both ends mean each other's AS numbers. */
export function autonomousSystemsAgree(one: Neighbor, other: Neighbor): boolean {
  return one.peerAsn === other.localAsn && other.peerAsn === one.localAsn;
}
