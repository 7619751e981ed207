import type {
  AttachmentIntent,
  DeviceIntent,
  ExpectationIntent,
  FabricIntent,
  PeeringIntent,
} from '../../lib/intent/fabric-intent';
import type { ManifestOptions } from '../../lib/manifest/build-manifest';

/** For a manifest whose devices nobody connects to. */
export const WITHOUT_HOST_KEYS: ManifestOptions = { hostKeys: { source: 'known_hosts', text: () => '' } };

/** What a test may want different in the guide's fabric. */
export interface GuideFabricOptions {
  /** Hostnames; the n-th gets loopback and addresses of the guide's n-th leaf. Default: leaf10, leaf11, leaf12. */
  readonly hostnames?: readonly string[];
  readonly expect?: ExpectationIntent;
  /** TCP port of NETCONF by hostname. */
  readonly ports?: ReadonlyMap<string, number>;
  readonly serverAsn?: number;
  readonly prefixes?: readonly string[];
}

/** The guide's page as intent: server1 on et-0/0/15 of three leaves, in VRF_5. */
export function guideFabric(options: GuideFabricOptions = {}): FabricIntent {
  const hostnames = options.hostnames ?? ['leaf10', 'leaf11', 'leaf12'];
  const prefixes = options.prefixes ?? ['10.1.5.0/24'];
  return {
    name: 'dc1',
    constructPath: 'dc1',
    overlayAsn: 4210000001,
    devices: hostnames.map((hostname) => leaf(hostname, options, prefixes)),
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
    servers: [
      {
        name: 'server1',
        constructPath: 'dc1/server1',
        asn: options.serverAsn ?? 4220000001,
        vrf: 'VRF_5',
        prefixes,
        attachments: hostnames.map((hostname) => attachment(hostname, options)),
      },
    ],
    consents: [],
  };
}

function subnet(hostname: string): { leaf: string; server: string } {
  const base = 4 * (Number(hostname.replace(/\D/g, '')) - 10);
  return { leaf: `172.16.104.${base + 1}`, server: `172.16.104.${base + 2}` };
}

function leaf(hostname: string, options: GuideFabricOptions, prefixes: readonly string[]): DeviceIntent {
  const number = Number(hostname.replace(/\D/g, ''));
  return {
    hostname,
    constructPath: `dc1/${hostname}`,
    role: 'leaf',
    model: 'qfx10002-60c',
    junos: '19.1R2',
    loopback: `192.168.1.${number}`,
    managementAddress: '127.0.0.1',
    managementPort: options.ports?.get(hostname) ?? 830,
    login: { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' },
    removalPolicy: 'WITHDRAW',
    prerequisites: {
      autonomousSystem: 'PRESENT',
      vtepSourceInterface: 'PRESENT',
      forwardingTableExport: 'PRESENT',
    },
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `192.168.1.${number}:5` }],
    interfaces: [
      {
        constructPath: `dc1/server1/${hostname}/et-0_0_15`,
        port: 'et-0/0/15',
        unit: 0,
        vrf: 'VRF_5',
        description: 'to server1',
        addresses: [{ family: 'inet', address: `${subnet(hostname).leaf}/30` }],
        expect: options.expect ?? 'UP',
      },
    ],
    peerings: [peering(hostname, options, prefixes)],
  };
}

function peering(hostname: string, options: GuideFabricOptions, prefixes: readonly string[]): PeeringIntent {
  return {
    constructPath: `dc1/server1/${hostname}/inet`,
    vrf: 'VRF_5',
    group: 'server1',
    family: 'inet',
    neighbor: subnet(hostname).server,
    localAddress: subnet(hostname).leaf,
    peerAsn: options.serverAsn ?? 4220000001,
    description: 'server1',
    acceptedPrefixes: prefixes,
    prefixLimit: 1000,
    server: 'server1',
    expect: options.expect ?? 'UP',
  };
}

function attachment(hostname: string, options: GuideFabricOptions): AttachmentIntent {
  const { leaf: leafAddress, server } = subnet(hostname);
  return {
    hostname,
    port: 'et-0/0/15',
    unit: 0,
    addresses: [{ family: 'inet', leaf: `${leafAddress}/30`, server: `${server}/30` }],
    expect: options.expect ?? 'UP',
  };
}
