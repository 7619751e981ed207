import { readBfdSessionInformation } from '../../../lib/checks/replies/bfd-session-information';
import { readBgpInformation } from '../../../lib/checks/replies/bgp-information';
import { readIpPrefixDatabase } from '../../../lib/checks/replies/evpn-ip-prefix-database';
import { readInterfaceInformation } from '../../../lib/checks/replies/interface-information';
import { readRouteInformation, typeFiveDestination } from '../../../lib/checks/replies/route-information';
import type { XmlElement } from '../../../lib/junos/formats/xml';
import { parseXml } from '../../../lib/junos/formats/xml';

const AS_PRINTED = '2001:DB8:5:0:0:0:0:2';
const AS_IN_INTENT = '2001:db8:5::2';

describe('however a release spells an IPv6 address, it is read as the intent has it', () => {
  const reply = (text: string): XmlElement => parseXml(`<rpc-reply>${text}</rpc-reply>`);

  test('of a BGP session, with or without its TCP port', () => {
    for (const address of [AS_PRINTED, `${AS_PRINTED}+179`]) {
      const peer = `<bgp-peer><peer-address>${address}</peer-address></bgp-peer>`;
      expect(readBgpInformation(reply(peer)).peers[0]?.address).toBe(AS_IN_INTENT);
    }
  });

  test('of a BFD session', () => {
    const session = `<bfd-session><session-neighbor>${AS_PRINTED}</session-neighbor></bfd-session>`;
    expect(readBfdSessionInformation(reply(session))[0]?.neighbor).toBe(AS_IN_INTENT);
  });

  test('of an interface', () => {
    const address = `<interface-address><ifa-local>${AS_PRINTED}/64</ifa-local></interface-address>`;
    const unit = `<logical-interface><address-family>${address}</address-family></logical-interface>`;
    const [port] = readInterfaceInformation(reply(`<physical-interface>${unit}</physical-interface>`));
    expect(port?.logicalInterfaces[0]?.addressFamilies[0]?.addresses[0]?.local).toBe(`${AS_IN_INTENT}/64`);
  });

  test('of a route, and of a type-5 route in its name', () => {
    const route = `<rt><rt-destination>${AS_PRINTED}/128</rt-destination></rt>`;
    const table = `<route-table><table-name>VRF_5.inet6.0</table-name>${route}</route-table>`;
    expect(readRouteInformation(reply(table))[0]?.routes[0]?.destination).toBe(`${AS_IN_INTENT}/128`);
    const name = `5:192.168.1.11:5::0::${AS_PRINTED}::128/248`;
    expect(typeFiveDestination(name)?.prefix).toBe(`${AS_IN_INTENT}/128`);
  });

  test('of a prefix in the EVPN database and its next hop', () => {
    const made = `<evpn-pfxdb-ip6-entry><entry-prefix>${AS_PRINTED}/128</entry-prefix></evpn-pfxdb-ip6-entry>`;
    const home = `<evpn-pfxdb-evpn-ip-adv><adv-bgp-nexthop>${AS_PRINTED}</adv-bgp-nexthop></evpn-pfxdb-evpn-ip-adv>`;
    const seen = `<evpn-pfxdb-evpn-ip6-entry><entry-prefix>${AS_PRINTED}/128</entry-prefix>${home}</evpn-pfxdb-evpn-ip6-entry>`;
    const [context] = readIpPrefixDatabase(reply(`<evpn-pfxdb-l3-context>${made}${seen}</evpn-pfxdb-l3-context>`));
    expect(context?.exported[0]?.prefix).toBe(`${AS_IN_INTENT}/128`);
    expect(context?.imported[0]?.prefix).toBe(`${AS_IN_INTENT}/128`);
    expect(context?.imported[0]?.advertisements[0]?.nextHop).toBe(AS_IN_INTENT);
  });
});
