import type { FabricIntent, KeyChainIntent, PeeringIntent } from '../../../lib/intent/fabric-intent';
import { session } from '../../render/scenarios';
import {
  soundFabric,
  withBreakout,
  withLeaf,
  withLoneSession,
  withServer2,
  withSessions,
  withSpare,
} from '../sound-fabric';
import type { RuleCase } from './case';

const sound = soundFabric();
const withLink = withSpare(sound, {});
const AGGREGATE = { lacp: 'active' } as const;
const KEY_CHAIN: KeyChainIntent = { name: 'ao', constructPath: 'dc1/ao', owned: false, keys: [] };
const BFD = { minimumIntervalMs: 1000, multiplier: 3 };
const BACKUP = { prependCount: 2, localPreference: 50 };
const RANGE = { neighbor: '172.16.120.0/31', isRange: true } as const;
const MD5 = { method: 'md5', secret: { from: 'environment', variable: 'KEY' } } as const;
const FOREVER = { action: 'teardown', idleTimeoutMin: 'forever' } as const;
const TAGGED = { port: 'et-0/0/20', addresses: [{ family: 'inet', address: '172.16.121.1/30' }] } as const;

/** A key chain whose keys begin at these times. */
const withKeys = (...startTimes: readonly string[]): FabricIntent => {
  const keys = startTimes.map((startTime, id) => ({
    id,
    startTime,
    secret: { from: 'environment', variable: `KEY_${id}` } as const,
  }));
  return { ...sound, keyChains: [{ ...KEY_CHAIN, owned: true, keys }] };
};

/** The session of leaf10 from its loopback unit in the VRF. */
function fromLoopback(options: Partial<PeeringIntent>): FabricIntent {
  const loopback = { unit: 2, addresses: ['192.168.11.7/32'] };
  const vrfs = [{ name: 'VRF_5', routeDistinguisher: '192.168.1.10:5', loopback }];
  return withLeaf(withSessions(sound, { leaf10: { statedLocalAddress: '192.168.11.7', ...options } }), 'leaf10', {
    vrfs,
  });
}

/** Two VLANs of one port. */
const twoVlans = (first: Parameters<typeof withSpare>[1], second: Parameters<typeof withSpare>[1]): FabricIntent =>
  withSpare(withSpare(sound, { unit: 100, vlanId: 100, ...first }), {
    ...TAGGED,
    unit: 200,
    vlanId: 200,
    constructPath: 'dc1/other',
    ...second,
  });

/** A range of servers on the spare port, and one session to a server beside it. */
const rangeAndSession = (neighbor: string): FabricIntent =>
  withLeaf(withLoneSession(withLink, RANGE), 'leaf10', ({ peerings }) => ({
    peerings: [
      ...peerings,
      session({
        group: 'other',
        server: undefined,
        constructPath: 'dc1/other',
        neighbor,
        localAddress: '172.16.120.1',
        peerAsn: 4220000008,
        acceptedPrefixes: ['10.1.8.0/24'],
      }),
    ],
  }));

const foreign = (fabric: FabricIntent): FabricIntent => ({
  ...fabric,
  vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, owned: false })),
});

const both = (different: Parameters<typeof session>[0]): FabricIntent =>
  withSessions(sound, { leaf10: different, leaf11: different });

/** Cases of the rules about what a server port can be told, by family. */
export const OPTION_CASES: Readonly<Record<'interface' | 'bgp' | 'server' | 'vrf', readonly RuleCase[]>> = {
  interface: [
    {
      rule: 'interface/port-settings-differ',
      breaks: ['two native VLANs', twoVlans({ native: true }, { native: true })],
      nearly: ['one native VLAN beside a tagged one', twoVlans({ native: true }, {})],
    },
    {
      rule: 'interface/family-mtu-exceeds-mtu',
      breaks: ['a family one byte too large', withSpare(sound, { mtu: 9000, inetMtu: 8987 })],
      nearly: ['a family that just fits', withSpare(sound, { mtu: 9000, inetMtu: 8986 })],
    },
    {
      rule: 'interface/port-is-member',
      breaks: ['the port of the server in an aggregate', withSpare(withLink, spareAggregate('et-0/0/20'))],
      nearly: ['an aggregate of other ports', withSpare(withLink, spareAggregate('et-0/0/22'))],
    },
    {
      rule: 'interface/channel-without-breakout',
      breaks: ['a channel', withSpare(sound, { port: 'xe-0/0/16:1' })],
      nearly: ['a channel of a port that is split', withBreakout(withSpare(sound, { port: 'xe-0/0/16:1' }), {})],
    },
    {
      rule: 'interface/breakout-contradicted',
      breaks: ['a port that is split and used whole', withBreakout(withSpare(sound, { port: 'et-0/0/16' }), {})],
      nearly: ['the last of two channels', withBreakout(withSpare(sound, { port: 'xe-0/0/16:1' }), { channels: 2 })],
    },
  ],
  bgp: [
    {
      rule: 'bgp/key-chain-unknown',
      breaks: ['TCP-AO without its chain', both({ authentication: { method: 'tcpAo', keyChain: 'ao' } })],
      nearly: ['with it', { ...both({ authentication: { method: 'tcpAo', keyChain: 'ao' } }), keyChains: [KEY_CHAIN] }],
    },
    {
      rule: 'bgp/duplicate-key-chain',
      breaks: ['two chains', { ...sound, keyChains: [KEY_CHAIN, { ...KEY_CHAIN, constructPath: 'dc1/other' }] }],
      nearly: ['two names', { ...sound, keyChains: [KEY_CHAIN, { ...KEY_CHAIN, name: 'ao2' }] }],
    },
    {
      rule: 'bgp/keys-start-together',
      breaks: [
        'one moment in two time zones',
        withKeys('2026-01-01.00:00:00 +0000', '2025-12-31.19:00:00 -0500', '2026-06-01.00:00:00 +0000'),
      ],
      nearly: ['one second apart', withKeys('2026-01-01.00:00:00 +0000', '2026-01-01.00:00:01 +0000')],
    },
    {
      rule: 'bgp/range-overlaps-neighbor',
      breaks: ['a neighbor in a range', rangeAndSession('172.16.120.1')],
      nearly: ['the next address', rangeAndSession('172.16.120.2')],
    },
    {
      rule: 'bgp/site-of-origin-shared',
      breaks: [
        'two servers of one site',
        withServer2(
          { homes: { leaf10: { peering: origin() }, leaf11: { peering: origin() } } },
          { homes: { leaf10: { peering: origin() }, leaf11: { peering: origin() } } },
        ),
      ],
      nearly: ['one server of a site', both(origin())],
    },
    {
      rule: 'bgp/site-of-origin-differs',
      breaks: ['an attachment without', withSessions(sound, { leaf10: origin() })],
      nearly: ['every attachment with it', both({ ...origin(), asOverride: true })],
    },
    {
      rule: 'bgp/bfd-during-restart-unsaid',
      breaks: [
        'a server that restarts gracefully on one session',
        withSessions(both({ bfd: BFD }), { leaf10: { serverGracefulRestart: true } }),
      ],
      nearly: [
        'every session saying which counts',
        both({ bfd: BFD, gracefulRestart: {}, bfdDuringRestart: 'fastFailover' }),
      ],
    },
    {
      rule: 'bgp/bfd-slower-than-hold-time',
      breaks: ['both after three seconds', both({ bfd: BFD, holdTimeSec: 3 })],
      nearly: ['BFD a second earlier', both({ bfd: BFD, holdTimeSec: 4 })],
    },
    {
      rule: 'bgp/stale-routes-before-restart',
      breaks: ['routes for less than the default restart time', both({ gracefulRestart: { staleRoutesTimeSec: 119 } })],
      nearly: ['routes for just as long', both({ gracefulRestart: { restartTimeSec: 300 } })],
    },
    {
      rule: 'bgp/loops-with-as-override',
      breaks: ['both', both({ ...origin(), asOverride: true, loops: 2 })],
      nearly: ['the default of loops said aloud', both({ ...origin(), asOverride: true, loops: 1 })],
    },
    {
      rule: 'bgp/loops-hide-prepended',
      breaks: [
        'two prepends and the number itself, where three hide a route',
        withSessions(both({ loops: 3 }), { leaf10: { backup: BACKUP } }),
      ],
      nearly: ['where four hide it', withSessions(both({ loops: 4 }), { leaf10: { backup: BACKUP } })],
    },
    {
      rule: 'bgp/second-site-of-origin',
      breaks: ['another origin', both({ ...origin(), communities: ['origin:65001:6', 'no-export'] })],
      nearly: ['its own', both({ ...origin(), communities: ['origin:65001:5', 'no-export'] })],
    },
    {
      rule: 'bgp/key-of-range',
      breaks: ['a key for a range', withLoneSession(withLink, { ...RANGE, authentication: MD5 })],
      nearly: ['a key for one server', withLoneSession(withLink, { authentication: MD5 })],
    },
    {
      rule: 'bgp/multihop-to-connected-neighbor',
      breaks: ['any number of hops', both({ multihop: {} })],
      nearly: ['one hop', both({ multihop: { ttl: 1 } })],
    },
    {
      rule: 'bgp/local-address-not-in-vrf',
      breaks: [
        'an address that no port has',
        withSessions(sound, { leaf10: { multihop: { ttl: 2 }, statedLocalAddress: '192.168.11.7' } }),
      ],
      nearly: ['that of the loopback unit', fromLoopback({ multihop: { ttl: 2 } })],
    },
    {
      rule: 'bgp/local-address-without-multihop',
      breaks: ['that of the loopback unit', fromLoopback({})],
      nearly: [
        'the address of the link',
        withLeaf(sound, 'leaf10', ({ peerings }) => ({
          peerings: peerings.map((one) => ({ ...one, statedLocalAddress: one.localAddress })),
        })),
      ],
    },
    {
      rule: 'bgp/torn-down-until-cleared',
      breaks: ['forever', both({ prefixLimitAction: FOREVER })],
      nearly: ['for 40 hours', both({ prefixLimitAction: { action: 'teardown', idleTimeoutMin: 2400 } })],
    },
  ],
  server: [
    {
      rule: 'server/drained-everywhere',
      breaks: ['both attachments', both({ drained: 'CHG-17' })],
      nearly: ['one of two attachments', withSessions(sound, { leaf10: { drained: 'CHG-17' } })],
    },
    {
      rule: 'server/backup-everywhere',
      breaks: ['both attachments', both({ backup: BACKUP })],
      nearly: ['one of two attachments', withSessions(sound, { leaf10: { backup: BACKUP } })],
    },
    {
      rule: 'server/backup-preferred',
      breaks: [
        'an attachment that is as bad as the backup',
        withSessions(sound, { leaf10: { backup: BACKUP }, leaf11: { localPreference: 50 } }),
      ],
      nearly: [
        'an attachment that is just better',
        withSessions(sound, { leaf10: { backup: BACKUP }, leaf11: { localPreference: 51 } }),
      ],
    },
    {
      rule: 'server/backup-in-external-vrf',
      breaks: ['a backup there', foreign(withSessions(sound, { leaf10: { backup: BACKUP } }))],
      nearly: ['a drained attachment there', foreign(withSessions(sound, { leaf10: { drained: 'CHG-17' } }))],
    },
  ],
  vrf: [
    {
      rule: 'vrf/generated-default-in-external-vrf',
      breaks: [
        'a generated default there',
        foreign(withSessions(sound, { leaf10: { advertised: { kind: 'generatedDefault' } } })),
      ],
      nearly: ['the default of the fabric there', foreign(both({ advertised: { kind: 'defaultFromEvpn' } }))],
    },
  ],
};

function origin(): Parameters<typeof session>[0] {
  return { siteOfOrigin: 'origin:65001:5' };
}

function spareAggregate(member: string): Parameters<typeof withSpare>[1] {
  return {
    port: 'ae1',
    aggregate: { ...AGGREGATE, members: [member] },
    constructPath: 'dc1/aggregate',
    addresses: [{ family: 'inet', address: '172.16.121.1/30' }],
  };
}
