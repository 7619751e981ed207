import type {
  DeviceIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
  PrerequisitesIntent,
  VrfIntent,
} from '../../lib/intent/fabric-intent';

const PRESENT: PrerequisitesIntent = {
  autonomousSystem: 'PRESENT',
  vtepSourceInterface: 'PRESENT',
  forwardingTableExport: 'PRESENT',
};

/** Fabrics whose configurations are golden files, by the name of their folder in `test/golden/render/`. */
export const SCENARIOS: Readonly<Record<string, FabricIntent>> = {
  guide: guidePage(),
  'dual-stack': dualStack(),
  'dual-stack-group': dualStackGroup(),
  'tagged-units': taggedUnits(),
  'foreign-vrf': foreignVrf(),
  'accept-anything': acceptAnything(),
  prerequisites: prerequisites(),
  'route-target-change': routeTargetChange(),
};

/** The guide's page: one server on et-0/0/15 of three leaves. */
export function guidePage(): FabricIntent {
  const devices = [10, 11, 12].map((n, i) =>
    leaf({
      hostname: `leaf${n}`,
      loopback: `192.168.1.${n}`,
      vrfs: [{ name: 'VRF_5', routeDistinguisher: `192.168.1.${n}:5` }],
      interfaces: [port({ addresses: [{ family: 'inet', address: `172.16.104.${4 * i + 1}/30` }] })],
      peerings: [session({ localAddress: `172.16.104.${4 * i + 1}`, neighbor: `172.16.104.${4 * i + 2}` })],
    }),
  );
  return fabric({ devices });
}

/** One leaf, a channel of a broken-out port, IPv4 /31 and IPv6 /127, BFD and a hold time. */
function dualStack(): FabricIntent {
  const timers = { bfd: { minimumIntervalMs: 1000, multiplier: 3 }, holdTimeSec: 30 };
  const inet6 = {
    group: 'server1-inet6',
    family: 'inet6',
    localAddress: '2001:db8:104::a',
    neighbor: '2001:db8:104::b',
    acceptedPrefixes: ['2001:db8:5:2::/64', '2001:db8:5::/64'],
  } as const;
  return fabric({
    devices: [
      leaf({
        interfaces: [
          port({
            port: 'xe-0/0/3:1',
            mtu: 9000,
            addresses: [
              { family: 'inet6', address: '2001:db8:104::a/127' },
              { family: 'inet', address: '172.16.104.6/31' },
            ],
          }),
        ],
        peerings: [
          session({ localAddress: '172.16.104.6', neighbor: '172.16.104.7', acceptedPrefixes: [], ...timers }),
          session({ ...inet6, ...timers }),
        ],
      }),
    ],
  });
}

/** Both families of a server in one BGP group, each option of a session in it; and a server that has one family yet. */
function dualStackGroup(): FabricIntent {
  const shared = {
    dualStackGroup: true,
    bfd: { minimumIntervalMs: 1000, multiplier: 3 },
    holdTimeSec: 30,
    authentication: { method: 'md5', secret: { from: 'environment', variable: 'SERVER1_BGP_KEY' } },
    gracefulRestart: {},
    multihop: { ttl: 2 },
    asOverride: true,
  } as const;
  const ofFamily = {
    prefixLimit: 50,
    prefixLimitAction: { action: 'teardown', idleTimeoutMin: 15 },
    loops: 2,
    communities: ['65000:100'],
    siteOfOrigin: 'origin:65001:5',
    drained: 'CHG-17: its leaf is to be upgraded',
    importPolicies: ['THEIR-IMPORT'],
    exportPolicies: ['THEIR-EXPORT'],
  } as const;
  const inet6 = {
    family: 'inet6',
    localAddress: '2001:db8:104::a',
    neighbor: '2001:db8:104::b',
    acceptedPrefixes: ['2001:db8:5::/64', '2001:db8:6::/48 upto /64'],
  } as const;
  const inet = { localAddress: '172.16.104.6', neighbor: '172.16.104.7', statedLocalAddress: '172.16.104.6' };
  return fabric({
    devices: [
      leaf({
        interfaces: [
          port({
            addresses: [
              { family: 'inet6', address: '2001:db8:104::a/127' },
              { family: 'inet', address: '172.16.104.6/31' },
            ],
          }),
          port({ port: 'et-0/0/16', addresses: [{ family: 'inet', address: '172.16.105.1/30' }] }),
        ],
        peerings: [
          session({ ...inet6, ...shared, ...ofFamily, advertised: { kind: 'defaultFromEvpn' } }),
          session({ ...inet, ...shared, ...ofFamily, advertised: { kind: 'prefixes', prefixes: ['10.9.0.0/16'] } }),
          session({
            ...{ dualStackGroup: true, group: 'server2', server: 'server2', description: 'server2' },
            ...{ localAddress: '172.16.105.1', neighbor: '172.16.105.2', acceptedPrefixes: ['10.1.6.0/24'] },
          }),
        ],
      }),
    ],
  });
}

/** Three tagged units on one port, in two VRFs; one server has two of them. */
function taggedUnits(): FabricIntent {
  return fabric({
    vrfs: [
      vrf({ name: 'VRF_5' }),
      vrf({ name: 'VRF_6', vni: 16776001, routeTarget: 'target:62273:16776001', rdNumber: 6 }),
    ],
    devices: [
      leaf({
        vrfs: [
          { name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' },
          { name: 'VRF_6', routeDistinguisher: '192.168.1.10:6' },
        ],
        interfaces: [
          port({ unit: 100, vlanId: 100, mtu: 9216, addresses: [{ family: 'inet', address: '172.16.104.1/30' }] }),
          port({ unit: 299, vlanId: 299, addresses: [{ family: 'inet', address: '172.16.104.5/30' }] }),
          port({
            unit: 20,
            vlanId: 20,
            vrf: 'VRF_6',
            description: 'server2 of dc1',
            addresses: [{ family: 'inet', address: '172.16.106.1/30' }],
          }),
        ],
        peerings: [
          session({ neighbor: '172.16.104.6', localAddress: '172.16.104.5', description: 'server1 in VLAN 299' }),
          session({ neighbor: '172.16.104.2', localAddress: '172.16.104.1', description: 'server1 in VLAN 100' }),
          session({
            vrf: 'VRF_6',
            group: 'server2',
            server: 'server2',
            neighbor: '172.16.106.2',
            localAddress: '172.16.106.1',
            peerAsn: 4220000002,
            description: 'server2',
            acceptedPrefixes: ['10.1.60.0/24', '10.1.6.0/24'],
          }),
        ],
      }),
    ],
  });
}

/** An interface and a session in a VRF that somebody else owns. */
function foreignVrf(): FabricIntent {
  return fabric({
    vrfs: [{ name: 'TENANT-A', constructPath: 'dc1/TENANT-A', owned: false }],
    devices: [
      leaf({
        vrfs: [{ name: 'TENANT-A' }],
        interfaces: [port({ vrf: 'TENANT-A' })],
        peerings: [session({ vrf: 'TENANT-A' })],
      }),
    ],
  });
}

/** A server that may announce anything, in both families. */
function acceptAnything(): FabricIntent {
  const anything = { acceptedPrefixes: null, acceptAnythingReason: 'a firewall that announces what it learns' };
  return fabric({
    devices: [leaf({ interfaces: [port({})], peerings: [session(anything)] })],
  });
}

/** Every device-wide statement configured by the fabric, on a model that needs them all. */
function prerequisites(): FabricIntent {
  return fabric({
    devices: [
      leaf({
        model: 'qfx5120-32c',
        prerequisites: {
          autonomousSystem: 'CONFIGURE',
          vtepSourceInterface: 'CONFIGURE',
          forwardingTableExport: 'CONFIGURE',
          overlayEcmp: 'CONFIGURE',
        },
        interfaces: [port({})],
        peerings: [session({})],
      }),
    ],
  });
}

/** A VRF on the way from one route target to another, whose number needs an AS number of four bytes. */
function routeTargetChange(): FabricIntent {
  return fabric({
    vrfs: [vrf({ name: 'VRF_5', importRouteTargets: ['target:192.168.1.10:5', 'target:4210000001L:5'] })],
    devices: [leaf({ interfaces: [port({})], peerings: [session({})] })],
  });
}

/** A fabric called dc1 with VRF_5. */
export function fabric(different: Partial<FabricIntent>): FabricIntent {
  return {
    name: 'dc1',
    constructPath: 'dc1',
    overlayAsn: 4210000001,
    devices: [],
    vrfs: [vrf({ name: 'VRF_5' })],
    servers: [],
    consents: [],
    ...different,
  };
}

/** The guide's VRF. */
export function vrf(different: Partial<VrfIntent> & Pick<VrfIntent, 'name'>): VrfIntent {
  return {
    constructPath: `dc1/${different.name}`,
    owned: true,
    vni: 16776000,
    routeTarget: 'target:62273:16776000',
    rdNumber: 5,
    ...different,
  };
}

/** The guide's leaf10, with nothing on it. */
export function leaf(different: Partial<DeviceIntent>): DeviceIntent {
  const hostname = different.hostname ?? 'leaf10';
  return {
    hostname,
    constructPath: `dc1/${hostname}`,
    role: 'leaf',
    model: 'qfx10002-60c',
    junos: '19.1R2',
    loopback: '192.168.1.10',
    managementAddress: '10.0.0.10',
    managementPort: 830,
    login: { method: 'agent', user: 'netops' },
    removalPolicy: 'WITHDRAW',
    prerequisites: PRESENT,
    vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5' }],
    interfaces: [],
    peerings: [],
    ...different,
  };
}

/** The guide's port toward server1. */
export function port(different: Partial<InterfaceIntent>): InterfaceIntent {
  const { port: name = 'et-0/0/15', unit = 0 } = different;
  return {
    constructPath: `dc1/server1/leaf10/${name.replaceAll('/', '_')}.${unit}`,
    port: name,
    unit,
    vrf: 'VRF_5',
    description: 'server1 of dc1',
    addresses: [{ family: 'inet', address: '172.16.104.1/30' }],
    expect: 'UP',
    ...different,
  };
}

/** The guide's session to server1. */
export function session(different: Partial<PeeringIntent>): PeeringIntent {
  const { neighbor = '172.16.104.2' } = different;
  return {
    constructPath: `dc1/server1/leaf10/${neighbor}`,
    vrf: 'VRF_5',
    group: 'server1',
    family: 'inet',
    neighbor,
    localAddress: '172.16.104.1',
    peerAsn: 4220000001,
    description: 'server1',
    acceptedPrefixes: ['10.1.5.0/24'],
    prefixLimit: 1000,
    server: 'server1',
    expect: 'UP',
    ...different,
  };
}
