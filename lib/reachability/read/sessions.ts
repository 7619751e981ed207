import { reachabilityStatementUnknown } from '../errors';
import { IpAddress } from '../../model/ip-address';
import { IpPrefix } from '../../model/ip-prefix';
import { SESSION_OPTION_ROWS } from '../../render/session-options';
import type { BgpStanza, Neighbor } from '../../routing-model/bgp';
import type { BgpLevel } from '../../routing-model/bgp-level';

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
  /** Whether what it tells on keeps the next hop that it came with. */
  readonly keepsNextHop: boolean;
  /** How many times the own AS number in a type-5 route hides it. */
  readonly evpnLoops: number;
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
  'multipath',
  'out-delay',
  'passive',
  'tcp-mss',
  'traceoptions',
  'vpn-apply-export',
]);

const EVALUATED: ReadonlySet<string> = new Set([
  'advertise-peer-as',
  'allow',
  'as-override',
  'cluster',
  'export',
  'family',
  'import',
  'local-address',
  'local-as',
  'local-interface',
  'no-advertise-peer-as',
  'peer-as',
  'shutdown',
  'type',
]);

const FAMILIES: Readonly<Record<string, SessionFamily>> = {
  'inet-unicast': 'inet',
  'inet6-unicast': 'inet6',
  evpn: 'evpn',
};

/**
 * The sessions of an instance, in its order; those that are shut down are left out.
 *
 * @throws FabricError `reachabilityStatementUnknown`
 */
export function readSessions(hostname: string, stanza: BgpStanza | undefined): BgpNeighbor[] {
  if (stanza === undefined) return [];
  requireEvaluated(hostname, stanza.level);
  return stanza.groups.flatMap(({ level, neighbors }) => {
    requireEvaluated(hostname, level);
    return neighbors.flatMap((neighbor) => {
      if (!neighbor.isRange)
        neighbor.levels.slice(0, 1).forEach((own) => {
          requireEvaluated(hostname, own);
        });
      return neighbor.shutdown ? [] : [sessionOf(neighbor)];
    });
  });
}

function sessionOf(neighbor: Neighbor): BgpNeighbor {
  const { instance, address, isRange, localAddress } = neighbor;
  return {
    instance: instance.isMain ? undefined : instance.name,
    group: neighbor.group,
    type: neighbor.type,
    ...(isRange ? { range: IpPrefix.parse(address) } : { neighbor: IpAddress.parse(address) }),
    peerAs: neighbor.peerAsn,
    localAs: neighbor.localAsn,
    localAddress: localAddress === undefined ? undefined : IpAddress.parse(localAddress),
    families: neighbor.families.flatMap((family) => FAMILIES[family] ?? []),
    imports: neighbor.imports,
    exports: neighbor.exports,
    cluster: neighbor.cluster,
    asOverride: neighbor.asOverride,
    advertisesPeerAs: neighbor.advertisePeerAs,
    keepsNextHop: neighbor.keepsNextHop,
    evpnLoops: neighbor.loops.evpn ?? 1,
  };
}

function requireEvaluated(hostname: string, { place, said }: BgpLevel): void {
  const strange = said.find((name) => !WITHOUT_EFFECT.has(name) && !EVALUATED.has(name));
  if (strange !== undefined) throw reachabilityStatementUnknown(hostname, [...place.words, strange].join(' '));
}
