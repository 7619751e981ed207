import type { Configuration, Statement } from '../../../junos/tree/configuration';
import type { ConfiguredInstance } from './instances';
import { configuredInstances } from './instances';
import {
  entries,
  readAsNumber,
  below,
  keyOf,
  present,
  secretOf,
  valueOf,
  valuesOf,
} from '../../../junos/tree/find-statement';
import { DEFAULT_BFD_MULTIPLIER, DEFAULT_HOLD_TIME_SEC } from '../../../model/junos-defaults';

/** BFD of a session. */
export interface ConfiguredBfd {
  readonly intervalMs: number;
  readonly multiplier: number;
}

/** How a session proves who is at the other end. */
interface ConfiguredAuthentication {
  /** `md5`, `ao` …; where only a key stands, `md5`. */
  readonly algorithm: string;
  /** The one key, in plain text. */
  readonly key?: string;
  /** Name of a key chain, which counts where both stand. */
  readonly keyChain?: string;
}

/** One BGP neighbor with what it inherits from its group and instance. */
export interface ConfiguredNeighbor {
  readonly instance: ConfiguredInstance;
  readonly group: string;
  readonly type: 'internal' | 'external';
  /** As it is written. */
  readonly address: string;
  readonly description?: string;
  readonly localAddress?: string;
  /** The AS number that this end shows: `local-as` where there is one, else the instance's. */
  readonly localAsn?: number;
  /** Whether `local-as` says so, and not the instance. */
  readonly ownLocalAs: boolean;
  /** Explicit, or for an internal peer the instance's. */
  readonly peerAsn?: number;
  /** `inet-unicast`, `inet6-unicast`, `evpn`; by the neighbor's own address where none is named. */
  readonly families: readonly string[];
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** Route reflector cluster. */
  readonly cluster?: string;
  readonly bfd?: ConfiguredBfd;
  /** Seconds. */
  readonly holdTime: number;
  readonly multipath: boolean;
  readonly asOverride: boolean;
  readonly advertisePeerAs: boolean;
  readonly shutdown: boolean;
  readonly authentication?: ConfiguredAuthentication;
  /** TTL of its packets, where it is configured. */
  readonly ttl?: number;
  /** Whether its routes are marked as going away (RFC 8326). */
  readonly gracefulShutdown: boolean;
}

/** Every neighbor of every instance, in the configuration's order. */
export function configuredNeighbors(effective: Configuration): ConfiguredNeighbor[] {
  return configuredInstances(effective).flatMap((instance) => {
    const bgp = below(instance.statement, 'protocols', 'bgp');
    return entries(bgp, 'group').flatMap((group) =>
      entries(group, 'neighbor').map((one) => neighbor(instance, bgp, group, one)),
    );
  });
}

/**
 * Groups that take any neighbor of a prefix (`allow`, also below `dynamic-neighbor`): one for each prefix, with the
 * prefix for an address.
 */
export function configuredRanges(effective: Configuration): ConfiguredNeighbor[] {
  return configuredInstances(effective).flatMap((instance) => {
    const bgp = below(instance.statement, 'protocols', 'bgp');
    return entries(bgp, 'group').flatMap((group) =>
      [group, ...entries(group, 'dynamic-neighbor')].flatMap((own) =>
        valuesOf(own, 'allow').map((prefix) => ({ ...neighbor(instance, bgp, group, own), address: prefix })),
      ),
    );
  });
}

function neighbor(
  instance: ConfiguredInstance,
  bgp: Statement | undefined,
  group: Statement,
  own: Statement,
): ConfiguredNeighbor {
  /** Neighbor before group before all of BGP. */
  const levels = [own, group, bgp];
  const value = (...names: string[]) => first(levels, (level) => valueOf(level, ...names));
  const there = (...names: string[]) => levels.some((level) => present(level, ...names));
  const localAs = readAsNumber(value('local-as'));
  const peerAs = readAsNumber(value('peer-as'));
  const type = value('type') ?? (peerAs === undefined || peerAs === instance.asn ? 'internal' : 'external');
  return {
    instance,
    group: keyOf(group),
    type: type === 'internal' ? 'internal' : 'external',
    address: keyOf(own),
    description: value('description'),
    localAddress: value('local-address'),
    localAsn: localAs ?? instance.asn,
    ownLocalAs: localAs !== undefined,
    peerAsn: peerAs ?? (type === 'internal' ? instance.asn : undefined),
    families: families(levels, keyOf(own)),
    imports: firstList(levels, 'import'),
    exports: firstList(levels, 'export'),
    cluster: value('cluster'),
    bfd: bfd(levels),
    holdTime: Number(value('hold-time') ?? DEFAULT_HOLD_TIME_SEC),
    multipath: there('multipath'),
    asOverride: there('as-override'),
    advertisePeerAs: there('advertise-peer-as'),
    shutdown: there('shutdown'),
    authentication: authentication(levels, value),
    ttl: numeric(value('ttl') ?? value('multihop', 'ttl')),
    gracefulShutdown: there('graceful-shutdown', 'sender'),
  };
}

function authentication(
  levels: readonly (Statement | undefined)[],
  value: (...names: string[]) => string | undefined,
): ConfiguredAuthentication | undefined {
  const secret = first(levels, (level) => secretOf(level, 'authentication-key'));
  const keyChain = value('authentication-key-chain');
  if (secret === undefined && keyChain === undefined) return undefined;
  const algorithm = value('authentication-algorithm') ?? 'md5';
  return keyChain === undefined ? { algorithm: 'md5', key: secret } : { algorithm, keyChain };
}

function numeric(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Naming any family replaces the default, which follows the neighbor's address. */
function families(levels: readonly (Statement | undefined)[], address: string): string[] {
  const named = levels.find((level) => present(level, 'family'));
  if (named === undefined) return [address.includes(':') ? 'inet6-unicast' : 'inet-unicast'];
  return (below(named, 'family')?.children ?? []).flatMap(({ name, children }) => {
    if (name === 'evpn') return ['evpn'];
    return children.length === 0 ? [`${name}-unicast`] : children.map((sub) => `${name}-${sub.name}`);
  });
}

function bfd(levels: readonly (Statement | undefined)[]): ConfiguredBfd | undefined {
  const interval = first(levels, (level) => valueOf(level, 'bfd-liveness-detection', 'minimum-interval'));
  if (interval === undefined) return undefined;
  const multiplier = first(levels, (level) => valueOf(level, 'bfd-liveness-detection', 'multiplier'));
  return { intervalMs: Number(interval), multiplier: Number(multiplier ?? DEFAULT_BFD_MULTIPLIER) };
}

function firstList(levels: readonly (Statement | undefined)[], name: string): string[] {
  return levels.map((level) => valuesOf(level, name)).find((values) => values.length > 0) ?? [];
}

function first<Found>(
  levels: readonly (Statement | undefined)[],
  find: (level: Statement | undefined) => Found | undefined,
): Found | undefined {
  for (const level of levels) {
    const found = find(level);
    if (found !== undefined) return found;
  }
  return undefined;
}
