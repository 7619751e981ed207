import type { LabDevice, LabServer, LabTopology } from '../../../lib/emulator/topology';

/** How much there is of everything. */
export interface Size {
  readonly spines: number;
  readonly leaves: number;
  readonly servers: number;
}

const HOMES = 3;
const VRF = 'set routing-instances VRF_5';

/** A fabric without a manifest: every leaf has VRF_5, every server three homes. All of it is in the baselines. */
export function largeTopology({ spines, leaves, servers }: Size): LabTopology {
  const racked = Array.from({ length: servers }, (_, n) => server(n, leaves));
  return {
    overlayAsn: 4210000001,
    clusterId: '192.168.0.10',
    devices: [
      ...Array.from({ length: spines }, (_, n) => device('spine', n + 1, `192.168.0.${n + 1}`)),
      ...Array.from({ length: leaves }, (_, n) => ({
        ...device('leaf', n + 1, `192.168.1.${n + 1}`),
        baseline: leafLines(n, racked),
      })),
    ],
    servers: racked,
  };
}

function device(role: 'leaf' | 'spine', number: number, loopback: string): LabDevice {
  return { hostname: `${role}${number}`, role, model: 'qfx5120-48y-8c', junos: '21.4R3', loopback };
}

function server(number: number, leaves: number): LabServer {
  return {
    name: `server${number + 1}`,
    asn: 4220000001 + number,
    prefixes: [`10.1.${number}.0/24`],
    links: Array.from({ length: HOMES }, (_, home) => ({
      device: `leaf${((number * HOMES + home) % (leaves - 1)) + 2}`,
      port: `et-0/0/${number}`,
      addresses: [`172.16.${number}.${4 * home + 2}/30`],
    })),
  };
}

/** Leaf 1 has no server. */
function leafLines(number: number, servers: readonly LabServer[]): string {
  const links = servers.flatMap((one) =>
    one.links
      .filter((link) => link.device === `leaf${number + 1}`)
      .map((link) => ({ ...link, address: link.addresses[0] ?? '', asn: one.asn, name: one.name })),
  );
  const [loopback, lines] = [`192.168.1.${number + 1}`, [] as string[]];
  for (const { port, address, asn, name } of links) {
    const own = address.replace(/(\d+)\/30$/, (_, last: string) => `${Number(last) - 1}/30`);
    lines.push(
      `set interfaces ${port} unit 0 family inet address ${own}`,
      `${VRF} interface ${port}.0`,
      `${VRF} protocols bgp group ${name} type external`,
      `${VRF} protocols bgp group ${name} export ALL`,
      `${VRF} protocols bgp group ${name} neighbor ${address.replace('/30', '')} peer-as ${asn}`,
    );
  }
  return [
    `${VRF} instance-type vrf`,
    `${VRF} route-distinguisher ${loopback}:5`,
    `${VRF} vrf-target target:62273:16776000`,
    `${VRF} routing-options router-id ${loopback}`,
    `${VRF} routing-options multipath`,
    `${VRF} protocols evpn ip-prefix-routes advertise direct-nexthop`,
    `${VRF} protocols evpn ip-prefix-routes encapsulation vxlan`,
    `${VRF} protocols evpn ip-prefix-routes vni 16776000`,
    `${VRF} protocols evpn ip-prefix-routes export ALL`,
    'set policy-options policy-statement ALL then accept',
    ...lines,
  ].join('\n');
}
