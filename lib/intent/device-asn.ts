import type { DeviceIntent, FabricIntent } from './fabric-intent';

/**
 * The AS number of a device itself (`routing-options autonomous-system`): that of its VRFs, and what servers are told as their
 * peer's.
 */
export function deviceAsn(
  { overlayAsn }: Pick<FabricIntent, 'overlayAsn'>,
  { asn }: Pick<DeviceIntent, 'asn'>,
): number {
  return asn ?? overlayAsn;
}
