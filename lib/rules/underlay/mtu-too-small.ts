import type { FabricLinkIntent } from '../../intent/fabric-intent';
import { fabricLinksOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';

const ETHERNET_HEADER = 14;
/** What a server sends when nobody says otherwise, and what VXLAN adds to it with a VLAN tag. */
const ORDINARY_PACKET = 1500;
const VXLAN_OVERHEAD = 54;

/** A link that does not carry what servers send, or what it says it does. */
export const mtuTooSmall: Rule = {
  id: 'underlay/mtu-too-small',
  severity: Severity.ERROR,
  what: 'a link of the underlay is too narrow for packets in VXLAN',
  why:
    'VXLAN adds 50 bytes to an IP packet, 54 with a VLAN tag, and its endpoints do not fragment: sessions and pings work, and ' +
    'every full packet of a server disappears. A family inet mtu beyond the mtu of the interface is refused by Junos',
  fix: "leave mtu 9216 and inetMtu 9170, as in Juniper's validated designs",
  reference: "RFC 7348, 4.3; Juniper's validated designs: mtu 9216, family inet mtu 9170 on fabric links",
  check: (fabric) =>
    fabricLinksOf(fabric).flatMap((end) => {
      const wrong = wrongMtu(end.link);
      if (wrong === undefined) return [];
      return [{ message: `${end.link.port} of ${end.device.hostname} ${wrong}`, constructPaths: pathsOf([end]) }];
    }),
};

function wrongMtu({ inetMtu, mtu }: FabricLinkIntent): string | undefined {
  const room = mtu === undefined ? undefined : mtu - ETHERNET_HEADER;
  if (room !== undefined && inetMtu !== undefined && inetMtu > room) {
    return `has the mtu ${mtu ?? 0}, which leaves ${room} bytes for IP packets, and the inetMtu ${inetMtu}`;
  }
  const carried = inetMtu ?? room ?? ORDINARY_PACKET;
  if (carried >= ORDINARY_PACKET + VXLAN_OVERHEAD) return undefined;
  return `carries IP packets of ${carried} bytes; an ordinary one in VXLAN has ${ORDINARY_PACKET + VXLAN_OVERHEAD}`;
}
