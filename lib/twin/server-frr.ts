import { readAddressWithLength, networkValue } from '../model/address-with-length';
import { IpAddress } from '../model/ip-address';
import type { LabServer } from '../emulator/topology';

/**
 * FRR files of a server that only the topology describes: it announces its prefixes on every link and takes what it is
 * told. A server of the fabric's intent runs the file that the library generates for it.
 */
export function plainServerFiles(server: LabServer, deviceAsnOf: (hostname: string) => number): Record<string, string> {
  const sessions = server.links.flatMap(({ addresses, device, peerAsn }) =>
    addresses.flatMap((address) => {
      const peer = otherHost(address);
      return peer === undefined
        ? []
        : [{ peer, peerAsn: peerAsn ?? deviceAsnOf(device), inet6: address.includes(':') }];
    }),
  );
  const header = ['frr defaults datacenter', `hostname ${server.name}`];
  const family = (inet6: boolean): string[] => {
    const own = sessions.filter((session) => session.inet6 === inet6);
    if (own.length === 0) return [];
    return [
      ` address-family ${inet6 ? 'ipv6' : 'ipv4'} unicast`,
      ...server.prefixes.filter((prefix) => prefix.includes(':') === inet6).map((prefix) => `  network ${prefix}`),
      ...own.flatMap(({ peer }) => [`  neighbor ${peer} activate`, `  neighbor ${peer} route-map own out`]),
      '  maximum-paths 64',
      ' exit-address-family',
    ];
  };
  const bgpd = [
    ...header,
    'bgp as-path access-list own seq 5 permit ^$',
    'route-map own permit 10',
    ' match as-path own',
    'exit',
    `router bgp ${server.asn}`,
    ` bgp router-id ${routerId(server)}`,
    ' no bgp default ipv4-unicast',
    ' no bgp ebgp-requires-policy',
    ' bgp bestpath as-path multipath-relax',
    ...sessions.flatMap(({ peer, peerAsn }) => [
      ` neighbor ${peer} remote-as ${peerAsn}`,
      ` neighbor ${peer} timers 30 90`,
      ` neighbor ${peer} timers connect 1`,
      ` neighbor ${peer} bfd`,
    ]),
    ...family(false),
    ...family(true),
    'exit',
  ];
  const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
  return { 'bfdd.conf': text(header), 'bgpd.conf': text(bgpd), 'zebra.conf': text(header) };
}

function routerId({ links }: LabServer): string {
  const addresses = links.flatMap((link) => link.addresses).filter((address) => !address.includes(':'));
  return addresses[0]?.split('/')[0] ?? '192.0.2.1';
}

/** The other host of a subnet of two; of a larger one the first host. */
function otherHost(address: string): string | undefined {
  const read = readAddressWithLength(address);
  if (read === undefined) return undefined;
  const first = networkValue(read);
  const pointToPoint = read.length >= (read.family === 'inet' ? 31 : 127);
  const hosts = pointToPoint ? [first, first + 1n] : [first + 1n, first + 2n];
  const other = hosts.find((host) => host !== read.address.value);
  return other === undefined ? undefined : IpAddress.fromValue(read.family, other).toString();
}
