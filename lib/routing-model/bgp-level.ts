import { readAsNumber } from './as-number';
import type { Family } from '../model/family';
import type { Place } from './place';
import type { UsedStatement, Uses } from './reader';
import { Reader } from './reader';

/** How many prefixes of a family a neighbor may send. */
export interface PrefixLimit {
  readonly maximum?: number;
  /** What happens when there are more; absent: they are logged. */
  readonly action?: 'teardown' | 'drop-excess' | 'hide-excess';
  readonly thresholdPercent?: number;
  /** After which a session that ended comes back. */
  readonly idleTimeoutMin?: number | 'forever';
}

/** What one level of a BGP stanza says: `protocols bgp`, a group or a neighbor. What is absent it does not say. */
export interface BgpSettings {
  readonly type?: 'internal' | 'external';
  readonly description?: string;
  readonly localAddress?: string;
  readonly peerAsn?: number;
  /** `local-as`. */
  readonly localAsn?: number;
  readonly noPrependGlobalAs?: true;
  /** As Junos names them in its replies: `inet-unicast`, `inet6-unicast`, `evpn`. */
  readonly families?: readonly string[];
  readonly imports?: readonly string[];
  readonly exports?: readonly string[];
  /** Route reflector cluster. */
  readonly cluster?: string;
  readonly bfdIntervalMs?: number;
  readonly bfdMultiplier?: number;
  readonly holdTimeSec?: number;
  readonly multipath?: true;
  /** Of `multipath`: also with different neighboring AS numbers. */
  readonly multipleAs?: true;
  readonly asOverride?: true;
  readonly advertisePeerAs?: true;
  readonly removePrivate?: true;
  readonly passive?: true;
  readonly shutdown?: true;
  /** `graceful-shutdown sender` (RFC 8326). */
  readonly gracefulShutdown?: true;
  readonly gracefulRestart?: true;
  readonly restartTimeSec?: number;
  readonly staleRoutesTimeSec?: number;
  readonly authenticationAlgorithm?: string;
  /** As it is stored. */
  readonly authenticationKey?: string;
  /** Name of a key chain. */
  readonly authenticationKeyChain?: string;
  readonly ttl?: number;
  readonly multihop?: true;
  readonly multihopTtl?: number;
  readonly loops?: Readonly<Partial<Record<Family, number>>>;
  readonly prefixLimits?: Readonly<Partial<Record<Family, PrefixLimit>>>;
}

/** One level of a BGP stanza. */
export interface BgpLevel {
  readonly place: Place;
  readonly settings: BgpSettings;
  /** Names of the statements directly there, groups and neighbors aside. */
  readonly said: readonly string[];
  readonly used: readonly UsedStatement[];
}

const FAMILIES = ['inet', 'inet6'] as const;
/** Objects of their own. */
const INNER = ['group', 'neighbor'];

/** Reads one level; each is read once, however many neighbors it is for. */
export function readBgpLevel(uses: Uses, place: Place): BgpLevel {
  const reader: LevelReader = new Reader(uses, 'bgp', place, INNER);
  const flag = (field: keyof BgpSettings, ...names: string[]) => reader.has(field, ...names) || undefined;
  const asNumber = (field: keyof BgpSettings, name: string) => reader.parsed(field, readAsNumber, name);
  const settings: BgpSettings = {
    type: reader.parsed('type', (text) => (text === 'internal' || text === 'external' ? text : undefined), 'type'),
    description: reader.value('description', 'description'),
    localAddress: reader.value('localAddress', 'local-address'),
    peerAsn: asNumber('peerAsn', 'peer-as'),
    localAsn: asNumber('localAsn', 'local-as'),
    noPrependGlobalAs: flag('noPrependGlobalAs', 'local-as', 'no-prepend-global-as'),
    families: readFamilies(reader),
    imports: filled(reader.values('imports', 'import')),
    exports: filled(reader.values('exports', 'export')),
    cluster: reader.value('cluster', 'cluster'),
    bfdIntervalMs: reader.number('bfdIntervalMs', 'bfd-liveness-detection', 'minimum-interval'),
    bfdMultiplier: reader.number('bfdMultiplier', 'bfd-liveness-detection', 'multiplier'),
    holdTimeSec: reader.number('holdTimeSec', 'hold-time'),
    multipath: flag('multipath', 'multipath'),
    multipleAs: flag('multipleAs', 'multipath', 'multiple-as'),
    asOverride: flag('asOverride', 'as-override'),
    advertisePeerAs: flag('advertisePeerAs', 'advertise-peer-as'),
    removePrivate: flag('removePrivate', 'remove-private'),
    passive: flag('passive', 'passive'),
    shutdown: flag('shutdown', 'shutdown'),
    gracefulShutdown: flag('gracefulShutdown', 'graceful-shutdown', 'sender'),
    gracefulRestart: flag('gracefulRestart', 'graceful-restart'),
    restartTimeSec: reader.number('restartTimeSec', 'graceful-restart', 'restart-time'),
    staleRoutesTimeSec: reader.number('staleRoutesTimeSec', 'graceful-restart', 'stale-routes-time'),
    authenticationAlgorithm: reader.value('authenticationAlgorithm', 'authentication-algorithm'),
    authenticationKey: reader.value('authenticationKey', 'authentication-key'),
    authenticationKeyChain: reader.value('authenticationKeyChain', 'authentication-key-chain'),
    ttl: reader.number('ttl', 'ttl'),
    multihop: flag('multihop', 'multihop'),
    multihopTtl: reader.number('multihopTtl', 'multihop', 'ttl'),
    loops: byFamily((family) => reader.number('loops', 'family', family, 'unicast', 'loops')),
    prefixLimits: byFamily((family) => readPrefixLimit(reader, family)),
  };
  return { place, settings, said: reader.said, used: reader.used };
}

/** Fields of a level, what only newer releases do with too many prefixes (`drop-excess`, `hide-excess`), whom it is for. */
export type BgpField = keyof BgpSettings | 'excessPrefixes' | 'neighbors' | 'ranges' | 'dynamicRanges';

type LevelReader = Reader<'bgp', BgpField>;

/** Only some are understood; all that are named are there. */
function readFamilies(reader: LevelReader): readonly string[] | undefined {
  for (const family of FAMILIES) reader.all('families', 'family', family, 'unicast');
  reader.all('families', 'family', 'evpn', 'signaling');
  const [named] = reader.all('families', 'family');
  return named?.children.flatMap(({ name, children }) => {
    if (name === 'evpn') return ['evpn'];
    return children.length === 0 ? [`${name}-unicast`] : children.map((one) => `${name}-${one.name}`);
  });
}

function readPrefixLimit(reader: LevelReader, family: Family): PrefixLimit | undefined {
  const path = ['family', family, 'unicast', 'prefix-limit'];
  const maximum = reader.number('prefixLimits', ...path, 'maximum');
  const excess = (['drop-excess', 'hide-excess'] as const).find((one) => reader.has('excessPrefixes', ...path, one));
  if (reader.has('prefixLimits', ...path, 'teardown')) {
    const at = [...path, 'teardown'];
    return {
      maximum,
      action: 'teardown',
      thresholdPercent: reader.number('prefixLimits', ...at, 'limit-threshold'),
      idleTimeoutMin: readIdleTimeout(reader, [...at, 'idle-timeout']),
    };
  }
  if (excess === undefined) return maximum === undefined ? undefined : { maximum };
  const thresholdPercent = reader.number('excessPrefixes', ...path, excess, 'limit-threshold');
  return { maximum, action: excess, thresholdPercent };
}

function readIdleTimeout(reader: LevelReader, path: readonly string[]): PrefixLimit['idleTimeoutMin'] {
  const minutes = reader.number('prefixLimits', ...path);
  const isForever = reader.has('prefixLimits', ...path, 'forever');
  return minutes ?? (isForever ? 'forever' : undefined);
}

function byFamily<Value>(
  read: (family: Family) => Value | undefined,
): Readonly<Partial<Record<Family, Value>>> | undefined {
  const [inet, inet6] = [read('inet'), read('inet6')];
  return inet === undefined && inet6 === undefined ? undefined : { inet, inet6 };
}

function filled(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}
