import { readAsNumber } from './as-number';
import type { Family } from '../model/family';
import type { Place } from './place';
import type { UsedStatement, Uses } from './reader';
import { Reader, wholeNumber } from './reader';

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
  readonly vpnApplyExport?: true;
  readonly removePrivate?: true;
  readonly passive?: true;
  readonly shutdown?: true;
  /** `graceful-shutdown sender` (RFC 8326). */
  readonly gracefulShutdown?: true;
  readonly gracefulRestart?: true;
  readonly restartTimeSec?: number;
  readonly staleRoutesTimeSec?: number;
  /** `graceful-restart dont-help-shared-fate-bfd-down`. */
  readonly heedsBfdDuringRestart?: true;
  readonly authenticationAlgorithm?: string;
  /** As it is stored. */
  readonly authenticationKey?: string;
  /** Name of a key chain. */
  readonly authenticationKeyChain?: string;
  readonly ttl?: number;
  readonly multihop?: true;
  readonly multihopTtl?: number;
  /** Of `multihop`: what is told on has the next hop that it came with. */
  readonly noNexthopChange?: true;
  readonly loops?: Readonly<Partial<Record<Family | 'evpn', number>>>;
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

/** Of `graceful-restart`: a BFD session that goes down ends the BGP session, also where BFD shares the fate of BGP. */
export const HEEDS_BFD = 'dont-help-shared-fate-bfd-down';

const FAMILIES = ['inet', 'inet6'] as const;
/** Objects of their own. */
const INNER = ['group', 'neighbor'];

/** Reads one level; each is read once, however many neighbors it is for. */
export function readBgpLevel(uses: Uses, place: Place): BgpLevel {
  const reader: LevelReader = new Reader(uses, 'bgp', place, INNER);
  const { said } = reader;
  const settings: Draft = {};
  for (const name of said) for (const read of STATEMENTS.get(name) ?? []) read(reader, settings);
  return { place, settings, said, used: reader.used };
}

/** What is said at a level, and where it says nothing, what is said above it. */
export function inheritSettings(above: BgpSettings, own: BgpSettings): BgpSettings {
  return {
    ...above,
    ...own,
    loops: byFamily(above.loops, own.loops),
    prefixLimits: byFamily(above.prefixLimits, own.prefixLimits),
  };
}

function byFamily<Value extends object>(above: Value | undefined, own: Value | undefined): Value | undefined {
  return above === undefined || own === undefined ? (own ?? above) : { ...above, ...own };
}

/** What is absent at a level is no key there. */
type Draft = { -readonly [Key in keyof BgpSettings]: BgpSettings[Key] };
type Read = (level: LevelReader, settings: Draft) => void;
type KeyOf<Value> = {
  [Key in keyof BgpSettings]-?: Value | undefined extends BgpSettings[Key] ? Key : never;
}[keyof BgpSettings];

/** What is read of each statement. What none is for is not understood. */
const STATEMENTS: ReadonlyMap<string, readonly Read[]> = new Map<string, readonly Read[]>([
  ['type', [parsed('type', typeOf, 'type')]],
  ['description', [text('description', 'description')]],
  ['local-address', [text('localAddress', 'local-address')]],
  ['peer-as', [parsed('peerAsn', readAsNumber, 'peer-as')]],
  [
    'local-as',
    [parsed('localAsn', readAsNumber, 'local-as'), flag('noPrependGlobalAs', 'local-as', 'no-prepend-global-as')],
  ],
  ['family', [readFamilies, readLoops, readPrefixLimits]],
  ['import', [list('imports', 'import')]],
  ['export', [list('exports', 'export')]],
  ['cluster', [text('cluster', 'cluster')]],
  [
    'bfd-liveness-detection',
    [
      number('bfdIntervalMs', 'bfd-liveness-detection', 'minimum-interval'),
      number('bfdMultiplier', 'bfd-liveness-detection', 'multiplier'),
    ],
  ],
  ['hold-time', [number('holdTimeSec', 'hold-time')]],
  ['multipath', [flag('multipath', 'multipath'), flag('multipleAs', 'multipath', 'multiple-as')]],
  ['as-override', [flag('asOverride', 'as-override')]],
  ['advertise-peer-as', [flag('advertisePeerAs', 'advertise-peer-as')]],
  ['vpn-apply-export', [flag('vpnApplyExport', 'vpn-apply-export')]],
  ['remove-private', [flag('removePrivate', 'remove-private')]],
  ['passive', [flag('passive', 'passive')]],
  ['shutdown', [flag('shutdown', 'shutdown')]],
  ['graceful-shutdown', [flag('gracefulShutdown', 'graceful-shutdown', 'sender')]],
  [
    'graceful-restart',
    [
      flag('gracefulRestart', 'graceful-restart'),
      number('restartTimeSec', 'graceful-restart', 'restart-time'),
      number('staleRoutesTimeSec', 'graceful-restart', 'stale-routes-time'),
      flag('heedsBfdDuringRestart', 'graceful-restart', HEEDS_BFD),
    ],
  ],
  ['authentication-algorithm', [text('authenticationAlgorithm', 'authentication-algorithm')]],
  ['authentication-key', [text('authenticationKey', 'authentication-key')]],
  ['authentication-key-chain', [text('authenticationKeyChain', 'authentication-key-chain')]],
  ['ttl', [number('ttl', 'ttl')]],
  [
    'multihop',
    [
      flag('multihop', 'multihop'),
      number('multihopTtl', 'multihop', 'ttl'),
      flag('noNexthopChange', 'multihop', 'no-nexthop-change'),
    ],
  ],
]);

function parsed<Key extends keyof BgpSettings>(
  key: Key,
  parse: (text: string) => BgpSettings[Key],
  ...names: readonly string[]
): Read {
  return (level, settings) => {
    const value = level.parsed(key, parse, ...names);
    if (value !== undefined) settings[key] = value;
  };
}

function text(key: KeyOf<string>, ...names: readonly string[]): Read {
  return parsed(key, (value) => value, ...names);
}

function number(key: KeyOf<number>, ...names: readonly string[]): Read {
  return parsed(key, wholeNumber, ...names);
}

function flag(key: KeyOf<true>, ...names: readonly string[]): Read {
  return (level, settings) => {
    if (level.has(key, ...names)) settings[key] = true;
  };
}

function list(key: 'imports' | 'exports', name: string): Read {
  return (level, settings) => {
    const values = level.values(key, name);
    if (values.length > 0) settings[key] = values;
  };
}

function typeOf(value: string): BgpSettings['type'] {
  return value === 'internal' || value === 'external' ? value : undefined;
}

/** Fields of a level, what only newer releases do with too many prefixes (`drop-excess`, `hide-excess`), whom it is for. */
export type BgpField = keyof BgpSettings | 'excessPrefixes' | 'neighbors' | 'ranges' | 'dynamicRanges';

type LevelReader = Reader<'bgp', BgpField>;

/** Only some are understood; all that are named are there. */
function readFamilies(level: LevelReader, settings: Draft): void {
  for (const family of FAMILIES) level.all('families', 'family', family, 'unicast');
  level.all('families', 'family', 'evpn', 'signaling');
  const [named] = level.at('family');
  settings.families = named?.children.flatMap(({ name, children }) => {
    if (name === 'evpn') return ['evpn'];
    return children.length === 0 ? [`${name}-unicast`] : children.map((one) => `${name}-${one.name}`);
  });
}

function readLoops(level: LevelReader, settings: Draft): void {
  for (const family of FAMILIES) {
    const times = level.number('loops', 'family', family, 'unicast', 'loops');
    if (times !== undefined) settings.loops = { ...settings.loops, [family]: times };
  }
  const evpn = level.number('loops', 'family', 'evpn', 'signaling', 'loops');
  if (evpn !== undefined) settings.loops = { ...settings.loops, evpn };
}

/** A limit without a number is none. */
function readPrefixLimits(level: LevelReader, settings: Draft): void {
  for (const family of FAMILIES) {
    const limit = readPrefixLimit(level, family);
    if (limit?.maximum !== undefined) settings.prefixLimits = { ...settings.prefixLimits, [family]: limit };
  }
}

function readPrefixLimit(reader: LevelReader, family: Family): PrefixLimit | undefined {
  const path = ['family', family, 'unicast', 'prefix-limit'];
  if (reader.at(...path).length === 0) return undefined;
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
