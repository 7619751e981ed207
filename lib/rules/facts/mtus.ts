import type { InterfaceIntent } from '../../intent/fabric-intent';
import { portTagging } from '../../intent/port-tagging';
import { largestFamilyMtu } from '../../model/junos-defaults';

/** The largest IP packet that a port has room for, which its units share. */
export function packetRoom(interfaces: readonly InterfaceIntent[]): number {
  const given = interfaces.flatMap(({ mtu }) => (mtu === undefined ? [] : [mtu]));
  return largestFamilyMtu(given.length > 0 ? Math.max(...given) : undefined, portTagging(interfaces));
}

/** The largest IP packet that an interface takes on a port with this much room: a family can allow less than fits. */
export function largestPacket(attached: InterfaceIntent, room: number): number {
  const families = new Set(attached.addresses.map(({ family }) => family));
  const own = [...families].map((family) => (family === 'inet' ? attached.inetMtu : attached.inet6Mtu) ?? room);
  return own.length === 0 ? room : Math.max(...own);
}
