import type { Family } from '../model/family';
import { DEFAULT_BFD_MULTIPLIER, DEFAULT_HOLD_TIME_SEC } from '../model/junos-defaults';
import type { BgpLevel, BgpSettings, PrefixLimit } from './bgp-level';
import { inheritSettings, readBgpLevel } from './bgp-level';
import type { Instance } from './instances';
import type { Place } from './place';
import type { Uses } from './reader';
import { Reader } from './reader';

/** BFD of a session. */
export interface Bfd {
  readonly intervalMs: number;
  readonly multiplier: number;
}

/** How a session proves who is at the other end. */
interface Authentication {
  /** `md5`, `ao` …; where only a key stands, `md5`. */
  readonly algorithm: string;
  /** The one key, as it is stored; absent where there is a key chain, which counts where both stand. */
  readonly key?: string;
  /** Name of a key chain. */
  readonly keyChain?: string;
}

/** A BGP neighbor, or whoever has an address in a prefix, with what it inherits: neighbor before group before all of BGP. */
export interface Neighbor {
  readonly instance: Instance;
  readonly group: string;
  /** As it is written; of a range its prefix, or `all`. */
  readonly address: string;
  /** Whether any host of `address` may open a session (`allow`). */
  readonly isRange: boolean;
  readonly type: 'internal' | 'external';
  readonly description?: string;
  readonly localAddress?: string;
  /** The AS number that this end shows: `local-as` where there is one, else the instance's. */
  readonly localAsn?: number;
  /** Whether `local-as` says so, and not the instance. */
  readonly ownLocalAs: boolean;
  /** `peer-as`; of an internal neighbor that has none, the number that this end shows. */
  readonly peerAsn?: number;
  /** As Junos names them in its replies (`inet-unicast`, `evpn`); by the neighbor's own address where none is named. */
  readonly families: readonly string[];
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /**
   * Whether `exports` decide about routes of VRFs too: where `vpn-apply-export` says so, toward clients of a reflector and
   * toward another AS. Elsewhere what a VRF exports is not asked again.
   */
  readonly exportsVrfRoutes: boolean;
  /** Cluster of a route reflector whose client the neighbor is. */
  readonly cluster?: string;
  readonly bfd?: Bfd;
  readonly holdTimeSec: number;
  readonly multipath: boolean;
  readonly multipleAs: boolean;
  readonly asOverride: boolean;
  readonly advertisePeerAs: boolean;
  readonly removePrivate: boolean;
  readonly passive: boolean;
  readonly shutdown: boolean;
  /** Whether its routes are marked as going away (RFC 8326). */
  readonly gracefulShutdown: boolean;
  readonly authentication?: Authentication;
  /** TTL of its packets, where it is configured. */
  readonly ttl?: number;
  /** Whether it may be further away than one hop. */
  readonly multihop: boolean;
  readonly multihopTtl?: number;
  /** Whether what is told on keeps the next hop that it came with (`no-nexthop-change`). */
  readonly keepsNextHop: boolean;
  readonly loops: Readonly<Partial<Record<Family | 'evpn', number>>>;
  readonly prefixLimits: Readonly<Partial<Record<Family, PrefixLimit>>>;
  /** What it was read from: the neighbor, its group, all of BGP. */
  readonly levels: readonly BgpLevel[];
}

/** A BGP group. */
export interface BgpGroup {
  readonly name: string;
  readonly level: BgpLevel;
  /** Neighbors in their order, ranges behind them. */
  readonly neighbors: readonly Neighbor[];
}

/** `protocols bgp` of an instance. */
export interface BgpStanza {
  readonly instance: Instance;
  readonly level: BgpLevel;
  readonly groups: readonly BgpGroup[];
}

/** Reads `protocols bgp` of an instance; nothing where it has none. */
export function readBgp(uses: Uses, instance: Instance): BgpStanza[] {
  const place = instance.place.down('protocols', 'bgp');
  if (place === undefined) return [];
  const level = readBgpLevel(uses, place);
  const groups = place.all('group').map((group) => readGroup(uses, instance, group, level));
  return [{ instance, level, groups }];
}

function readGroup(uses: Uses, instance: Instance, place: Place, bgp: BgpLevel): BgpGroup {
  const name = place.key;
  const level = readBgpLevel(uses, place);
  const at = { instance, group: name };
  const reader = new Reader<'bgp', 'neighbors' | 'ranges' | 'dynamicRanges'>(uses, 'bgp', place);
  const settings = inheritSettings(bgp.settings, level.settings);
  const neighbors = reader.all('neighbors', 'neighbor').map((entry) => {
    const own = readBgpLevel(uses, entry);
    const address = entry.key;
    return resolve({ ...at, address, isRange: false }, inheritSettings(settings, own.settings), [own, level, bgp]);
  });
  const ranges = reader.values('ranges', 'allow').map((address) => {
    return resolve({ ...at, address, isRange: true }, settings, [level, bgp]);
  });
  const dynamic = reader.all('dynamicRanges', 'dynamic-neighbor').flatMap((entry) => {
    const own = readBgpLevel(uses, entry);
    const inner = new Reader<'bgp', 'dynamicRanges'>(uses, 'bgp', entry);
    return inner.values('dynamicRanges', 'allow').map((address) => {
      return resolve({ ...at, address, isRange: true }, inheritSettings(settings, own.settings), [own, level, bgp]);
    });
  });
  return { name, level, neighbors: [...neighbors, ...ranges, ...dynamic] };
}

type Identity = Pick<Neighbor, 'instance' | 'group' | 'address' | 'isRange'>;

/** @param settings - what the levels, the nearest first, say together */
function resolve(identity: Identity, settings: BgpSettings, levels: readonly BgpLevel[]): Neighbor {
  const { instance, group, address, isRange } = identity;
  const localAsn = settings.localAsn ?? instance.asn;
  const peerAsn = settings.peerAsn;
  const type = settings.type ?? (peerAsn === undefined || peerAsn === localAsn ? 'internal' : 'external');
  return {
    instance,
    group,
    address,
    isRange,
    type,
    description: settings.description,
    localAddress: settings.localAddress,
    localAsn,
    ownLocalAs: settings.localAsn !== undefined,
    peerAsn: peerAsn ?? (type === 'internal' ? localAsn : undefined),
    families: settings.families ?? familiesOf(address),
    imports: settings.imports ?? [],
    exports: settings.exports ?? [],
    exportsVrfRoutes: settings.vpnApplyExport === true || settings.cluster !== undefined || type === 'external',
    cluster: settings.cluster,
    bfd: bfdOf(settings),
    holdTimeSec: settings.holdTimeSec ?? DEFAULT_HOLD_TIME_SEC,
    multipath: settings.multipath === true,
    multipleAs: settings.multipleAs === true,
    asOverride: settings.asOverride === true,
    advertisePeerAs: settings.advertisePeerAs === true,
    removePrivate: settings.removePrivate === true,
    passive: settings.passive === true,
    shutdown: settings.shutdown === true,
    gracefulShutdown: settings.gracefulShutdown === true,
    authentication: authenticationOf(settings),
    ttl: settings.ttl,
    multihop: settings.multihop === true,
    multihopTtl: settings.multihopTtl,
    keepsNextHop: settings.noNexthopChange === true,
    loops: settings.loops ?? {},
    prefixLimits: settings.prefixLimits ?? {},
    levels,
  };
}

/** Of every host, both. */
function familiesOf(address: string): readonly string[] {
  if (address === 'all') return ['inet-unicast', 'inet6-unicast'];
  return [address.includes(':') ? 'inet6-unicast' : 'inet-unicast'];
}

function bfdOf({ bfdIntervalMs: intervalMs, bfdMultiplier = DEFAULT_BFD_MULTIPLIER }: BgpSettings): Bfd | undefined {
  return intervalMs === undefined ? undefined : { intervalMs, multiplier: bfdMultiplier };
}

function authenticationOf(settings: BgpSettings): Authentication | undefined {
  const {
    authenticationKey: key,
    authenticationKeyChain: keyChain,
    authenticationAlgorithm: algorithm = 'md5',
  } = settings;
  if (keyChain === undefined) return key === undefined ? undefined : { algorithm: 'md5', key };
  return { algorithm, keyChain };
}
