import type { VlanTagging } from '../model/junos-defaults';
import type { InterfaceIntent } from './port-intent';

/**
 * How a server-facing port takes VLAN tags. `flexible-vlan-tagging` rather than `vlan-tagging`, so that a unit for untagged
 * frames can be added by others without touching the port.
 * @param units - all interfaces of the port
 */
export function portTagging(units: readonly Pick<InterfaceIntent, 'vlanId'>[]): VlanTagging | undefined {
  return units.some(({ vlanId }) => vlanId !== undefined) ? 'flexible-vlan-tagging' : undefined;
}
