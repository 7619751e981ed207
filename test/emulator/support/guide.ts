import type { LabDevice, LabTopology } from '../../../lib/emulator/topology';

/** The guide's leaves. */
export const GUIDE_LEAVES = [10, 11, 12] as const;

const leaf = (number: number): LabDevice => ({
  hostname: `leaf${number}`,
  role: 'leaf',
  model: 'qfx10002-60c',
  junos: '19.1R2',
  loopback: `192.168.1.${number}`,
});

const spine = (number: number): LabDevice => ({
  hostname: `spine${number}`,
  role: 'spine',
  model: 'qfx10002-36q',
  junos: '19.1R2',
  loopback: `192.168.0.${number}`,
});

/** The guide's page as a lab: three leaves, two spines, one server with a /30 to each leaf. */
export function guideTopology(changes: Partial<LabTopology> = {}): LabTopology {
  return {
    overlayAsn: 4210000001,
    clusterId: '192.168.0.10',
    devices: [...GUIDE_LEAVES.map(leaf), spine(1), spine(2)],
    servers: [
      {
        name: 'server1',
        asn: 4220000001,
        prefixes: ['10.1.5.0/24'],
        links: GUIDE_LEAVES.map((number, place) => ({
          device: `leaf${number}`,
          port: 'et-0/0/15',
          addresses: [`172.16.104.${4 * place + 2}/30`],
        })),
      },
    ],
    ...changes,
  };
}

/** The server half of a guide's leaf, as set lines. */
export function guideLines(number: number): string {
  const base = 4 * (number - GUIDE_LEAVES[0]);
  const vrf = 'set routing-instances VRF_5';
  const group = `${vrf} protocols bgp group SERVER1`;
  const routes = `${vrf} protocols evpn ip-prefix-routes`;
  const policy = 'set policy-options policy-statement';
  return `${[
    `set interfaces et-0/0/15 description "server 1"`,
    `set interfaces et-0/0/15 unit 0 family inet address 172.16.104.${base + 1}/30`,
    `${vrf} instance-type vrf`,
    `${vrf} interface et-0/0/15.0`,
    `${vrf} route-distinguisher 192.168.1.${number}:5`,
    `${vrf} vrf-target target:62273:16776000`,
    `${vrf} routing-options router-id 192.168.1.${number}`,
    `${vrf} routing-options multipath`,
    `${group} type external`,
    `${group} import SERVER1_IN`,
    `${group} export SERVER1_OUT`,
    `${group} family inet unicast prefix-limit maximum 1000`,
    `${group} bfd-liveness-detection minimum-interval 1000`,
    `${group} neighbor 172.16.104.${base + 2} description server1`,
    `${group} neighbor 172.16.104.${base + 2} peer-as 4220000001`,
    `${routes} advertise direct-nexthop`,
    `${routes} encapsulation vxlan`,
    `${routes} vni 16776000`,
    `${routes} export TYPE5_OUT`,
    `${policy} TYPE5_OUT term DIRECT from protocol direct`,
    `${policy} TYPE5_OUT term DIRECT then accept`,
    `${policy} TYPE5_OUT term BGP from protocol bgp`,
    `${policy} TYPE5_OUT term BGP then accept`,
    `${policy} SERVER1_IN term ANNOUNCED from route-filter 10.1.5.0/24 exact`,
    `${policy} SERVER1_IN term ANNOUNCED then accept`,
    `${policy} SERVER1_IN then reject`,
    `${policy} SERVER1_OUT term EVPN from protocol evpn`,
    `${policy} SERVER1_OUT term EVPN then community delete FABRIC`,
    `${policy} SERVER1_OUT term EVPN then accept`,
    `${policy} SERVER1_OUT term BGP from protocol bgp`,
    `${policy} SERVER1_OUT term BGP then accept`,
    `${policy} SERVER1_OUT then reject`,
    'set policy-options community FABRIC members target:*:*',
  ].join('\n')}\n`;
}
