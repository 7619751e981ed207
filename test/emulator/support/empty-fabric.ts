import type { LabDevice, LabTopology } from '../../../lib/emulator/topology';

/** A fabric whose devices start with nothing: two spines, two leaves, two cables between each pair. */
export function emptyFabric(changes: Partial<LabTopology> = {}): LabTopology {
  const device = (role: LabDevice['role'], n: number): LabDevice => ({
    hostname: `${role}${n}`,
    role,
    model: 'qfx10002-60c',
    junos: '19.1R2',
    loopback: role === 'leaf' ? `192.168.1.${n}` : `192.168.0.${n}`,
    starts: 'empty',
  });
  return {
    overlayAsn: 4210000001,
    devices: [device('spine', 1), device('spine', 2), device('leaf', 1), device('leaf', 2)],
    cables: [1, 2].flatMap((leaf) =>
      [1, 2].flatMap((spine) =>
        [0, 1].map((member) => ({
          a: { device: `leaf${leaf}`, port: `et-0/0/${2 * spine + member}` },
          b: { device: `spine${spine}`, port: `et-0/0/${2 * leaf + member}` },
        })),
      ),
    ),
    servers: [
      {
        name: 'server1',
        asn: 4220000001,
        prefixes: ['10.1.5.0/24', '2001:db8:5::/64'],
        links: [1, 2].map((leaf) => ({
          device: `leaf${leaf}`,
          port: 'et-0/0/15',
          addresses: [`172.16.104.${4 * leaf + 2}/30`, `2001:db8:104:${leaf}::2/126`],
        })),
      },
    ],
    ...changes,
  };
}

const BOTH = [1, 2];

/** AS number of a device in the underlay. */
const underlayAsn = (role: LabDevice['role'], n: number): number => (role === 'spine' ? 4200000000 : 4200000100) + n;

/** Underlay and overlay of one device of the fabric, as set lines: aggregated links, EBGP with local-as, IBGP. */
export function fabricLines(role: LabDevice['role'], n: number): string {
  const far = role === 'leaf' ? 'spine' : 'leaf';
  const loopback = role === 'leaf' ? `192.168.1.${n}` : `192.168.0.${n}`;
  const underlay = 'set protocols bgp group UNDERLAY-BGP';
  const overlay = 'set protocols bgp group OVERLAY-BGP';
  const peers = role === 'leaf' ? ['192.168.0.1', '192.168.0.2'] : ['192.168.1.1', '192.168.1.2'];
  return `${[
    'set chassis aggregated-devices ethernet device-count 4',
    `set interfaces lo0 unit 0 family inet address ${loopback}/32`,
    `set routing-options router-id ${loopback}`,
    'set routing-options autonomous-system 4210000001',
    'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 from protocol direct',
    `set policy-options policy-statement BGP_LOOPBACK0 term TERM1 from route-filter ${loopback}/32 exact`,
    'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 then accept',
    `${underlay} type external`,
    `${underlay} export BGP_LOOPBACK0`,
    `${underlay} local-as ${underlayAsn(role, n)}`,
    `${underlay} multipath multiple-as`,
    ...BOTH.flatMap((other) => {
      const [leaf, spine] = role === 'leaf' ? [n, other] : [other, n];
      const base = 16 * leaf + 4 * spine;
      const [own, peer] = role === 'leaf' ? [base + 1, base + 2] : [base + 2, base + 1];
      return [
        `set interfaces et-0/0/${2 * other} ether-options 802.3ad ae${other}`,
        `set interfaces et-0/0/${2 * other + 1} ether-options 802.3ad ae${other}`,
        `set interfaces ae${other} aggregated-ether-options lacp active`,
        `set interfaces ae${other} aggregated-ether-options minimum-links 1`,
        `set interfaces ae${other} unit 0 family inet address 172.16.10.${own}/30`,
        `${underlay} neighbor 172.16.10.${peer} peer-as ${underlayAsn(far, other)}`,
      ];
    }),
    `${overlay} type internal`,
    `${overlay} local-address ${loopback}`,
    `${overlay} family evpn signaling`,
    ...(role === 'spine' ? [`${overlay} cluster 192.168.0.10`] : ['set switch-options vtep-source-interface lo0.0']),
    ...peers.map((address) => `${overlay} neighbor ${address}`),
  ].join('\n')}\n`;
}

/** VRF_5 with server1 on one leaf, dual stack. */
export function vrfLines(n: number): string {
  const vrf = 'set routing-instances VRF_5';
  const group = `${vrf} protocols bgp group server1`;
  return `${[
    `set interfaces et-0/0/15 unit 0 family inet address 172.16.104.${4 * n + 1}/30`,
    `set interfaces et-0/0/15 unit 0 family inet6 address 2001:db8:104:${n}::1/126`,
    `${vrf} instance-type vrf`,
    `${vrf} interface et-0/0/15.0`,
    `${vrf} route-distinguisher 192.168.1.${n}:5`,
    `${vrf} vrf-target target:62273:16776000`,
    `${group} type external`,
    `${group} neighbor 172.16.104.${4 * n + 2} peer-as 4220000001`,
    `${group}-inet6 type external`,
    `${group}-inet6 neighbor 2001:db8:104:${n}::2 peer-as 4220000001`,
    `${vrf} protocols evpn ip-prefix-routes advertise direct-nexthop`,
    `${vrf} protocols evpn ip-prefix-routes encapsulation vxlan`,
    `${vrf} protocols evpn ip-prefix-routes vni 16776000`,
    `${vrf} protocols evpn ip-prefix-routes export TYPE5_OUT`,
    'set policy-options policy-statement TYPE5_OUT from protocol bgp',
    'set policy-options policy-statement TYPE5_OUT then accept',
  ].join('\n')}\n`;
}
