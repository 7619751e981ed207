import type { AggregateIntent, PortOptionsIntent, SessionOptionsIntent } from '../../lib/intent/fabric-intent';

/**
 * An option of a session or of a port; those of an aggregate by themselves, `isRange`, which makes a session one of many, and
 * `statedLocalAddress`, which says where it begins.
 */
export type OptionName =
  | keyof SessionOptionsIntent
  | keyof PortOptionsIntent
  | Exclude<keyof AggregateIntent, 'members'>
  | 'isRange'
  | 'statedLocalAddress';

type Verdict = 'sound' | 'warned' | 'refused';

/** What becomes of two options that are both given. Of an option with itself: given twice, at two attachments or at two ends. */
export interface OptionPair {
  readonly options: readonly [OptionName, OptionName];
  readonly verdict: Verdict;
  readonly reason: string;
  /** Id of the rule, or code of the error, that says so where it is not sound. */
  readonly by?: string;
}

/** Options that are about one thing, so that they have the same to do with what is about another. */
const ABOUT = {
  liveness: ['holdTimeSec', 'bfd', 'bfdDuringRestart', 'gracefulRestart', 'serverGracefulRestart'],
  connection: ['authentication', 'ttlSecurity', 'isRange', 'multihop', 'statedLocalAddress'],
  amount: ['prefixLimit', 'prefixLimitAction'],
  accepted: ['loops', 'communities', 'localPreference', 'importPolicies'],
  told: ['asOverride', 'advertised', 'exportPolicies'],
  site: ['siteOfOrigin'],
  weight: ['drained', 'backup'],
  frames: ['native', 'mtu', 'inetMtu', 'inet6Mtu', 'speed'],
  links: ['aggregate', 'lacp', 'lacpPeriodic', 'minimumLinks', 'microBfd'],
} satisfies Readonly<Record<string, readonly OptionName[]>>;

type Subject = keyof typeof ABOUT;

/** Why options about one subject, and those of two, have nothing against one another, but for the pairs below. */
const SOUND: Readonly<Record<string, string>> = {
  'liveness liveness': 'each ends or keeps the session by a cause of its own, and the first one counts',
  'liveness connection': 'a session is opened the same way, whatever notices its end',
  'liveness amount': 'what is counted are prefixes, on a session that is up',
  'liveness accepted': 'a session that is kept or lost takes its routes with it, whatever was set on them',
  'liveness told': 'what is told is told again when the session comes back',
  'liveness site': 'a site of origin is on each route, also on one that is kept while an end restarts',
  'liveness weight': 'the session of such an attachment stays up, and is watched as the others are',
  'liveness frames':
    'packets of BGP and BFD are smaller than any MTU that is allowed, and go with the frames of the port',
  'liveness links': 'the session is on the aggregate, and sees it go down when too few of its links are left',
  'connection connection': 'the keys are in TCP, the TTL in IP, and neither asks who opened the connection',
  'connection amount': 'it is counted for each neighbor, however the connection was made',
  'connection accepted': 'policies see routes, not the connection that they came by',
  'connection told': 'policies see routes, not the connection that they go by',
  'connection site': 'a site of origin is on the routes, not in the connection',
  'connection weight': 'policies take the traffic away, and leave the connection as it is',
  'connection frames': 'TCP is above the frames',
  'connection links': 'TCP is above the links',
  'amount amount': 'the action is what happens at the limit',
  'amount accepted': 'Junos counts what the server sends, before policies have seen it',
  'amount told': 'the limit counts what comes in, not what goes out',
  'amount site': 'the limit counts prefixes, whatever they carry',
  'amount weight': 'such an attachment gets as many prefixes as the others',
  'amount frames': 'prefixes are no frames',
  'amount links': 'prefixes are no links',
  'accepted accepted': 'marks are put on in one policy, before those of others, which see them and have the last word',
  'accepted told': 'one is said by import policies, the other by export policies',
  'accepted site': 'the site of origin is added beside the other marks, and decides about nothing on the way in',
  'accepted weight': 'marks of all kinds are in one policy',
  'accepted frames': 'routes are no frames',
  'accepted links': 'routes are no links',
  'told told':
    'policies of others decide first, then what is advertised; the AS number is replaced in whatever goes out',
  'told site': 'what carries the site of origin is withheld before anything else decides',
  'told weight': 'prepends and the community of RFC 8326 are put on first, on whatever is told',
  'told frames': 'routes are no frames',
  'told links': 'routes are no links',
  'site weight': 'two marks on the same routes',
  'site frames': 'routes are no frames',
  'site links': 'routes are no links',
  'weight weight': 'a drained backup is drained: the lower local preference and the longer path count',
  'weight frames': 'policies decide about routes, and change no port',
  'weight links': 'policies decide about routes, and change no port',
  'frames frames': 'each is another statement of the port or its unit',
  'frames links': 'an aggregate has MTU and tags as a port has them',
  'links links': 'LACP and micro-BFD take links out, minimum-links counts those that are left',
};

type Special = readonly [first: OptionName, second: OptionName, verdict: Verdict, reason: string, by?: string];

/** Pairs that have something to do with one another, and every option with itself. */
const SPECIAL: readonly Special[] = [
  // One session, or both of its ends.
  ['bfd', 'bfdDuringRestart', 'sound', 'the choice is of BFD; without it, it is refused (optionNeeds)'],
  [
    ...(['bfd', 'gracefulRestart', 'warned'] as const),
    'to BFD a link that broke and a neighbor that restarts are one silence, unless bfdDuringRestart says which it is',
    'bgp/bfd-during-restart-unsaid',
  ],
  [
    ...(['bfd', 'serverGracefulRestart', 'warned'] as const),
    'Junos helps a neighbor that restarts without being told: the routes of a broken link stay, unless bfdDuringRestart says otherwise',
    'bgp/bfd-during-restart-unsaid',
  ],
  [
    ...(['bfdDuringRestart', 'gracefulRestart', 'sound'] as const),
    'the choice is what makes BFD and graceful restart go together',
  ],
  [
    ...(['bfdDuringRestart', 'serverGracefulRestart', 'sound'] as const),
    'the choice is what makes BFD and graceful restart go together',
  ],
  [
    ...(['gracefulRestart', 'serverGracefulRestart', 'sound'] as const),
    'where the leaf restarts gracefully the server does so too, and saying it again changes nothing',
  ],
  [
    ...(['bfd', 'holdTimeSec', 'warned'] as const),
    'BFD that waits as long as the hold time notices nothing first',
    'bgp/bfd-slower-than-hold-time',
  ],
  [
    ...(['gracefulRestart', 'prefixLimitAction', 'sound'] as const),
    'a limit ends the session with a NOTIFICATION, which is no restart: no route of it is kept',
  ],
  [
    ...(['gracefulRestart', 'holdTimeSec', 'sound'] as const),
    'help begins when the connection is lost; RFC 4724 only advises a restart time below the hold time',
  ],
  [
    ...(['gracefulRestart', 'drained', 'sound'] as const),
    'routes that are kept keep their marks, so that a drained attachment stays drained while an end restarts',
  ],
  [
    ...(['authentication', 'isRange', 'warned'] as const),
    'one key for whoever calls from the range, and a release that may not ask for it',
    'bgp/key-of-range',
  ],
  [
    ...(['bfd', 'isRange', 'sound'] as const),
    'BFD begins when a server of the range has called, with the timers of the group',
  ],
  [
    ...(['ttlSecurity', 'multihop', 'refused'] as const),
    'a TTL of 255 shows that a packet comes from the link, and over several hops it cannot',
    'optionsExclude',
  ],
  [
    ...(['bfd', 'multihop', 'sound'] as const),
    'BFD is over several hops then as well: session-mode automatic follows the session, at both ends',
  ],
  [
    ...(['asOverride', 'isRange', 'sound'] as const),
    'the servers of a range are one site, and learn nothing of one another through the leaf',
  ],
  [
    ...(['asOverride', 'siteOfOrigin', 'sound'] as const),
    'as-override takes the loop guard of the server away, the site of origin is the other one; without it, it is refused (asOverrideWithoutSiteOfOrigin)',
  ],
  [
    ...(['asOverride', 'loops', 'warned'] as const),
    'both guards against loops are gone at once',
    'bgp/loops-with-as-override',
  ],
  [
    ...(['loops', 'backup', 'warned'] as const),
    'the prepends count as loops: what the server passes on is hidden when only the backup is left',
    'bgp/loops-hide-prepended',
  ],
  [
    ...(['loops', 'drained', 'warned'] as const),
    'the prepends count as loops: what the server passes on is hidden while the attachment is drained',
    'bgp/loops-hide-prepended',
  ],
  [
    ...(['communities', 'siteOfOrigin', 'warned'] as const),
    'a community of kind origin is a second site',
    'bgp/second-site-of-origin',
  ],
  [
    ...(['localPreference', 'backup', 'refused'] as const),
    'a backup attachment has a local preference of its own',
    'optionsExclude',
  ],
  [
    ...(['localPreference', 'drained', 'sound'] as const),
    'a drained attachment has local preference 0, and its own again when it is no longer drained',
  ],
  [
    ...(['importPolicies', 'localPreference', 'sound'] as const),
    'policies of others come after the mark, and may set another one: it is theirs then',
  ],
  [
    ...(['importPolicies', 'backup', 'sound'] as const),
    'policies of others come after the mark; the check of the backup compares what a remote leaf has in the end',
  ],
  [
    ...(['advertised', 'exportPolicies', 'sound'] as const),
    'policies of others decide first: what they accept is told too, what they leave open is decided by advertise',
  ],

  [
    ...(['multihop', 'statedLocalAddress', 'sound'] as const),
    'they belong together: an address that is not on the link is refused without multihop (bgp/local-address-without-multihop)',
  ],

  // A port, or both of its ends.
  [
    'mtu',
    'inetMtu',
    'refused',
    'a family must fit into the port, layer-2 header included',
    'interface/family-mtu-exceeds-mtu',
  ],
  [
    'mtu',
    'inet6Mtu',
    'refused',
    'a family must fit into the port, layer-2 header included',
    'interface/family-mtu-exceeds-mtu',
  ],
  [
    'speed',
    'aggregate',
    'refused',
    'the members of an aggregate have a speed, the aggregate has none',
    'speedOfAggregate',
  ],
  ['lacp', 'speed', 'refused', 'LACP is of an aggregate, which has no speed', 'speedOfAggregate'],
  ['lacpPeriodic', 'speed', 'refused', 'LACP is of an aggregate, which has no speed', 'speedOfAggregate'],
  ['minimumLinks', 'speed', 'refused', 'links are those of an aggregate, which has no speed', 'speedOfAggregate'],
  ['microBfd', 'speed', 'sound', 'links between devices have no option of speed'],
  [
    ...(['minimumLinks', 'microBfd', 'sound'] as const),
    'a link without micro-BFD is down for the aggregate, and minimum-links counts it so',
  ],
  [
    ...(['bfd', 'microBfd', 'warned'] as const),
    'on a link between devices: BFD of the session must not be faster than what takes a dead link out from under it',
    'underlay/micro-bfd-slower-than-bfd',
  ],
  [
    ...(['bfd', 'lacpPeriodic', 'sound'] as const),
    'BFD notices a link that died in silence before LACP does; the other attachments take over',
  ],

  // An option at two attachments of a server, at two sessions or ports, or with a contradiction in itself.
  ['holdTimeSec', 'holdTimeSec', 'sound', 'of the two ends the lower one counts, and the server gets that of its leaf'],
  ['bfd', 'bfd', 'sound', 'the two ends agree on the slower interval, and the server gets that of its leaf'],
  [
    'bfdDuringRestart',
    'bfdDuringRestart',
    'sound',
    'attachments choose for themselves, and the server for each session',
  ],
  [
    ...(['gracefulRestart', 'gracefulRestart', 'warned'] as const),
    'routes that are kept for a shorter time than the restart may take go in the middle of it',
    'bgp/stale-routes-before-restart',
  ],
  ['serverGracefulRestart', 'serverGracefulRestart', 'sound', 'a server restarts on all of its sessions at once'],
  ['authentication', 'authentication', 'sound', 'each session has its key, and both ends name the same place of it'],
  [
    ...(['multihop', 'multihop', 'warned'] as const),
    'the server gets the same TTL; where it is on the link, more than one hop is more than it needs',
    'bgp/multihop-to-connected-neighbor',
  ],
  ['ttlSecurity', 'ttlSecurity', 'sound', 'the server is written with the same at its end of each session'],
  [
    ...(['statedLocalAddress', 'statedLocalAddress', 'refused'] as const),
    'an address that the leaf does not have in the VRF: the session never comes up',
    'bgp/local-address-not-in-vrf',
  ],
  ['isRange', 'isRange', 'refused', 'two ranges that overlap: a server is in both', 'bgp/range-overlaps-neighbor'],
  ['prefixLimit', 'prefixLimit', 'sound', 'each session counts for itself'],
  [
    ...(['prefixLimitAction', 'prefixLimitAction', 'warned'] as const),
    'a server announces too much on all attachments at once: where each waits for somebody, it is gone until then',
    'bgp/torn-down-until-cleared',
  ],
  ['loops', 'loops', 'sound', 'each session counts for itself'],
  ['communities', 'communities', 'sound', 'each session adds its own'],
  ['localPreference', 'localPreference', 'sound', 'each leaf prefers its own way; other leaves see none of it'],
  ['importPolicies', 'importPolicies', 'sound', 'each session has its list'],
  ['asOverride', 'asOverride', 'sound', 'each session says it for itself; the site of origin guards them all'],
  ['advertised', 'advertised', 'sound', 'a server may be told different things by different leaves'],
  ['exportPolicies', 'exportPolicies', 'sound', 'each session has its list'],
  [
    ...(['siteOfOrigin', 'siteOfOrigin', 'refused'] as const),
    'two sites of origin at the attachments of one server: each would tell it what came from the other',
    'bgp/site-of-origin-differs',
  ],
  ['drained', 'drained', 'refused', 'no attachment is left that carries traffic', 'server/drained-everywhere'],
  [
    'backup',
    'backup',
    'refused',
    'no attachment is left that the others could be a backup of',
    'server/backup-everywhere',
  ],
  ['native', 'native', 'refused', 'a port has one native VLAN', 'interface/port-settings-differ'],
  ['mtu', 'mtu', 'refused', 'a port has one MTU, whichever of its units says it', 'interface/mtus-differ'],
  [
    ...(['inetMtu', 'inetMtu', 'warned'] as const),
    'a packet that fits through one attachment of a server and not through the other',
    'server/attachment-mtus-differ',
  ],
  [
    ...(['inet6Mtu', 'inet6Mtu', 'warned'] as const),
    'a packet that fits through one attachment of a server and not through the other',
    'server/attachment-mtus-differ',
  ],
  ['speed', 'speed', 'refused', 'a port has one speed', 'interface/port-settings-differ'],
  ['aggregate', 'aggregate', 'refused', 'a port is in one aggregate', 'interface/port-is-member'],
  [
    'lacp',
    'lacp',
    'sound',
    'a passive leaf is no harm: the server is written as active, and so are both ends of links between devices',
  ],
  ['lacpPeriodic', 'lacpPeriodic', 'sound', 'each end asks the other for its own pace'],
  ['minimumLinks', 'minimumLinks', 'sound', 'each end counts the links that it has'],
  ['microBfd', 'microBfd', 'sound', 'both ends of a link between devices get the same'],
];

const SUBJECTS = Object.keys(ABOUT) as Subject[];

/** Every option, in the order of the page. */
export const OPTION_NAMES: readonly OptionName[] = SUBJECTS.flatMap((subject) => ABOUT[subject]);

/** The pairs with a reason of their own. */
export const SPECIAL_PAIRS: readonly OptionPair[] = SPECIAL.map(([first, second, verdict, reason, by]) => ({
  options: [first, second],
  verdict,
  reason,
  ...(by !== undefined && { by }),
}));

/** Every pair once, in the order of the options; a pair that is said twice comes twice. */
export const OPTION_PAIRS: readonly OptionPair[] = OPTION_NAMES.flatMap((first, i) =>
  OPTION_NAMES.slice(i).flatMap((second) => pairsOf(first, second)),
);

function pairsOf(first: OptionName, second: OptionName): OptionPair[] {
  const special = SPECIAL_PAIRS.filter(({ options: [a, b] }) => isSame([a, b], [first, second]));
  if (special.length > 0) return special.map((pair) => ({ ...pair, options: [first, second] }));
  const reason = SOUND[`${subjectOf(first)} ${subjectOf(second)}`];
  return reason === undefined || first === second ? [] : [{ options: [first, second], verdict: 'sound', reason }];
}

function isSame([a, b]: readonly [OptionName, OptionName], [c, d]: readonly [OptionName, OptionName]): boolean {
  return (a === c && b === d) || (a === d && b === c);
}

function subjectOf(option: OptionName): Subject | undefined {
  return SUBJECTS.find((subject) => (ABOUT[subject] as readonly OptionName[]).includes(option));
}

/** A statement that is no option: it stands on the device, or in a line of the user. */
export interface StatementPair {
  readonly option: OptionName;
  readonly statement: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly by?: string;
}

/** What options have to do with such statements. */
export const STATEMENT_PAIRS: readonly StatementPair[] = [
  {
    option: 'gracefulRestart',
    statement: 'routing-options nonstop-routing',
    verdict: 'refused',
    reason:
      'Junos commits one of the two: a rule says so of a line in the program, the plan of a device that has it (prerequisiteMissing), ' +
      'and the commit check of any',
    by: 'device/graceful-restart-with-nonstop-routing',
  },
  {
    option: 'mtu',
    statement: 'mtu-discovery',
    verdict: 'sound',
    reason: 'without it BGP sends small segments, with it what fits through the path; either fits through the port',
  },
  {
    option: 'isRange',
    statement: 'passive',
    verdict: 'sound',
    reason:
      'the leaf waits for the servers of a range anyway, and no server is written as passive, so that one end calls',
  },
];
