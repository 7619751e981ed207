import type { InterfaceIntent } from '../../intent/fabric-intent';
import { largestPacket } from '../facts/mtus';
import { pathsOf } from '../facts/groups';
import { portsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

const ETHERNET_HEADER = 14;
const VLAN_TAG = 4;
/** Inner Ethernet header, VXLAN, UDP and IPv4. */
const VXLAN_OVERHEAD = 50;
/** `family inet mtu` of the fabric links in Juniper's validated designs, with an interface MTU of 9216. */
const FABRIC_INET_MTU = 9170;
/** With a tag too: it counts on the port, and once more in the tunnel. */
const LARGEST = FABRIC_INET_MTU - VXLAN_OVERHEAD + ETHERNET_HEADER;

/** A port that takes packets which do not fit through the fabric. */
export const mtuExceedsFabric: Rule = {
  id: 'interface/mtu-exceeds-fabric',
  severity: Severity.WARNING,
  what: 'packets of a port do not fit through the fabric',
  why:
    'VXLAN adds 50 bytes to an IP packet, 54 with a VLAN tag, and its endpoints do not fragment: what is too large disappears, ' +
    "while small packets and every session are well. Fabric links of Juniper's validated designs have an interface MTU of 9216 " +
    `and carry IP packets of ${FABRIC_INET_MTU}`,
  fix:
    `use an mtu of at most ${LARGEST}, on the port and on the server, or an inetMtu and inet6Mtu that fit; acknowledge the ` +
    'rule where the fabric carries more',
  reference: "RFC 7348, 4.3; Juniper's validated designs: mtu 9216, family inet mtu 9170 on fabric links",
  check: (fabric) =>
    portsOf(fabric).flatMap(({ device, name, interfaces }) => {
      const mtu = Math.max(...interfaces.map((attached) => attached.mtu ?? 0));
      const largest = Math.max(...interfaces.map((attached) => inFabric(attached, mtu)));
      if (mtu === 0 || largest <= FABRIC_INET_MTU) return [];
      const culprits = interfaces.filter((attached) => inFabric(attached, mtu) === largest);
      const packet = Math.max(...culprits.map((attached) => largestPacket(attached, mtu)));
      const message =
        `${name} of ${device.hostname} has the mtu ${mtu}: IP packets of ${packet} bytes are ${largest} in the fabric, which ` +
        `carries ${FABRIC_INET_MTU}`;
      const withMtu = interfaces.filter((attached) => attached.mtu === mtu);
      return [{ message, constructPaths: pathsOf(withMtu) }];
    }),
};

/** Size of the largest packet of an interface once it is in a tunnel. */
function inFabric(attached: InterfaceIntent, mtu: number): number {
  return largestPacket(attached, mtu) + VXLAN_OVERHEAD + (attached.vlanId === undefined ? 0 : VLAN_TAG);
}
