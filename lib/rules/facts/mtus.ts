import type { InterfaceIntent } from '../../intent/fabric-intent';

const ETHERNET_HEADER = 14;
const VLAN_TAG = 4;
/** What a port has where nobody says: room for IP packets of 1500 bytes, with a tag or without. */
const DEFAULT_PACKET = 1500;

/** Bytes of the layer-2 header, which the MTU of a port counts. */
export function layerTwoHeader({ vlanId }: InterfaceIntent): number {
  return ETHERNET_HEADER + (vlanId === undefined ? 0 : VLAN_TAG);
}

/** MTU of the port of some interfaces, layer-2 header included. */
export function mtuOf(interfaces: readonly InterfaceIntent[]): number {
  const given = interfaces.flatMap(({ mtu }) => (mtu === undefined ? [] : [mtu]));
  const header = Math.max(...interfaces.map(layerTwoHeader));
  return given.length > 0 ? Math.max(...given) : DEFAULT_PACKET + header;
}

/** The largest IP packet that an interface takes on a port with this MTU: a family can allow less than fits. */
export function largestPacket(attached: InterfaceIntent, mtu: number): number {
  const room = mtu - layerTwoHeader(attached);
  const families = new Set(attached.addresses.map(({ family }) => family));
  const own = [...families].map((family) => (family === 'inet' ? attached.inetMtu : attached.inet6Mtu) ?? room);
  return own.length === 0 ? room : Math.max(...own);
}
