import type { LabAuthentication } from '../../topology';
import type { Neighbor } from '../../../routing-model/bgp';
import type { ChainKey } from '../../../routing-model/key-chains';
import { keyStartMs } from '../../../junos/tree/key-start';
import { plainSecret } from '../../../junos/tree/secret-encoding';
import type { DeviceView } from './device-view';

/** What one end of a session puts into its packets; undefined where it does not authenticate. */
interface Proof {
  /** `md5`, `hmac-sha-1-96`, `aes-128-cmac-96`, `ao`. */
  readonly method: string;
  readonly key?: Pick<ChainKey, 'secret' | 'sendId' | 'recvId'>;
}

/** Whether a device and a server authenticate in the same way and with a key that both have. */
export function agreesWithServer(
  view: DeviceView,
  neighbor: Neighbor,
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
  one: { readonly view: DeviceView; readonly neighbor: Neighbor },
  other: { readonly view: DeviceView; readonly neighbor: Neighbor },
  now: number,
): boolean {
  const [a, b] = [proofOf(one.view, one.neighbor, now), proofOf(other.view, other.neighbor, now)];
  if (a === undefined || b === undefined) return a === b;
  const idsMatch = a.method !== 'ao' || (a.key?.sendId === b.key?.recvId && a.key?.recvId === b.key?.sendId);
  return a.method === b.method && a.key !== undefined && a.key.secret === b.key?.secret && idsMatch;
}

function proofOf(view: DeviceView, { authentication }: Neighbor, now: number): Proof | undefined {
  if (authentication === undefined) return undefined;
  const { algorithm, key, keyChain } = authentication;
  if (keyChain === undefined)
    return { method: algorithm, key: key === undefined ? undefined : { secret: plainSecret(key) } };
  return { method: algorithm, key: keyInUse(view.keyChains.get(keyChain) ?? [], now) };
}

/** The key in use at a moment: the one that began last. What is no time has always begun. */
function keyInUse(keys: readonly ChainKey[], now: number): Proof['key'] {
  const begun = keys
    .map((key) => ({ ...key, secret: plainSecret(key.secret ?? ''), from: keyStartMs(key.startTime ?? '') ?? 0 }))
    .filter(({ from }) => from <= now);
  return begun.sort((one, other) => other.from - one.from)[0];
}
