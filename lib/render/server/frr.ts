import { serverCannot } from '../errors';
import type { BfdIntent, FabricIntent, Family, PeeringIntent } from '../../intent/fabric-intent';
import { ADDRESS_BITS } from '../../model/ip-address';
import type { PrefixRange } from '../../model/prefix-range';
import { DEFAULT_MULTIHOP_TTL } from '../../model/junos-defaults';
import { secretPlaceholder } from '../../secrets/secret-placeholder';
import type { ImportFilter } from './filters';
import { importFilters, acceptedRoutes } from './filters';
import { frrDropInName } from './linux-host';
import type { KeyOfSession } from './secrets';
import { placeOf, singleKeys } from './secrets';
import type { ServerSideSession, ServerSide } from './server-side';
import {
  announcedOf,
  familiesOf,
  helpsLeafDespiteBfd,
  linkSubnetsOf,
  ownPrefixesOf,
  rangesOf,
  requireRouterId,
  restarts,
} from './server-side';
import { homeText, sourcePrefixes, titleOf } from './texts';

/** The daemons' parts of FRR's configuration; every line ends in a line break. */
export interface FrrTexts {
  /** The integrated configuration, which `vtysh -b` hands to the daemons. */
  readonly frr: string;
  readonly zebra: string;
  readonly bgpd: string;
  /** Empty where no session has BFD. */
  readonly bfdd: string;
}

/**
 * The server's side for FRR 8 and later.
 *
 * What the daemons show of themselves is what is written, line by line: a line that they do not show because it is their
 * default would be new at every reload, and one that they show and that is not written would be deleted. A prefix is
 * announced only as long as the server has it (`bgp network import-check`, on in the traditional profile), and only if it
 * originates here. What it has of a range comes from its interfaces and from the kernel, where the programs that give networks
 * to pods or virtual machines put their routes.
 *
 * @throws FabricError `serverCannot`, `serverRouterIdMissing`
 */
export function renderFrr(fabric: FabricIntent, side: ServerSide): FrrTexts {
  const header = [
    `! ${titleOf(side)}`,
    'frr defaults traditional',
    `hostname ${side.name}`,
    'log syslog informational',
    '!',
  ];
  const kernel = [...forwarding(side), ...sources(side)];
  const bfd = bfdProfiles(side);
  const bgp = [
    ...lists(side),
    ...familiesOf(side).flatMap((family) => routeMaps(side, family)),
    ...bgpOf(fabric, side),
  ];
  const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return {
    frr: text(...header, ...kernel, ...bfd, ...bgp),
    zebra: text(...header, ...kernel),
    bgpd: text(...header, ...bgp),
    bfdd: bfd.length === 0 ? '' : text(...header, ...bfd),
  };
}

/** Names of what the sessions refer to; a server may be in two fabrics, so they are called after the fabric. */
const NAMES = {
  own: ({ fabric }: ServerSide, family: Family) => `${fabric}-announced-${family}`,
  ranges: ({ fabric }: ServerSide, family: Family) => `${fabric}-ranges-${family}`,
  never: ({ fabric }: ServerSide, family: Family) => `${fabric}-never-accepted-${family}`,
  accepted: ({ fabric }: ServerSide, { family, suffix }: ImportFilter) => `${fabric}-accepted-${family}${suffix}`,
  in: ({ fabric }: ServerSide, { family, suffix }: ImportFilter) => `${fabric}-in-${family}${suffix}`,
  out: ({ fabric }: ServerSide, family: Family) => `${fabric}-out-${family}`,
  originatedHere: ({ fabric }: ServerSide) => `${fabric}-originated-here`,
  gracefulShutdown: ({ fabric }: ServerSide) => `${fabric}-graceful-shutdown`,
  source: ({ fabric }: ServerSide, family: Family) => `${fabric}-source-${family}`,
  bfd: ({ minimumIntervalMs, multiplier }: BfdIntent) => `${minimumIntervalMs}ms-x${multiplier}`,
};

const IP: Readonly<Record<Family, 'ip' | 'ipv6'>> = { inet: 'ip', inet6: 'ipv6' };
const ADDRESS_FAMILY: Readonly<Record<Family, string>> = { inet: 'ipv4', inet6: 'ipv6' };

/** What FRR has where nothing is said: its daemons do not show it. */
const DEFAULT_BFD = { multiplier: 3, intervalMs: 300 };
const DEFAULT_RESTART = { timeSec: 120, stalePathTimeSec: 360 };
const LARGEST_TTL = 255;

/** zebra shows only that forwarding is off; on, the kernel's own setting stands. */
function forwarding(side: ServerSide): string[] {
  if (side.forwarding === false) return ['no ip forwarding', 'no ipv6 forwarding', '!'];
  return ['! the server forwards packets as sysctl.d says: FRR shows no line for it', '!'];
}

/** The kernel refuses a route whose source is not its own address yet, and zebra does not try again. */
function sources(side: ServerSide): string[] {
  const own = sourcePrefixes(side);
  const name = (family: Family): string => NAMES.source(side, family);
  return [
    ...own.map(
      ({ network }) => `! ${network.toString()} has to be on lo before zebra starts: ${frrDropInName(side)} sees to it`,
    ),
    ...own.flatMap(({ family, network }) => entry(name(family), 'permit', 10, [`set src ${network.toString()}`])),
    ...own.flatMap(({ family }) => [`${IP[family]} protocol bgp route-map ${name(family)}`, '!']),
  ];
}

/** What FRR's bfdd takes. */
const BFD_INTERVAL_MS = { min: 10, max: 60000 };
const BFD_LEAST_MULTIPLIER = 2;

function bfdProfiles(side: ServerSide): string[] {
  const profiles = new Map<string, BfdIntent>();
  for (const { peering } of side.sessions) {
    if (peering.bfd === undefined) continue;
    requirePossible(side, peering.bfd, peering.constructPath);
    profiles.set(NAMES.bfd(peering.bfd), peering.bfd);
  }
  if (profiles.size === 0) return [];
  const lines = [...profiles]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, bfd]) => [
      ` profile ${name}`,
      ...unless(bfd.multiplier === DEFAULT_BFD.multiplier, `  detect-multiplier ${bfd.multiplier}`),
      ...unless(
        bfd.minimumIntervalMs === DEFAULT_BFD.intervalMs,
        `  transmit-interval ${bfd.minimumIntervalMs}`,
        `  receive-interval ${bfd.minimumIntervalMs}`,
      ),
      ' exit',
      ' !',
    ]);
  return ['bfd', ...lines, 'exit', '!'];
}

function unless(isDefault: boolean, ...lines: readonly string[]): readonly string[] {
  return isDefault ? [] : lines;
}

function requirePossible({ name }: ServerSide, { minimumIntervalMs, multiplier }: BfdIntent, at: string): void {
  const { min, max } = BFD_INTERVAL_MS;
  if (minimumIntervalMs < min || minimumIntervalMs > max) {
    throw serverCannot(name, 'FRR', `have a BFD interval of ${minimumIntervalMs} ms`, `use ${min} to ${max} ms`, at);
  }
  if (multiplier < BFD_LEAST_MULTIPLIER) {
    throw serverCannot(
      name,
      'FRR',
      `have a BFD multiplier of ${multiplier}`,
      `use ${BFD_LEAST_MULTIPLIER} or more`,
      at,
    );
  }
}

function lists(side: ServerSide): string[] {
  const ofFamilies = familiesOf(side).flatMap((family) => [
    ...prefixList(family, NAMES.own(side, family), announcedOf(side, family)?.map(listEntry) ?? []),
    ...prefixList(family, NAMES.ranges(side, family), rangesOf(side, family).map(listEntry)),
    ...prefixList(family, NAMES.never(side, family), neverAccepted(side, family)),
    ...importFilters(side.sessions, family).flatMap((filter) =>
      prefixList(family, NAMES.accepted(side, filter), acceptedRoutes(filter.accepted, family) ?? []),
    ),
  ]);
  return [
    ...ofFamilies,
    `bgp as-path access-list ${NAMES.originatedHere(side)} seq 5 permit ^$`,
    `bgp community-list standard ${NAMES.gracefulShutdown(side)} seq 5 permit graceful-shutdown`,
    '!',
  ];
}

function prefixList(family: Family, name: string, entries: readonly string[]): string[] {
  return entries.map((entry, i) => `${IP[family]} prefix-list ${name} seq ${5 * (i + 1)} permit ${entry}`);
}

/** A range in the words of a prefix list. */
function listEntry({ isExact, from, prefix, to }: PrefixRange): string {
  if (isExact) return prefix.toString();
  const shortest = from === prefix.prefixLength ? '' : ` ge ${from}`;
  return `${prefix.toString()}${shortest} le ${to}`;
}

/**
 * Its own prefixes, which a leaf with as-override would tell it, and the links it is on, whatever is longer too. Of a range other
 * servers may have prefixes that it needs; its own routes are preferred to any that BGP brings.
 */
function neverAccepted(side: ServerSide, family: Family): string[] {
  const longest = ADDRESS_BITS[family];
  return [
    ...ownPrefixesOf(side, family).map(String),
    ...linkSubnetsOf(side, family).map((subnet) => `${subnet.toString()} le ${longest}`),
  ];
}

function routeMaps(side: ServerSide, family: Family): string[] {
  return [
    ...importFilters(side.sessions, family).flatMap((filter) => importMap(side, filter)),
    ...exportMap(side, family),
    ...rangesMap(side, family),
  ];
}

function importMap(side: ServerSide, filter: ImportFilter): string[] {
  const { accepted, family } = filter;
  const name = NAMES.in(side, filter);
  const routes = acceptedRoutes(accepted, family);
  const restriction = routes === undefined ? [] : [matchList(family, NAMES.accepted(side, filter))];
  if (routes?.length === 0) return entry(name, 'deny', 10, []);
  return [
    ...entry(name, 'deny', 10, [matchList(family, NAMES.never(side, family))]),
    ...entry(name, 'permit', 20, [
      ...restriction,
      `match community ${NAMES.gracefulShutdown(side)}`,
      'set local-preference 0',
    ]),
    ...entry(name, 'permit', 30, restriction),
  ];
}

function exportMap(side: ServerSide, family: Family): string[] {
  const name = NAMES.out(side, family);
  const announced = announcedOf(side, family);
  if (announced?.length === 0) return entry(name, 'deny', 10, []);
  const exactly = announced === undefined ? [] : [matchList(family, NAMES.own(side, family))];
  return entry(name, 'permit', 10, [...exactly, `match as-path ${NAMES.originatedHere(side)}`]);
}

/** Which routes of interfaces and the kernel become BGP's. */
function rangesMap(side: ServerSide, family: Family): string[] {
  if (rangesOf(side, family).length === 0) return [];
  const name = NAMES.ranges(side, family);
  return entry(name, 'permit', 10, [matchList(family, name)]);
}

function matchList(family: Family, list: string): string {
  return `match ${IP[family]} address prefix-list ${list}`;
}

function entry(name: string, action: 'permit' | 'deny', sequence: number, lines: readonly string[]): string[] {
  return [`route-map ${name} ${action} ${sequence}`, ...lines.map((line) => ` ${line}`), 'exit', '!'];
}

function bgpOf(fabric: FabricIntent, side: ServerSide): string[] {
  const keyOf = singleKeys('FRR', fabric, side);
  return [
    `router bgp ${side.asn}`,
    ` bgp router-id ${requireRouterId(side)}`,
    ' bgp log-neighbor-changes',
    ' no bgp default ipv4-unicast',
    ' bgp bestpath as-path multipath-relax',
    ...gracefulRestart(side),
    ...side.sessions.flatMap((session) => neighbor(session, keyOf)),
    ' !',
    ...familiesOf(side).flatMap((family) => addressFamily(side, family)),
    'exit',
    '!',
  ];
}

/**
 * Stands on the instance, and before its neighbors: bgpd 8.4 refuses it on a neighbor as long as it has not reached zebra.
 * A time that is FRR's default is left out: FRR 10 resets every session where a reload says it again.
 * A leaf that does not restart gracefully itself still helps a server that does. The routes stay in the kernel while bgpd restarts, hence the F bit.
 */
function gracefulRestart(side: ServerSide): string[] {
  if (!restarts(side)) return [];
  const options = side.sessions.flatMap(({ peering }) => peering.gracefulRestart ?? []);
  const longest = (times: readonly (number | undefined)[]): number | undefined => {
    const given = times.filter((time) => time !== undefined);
    return given.length === 0 ? undefined : Math.max(...given);
  };
  const restart = longest(options.map(({ restartTimeSec }) => restartTimeSec));
  const stale = longest(options.map(({ staleRoutesTimeSec }) => staleRoutesTimeSec));
  return [
    ' bgp graceful-restart',
    ...unless(
      restart === undefined || restart === DEFAULT_RESTART.timeSec,
      ` bgp graceful-restart restart-time ${restart}`,
    ),
    ...unless(
      stale === undefined || stale === DEFAULT_RESTART.stalePathTimeSec,
      ` bgp graceful-restart stalepath-time ${stale}`,
    ),
    ' bgp graceful-restart preserve-fw-state',
  ];
}

function neighbor(session: ServerSideSession, keyOf: KeyOfSession): string[] {
  const { peering } = session;
  const key = keyOf(session);
  const lines = [
    `remote-as ${session.peerAsn}`,
    `description ${homeText(session)}`,
    `update-source ${session.local}`,
    `timers ${session.keepaliveSec} ${session.holdTimeSec}`,
    ...(key === undefined ? [] : [`password ${secretPlaceholder(key)}`]),
    ...(peering.ttlSecurity === true ? ['ttl-security hops 1'] : []),
    ...multihop(peering),
    ...(peering.bfd === undefined ? [] : ['bfd', `bfd profile ${NAMES.bfd(peering.bfd)}`]),
    ...(helpsLeafDespiteBfd(session) ? ['bfd check-control-plane-failure'] : []),
  ];
  return [
    ' !',
    ...(key === undefined ? [] : [` ! the password below only says where the secret is: ${placeOf(key)}`]),
    ...lines.map((line) => ` neighbor ${session.neighbor} ${line}`),
  ];
}

/** One hop is what FRR has by itself, and all hops it shows without their number. */
function multihop({ multihop: given }: PeeringIntent): string[] {
  const ttl = given === undefined ? 1 : (given.ttl ?? DEFAULT_MULTIHOP_TTL);
  if (ttl === 1) return [];
  return [ttl === LARGEST_TTL ? 'ebgp-multihop' : `ebgp-multihop ${ttl}`];
}

function addressFamily(side: ServerSide, family: Family): string[] {
  const filters = importFilters(side.sessions, family);
  const sessions = side.sessions.filter((session) => session.family === family);
  return [
    ` address-family ${ADDRESS_FAMILY[family]} unicast`,
    ...ownPrefixesOf(side, family).map((prefix) => `  network ${prefix.toString()}`),
    ...(rangesOf(side, family).length === 0 ? [] : ['kernel', 'connected']).map(
      (origin) => `  redistribute ${origin} route-map ${NAMES.ranges(side, family)}`,
    ),
    ...sessions.flatMap((session) => {
      const filter = filters.find((one) => one.sessions.includes(session));
      return [
        `  neighbor ${session.neighbor} activate`,
        ...(filter === undefined ? [] : [`  neighbor ${session.neighbor} route-map ${NAMES.in(side, filter)} in`]),
        `  neighbor ${session.neighbor} route-map ${NAMES.out(side, family)} out`,
      ];
    }),
    `  maximum-paths ${sessions.length}`,
    ' exit-address-family',
    ' !',
  ];
}
