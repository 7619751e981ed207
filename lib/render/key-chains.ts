import type { DeviceIntent, FabricIntent, KeyIntent, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { secretPlaceholder } from '../secrets/secret-placeholder';

/** The key chains of the fabric that sessions of one device use: `security authentication-key-chains`. */
export function renderKeyChains(configuration: Configuration, device: DeviceIntent, fabric: FabricIntent): void {
  const used = new Set(device.peerings.map(keyChainOf));
  for (const { keys, name, owned } of fabric.keyChains ?? []) {
    if (!owned || !used.has(name)) continue;
    for (const key of keys) renderKey(configuration, name, key);
  }
}

/** Name of the key chain that a session uses, if it uses one. */
export function keyChainOf({ authentication }: Pick<PeeringIntent, 'authentication'>): string | undefined {
  return authentication === undefined || authentication.method === 'md5' ? undefined : authentication.keyChain;
}

/** One key of a chain. */
export function renderKey(configuration: Configuration, chain: string, key: KeyIntent): void {
  const { algorithm, ao, id, secret, startTime } = key;
  const path = ['security', 'authentication-key-chains', 'key-chain', chain, 'key', String(id)];
  configuration.set(...path, 'secret', secretPlaceholder(secret));
  configuration.set(...path, 'start-time', startTime);
  if (algorithm !== undefined) configuration.set(...path, 'algorithm', algorithm);
  if (ao === undefined) return;
  configuration.set(...path, 'ao-attribute', 'send-id', String(ao.sendId));
  configuration.set(...path, 'ao-attribute', 'recv-id', String(ao.recvId));
  configuration.set(...path, 'ao-attribute', 'cryptographic-algorithm', ao.cryptographicAlgorithm);
}
