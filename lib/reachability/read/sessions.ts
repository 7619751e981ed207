import { reachabilityStatementUnknown } from '../errors';
import type { Statement } from '../../junos/tree/configuration';
import { IpAddress } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
import { SESSION_OPTION_ROWS } from '../../render/session-options';
import { entries, keyOf, readAsNumber, valueOf, valuesNamed, valuesOf } from '../../junos/tree/find-statement';

/** What a session carries. */
type SessionFamily = 'inet' | 'inet6' | 'evpn';

/** One BGP neighbor, or the servers of one range, with what it has from its group and from `protocols bgp`. */
export interface BgpNeighbor {
  /** Routing instance; undefined for the main one. */
  readonly instance?: string;
  readonly group: string;
  readonly type: 'internal' | 'external';
  /** Undefined for a range. */
  readonly neighbor?: IpAddress;
  /** `allow`: whoever has an address in it. */
  readonly range?: IpPrefix;
  readonly peerAs?: number;
  readonly localAs?: number;
  readonly localAddress?: IpAddress;
  readonly families: readonly SessionFamily[];
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** Present where the neighbor is a client of this reflector. */
  readonly cluster?: string;
  readonly asOverride: boolean;
  readonly advertisesPeerAs: boolean;
}

/** Statements of a group or neighbor that do not change which routes there are. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  ...SESSION_OPTION_ROWS.flatMap(([, { statements }]) =>
    Object.keys(statements).filter((name) => statements[name]?.decidesAboutRoutes === false),
  ),
  'apply-macro',
  'description',
  'log-updown',
  'minimum-hold-time',
  'mtu-discovery',
  'multihop',
  'multipath',
  'out-delay',
  'passive',
  'tcp-mss',
  'traceoptions',
]);

const UNDERSTOOD: ReadonlySet<string> = new Set([
  'advertise-peer-as',
  'allow',
  'as-override',
  'cluster',
  'export',
  'family',
  'group',
  'import',
  'local-address',
  'local-as',
  'local-interface',
  'neighbor',
  'no-advertise-peer-as',
  'peer-as',
  'shutdown',
  'type',
]);

const FAMILIES: Readonly<Record<string, SessionFamily>> = {
  'inet unicast': 'inet',
  'inet6 unicast': 'inet6',
  'evpn signaling': 'evpn',
};

/**
 * The sessions below a `protocols bgp`, in its order; those that are shut down are left out.
 *
 * @throws FabricError `reachabilityStatementUnknown`
 */
export function readSessions(
  hostname: string,
  instance: string | undefined,
  bgp: Statement | undefined,
  autonomousSystem: number | undefined,
): BgpNeighbor[] {
  if (bgp === undefined) return [];
  const where = [...(instance === undefined ? [] : ['routing-instances', instance]), 'protocols', 'bgp'];
  requireUnderstood(hostname, where, bgp);
  const all = levelOf(bgp);
  return entries(bgp, 'group').flatMap((group) => {
    requireUnderstood(hostname, [...where, 'group', keyOf(group)], group);
    const above = [levelOf(group), all];
    const neighbors = entries(group, 'neighbor').flatMap((own) => {
      requireUnderstood(hostname, [...where, 'group', keyOf(group), 'neighbor', keyOf(own)], own);
      const session = read(instance, [levelOf(own), ...above], keyOf(group), autonomousSystem);
      return session === undefined ? [] : [{ ...session, neighbor: IpAddress.parse(keyOf(own)) }];
    });
    const ranges = valuesOf(group, 'allow').flatMap((range) => {
      const session = read(instance, above, keyOf(group), autonomousSystem);
      return session === undefined ? [] : [{ ...session, range: IpPrefix.parse(range) }];
    });
    return [...neighbors, ...ranges];
  });
}

/** What can be said of a session at one level, without its groups and neighbors: there can be a thousand of them. */
interface Level {
  readonly statement: Statement;
  readonly said: readonly Statement[];
}

function levelOf(statement: Statement): Level {
  return { statement, said: statement.children.filter(({ name }) => name !== 'group' && name !== 'neighbor') };
}

/** @param levels neighbor before group before all of BGP */
function read(
  instance: string | undefined,
  levels: readonly Level[],
  group: string,
  autonomousSystem: number | undefined,
): BgpNeighbor | undefined {
  const at = (level: Level, name: string): Statement | undefined => level.said.find((one) => one.name === name);
  const isThere = (name: string): boolean => levels.some((level) => at(level, name) !== undefined);
  if (isThere('shutdown')) return undefined;
  const value = (name: string): string | undefined => first(levels, (level) => valueOf(at(level, name)));
  const list = (name: string): string[] => levels.map(({ said }) => valuesNamed(said, name)).find(isFilled) ?? [];
  const localAs = readAsNumber(value('local-as')) ?? autonomousSystem;
  const peerAs = readAsNumber(value('peer-as'));
  const isInternal = value('type') === 'internal' || (value('type') === undefined && (peerAs ?? localAs) === localAs);
  const localAddress = value('local-address');
  return {
    instance,
    group,
    type: isInternal ? 'internal' : 'external',
    peerAs: peerAs ?? (isInternal ? localAs : undefined),
    localAs,
    localAddress: localAddress === undefined ? undefined : IpAddress.parse(localAddress),
    families: readFamilies(
      levels[0]?.statement,
      first(levels, (level) => at(level, 'family')),
    ),
    imports: list('import'),
    exports: list('export'),
    cluster: value('cluster'),
    asOverride: isThere('as-override'),
    advertisesPeerAs: isThere('advertise-peer-as'),
  };
}

/** Naming any family replaces the default: unicast of the neighbor's own family. */
function readFamilies(own: Statement | undefined, named: Statement | undefined): SessionFamily[] {
  if (named === undefined) {
    return own?.name === 'neighbor' && keyOf(own).includes(':') ? ['inet6'] : ['inet'];
  }
  return named.children.flatMap((family) =>
    family.children.flatMap((sub) => FAMILIES[`${family.name} ${sub.name}`] ?? []),
  );
}

function requireUnderstood(hostname: string, path: readonly string[], statement: Statement): void {
  for (const { name } of statement.children) {
    if (!WITHOUT_EFFECT.has(name) && !UNDERSTOOD.has(name)) {
      throw reachabilityStatementUnknown(hostname, [...path, name].join(' '));
    }
  }
}

function isFilled(values: readonly string[]): boolean {
  return values.length > 0;
}

function first<Found>(levels: readonly Level[], find: (level: Level) => Found | undefined): Found | undefined {
  for (const level of levels) {
    const found = find(level);
    if (found !== undefined) return found;
  }
  return undefined;
}
