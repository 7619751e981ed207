import type {
  AttachmentIntent,
  DeviceIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
  ServerIntent,
} from '../../../lib/intent/fabric-intent';
import { guideFabric } from '../../support/fabric-fixture';
import { fabric, leaf, port, session } from '../scenarios';

/** One attachment of server1 as a test says it. */
export interface Home {
  readonly hostname: string;
  readonly port?: Partial<InterfaceIntent>;
  readonly attachment?: Partial<AttachmentIntent>;
  /** Leaf and server address with prefix length. */
  readonly inet?: readonly [string, string];
  readonly inet6?: readonly [string, string];
  readonly session?: Partial<PeeringIntent>;
}

/** A fabric of one server, both ends of every link from one description. */
export function serverFabric(
  homes: readonly Home[],
  server: Partial<ServerIntent> = {},
  different: Partial<FabricIntent> = {},
): FabricIntent {
  const prefixes = server.prefixes === undefined ? ['10.1.5.0/24', '2001:db8:5::/64'] : server.prefixes;
  const hostnames = [...new Set(homes.map(({ hostname }) => hostname))].sort();
  return fabric({
    devices: hostnames.map((hostname) => deviceOf(hostname, homes, server.asn ?? 4220000001, prefixes)),
    servers: [
      {
        name: 'server1',
        constructPath: 'dc1/server1',
        asn: 4220000001,
        vrf: 'VRF_5',
        forwarding: false,
        attachments: homes.map(attachmentOf),
        ...server,
        prefixes,
      },
    ],
    ...different,
  });
}

/** The guide's page, and the interfaces of the server. */
export function guideServer(): FabricIntent {
  const guide = guideFabric();
  return {
    ...guide,
    servers: guide.servers.map((server) => ({
      ...server,
      forwarding: true,
      attachments: server.attachments.map((one, i) => ({ ...one, serverInterface: `ens${i + 1}f0` })),
    })),
  };
}

/** A node of a cluster: an address of its own, and networks of pods out of ranges that it shares with the other nodes. */
export function clusterNode(): FabricIntent {
  return serverFabric(
    [
      {
        hostname: 'leaf10',
        attachment: { serverInterface: 'ens1f0' },
        inet: ['172.16.104.0/31', '172.16.104.1/31'],
        inet6: ['2001:db8:104::/127', '2001:db8:104::1/127'],
      },
      {
        hostname: 'leaf11',
        attachment: { serverInterface: 'ens2f0' },
        inet: ['172.16.104.2/31', '172.16.104.3/31'],
      },
    ],
    {
      forwarding: true,
      prefixes: [
        '10.1.5.7/32',
        '10.96.0.0/12 orlonger',
        '10.244.0.0/16 upto /26',
        '10.245.0.0/16 longer',
        '10.246.0.0/16 prefix-length-range /24-/26',
        '2001:db8:244::/48 prefix-length-range /64-/64',
      ],
    },
  );
}

const EVERY_OPTION: Partial<PeeringIntent> = {
  bfd: { minimumIntervalMs: 300, multiplier: 3 },
  holdTimeSec: 30,
  ttlSecurity: true,
  gracefulRestart: { restartTimeSec: 120, staleRoutesTimeSec: 300 },
  asOverride: true,
  siteOfOrigin: 'origin:65000:1',
};

/** Both families, a VLAN beside the native one, an aggregate, and every option of a session that two ends share. */
export function everyOption(): FabricIntent {
  const key = { from: 'environment', variable: 'SERVER1_BGP_KEY' } as const;
  return serverFabric(
    [
      {
        hostname: 'leaf10',
        port: { unit: 20, vlanId: 20, native: true, mtu: 9100 },
        attachment: { serverInterface: 'ens1f0' },
        inet: ['172.16.104.0/31', '172.16.104.1/31'],
        inet6: ['2001:db8:104::/127', '2001:db8:104::1/127'],
        session: { ...EVERY_OPTION, authentication: { method: 'md5', secret: key } },
      },
      {
        hostname: 'leaf10',
        port: { unit: 299, vlanId: 299, mtu: 9100 },
        attachment: { serverInterface: 'ens1f0' },
        inet: ['172.16.104.2/31', '172.16.104.3/31'],
        session: { ...EVERY_OPTION, gracefulRestart: undefined, advertised: { kind: 'defaultFromEvpn' } },
      },
      {
        hostname: 'leaf11',
        port: {
          port: 'ae1',
          inetMtu: 9000,
          aggregate: {
            members: ['et-0/0/14', 'et-0/0/15'],
            lacp: 'active',
            lacpPeriodic: 'fast',
            minimumLinks: 1,
          },
        },
        attachment: { serverInterface: 'bond0', serverMembers: ['ens2f0', 'ens2f1'] },
        inet: ['172.16.104.4/31', '172.16.104.5/31'],
        inet6: ['2001:db8:104::4/127', '2001:db8:104::5/127'],
        session: {
          ...EVERY_OPTION,
          authentication: { method: 'keyChain', keyChain: 'SERVERS', algorithm: 'md5' },
          drained: 'leaf11 gets a new power supply',
        },
      },
    ],
    {
      prefixes: ['10.1.5.0/24', '203.0.113.10/32', '2001:db8:5::/64', '2001:db8:113::10/128'],
      sourceAddress: '10.1.5.1',
      forwarding: true,
    },
    {
      keyChains: [
        {
          name: 'SERVERS',
          constructPath: 'dc1/SERVERS',
          owned: true,
          keys: [{ id: 1, secret: { from: 'file', path: 'keys/servers' }, startTime: '2026-01-01.00:00:00 +0000' }],
        },
      ],
    },
  );
}

/** Two attachments of a server that only answers itself: one address of each family, and what FRR has by default said aloud. */
export function hostAddresses(different: Partial<ServerIntent> = {}): FabricIntent {
  const session: Partial<PeeringIntent> = {
    bfd: { minimumIntervalMs: 300, multiplier: 3 },
    holdTimeSec: 180,
    gracefulRestart: { restartTimeSec: 120, staleRoutesTimeSec: 360 },
  };
  const home = (n: number): Home => ({
    hostname: `leaf1${n}`,
    attachment: { serverInterface: `ens${n + 1}f0` },
    inet: [`172.16.104.${4 * n + 1}/30`, `172.16.104.${4 * n + 2}/30`],
    inet6: [`2001:db8:104::${4 * n + 1}/126`, `2001:db8:104::${4 * n + 2}/126`],
    session,
  });
  const prefixes = ['203.0.113.10/32', '2001:db8:113::10/128'];
  return serverFabric([home(0), home(1)], { prefixes, forwarding: undefined, ...different });
}

/**
 * Graceful restart beside BFD: two attachments where the leaf restarts too, one for either choice, and one where only the server
 * does.
 */
export function bfdDuringRestart(): FabricIntent {
  const bfd = { minimumIntervalMs: 1000, multiplier: 3 };
  const sessions: readonly Partial<PeeringIntent>[] = [
    { bfd, bfdDuringRestart: 'fastFailover', gracefulRestart: {} },
    { bfd, bfdDuringRestart: 'restartHelp', gracefulRestart: {} },
    { bfd, bfdDuringRestart: 'restartHelp', serverGracefulRestart: true },
  ];
  const homes = sessions.map((session, n): Home => ({
    hostname: `leaf1${n}`,
    attachment: { serverInterface: `ens${n + 1}f0` },
    inet: [`172.16.104.${4 * n + 1}/30`, `172.16.104.${4 * n + 2}/30`],
    session,
  }));
  return serverFabric(homes, { prefixes: ['10.1.5.0/24'] });
}

/** A router that runs Junos, with TCP-AO, which announces what it likes. */
export function routerWithTcpAo(): FabricIntent {
  return serverFabric(
    [
      {
        hostname: 'leaf10',
        attachment: { serverInterface: 'xe-0/0/1' },
        inet: ['172.16.104.1/30', '172.16.104.2/30'],
        session: { authentication: { method: 'tcpAo', keyChain: 'ROUTERS' }, advertised: { kind: 'generatedDefault' } },
      },
      {
        hostname: 'leaf11',
        port: {
          port: 'ae1',
          unit: 299,
          vlanId: 299,
          aggregate: { members: ['et-0/0/14', 'et-0/0/15'], lacp: 'active' },
        },
        attachment: { serverInterface: 'ae0', serverMembers: ['xe-0/0/2', 'xe-0/0/3'] },
        inet: ['172.16.104.5/30', '172.16.104.6/30'],
        session: { advertised: { kind: 'prefixes', prefixes: ['10.0.0.0/8', '2001:db8::/32'] } },
      },
    ],
    { prefixes: null, routerId: '10.255.0.1' },
    {
      keyChains: [
        {
          name: 'ROUTERS',
          constructPath: 'dc1/ROUTERS',
          owned: true,
          keys: [
            {
              id: 0,
              secret: { from: 'environment', variable: 'ROUTER_KEY' },
              startTime: '2026-01-01.00:00:00 +0000',
              algorithm: 'ao',
              ao: { sendId: 1, recvId: 2, cryptographicAlgorithm: 'aes-128-cmac-96' },
            },
          ],
        },
      ],
    },
  );
}

function deviceOf(
  hostname: string,
  homes: readonly Home[],
  peerAsn: number,
  prefixes: readonly string[] | null,
): DeviceIntent {
  const own = homes.filter((home) => home.hostname === hostname);
  const loopback = `192.168.1.${hostname.slice('leaf'.length)}`;
  return leaf({
    hostname,
    loopback,
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `${loopback}:5` }],
    interfaces: own.map((home) => port({ ...home.port, addresses: addressesOf(home).map(onLeaf) })),
    peerings: own.flatMap((home) =>
      addressesOf(home).map(({ family, leaf: leafAddress, server }) =>
        session({
          constructPath: `dc1/server1/${hostname}/${family}`,
          group: family === 'inet' ? 'server1' : 'server1-inet6',
          family,
          localAddress: bare(leafAddress),
          neighbor: bare(server),
          peerAsn,
          acceptedPrefixes: prefixes?.filter((prefix) => prefix.includes(':') === (family === 'inet6')) ?? null,
          ...home.session,
        }),
      ),
    ),
  });
}

function attachmentOf(home: Home): AttachmentIntent {
  const { port: name = 'et-0/0/15', unit = 0 } = home.port ?? {};
  return { hostname: home.hostname, port: name, unit, addresses: addressesOf(home), expect: 'UP', ...home.attachment };
}

function addressesOf({ inet, inet6 }: Home): AttachmentIntent['addresses'] {
  return [
    ...(inet === undefined ? [] : [{ family: 'inet', leaf: inet[0], server: inet[1] } as const]),
    ...(inet6 === undefined ? [] : [{ family: 'inet6', leaf: inet6[0], server: inet6[1] } as const]),
  ];
}

function onLeaf({
  family,
  leaf: address,
}: AttachmentIntent['addresses'][number]): InterfaceIntent['addresses'][number] {
  return { family, address };
}

function bare(address: string): string {
  return address.split('/')[0] ?? '';
}
