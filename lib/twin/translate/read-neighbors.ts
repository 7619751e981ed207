import type { Family } from '../../intent/fabric-intent';
import { readAsNumber } from '../../junos/tree/find-statement';
import { isFrrLine, SESSION_OPTION_ROWS } from '../../render/session-options';
import type { BfdModel, FamilyLineModel, NeighborModel, PrefixLimitModel, NeighborFamily } from '../device-model';
import type { Cursor } from './cursor';
import { DEFAULT_BFD_MULTIPLIER, DEFAULT_HOLD_TIME_SEC } from '../../model/junos-defaults';

const GTSM_TTL = '255';

/** First secret of each key chain, as the configuration has it. */
export type KeyChains = ReadonlyMap<string, string>;

/** Reads `security authentication-key-chains`. */
export function readKeyChains(root: Cursor): KeyChains {
  const chains = root.down('security', 'authentication-key-chains')?.all('key-chain') ?? [];
  return new Map(
    chains.flatMap((chain) => {
      const secrets = chain.all('key').flatMap((key) => key.value('secret') ?? []);
      return secrets.slice(0, 1).map((secret) => [chain.key, secret] as const);
    }),
  );
}

/** Every BGP neighbor of an instance, with what its group and all of BGP give it. */
export function readNeighbors(instance: Cursor, asn: number | undefined, secrets: KeyChains): NeighborModel[] {
  const bgp = instance.down('protocols', 'bgp');
  return (bgp?.all('group') ?? []).flatMap((group) => {
    const neighbors = group
      .all('neighbor')
      .map((own) => readNeighbor([own, group, bgp], group.key, own.key, asn, secrets));
    const ranges = group
      .all('allow')
      .flatMap((range) => range.ownValue ?? [])
      .map((prefix) => readNeighbor([group, bgp], group.key, prefix, asn, secrets));
    return [...neighbors, ...ranges].flatMap((neighbor) => neighbor ?? []);
  });
}

/** Neighbor before group before all of BGP. */
type Levels = readonly (Cursor | undefined)[];

function readNeighbor(
  levels: Levels,
  group: string,
  address: string,
  asn: number | undefined,
  secrets: KeyChains,
): NeighborModel | undefined {
  const peerAs = readAsNumber(first(levels, 'peer-as'));
  const type = first(levels, 'type') ?? (peerAs === undefined || peerAs === asn ? 'internal' : 'external');
  const peerAsn = peerAs ?? (type === 'internal' ? asn : undefined);
  const isRange = address.includes('/');
  const families = readFamilies(levels, address);
  const multipath = levels.filter((level) => level?.has('multipath'));
  const rest = {
    localAsn: readAsNumber(first(levels, 'local-as')),
    localAddress: first(levels, 'local-address'),
    imports: firstList(levels, 'import'),
    exports: firstList(levels, 'export'),
    cluster: first(levels, 'cluster'),
    bfd: readBfd(levels),
    holdTimeSec: Number(first(levels, 'hold-time') ?? DEFAULT_HOLD_TIME_SEC),
    multipath: multipath.length > 0,
    multipleAs: multipath.some((level) => level?.has('multipath', 'multiple-as')),
    prefixLimits: readPrefixLimits(levels),
    familyLines: readFamilyLines(levels),
    secret: readSecret(levels, secrets),
    asOverride: there(levels, 'as-override'),
    advertisePeerAs: there(levels, 'advertise-peer-as'),
    removePrivate: there(levels, 'remove-private'),
    passive: there(levels, 'passive'),
    shutdown: there(levels, 'shutdown'),
    ...readGracefulShutdown(levels),
    ...readTtl(levels),
  };
  readLocalAsOptions(levels);
  if (peerAsn === undefined) {
    levels[0]?.refuse('no AS number of this neighbor is known');
    return undefined;
  }
  return { group, type: type === 'internal' ? 'internal' : 'external', address, isRange, peerAsn, families, ...rest };
}

/** Every level is read, also those that a nearer one hides. */
function first(levels: Levels, ...names: readonly string[]): string | undefined {
  return levels.map((level) => level?.value(...names)).find((value) => value !== undefined);
}

function firstList(levels: Levels, name: string): string[] {
  return levels.map((level) => level?.values(name) ?? []).find((values) => values.length > 0) ?? [];
}

function there(levels: Levels, ...names: readonly string[]): boolean {
  return levels.map((level) => level?.has(...names)).includes(true);
}

/** Naming any family replaces the default, which follows the neighbor's address. */
function readFamilies(levels: Levels, address: string): NeighborFamily[] {
  const named = levels.map((level) => familiesOf(level)).find((families) => families.length > 0);
  return named ?? [address.includes(':') ? 'inet6' : 'inet'];
}

function familiesOf(level: Cursor | undefined): NeighborFamily[] {
  const families = level?.down('family');
  const unicast = (['inet', 'inet6'] as const).filter((family) => families?.has(family, 'unicast'));
  return [...unicast, ...(families?.has('evpn', 'signaling') === true ? (['evpn'] as const) : [])];
}

function readPrefixLimits(levels: Levels): PrefixLimitModel[] {
  return (['inet', 'inet6'] as const).flatMap((family) => {
    const limits = levels.map((level) => readPrefixLimit(level, family));
    return limits.find((limit) => limit !== undefined) ?? [];
  });
}

/** Options that one statement says, and one line of FRR. */
function readFamilyLines(levels: Levels): FamilyLineModel[] {
  const options = SESSION_OPTION_ROWS.flatMap(([, { twin }]) => (isFrrLine(twin) ? [twin] : []));
  return (['inet', 'inet6'] as const).flatMap((family) =>
    options.flatMap(({ line, statement }) => {
      const value = first(levels, ...statement(family));
      const said = value === undefined ? undefined : line(value);
      return said === undefined ? [] : [{ family, line: said }];
    }),
  );
}

function readPrefixLimit(level: Cursor | undefined, family: Family): PrefixLimitModel | undefined {
  const limit = level?.down('family', family, 'unicast', 'prefix-limit');
  const maximum = limit?.value('maximum');
  if (limit === undefined || maximum === undefined) return undefined;
  const teardown = limit.down('teardown');
  const threshold = teardown?.value('limit-threshold');
  const timeout = teardown?.down('idle-timeout')?.ownValue;
  teardown?.has('idle-timeout', 'forever');
  const minutes = timeout === undefined || !/^\d+$/.test(timeout) ? undefined : Number(timeout);
  return {
    family,
    maximum: Number(maximum),
    thresholdPercent: threshold === undefined ? undefined : Number(threshold),
    teardown: teardown !== undefined,
    idleTimeoutMin: minutes,
  };
}

function readBfd(levels: Levels): BfdModel | undefined {
  const interval = first(levels, 'bfd-liveness-detection', 'minimum-interval');
  const multiplier = first(levels, 'bfd-liveness-detection', 'multiplier');
  if (interval === undefined) return undefined;
  return { intervalMs: Number(interval), multiplier: Number(multiplier ?? DEFAULT_BFD_MULTIPLIER) };
}

/** The twin signs with MD5 whatever the algorithm, and with the first key of a chain. */
function readSecret(levels: Levels, secrets: KeyChains): string | undefined {
  const key = first(levels, 'authentication-key');
  const chain = first(levels, 'authentication-key-chain');
  first(levels, 'authentication-algorithm');
  return key ?? (chain === undefined ? undefined : (secrets.get(chain) ?? chain));
}

function readGracefulShutdown(levels: Levels): { readonly gracefulShutdown: boolean } {
  return { gracefulShutdown: there(levels, 'graceful-shutdown', 'sender') };
}

function readTtl(levels: Levels): { readonly ttlSecurity: boolean; readonly multihopTtl?: number } {
  const multihop = first(levels, 'multihop', 'ttl');
  const isMultihop = there(levels, 'multihop');
  const ttlSecurity = first(levels, 'ttl') === GTSM_TTL;
  if (!isMultihop) return { ttlSecurity };
  return { ttlSecurity, multihopTtl: Number(multihop ?? '64') };
}

/** Neither changes what the twin does: the overlay's AS number never enters a path of the underlay. */
function readLocalAsOptions(levels: Levels): void {
  there(levels, 'local-as', 'no-prepend-global-as');
}
