import type { FabricIntent, InterfaceIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { fabric, leaf, port, session, vrf } from './scenarios';

const AGGREGATE = {
  members: ['et-0/0/16', 'et-0/0/17'],
  lacp: 'active',
  lacpPeriodic: 'fast',
  minimumLinks: 1,
} as const;

const BFD = { minimumIntervalMs: 1000, multiplier: 3 };

/** Fabrics whose servers use every option there is, by the name of their folder in `test/golden/render/`. */
export const SERVER_OPTIONS: Readonly<Record<string, FabricIntent>> = {
  'server-options': serverOptions(),
  'server-options-newer': newerServerOptions(),
};

/** Everything that every release has. */
function serverOptions(): FabricIntent {
  const peerings = [
    ...['172.16.100.1', '172.16.101.1'].map((localAddress) =>
      option('native', localAddress, { gracefulRestart: { restartTimeSec: 120, staleRoutesTimeSec: 300 } }),
    ),
    option('md5', '172.16.102.1', {
      authentication: { method: 'md5', secret: { from: 'environment', variable: 'SERVER1_BGP_KEY' } },
      prefixLimitAction: { action: 'teardown', thresholdPercent: 80, idleTimeoutMin: 15 },
      ttlSecurity: true,
    }),
    option('chained', '172.16.103.1', {
      authentication: { method: 'keyChain', keyChain: 'servers', algorithm: 'hmac-sha-1-96' },
      communities: ['65000:100', 'large:65000:1:2'],
      localPreference: 120,
      prefixLimitAction: { action: 'teardown', idleTimeoutMin: 'forever' },
    }),
    option('drained', '172.16.104.1', { drained: 'CHG-17: its leaf is to be upgraded' }),
    option('overriding', '172.16.105.1', {
      asOverride: true,
      siteOfOrigin: 'origin:65001:5',
      importPolicies: ['THEIR-IMPORT', 'THEIR-SECOND-IMPORT'],
      exportPolicies: ['THEIR-EXPORT'],
      advertised: { kind: 'prefixes', prefixes: ['10.9.0.0/16', '10.8.0.0/16'] },
    }),
    option('default-only', '172.16.106.1', { advertised: { kind: 'defaultFromEvpn' } }),
    option('generated', '172.16.107.1', { advertised: { kind: 'generatedDefault' } }),
    inet6('172.16.107.1', { advertised: { kind: 'generatedDefault' } }),
    {
      ...option('rack', '172.16.108.1', { isRange: true, description: 'servers of rack 8' }),
      neighbor: '172.16.108.0/24',
    },
  ];
  return fabric({
    keyChains: [
      {
        name: 'servers',
        constructPath: 'dc1/servers',
        owned: true,
        keys: [
          key(0, { startTime: '2026-01-01.00:00:00 +0000' }),
          key(1, { startTime: '2027-01-01.00:00:00 +0000', algorithm: 'hmac-sha-1' }),
        ],
      },
      {
        name: 'unused',
        constructPath: 'dc1/unused',
        owned: true,
        keys: [key(0, { startTime: '2026-01-01.00:00:00' })],
      },
    ],
    devices: [
      leaf({
        breakouts: [{ constructPath: 'dc1/breakout', port: 'et-0/0/3', channelSpeed: '10g' }],
        prerequisites: {
          autonomousSystem: 'PRESENT',
          vtepSourceInterface: 'PRESENT',
          forwardingTableExport: 'PRESENT',
          aggregatedDeviceCount: 'CONFIGURE',
          breakouts: 'CONFIGURE',
          gracefulRestart: 'CONFIGURE',
        },
        interfaces: interfacesOf(peerings),
        peerings,
      }),
    ],
  });
}

/** What only newer releases have, on a switch with Junos Evolved too. */
function newerServerOptions(): FabricIntent {
  const peerings = [
    option('backup', '172.16.100.1', { backup: { prependCount: 2, localPreference: 50 } }),
    option('authenticated', '172.16.101.1', {
      authentication: { method: 'tcpAo', keyChain: 'ao' },
      prefixLimitAction: { action: 'dropExcess', thresholdPercent: 90 },
    }),
    option('hiding', '172.16.102.1', { prefixLimitAction: { action: 'hideExcess' } }),
    option('failing-over', '172.16.103.1', { bfd: BFD, bfdDuringRestart: 'fastFailover' }),
    option('restarting', '172.16.104.1', { bfd: BFD, bfdDuringRestart: 'fastFailover', gracefulRestart: {} }),
  ];
  const common = { junos: '23.2R1', interfaces: interfacesOf(peerings), peerings };
  return fabric({
    vrfs: [vrf({ name: 'VRF_5', carriesLocalPreference: true })],
    keyChains: [
      {
        name: 'ao',
        constructPath: 'dc1/ao',
        owned: true,
        keys: [
          key(0, {
            startTime: '2026-01-01.00:00:00 +0000',
            algorithm: 'ao',
            ao: { sendId: 1, recvId: 2, cryptographicAlgorithm: 'hmac-sha-1-96' },
          }),
        ],
      },
    ],
    devices: [
      leaf({
        ...common,
        interfaces: common.interfaces.map((attached) =>
          attached.aggregate === undefined ? { ...attached, speed: '25g' } : attached,
        ),
      }),
      leaf({
        ...common,
        hostname: 'leaf11',
        loopback: '192.168.1.11',
        model: 'qfx5130-32cd',
        junos: '23.4R1-EVO',
        vrfs: [{ name: 'VRF_5', routeDistinguisher: '192.168.1.11:5' }],
        breakouts: [{ constructPath: 'dc1/breakout11', port: 'et-0/0/8', channelSpeed: '25g', channels: 4 }],
        prerequisites: {
          autonomousSystem: 'PRESENT',
          vtepSourceInterface: 'PRESENT',
          forwardingTableExport: 'PRESENT',
          breakouts: 'CONFIGURE',
        },
      }),
    ],
  });
}

function option(group: string, localAddress: string, different: Partial<PeeringIntent>): PeeringIntent {
  const neighbor = localAddress.replace(/1$/, '2');
  return session({ group, server: group, description: group, localAddress, neighbor, ...different });
}

function inet6(localAddress: string, different: Partial<PeeringIntent>): PeeringIntent {
  const third = localAddress.split('.')[2] ?? '';
  return session({
    group: 'generated-inet6',
    server: 'generated',
    family: 'inet6',
    localAddress: `2001:db8:${third}::`,
    neighbor: `2001:db8:${third}::1`,
    acceptedPrefixes: ['2001:db8:5::/64'],
    ...different,
  });
}

function key(
  id: number,
  different: Partial<NonNullable<FabricIntent['keyChains']>[0]['keys'][0]>,
): NonNullable<FabricIntent['keyChains']>[0]['keys'][0] {
  return {
    id,
    secret: { from: 'file', path: `~/keys/servers-${id}` },
    startTime: '',
    ...different,
  };
}

/** The ports under the sessions: one with a native VLAN beside a tagged one, an aggregate, and one for each other session. */
function interfacesOf(peerings: readonly PeeringIntent[]): InterfaceIntent[] {
  const addresses = [...new Set(peerings.map(({ localAddress }) => localAddress))].filter((one) => !one.includes(':'));
  return addresses.map((address, i) => {
    const common = { addresses: [{ family: 'inet', address: `${address}/30` } as const] };
    if (i < 2) {
      const vlanId = 200 + i;
      const mtus = { mtu: 9000, inetMtu: 8978 };
      return port({ ...common, ...mtus, port: 'et-0/0/15', unit: vlanId, vlanId, ...(i === 0 && { native: true }) });
    }
    if (i === 2) return port({ ...common, port: 'ae3', aggregate: AGGREGATE });
    if (i === 3) return port({ ...common, port: 'xe-0/0/3:1' });
    const inet6 = { family: 'inet6', address: `2001:db8:${address.split('.')[2] ?? ''}::/127` } as const;
    return port({ port: `et-0/0/${20 + i}`, addresses: [...common.addresses, inet6], inet6Mtu: 1500 });
  });
}
