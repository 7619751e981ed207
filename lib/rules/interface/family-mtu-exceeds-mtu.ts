import type { InterfaceIntent } from '../../intent/fabric-intent';
import { logicalInterfaceName } from '../../render/names';
import { packetRoom } from '../facts/mtus';
import { portsOf } from '../facts/ports';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** An MTU of a family that does not fit into that of the port. */
export const familyMtuExceedsMtu: Rule = {
  id: 'interface/family-mtu-exceeds-mtu',
  severity: Severity.ERROR,
  what: 'the MTU of a family does not fit into that of its port',
  why:
    'the mtu of a port counts the layer-2 header; that of a family does not. A port has 14 bytes less for packets, and 22 less ' +
    'where a unit of it has a VLAN: flexible-vlan-tagging keeps room for two tags, on untagged and native units too. Junos ' +
    'refuses a family that cannot fit, and some releases take it and drop the large packets',
  fix: 'raise the mtu of the port, or lower inetMtu and inet6Mtu to it less 14, or less 22 on a port with a vlanId',
  reference: 'Junos: mtu (interfaces); media MTU and protocol MTU',
  check: (fabric) =>
    portsOf(fabric).flatMap(({ device, interfaces }) =>
      interfaces.flatMap((attached) => {
        const room = packetRoom(interfaces);
        return familyMtus(attached)
          .filter(([, mtu]) => mtu > room)
          .map(([prop, mtu]) => ({
            message:
              `${logicalInterfaceName(attached.port, attached.unit)} of ${device.hostname} has the ${prop} ${mtu}, and the ` +
              `port has room for ${room} at most`,
            constructPaths: [attached.constructPath],
          }));
      }),
    ),
};

function familyMtus({ inet6Mtu, inetMtu }: InterfaceIntent): [prop: string, mtu: number][] {
  return [
    ...(inetMtu === undefined ? [] : [['inetMtu', inetMtu] as [string, number]]),
    ...(inet6Mtu === undefined ? [] : [['inet6Mtu', inet6Mtu] as [string, number]]),
  ];
}
