import type { FabricLinkIntent } from '../../intent/fabric-intent';
import { fabricLinksOf } from '../facts/fabric-links';
import { pathsOf } from '../facts/groups';
import type { Rule } from '../rule';
import { Severity } from '../rule';
import { FABRIC_LINK_INET_MTU, FABRIC_LINK_MTU, VXLAN_OVERHEAD } from '../../model/vxlan';
import { DEFAULT_PACKET, largestFamilyMtu, VLAN_TAG } from '../../model/junos-defaults';

/** What a server sends when nobody says otherwise, in VXLAN and with a VLAN tag. */
const LEAST = DEFAULT_PACKET + VXLAN_OVERHEAD + VLAN_TAG;

/** A link that does not carry what servers send, or what it says it does. */
export const mtuTooSmall: Rule = {
  id: 'underlay/mtu-too-small',
  severity: Severity.ERROR,
  what: 'a link of the underlay is too narrow for packets in VXLAN',
  why:
    'VXLAN adds 50 bytes to an IP packet, 54 with a VLAN tag, and its endpoints do not fragment: sessions and pings work, and ' +
    'every full packet of a server disappears. A family inet mtu beyond the mtu of the interface is refused by Junos',
  fix: `leave mtu ${FABRIC_LINK_MTU} and inetMtu ${FABRIC_LINK_INET_MTU}, as in Juniper's validated designs`,
  reference: `RFC 7348, 4.3; Juniper's validated designs: mtu ${FABRIC_LINK_MTU}, family inet mtu ${FABRIC_LINK_INET_MTU} on fabric links`,
  check: (fabric) =>
    fabricLinksOf(fabric).flatMap((end) => {
      const wrong = wrongMtu(end.link);
      if (wrong === undefined) return [];
      return [{ message: `${end.link.port} of ${end.device.hostname} ${wrong}`, constructPaths: pathsOf([end]) }];
    }),
};

function wrongMtu({ inetMtu, mtu }: FabricLinkIntent): string | undefined {
  const room = mtu === undefined ? undefined : largestFamilyMtu(mtu, undefined);
  if (room !== undefined && inetMtu !== undefined && inetMtu > room) {
    return `has the mtu ${mtu ?? 0}, which leaves ${room} bytes for IP packets, and the inetMtu ${inetMtu}`;
  }
  const carried = inetMtu ?? room ?? DEFAULT_PACKET;
  if (carried >= LEAST) return undefined;
  return `carries IP packets of ${carried} bytes; an ordinary one in VXLAN has ${LEAST}`;
}
