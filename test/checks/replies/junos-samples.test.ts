import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readBgpInformation } from '../../../lib/checks/replies/bgp-information';
import { readIpPrefixDatabase } from '../../../lib/checks/replies/evpn-ip-prefix-database';
import { readInterfaceInformation } from '../../../lib/checks/replies/interface-information';
import { isActive, readRouteInformation, typeFiveDestination } from '../../../lib/checks/replies/route-information';
import { formatBgpSummary } from '../../../lib/checks/tables/bgp-summary';
import { formatInterfacesTerse } from '../../../lib/checks/tables/interfaces-terse';
import type { XmlElement } from '../../../lib/junos/formats/xml';
import { parseXml } from '../../../lib/junos/formats/xml';
import { describeWithShared } from '../../support/shared';
import { jsonReply } from '../../support/junos-json';

describeWithShared('sample replies', ['reference', 'junos-samples', 'replies'], (directory) => {
  const reply = (name: string): XmlElement => parseXml(readFileSync(path.join(directory, `${name}.xml`), 'utf8'));

  test('show interfaces terse reads the unit and its address', () => {
    expect(readInterfaceInformation(reply('get-interface-information.terse'))).toEqual([
      {
        name: 'et-0/0/15',
        adminStatus: 'up',
        operStatus: 'up',
        logicalInterfaces: [
          {
            name: 'et-0/0/15.0',
            adminStatus: 'up',
            operStatus: 'up',
            addressFamilies: [{ name: 'inet', addresses: [{ local: '172.16.104.1/30', remote: undefined }] }],
          },
        ],
      },
    ]);
  });

  test('show interfaces terse prints as the command line does', () => {
    expect(formatInterfacesTerse(readInterfaceInformation(reply('get-interface-information.terse')))).toBe(
      [
        'Interface               Admin Link Proto    Local                 Remote',
        'et-0/0/15               up    up',
        'et-0/0/15.0             up    up   inet     172.16.104.1/30',
        '',
      ].join('\n'),
    );
  });

  test('show bgp summary prints as the command line does', () => {
    expect(formatBgpSummary(readBgpInformation(reply('get-bgp-summary-information')))).toBe(
      [
        'Threading mode: BGP I/O',
        'Groups: 1 Peers: 1 Down peers: 0',
        'Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending',
        'VRF_5.inet.0',
        '                       3          3          0          0          0          0',
        'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...',
        '172.16.104.2    4220000001       2941       2995       0       0    22:23:00 Establ',
        '  VRF_5.inet.0: 3/3/3/0',
        '',
      ].join('\n'),
    );
  });

  test('show bgp neighbor reads address without port, instance and group', () => {
    const [peer] = readBgpInformation(reply('get-bgp-neighbor-information')).peers;
    expect(peer).toMatchObject({
      address: '172.16.104.2',
      peerAs: 4220000001,
      state: 'Established',
      instance: 'VRF_5',
      group: 'END_SYSTEM_1',
      lastError: undefined,
      ribs: [{ name: 'VRF_5.inet.0', receivedPrefixCount: 3, acceptedPrefixCount: 3 }],
    });
  });

  test('show route tells the active BGP route from the EVPN copy', () => {
    const [table] = readRouteInformation(reply('get-route-information.vrf-inet'));
    const server = table?.routes.find((route) => route.destination === '10.1.5.0/24');
    expect(server?.entries.map((entry) => [entry.protocol, isActive(entry)])).toEqual([
      ['BGP', true],
      ['EVPN', false],
    ]);
  });

  test('show route table bgp.evpn.0 names distinguisher and prefix', () => {
    const [table] = readRouteInformation(reply('get-route-information.bgp-evpn'));
    expect(table?.routes.map((route) => typeFiveDestination(route.destination))).toEqual([
      { routeDistinguisher: '192.168.1.11:5', prefix: '10.1.5.0/24' },
      { routeDistinguisher: '192.168.1.12:5', prefix: '10.1.5.0/24' },
    ]);
  });

  test('show evpn ip-prefix-database reads own and foreign routes', () => {
    const [context] = readIpPrefixDatabase(reply('get-evpn-ip-prefix-database-information'));
    expect(context?.name).toBe('VRF_5');
    expect(context?.exported).toEqual([{ prefix: '10.1.5.0/24', status: 'Created' }]);
    expect(context?.imported[0]?.advertisements.map((one) => [one.routeDistinguisher, one.nextHop])).toEqual([
      ['192.168.1.11:5', '192.168.1.11'],
      ['192.168.1.12:5', '192.168.1.12'],
    ]);
  });
});

describeWithShared('replies of running devices', ['configs', 'operational'], (directory) => {
  const reply = (name: string): XmlElement => jsonReply(readFileSync(path.join(directory, `${name}.json`), 'utf8'));

  test('show route reads destinations, protocols and activity', () => {
    const tables = readRouteInformation(reply('edge1.show-route'));
    const inet = tables.find((table) => table.name === 'inet.0');
    const connected = inet?.routes.find((route) => route.destination === '10.99.0.0/31');
    expect(connected?.entries.map((entry) => [entry.protocol, isActive(entry)])).toEqual([
      ['Direct', true],
      ['BGP', false],
    ]);
    expect(inet?.routes).toHaveLength(13);
  });

  test('show interfaces in its long form reads names, states and addresses', () => {
    const interfaces = readInterfaceInformation(reply('edge1.show-interfaces'));
    const port = interfaces.find((one) => one.name === 'ge-0/0/1');
    expect(port).toMatchObject({ adminStatus: 'up', operStatus: 'up' });
    const unit = port?.logicalInterfaces.find((one) => one.name === 'ge-0/0/1.0');
    expect(unit?.operStatus).toBe('up');
    expect(unit?.addressFamilies.find((family) => family.name === 'inet')?.addresses[0]?.local).toBe('10.99.0.1/31');
  });

  test('show bgp neighbor reads every session as Established in the main instance', () => {
    const { peers } = readBgpInformation(reply('node1-1.show-bgp-neighbor'));
    expect(peers.length).toBeGreaterThan(1);
    expect(new Set(peers.map((peer) => peer.state))).toEqual(new Set(['Established']));
    expect(peers[0]).toMatchObject({ address: '172.16.0.11', peerAs: 65000, instance: 'master', group: 'overlay' });
  });
});
