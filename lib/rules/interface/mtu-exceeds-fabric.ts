import type { InterfaceIntent } from '../../intent/fabric-intent';
import { layerTwoOverhead, VLAN_TAG } from '../../model/junos-defaults';
import { FABRIC_LINK_INET_MTU, FABRIC_LINK_MTU, VXLAN_OVERHEAD } from '../../model/vxlan';
import { largestPacket, packetRoom } from '../facts/mtus';
import { pathsOf } from '../facts/groups';
import { portsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** For a port without tags; the room that a tagged port keeps for two of them is more than the tunnel carries of them. */
const LARGEST = FABRIC_LINK_INET_MTU - VXLAN_OVERHEAD + layerTwoOverhead(undefined);

/** A port that takes packets which do not fit through the fabric. */
export const mtuExceedsFabric: Rule = {
  id: 'interface/mtu-exceeds-fabric',
  severity: Severity.WARNING,
  what: 'packets of a port do not fit through the fabric',
  why:
    'VXLAN adds 50 bytes to an IP packet, 54 with a VLAN tag, and its endpoints do not fragment: what is too large disappears, ' +
    `while small packets and every session are well. Fabric links of Juniper's validated designs have an interface MTU of ` +
    `${FABRIC_LINK_MTU} and carry IP packets of ${FABRIC_LINK_INET_MTU}`,
  fix:
    `use an mtu of at most ${LARGEST}, on the port and on the server, or an inetMtu and inet6Mtu that fit; acknowledge the ` +
    'rule where the fabric carries more',
  reference: `RFC 7348, 4.3; Juniper's validated designs: mtu ${FABRIC_LINK_MTU}, family inet mtu ${FABRIC_LINK_INET_MTU} on fabric links`,
  check: (fabric) =>
    portsOf(fabric).flatMap(({ device, name, interfaces }) => {
      const mtu = Math.max(...interfaces.map((attached) => attached.mtu ?? 0));
      const room = packetRoom(interfaces);
      const largest = Math.max(...interfaces.map((attached) => inFabric(attached, room)));
      if (mtu === 0 || largest <= FABRIC_LINK_INET_MTU) return [];
      const culprits = interfaces.filter((attached) => inFabric(attached, room) === largest);
      const packet = Math.max(...culprits.map((attached) => largestPacket(attached, room)));
      const message =
        `${name} of ${device.hostname} has the mtu ${mtu}: IP packets of ${packet} bytes are ${largest} in the fabric, which ` +
        `carries ${FABRIC_LINK_INET_MTU}`;
      const withMtu = interfaces.filter((attached) => attached.mtu === mtu);
      return [{ message, constructPaths: pathsOf(withMtu) }];
    }),
};

/** Size of the largest packet of an interface once it is in a tunnel. */
function inFabric(attached: InterfaceIntent, room: number): number {
  return largestPacket(attached, room) + VXLAN_OVERHEAD + (attached.vlanId === undefined ? 0 : VLAN_TAG);
}
