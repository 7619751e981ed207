import type {
  DeviceIntent,
  DeviceOverlayIntent,
  DeviceUnderlayIntent,
  FabricIntent,
  FabricLinkIntent,
  InterfaceIntent,
  PeeringIntent,
  ServerIntent,
} from '../../../lib/intent/fabric-intent';

/** A server of a test fabric. */
export interface ClosServer {
  readonly name: string;
  /** Numbers of its leaves, counted from 1. */
  readonly leaves: readonly number[];
  readonly prefixes?: readonly string[];
  /** Different on some of its sessions, by number of the leaf. */
  readonly peering?: (leaf: number) => Partial<PeeringIntent>;
}

/** A fabric of spines and leaves, every leaf on every spine. */
export interface ClosOptions {
  readonly spines?: number;
  readonly leaves?: number;
  /** Cluster of a spine, by number. Default: one for all, as in the guide. */
  readonly cluster?: (spine: number) => string;
  readonly servers?: readonly ClosServer[];
  readonly device?: (device: DeviceIntent) => Partial<DeviceIntent>;
}

const OVERLAY_ASN = 4210000001;
const PRESENT = {
  autonomousSystem: 'CONFIGURE',
  vtepSourceInterface: 'CONFIGURE',
  forwardingTableExport: 'CONFIGURE',
} as const;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const ipv4 = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const spineLoopback = (spine: number): string => `192.168.0.${spine}`;
const leafLoopback = (leaf: number): string => ipv4(((192 << 24) | (168 << 16) | (1 << 8)) + leaf);

/** The leaf has the even address of the /31, the spine the odd one. */
function linkAddress(leaf: number, spine: number, spines: number): number {
  return ((172 << 24) | (16 << 16)) + 2 * ((leaf - 1) * spines + (spine - 1));
}

/** Server addresses: a /31 for each number of server and leaf. */
function serverLink(server: number, leaf: number): number {
  return (10 << 24) + 2 * (server * 16384 + leaf);
}

export function clos(options: ClosOptions = {}): FabricIntent {
  const { spines = 2, leaves = 4, cluster = () => '192.168.0.10', servers = [server(1, 2)] } = options;
  const devices = [
    ...range(spines).map((n) => spineIntent(n, spines, leaves, cluster(n))),
    ...range(leaves).map((n) => leafIntent(n, spines, servers)),
  ].sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  return {
    name: 'dc1',
    constructPath: 'dc1',
    overlayAsn: OVERLAY_ASN,
    devices: devices.map((device) => ({ ...device, ...options.device?.(device) })),
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
    servers: servers.map(serverIntent),
    consents: [],
  };
}

/** server1 on leaf1 to leaf3: what most tests have. */
export function server(first: number, last: number): ClosServer {
  return { name: 'server1', leaves: range(last).filter((n) => n >= first), prefixes: ['10.1.5.0/24'] };
}

function common(hostname: string, loopback: string): Omit<DeviceIntent, 'role' | 'vrfs' | 'interfaces' | 'peerings'> {
  return {
    hostname,
    constructPath: `dc1/${hostname}`,
    model: 'qfx10002-60c',
    junos: '20.4R3',
    loopback,
    managementAddress: loopback.replace('192.168', '10.255'),
    managementPort: 830,
    login: { method: 'agent', user: 'netops' },
    removalPolicy: 'WITHDRAW',
    prerequisites: PRESENT,
  };
}

function spineIntent(spine: number, spines: number, leaves: number, clusterId: string): DeviceIntent {
  const hostname = `spine${spine}`;
  const links = range(leaves).map((leaf): FabricLinkIntent => {
    const address = linkAddress(leaf, spine, spines);
    return {
      constructPath: `dc1/leaf${leaf}-${hostname}`,
      peer: `leaf${leaf}`,
      port: `et-0/0/${leaf - 1}`,
      description: `to leaf${leaf}`,
      address: `${ipv4(address + 1)}/31`,
      neighbor: ipv4(address),
      peerAsn: 4200001000 + leaf,
    };
  });
  const others = range(spines).filter((n) => n !== spine);
  return {
    ...common(hostname, spineLoopback(spine)),
    role: 'spine',
    vrfs: [],
    interfaces: [],
    peerings: [],
    underlay: underlay(hostname, 4200000000 + spine, links),
    overlay: {
      constructPath: `dc1/${hostname}/overlay`,
      clusterId,
      clients: range(leaves).map((n) => ({ hostname: `leaf${n}`, address: leafLoopback(n) })),
      peers: others.map((n) => ({ hostname: `spine${n}`, address: spineLoopback(n) })),
    },
  };
}

function leafIntent(leaf: number, spines: number, servers: readonly ClosServer[]): DeviceIntent {
  const hostname = `leaf${leaf}`;
  const here = servers.map((one, index) => ({ one, index })).filter(({ one }) => one.leaves.includes(leaf));
  const overlay: DeviceOverlayIntent = {
    constructPath: `dc1/${hostname}/overlay`,
    clients: [],
    peers: range(spines).map((n) => ({ hostname: `spine${n}`, address: spineLoopback(n) })),
  };
  const links = range(spines).map((spine): FabricLinkIntent => {
    const address = linkAddress(leaf, spine, spines);
    return {
      constructPath: `dc1/${hostname}-spine${spine}`,
      peer: `spine${spine}`,
      port: `et-0/0/${48 + spine}`,
      description: `to spine${spine}`,
      address: `${ipv4(address)}/31`,
      neighbor: ipv4(address + 1),
      peerAsn: 4200000000 + spine,
    };
  });
  return {
    ...common(hostname, leafLoopback(leaf)),
    role: 'leaf',
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `${leafLoopback(leaf)}:5` }],
    interfaces: here.map(({ one, index }, port) => interfaceIntent(one, index, leaf, port)),
    peerings: here.map(({ one, index }) => peeringIntent(one, index, leaf)),
    underlay: underlay(hostname, 4200001000 + leaf, links),
    overlay,
  };
}

function underlay(hostname: string, localAsn: number, links: readonly FabricLinkIntent[]): DeviceUnderlayIntent {
  return { constructPath: `dc1/${hostname}/underlay`, localAsn, links };
}

function portOf(servers: readonly ClosServer[], index: number, leaf: number): number {
  return servers.slice(0, index).filter(({ leaves }) => leaves.includes(leaf)).length;
}

function interfaceIntent({ name }: ClosServer, index: number, leaf: number, port: number): InterfaceIntent {
  return {
    constructPath: `dc1/${name}/leaf${leaf}`,
    port: `et-0/0/${port}`,
    unit: 0,
    vrf: 'VRF_5',
    description: name,
    addresses: [{ family: 'inet', address: `${ipv4(serverLink(index, leaf))}/31` }],
    expect: 'UP',
  };
}

function peeringIntent(one: ClosServer, index: number, leaf: number): PeeringIntent {
  return {
    constructPath: `dc1/${one.name}/leaf${leaf}/inet`,
    vrf: 'VRF_5',
    group: one.name,
    server: one.name,
    family: 'inet',
    neighbor: ipv4(serverLink(index, leaf) + 1),
    localAddress: ipv4(serverLink(index, leaf)),
    peerAsn: 4220000001 + index,
    description: one.name,
    acceptedPrefixes: prefixesOf(one, index),
    prefixLimit: 1000,
    expect: 'UP',
    ...one.peering?.(leaf),
  };
}

function prefixesOf({ prefixes }: ClosServer, index: number): readonly string[] {
  return prefixes ?? [`${ipv4((10 << 24) | (1 << 16) | (index << 8))}/24`];
}

function serverIntent(one: ClosServer, index: number, all: readonly ClosServer[]): ServerIntent {
  return {
    name: one.name,
    constructPath: `dc1/${one.name}`,
    asn: 4220000001 + index,
    vrf: 'VRF_5',
    prefixes: prefixesOf(one, index),
    attachments: one.leaves.map((leaf) => ({
      hostname: `leaf${leaf}`,
      port: `et-0/0/${portOf(all, index, leaf)}`,
      unit: 0,
      addresses: [
        {
          family: 'inet',
          leaf: `${ipv4(serverLink(index, leaf))}/31`,
          server: `${ipv4(serverLink(index, leaf) + 1)}/31`,
        },
      ],
      expect: 'UP',
    })),
  };
}
