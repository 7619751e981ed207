import type { AttachmentIntent, DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import type { LabDevice, LabTopology } from '../../../lib/emulator/topology';

/** The leaves of the change, in their order. */
export const LEAVES = ['leaf10', 'leaf11', 'leaf12', 'leaf13', 'leaf14', 'leaf15'] as const;

/** Servers and their attachments: every leaf shares servers with several others, so that the change needs several waves. */
const HOMES: readonly (readonly number[])[] = [
  [10, 11],
  [12, 13, 14],
  [14, 15],
  [11, 12, 15],
];

const OVERLAY_ASN = 4210000001;

interface Link {
  readonly server: string;
  readonly asn: number;
  readonly hostname: string;
  readonly port: string;
  readonly leaf: string;
  readonly host: string;
}

const LINKS: readonly Link[] = HOMES.flatMap((homes, place) =>
  homes.map((number) => ({
    server: `server${place + 1}`,
    asn: 4220000001 + place,
    hostname: `leaf${number}`,
    port: `et-0/0/${place + 1}`,
    leaf: `172.16.${100 + place}.${4 * (number - 10) + 1}`,
    host: `172.16.${100 + place}.${4 * (number - 10) + 2}`,
  })),
);

/** How many attachments each server has. */
export const HOMES_OF: ReadonlyMap<string, number> = new Map(
  HOMES.map((homes, place) => [`server${place + 1}`, homes.length]),
);

/**
 * The world: two spines, six leaves, four servers. A server announces what both states of the fabric accept.
 *
 * @param routingEngines - of each leaf
 */
export function faultTopology(routingEngines: 1 | 2 = 1): LabTopology {
  const device = (role: LabDevice['role'], hostname: string, loopback: string): LabDevice => ({
    hostname,
    role,
    model: 'qfx10002-60c',
    junos: '19.1R2.8',
    loopback,
  });
  return {
    overlayAsn: OVERLAY_ASN,
    devices: [
      device('spine', 'spine1', '192.168.0.1'),
      device('spine', 'spine2', '192.168.0.2'),
      ...LEAVES.map((hostname) => ({ ...device('leaf', hostname, loopbackOf(hostname)), routingEngines })),
    ],
    servers: [...HOMES_OF.keys()].map((server) => {
      const links = LINKS.filter((link) => link.server === server);
      return {
        name: server,
        asn: links[0]?.asn ?? 0,
        prefixes: prefixesOf(server, 'new'),
        links: links.map(({ hostname, port, host }) => ({ device: hostname, port, addresses: [`${host}/30`] })),
      };
    }),
  };
}

/** The fabric before the change and after it: sessions start anew, and one more prefix of each server is accepted. */
export function faultFabric(state: 'old' | 'new'): FabricIntent {
  return {
    name: 'dc1',
    constructPath: 'dc1',
    overlayAsn: OVERLAY_ASN,
    devices: LEAVES.map((hostname) => leaf(hostname, state)),
    vrfs: [
      {
        name: 'VRF_5',
        constructPath: 'dc1/VRF_5',
        owned: true,
        vni: 16776000,
        routeTarget: 'target:62273:16776000',
        rdNumber: 5,
      },
    ],
    servers: [...HOMES_OF.keys()].map((name) => ({
      name,
      constructPath: `dc1/${name}`,
      asn: LINKS.find((link) => link.server === name)?.asn ?? 0,
      vrf: 'VRF_5',
      prefixes: prefixesOf(name, state),
      attachments: LINKS.filter((link) => link.server === name).map(attachment),
    })),
    consents: [],
  };
}

function loopbackOf(hostname: string): string {
  return `192.168.1.${hostname.slice('leaf'.length)}`;
}

function prefixesOf(server: string, state: 'old' | 'new'): string[] {
  const number = server.slice('server'.length);
  return [`10.1.${number}.0/24`, ...(state === 'new' ? [`10.2.${number}.0/24`] : [])];
}

function leaf(hostname: string, state: 'old' | 'new'): DeviceIntent {
  const links = LINKS.filter((link) => link.hostname === hostname);
  return {
    hostname,
    constructPath: `dc1/${hostname}`,
    role: 'leaf',
    model: 'qfx10002-60c',
    junos: '19.1R2',
    loopback: loopbackOf(hostname),
    managementAddress: '127.0.0.1',
    managementPort: 830,
    login: { method: 'agent', user: 'netops' },
    removalPolicy: 'WITHDRAW',
    prerequisites: { autonomousSystem: 'PRESENT', vtepSourceInterface: 'PRESENT', forwardingTableExport: 'PRESENT' },
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `${loopbackOf(hostname)}:5` }],
    interfaces: links.map((link) => ({
      constructPath: `dc1/${link.server}/${hostname}/port`,
      port: link.port,
      unit: 0,
      vrf: 'VRF_5',
      description: `to ${link.server}`,
      addresses: [{ family: 'inet', address: `${link.leaf}/30` }],
      expect: 'UP',
    })),
    peerings: links.map((link) => ({
      constructPath: `dc1/${link.server}/${hostname}/inet`,
      vrf: 'VRF_5',
      group: link.server,
      family: 'inet',
      neighbor: link.host,
      localAddress: link.leaf,
      peerAsn: link.asn,
      description: link.server,
      acceptedPrefixes: prefixesOf(link.server, state),
      prefixLimit: 1000,
      holdTimeSec: state === 'new' ? 30 : undefined,
      server: link.server,
      expect: 'UP',
    })),
  };
}

function attachment({ hostname, port, leaf: own, host }: Link): AttachmentIntent {
  return {
    hostname,
    port,
    unit: 0,
    addresses: [{ family: 'inet', leaf: `${own}/30`, server: `${host}/30` }],
    expect: 'UP',
  };
}
