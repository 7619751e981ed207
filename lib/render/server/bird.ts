import { createHash } from 'node:crypto';
import type { FabricIntent, Family } from '../../intent/fabric-intent';
import { ADDRESS_BITS } from '../../model/ip-address';
import type { PrefixRange } from '../../model/prefix-range';
import { DEFAULT_MULTIHOP_TTL } from '../../model/junos-defaults';
import type { ImportFilter } from './filters';
import { importFilters, acceptedRoutes } from './filters';
import type { KeyOfSession } from './secrets';
import { placeOf, singleKeys } from './secrets';
import type { ServerSideSession, ServerSide } from './server-side';
import {
  announcedOf,
  familiesOf,
  helpsLeafDespiteBfd,
  linkSubnetsOf,
  ownPrefixesOf,
  requireRouterId,
  restarts,
  restartsOn,
} from './server-side';
import { homeText, sourcePrefixes, titleOf } from './texts';

/** The file that the user makes where sessions have keys, beside `bird.conf`. */
const SECRETS_FILE = 'bird-secrets.conf';

/** Seconds after which BIRD looks what the kernel has made of its routes; BIRD's default is 60. */
const SCAN_TIME_SEC = 10;

/** Seconds between attempts to connect, and after an error: BIRD's 120 and 60 to 300 leave a mended attachment unused for minutes. */
const CONNECT_RETRY_SEC = 10;
const ERROR_WAIT_SEC = [5, 60];

/** Channel of a family. */
const CHANNEL: Readonly<Record<Family, string>> = { inet: 'ipv4', inet6: 'ipv6' };

/**
 * The server's side for BIRD 2.
 *
 * A prefix is announced only as long as the server has it, from an interface or the kernel, and what came over BGP is
 * never announced again.
 *
 * @throws FabricError `serverCannot`, `serverRouterIdMissing`
 */
export function renderBird(fabric: FabricIntent, side: ServerSide): string {
  const keyOf = singleKeys('BIRD', fabric, side);
  const hasBfd = side.sessions.some(({ peering }) => peering.bfd !== undefined);
  const lines = [
    `# ${titleOf(side)}`,
    ...sourcePrefixes(side).map(
      ({ network }) =>
        `# connections of the server come from ${network.toString()}: BIRD needs it to be on an interface`,
    ),
    'log syslog all;',
    `router id ${requireRouterId(side)};`,
    ...secretsInclude(side, keyOf),
    '',
    'protocol device {',
    '}',
    '',
    'protocol direct {',
    ...familiesOf(side).map((family) => `  ${CHANNEL[family]};`),
    '}',
    '',
    ...(hasBfd ? ['protocol bfd {', '}', ''] : []),
    ...familiesOf(side).flatMap((family) => [
      ...kernel(side, family),
      ...importFilters(side.sessions, family).flatMap((filter) => importFilter(side, filter)),
      ...exportFilter(side, family),
    ]),
    ...side.sessions.flatMap((session) => sessionLines(side, session, keyOf)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** BIRD can include, so that the file with the secrets is the user's alone. */
function secretsInclude(side: ServerSide, keyOf: KeyOfSession): string[] {
  const defines = side.sessions.flatMap((session) => {
    const key = keyOf(session);
    return key === undefined ? [] : [`#   define ${keyName(session)} = "...";   # ${placeOf(key)}`];
  });
  if (defines.length === 0) return [];
  return [
    '',
    `# Write ${SECRETS_FILE} beside this file, readable by BIRD alone, with these lines and the secrets in them:`,
    ...defines,
    `include "${SECRETS_FILE}";`,
  ];
}

function kernel(side: ServerSide, family: Family): string[] {
  const paths = side.sessions.filter((session) => session.family === family).length;
  return [
    `protocol kernel ${symbol(`kernel-${family}`)} {`,
    '  learn;',
    // A route whose source is not the server's address yet is refused by the kernel, and tried again at the next scan.
    `  scan time ${SCAN_TIME_SEC};`,
    ...(restarts(side) ? ['  graceful restart;'] : []),
    // Of one length and preference, whatever AS numbers the leaves have.
    ...(paths > 1 ? [`  merge paths yes limit ${paths};`] : []),
    `  ${CHANNEL[family]} {`,
    '    import all;',
    ...kernelExport(side.sources[family]),
    '  };',
    '}',
    '',
  ];
}

function kernelExport(source: string | undefined): string[] {
  if (source === undefined) return ['    export where source = RTS_BGP;'];
  return [
    '    export filter {',
    '      if source != RTS_BGP then reject;',
    `      krt_prefsrc = ${source};`,
    '      accept;',
    '    };',
  ];
}

function importFilter(side: ServerSide, filter: ImportFilter): string[] {
  const never = [
    ...ownPrefixesOf(side, filter.family).map(String),
    ...linkSubnetsOf(side, filter.family).map((subnet) => `${subnet.toString()}+`),
  ];
  return [
    `filter ${importName(side, filter)} {`,
    `  if net ~ [ ${never.join(', ')} ] then reject;`,
    ...restriction(filter).map((line) => `  ${line}`),
    '  if (65535, 0) ~ bgp_community then bgp_local_pref = 0;',
    '  accept;',
    '}',
    '',
  ];
}

function restriction({ accepted, family }: ImportFilter): string[] {
  const routes = acceptedRoutes(accepted, family);
  if (routes === undefined) return [];
  return routes.length === 0 ? ['reject;'] : [`if net !~ [ ${routes.join(', ')} ] then reject;`];
}

function exportFilter(side: ServerSide, family: Family): string[] {
  const announced = announcedOf(side, family);
  const body =
    announced === undefined
      ? ['accept;']
      : announced.length === 0
        ? ['reject;']
        : [`if net ~ [ ${announced.map(pattern).join(', ')} ] then accept;`, 'reject;'];
  return [
    `filter ${exportName(side, family)} {`,
    '  if source = RTS_BGP then reject;',
    ...body.map((line) => `  ${line}`),
    '}',
    '',
  ];
}

/** A range as a pattern of prefixes. */
function pattern({ family, from, isExact, prefix, to }: PrefixRange): string {
  if (isExact) return prefix.toString();
  const isOrLonger = from === prefix.prefixLength && to === ADDRESS_BITS[family];
  return isOrLonger ? `${prefix.toString()}+` : `${prefix.toString()}{${from},${to}}`;
}

function sessionLines(side: ServerSide, session: ServerSideSession, keyOf: KeyOfSession): string[] {
  const { family, peering } = session;
  const { bfd, gracefulRestart, multihop, ttlSecurity } = peering;
  const hops = multihop === undefined ? 1 : (multihop.ttl ?? DEFAULT_MULTIHOP_TTL);
  const filter = importFilters(side.sessions, family).find((one) => one.sessions.some(isSame(session)));
  const lines = [
    `description "${homeText(session)}";`,
    `local ${session.local} as ${side.asn};`,
    `neighbor ${session.neighbor} as ${session.peerAsn};`,
    `hold time ${session.holdTimeSec};`,
    `keepalive time ${session.keepaliveSec};`,
    `connect retry time ${CONNECT_RETRY_SEC};`,
    `error wait time ${ERROR_WAIT_SEC.join(', ')};`,
    ...(keyOf(session) === undefined ? [] : [`password ${keyName(session)};`]),
    ...(ttlSecurity === true ? ['ttl security on;'] : []),
    ...(hops === 1 ? [] : [`multihop ${hops};`]),
    ...(restartsOn(session) ? ['graceful restart on;'] : []),
    ...(gracefulRestart?.restartTimeSec === undefined
      ? []
      : [`graceful restart time ${gracefulRestart.restartTimeSec};`]),
    ...(helpsLeafDespiteBfd(session) ? ['bfd graceful;'] : []),
    ...(bfd === undefined
      ? []
      : [
          'bfd {',
          `  min rx interval ${bfd.minimumIntervalMs} ms;`,
          `  min tx interval ${bfd.minimumIntervalMs} ms;`,
          `  multiplier ${bfd.multiplier};`,
          '};',
        ]),
    `${CHANNEL[family]} {`,
    `  import filter ${filter === undefined ? 'none' : importName(side, filter)};`,
    `  export filter ${exportName(side, family)};`,
    '};',
  ];
  return [`protocol bgp ${symbol(homeName(session))} {`, ...lines.map((line) => `  ${line}`), '}', ''];
}

function isSame(session: ServerSideSession): (other: ServerSideSession) => boolean {
  return ({ family, neighbor }) => family === session.family && neighbor === session.neighbor;
}

function importName({ fabric }: ServerSide, { family, suffix }: ImportFilter): string {
  return symbol(`${fabric}-in-${family}${suffix}`);
}

function exportName({ fabric }: ServerSide, family: Family): string {
  return symbol(`${fabric}-out-${family}`);
}

function keyName(session: ServerSideSession): string {
  return symbol(`key-${homeName(session)}`);
}

function homeName({ family, link }: ServerSideSession): string {
  const { hostname, port, unit } = link.attachment;
  return `${hostname}-${port.replaceAll('/', '-')}.${unit}-${family}`;
}

/** BIRD cuts names off at 64 characters. */
const LONGEST_SYMBOL = 60;

/** A name in quotes, in which BIRD takes `-`, `.` and `:`. */
function symbol(name: string): string {
  if (name.length <= LONGEST_SYMBOL) return `'${name}'`;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `'${name.slice(0, LONGEST_SYMBOL - digest.length - 1)}-${digest}'`;
}
