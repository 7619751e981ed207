import type { LabAuthentication } from '../../topology';
import type { ConfiguredNeighbor } from '../configured/bgp-neighbors';
import type { ConfiguredKey } from '../configured/key-chains';
import { keyInUse } from '../configured/key-chains';
import type { DeviceView } from './device-view';

/** What one end of a session puts into its packets; undefined where it does not authenticate. */
interface Proof {
  /** `md5`, `hmac-sha-1-96`, `aes-128-cmac-96`, `ao`. */
  readonly method: string;
  readonly key?: Pick<ConfiguredKey, 'secret' | 'sendId' | 'recvId'>;
}

/** Whether a device and a server authenticate in the same way and with a key that both have. */
export function agreesWithServer(
  view: DeviceView,
  neighbor: ConfiguredNeighbor,
  server: LabAuthentication | undefined,
  now: number,
): boolean {
  const proof = proofOf(view, neighbor, now);
  if (proof === undefined || server === undefined) return proof === undefined && server === undefined;
  const method = server.method === 'tcpAo' ? 'ao' : server.method;
  return (
    proof.method === method &&
    server.keys.some(
      ({ secret, sendId, recvId }) =>
        secret === proof.key?.secret &&
        (method !== 'ao' || (sendId === proof.key.recvId && recvId === proof.key.sendId)),
    )
  );
}

/** Whether two devices do. */
export function devicesAgree(
  one: { readonly view: DeviceView; readonly neighbor: ConfiguredNeighbor },
  other: { readonly view: DeviceView; readonly neighbor: ConfiguredNeighbor },
  now: number,
): boolean {
  const [a, b] = [proofOf(one.view, one.neighbor, now), proofOf(other.view, other.neighbor, now)];
  if (a === undefined || b === undefined) return a === b;
  const idsMatch = a.method !== 'ao' || (a.key?.sendId === b.key?.recvId && a.key?.recvId === b.key?.sendId);
  return a.method === b.method && a.key !== undefined && a.key.secret === b.key?.secret && idsMatch;
}

function proofOf(view: DeviceView, { authentication }: ConfiguredNeighbor, now: number): Proof | undefined {
  if (authentication === undefined) return undefined;
  const { algorithm, key, keyChain } = authentication;
  if (keyChain === undefined) return { method: algorithm, key: key === undefined ? undefined : { secret: key } };
  return { method: algorithm, key: keyInUse(view.keyChains.get(keyChain) ?? [], now) };
}
