import type { IConstruct } from 'constructs';
import { asOverrideWithoutSiteOfOrigin, invalidSiteOfOrigin, optionNeeds, optionsExclude } from './errors';
import type {
  BackupIntent,
  Family,
  GracefulRestartIntent,
  MultihopIntent,
  SessionOptionsIntent,
} from '../../lib/intent/fabric-intent';
import { Community } from '../../lib/model/community';
import { compareText } from '../../lib/model/order';
import { Advertise } from './advertise';
import { LocalAddress } from './local-address';
import { BfdDuringRestart } from './bfd-during-restart';
import { bfdIntent } from './bfd-options';
import { BgpAuthentication } from './bgp-authentication';
import { oneLine, parsed, wholeNumber } from '../private/located';
import { DEFAULT_BFD_INTERVAL_MS, DEFAULT_PREFIX_LIMIT } from '../../lib/model/session-defaults';
import { PrefixLimitAction } from './prefix-limit-action';
import { RoutingPolicy } from './routing-policy';
import { literalOf } from '../private/text-of';
import { withoutUndefined } from '../private/without-undefined';
import type { Kinds } from '../private/props';
import { FLAG, listOf, mapOf, memberOf, NUMBER, objectOf, TEXT } from '../private/props';

/** What can be said of an EBGP session to a server, for all its attachments or for one. */
export interface SessionOptions {
  /**
   * More prefixes than this from the server are logged (`prefix-limit`), or what prefixLimitAction says. 1 to 4294967295. The
   * default is the same for ranges, however many prefixes they hold: `10.0.0.0/8 orlonger` holds 33 million, and a limit of so
   * many would limit nothing, while a server with some hundred networks of pods or virtual machines stays below 1000.
   * @default 1000
   */
  readonly prefixLimit?: number;

  /**
   * What happens when the server announces more than prefixLimit.
   * @default PrefixLimitAction.log()
   */
  readonly prefixLimitAction?: PrefixLimitAction;

  /**
   * Whether BFD watches the session.
   * @default true
   */
  readonly bfd?: boolean;

  /**
   * BFD `minimum-interval` in milliseconds, 1 to 255000.
   * @default 1000
   */
  readonly bfdMinimumIntervalMs?: number;

  /**
   * BFD `multiplier`, 1 to 255.
   * @default 3
   */
  readonly bfdMultiplier?: number;

  /**
   * What counts when BFD goes down while the leaf or the server could be restarting gracefully. The rule
   * `bgp/bfd-during-restart-unsaid` asks for it where either does.
   * @default - as Junos has it: restart help
   */
  readonly bfdDuringRestart?: BfdDuringRestart;

  /**
   * BGP `hold-time` in seconds, 3 to 65535.
   * @default - as Junos has it (90)
   */
  readonly holdTimeSec?: number;

  /**
   * How both ends prove who they are.
   * @default - they do not
   */
  readonly authentication?: BgpAuthentication;

  /**
   * Whether the leaf keeps forwarding while BGP restarts on either end (RFC 4724). It needs `routing-options
   * graceful-restart` on the device, a prerequisite.
   * @default false
   */
  readonly gracefulRestart?: boolean;

  /**
   * Seconds that the server may take to come back, 1 to 1800.
   * @default - as Junos has it (120)
   */
  readonly restartTimeSec?: number;

  /**
   * Seconds that the leaf keeps routes of a server that restarts, 1 to 1800.
   * @default - as Junos has it (300)
   */
  readonly staleRoutesTimeSec?: number;

  /**
   * Whether the server restarts gracefully where the leaf does not: the server's own side is written so, and the leaf helps it, as Junos
   * does without being told.
   * @default false
   */
  readonly serverGracefulRestart?: boolean;

  /**
   * Whether packets of the session must come from the link itself: they are sent and required with a TTL of 255 (GTSM,
   * RFC 5082). The server needs the same.
   * @default false
   */
  readonly ttlSecurity?: boolean;

  /**
   * Whether the server may be several hops away (`multihop`), for sessions that others have so, or that end at another
   * address than that of the link. BFD is multihop then, and a link that fails does not end the session. It excludes ttlSecurity.
   * @default false
   */
  readonly multihop?: boolean;

  /**
   * Hops that packets of the session may make, 1 to 255.
   * @default - as Junos has it (64)
   */
  readonly multihopTtl?: number;

  /**
   * What `local-address` says, the address that the session comes from and that the server knows as its neighbor.
   * @default - nothing: Junos takes the address of the link
   */
  readonly localAddress?: LocalAddress;

  /**
   * How often the AS number of the leaf must be in the path of a route for the leaf to hide it, 1 to 10 (`family … unicast
   * loops`): 2 for a server that passes on what came through this or another fabric with the same AS number.
   * @default - as Junos has it (1)
   */
  readonly loops?: number;

  /**
   * Communities that accepted routes get, for example `['65000:100', 'large:65000:1:2']`.
   * @default - none
   */
  readonly communities?: string[];

  /**
   * `local-preference` of accepted routes, 0 to 4294967295.
   * @default - as Junos has it (100)
   */
  readonly localPreference?: number;

  /**
   * Site of origin, for example `origin:65001:5`: accepted routes get it, and no attachment tells the server a route that has it.
   * Every site needs one of its own.
   * @default - none
   */
  readonly siteOfOrigin?: string;

  /**
   * Whether the AS number of the server is replaced by the leaf's in what it is told (`as-override`), so that it accepts
   * routes of another site with its own number. It needs a siteOfOrigin.
   * @default false
   */
  readonly asOverride?: boolean;

  /**
   * What the server is told.
   * @default - every route of the VRF
   */
  readonly advertise?: Advertise;

  /**
   * Policies of others that decide about routes from the server before the generated ones, in this order.
   * @default - none
   */
  readonly importPolicies?: RoutingPolicy[];

  /**
   * Policies of others that decide about what the server is told before the generated ones, in this order.
   * @default - none
   */
  readonly exportPolicies?: RoutingPolicy[];
}

/** What can be said of an EBGP session to a server, whether it stands alone or belongs to a MultihomedServer. */
export interface ServerSessionOptions extends SessionOptions {
  /**
   * Prefixes that are accepted from the server, IPv4 and IPv6, for example `['10.1.5.0/24']`: exactly these, nothing
   * longer, nothing else. Each must be there after a rollout.
   *
   * A server whose prefixes come and go, such as a node of Kubernetes with networks of pods, has ranges in the words of Junos:
   * `10.244.0.0/16 orlonger`, `10.244.0.0/16 longer`, `10.244.0.0/16 upto /26` or `10.244.0.0/16 prefix-length-range /24-/26`. A
   * range allows, and demands nothing unless atLeast says so.
   * @default - required, unless acceptAnything is given
   */
  readonly prefixes?: string[];

  /**
   * How many prefixes of a range must be there after a rollout on each attachment, for example
   * `{ '10.244.0.0/16 upto /26': 1 }`. The range is named as in `prefixes`; 1 to as many as it holds.
   * @default - none: a range only allows
   */
  readonly atLeast?: Record<string, number>;

  /**
   * Accept whatever the server announces; the reason why, for whoever reviews it.
   * @default - only `prefixes` are accepted
   */
  readonly acceptAnything?: string;

  /**
   * Whether the sessions of both families stand in one BGP group, as in published fabrics. What belongs to a family (its policies, its
   * prefix limit, its loops) stands on the neighbor then, which names that family and carries no other. By default each family
   * has a group of its own. A change from one to the other resets the sessions, one leaf after the other.
   * @default false
   */
  readonly dualStackGroup?: boolean;
}

/** What can be said of one attachment of a server. */
export interface HomeSessionOptions extends SessionOptions {
  /**
   * Takes traffic away from this attachment while its session stays up: the reason why, for whoever reviews it.
   * @default - the attachment carries traffic
   */
  readonly drain?: string;

  /**
   * Whether this attachment carries traffic only when no other does. The other leaves need Junos 20.4 or later too: their type-5
   * routes then carry a local preference.
   * @default false
   */
  readonly backup?: boolean;

  /**
   * How often the AS number of the leaf is prepended toward the server on a backup attachment, 1 to 10.
   * @default 2
   */
  readonly backupPrependCount?: number;

  /**
   * `local-preference` of the type-5 routes of a backup attachment, 0 to 99; other attachments have 100.
   * @default 50
   */
  readonly backupLocalPreference?: number;
}

const POLICIES = listOf(objectOf(RoutingPolicy, "RoutingPolicy.fromPolicyName('THEIRS')"));

/** What the options of a session may be. */
export const SESSION_PROPS = {
  prefixLimit: NUMBER,
  prefixLimitAction: objectOf(PrefixLimitAction, 'PrefixLimitAction.log()'),
  bfd: FLAG,
  bfdMinimumIntervalMs: NUMBER,
  bfdMultiplier: NUMBER,
  bfdDuringRestart: memberOf('BfdDuringRestart', BfdDuringRestart),
  holdTimeSec: NUMBER,
  authentication: objectOf(BgpAuthentication, "BgpAuthentication.md5(Secret.fromEnv('SERVER1_BGP_KEY'))"),
  gracefulRestart: FLAG,
  restartTimeSec: NUMBER,
  staleRoutesTimeSec: NUMBER,
  serverGracefulRestart: FLAG,
  ttlSecurity: FLAG,
  multihop: FLAG,
  multihopTtl: NUMBER,
  localAddress: objectOf(LocalAddress, 'LocalAddress.ofLink()'),
  loops: NUMBER,
  communities: listOf(TEXT),
  localPreference: NUMBER,
  siteOfOrigin: TEXT,
  asOverride: FLAG,
  advertise: objectOf(Advertise, 'Advertise.defaultFromEvpn()'),
  importPolicies: POLICIES,
  exportPolicies: POLICIES,
} satisfies Kinds<SessionOptions>;

/** What the options of one attachment's sessions may be, beside those of all attachments. */
export const HOME_PROPS = {
  drain: TEXT,
  backup: FLAG,
  backupPrependCount: NUMBER,
  backupLocalPreference: NUMBER,
} satisfies Kinds<Omit<HomeSessionOptions, keyof SessionOptions>>;

/** What is said of all sessions of a server, beside their options. */
export const SERVER_SESSION_PROPS = {
  prefixes: listOf(TEXT),
  atLeast: mapOf(NUMBER),
  acceptAnything: TEXT,
  dualStackGroup: FLAG,
} satisfies Kinds<Omit<ServerSessionOptions, keyof SessionOptions>>;

/** @throws FabricError when a value is out of range, or two options contradict each other */
export function sessionSettings(scope: IConstruct, options: HomeSessionOptions, family: Family): SessionOptionsIntent {
  const { advertise, authentication, drain, holdTimeSec, loops, prefixLimitAction, ttlSecurity } = options;
  return given({
    prefixLimit: wholeNumber(scope, 'prefixLimit', options.prefixLimit ?? DEFAULT_PREFIX_LIMIT, 1, 4294967295),
    prefixLimitAction: prefixLimitAction?._intent,
    bfd: bfdIntent(scope, options, DEFAULT_BFD_INTERVAL_MS),
    bfdDuringRestart: bfdDuringRestartOf(scope, options),
    holdTimeSec: holdTimeSec === undefined ? undefined : wholeNumber(scope, 'holdTimeSec', holdTimeSec, 3, 65535),
    authentication: authentication?._intentFor(scope),
    gracefulRestart: gracefulRestartOf(scope, options),
    serverGracefulRestart: options.serverGracefulRestart === true ? true : undefined,
    ttlSecurity: ttlSecurity === true ? true : undefined,
    multihop: multihopOf(scope, options),
    loops: loops === undefined ? undefined : wholeNumber(scope, 'loops', loops, 1, 10),
    ...attributesOf(scope, options),
    ...originOf(scope, options),
    drained: drain === undefined ? undefined : oneLine(scope, 'drain', drain, 255),
    backup: backupOf(scope, options),
    advertised: advertise?._intentFor(scope, family),
    ...policiesOf(options),
  });
}

/** Every option, also those that are not given: one that is forgotten here does not compile. */
type EverySetting = { readonly [K in keyof Required<SessionOptionsIntent>]: SessionOptionsIntent[K] };

function given(settings: EverySetting): SessionOptionsIntent {
  return withoutUndefined(settings);
}

function bfdDuringRestartOf(
  scope: IConstruct,
  { bfd = true, bfdDuringRestart }: SessionOptions,
): EverySetting['bfdDuringRestart'] {
  if (bfdDuringRestart === undefined) return undefined;
  if (!bfd) throw optionNeeds('bfdDuringRestart', 'bfd', scope.node.path);
  return literalOf(bfdDuringRestart);
}

function gracefulRestartOf(scope: IConstruct, options: SessionOptions): GracefulRestartIntent | undefined {
  const { gracefulRestart = false, restartTimeSec, staleRoutesTimeSec } = options;
  if (!gracefulRestart) {
    const stray = restartTimeSec === undefined ? 'staleRoutesTimeSec' : 'restartTimeSec';
    if (options[stray] !== undefined) throw optionNeeds(stray, 'gracefulRestart', scope.node.path);
    return undefined;
  }
  return {
    ...(restartTimeSec !== undefined && {
      restartTimeSec: wholeNumber(scope, 'restartTimeSec', restartTimeSec, 1, 1800),
    }),
    ...(staleRoutesTimeSec !== undefined && {
      staleRoutesTimeSec: wholeNumber(scope, 'staleRoutesTimeSec', staleRoutesTimeSec, 1, 1800),
    }),
  };
}

function multihopOf(scope: IConstruct, options: SessionOptions): MultihopIntent | undefined {
  const { multihop = false, multihopTtl: ttl, ttlSecurity = false } = options;
  if (!multihop) {
    if (ttl !== undefined) throw optionNeeds('multihopTtl', 'multihop', scope.node.path);
    return undefined;
  }
  if (ttlSecurity) {
    const why = 'a TTL of 255 shows that a packet comes from the link, and over several hops it cannot';
    throw optionsExclude('multihop', 'ttlSecurity', why, scope.node.path);
  }
  return { ...(ttl !== undefined && { ttl: wholeNumber(scope, 'multihopTtl', ttl, 1, 255) }) };
}

function attributesOf(
  scope: IConstruct,
  { backup = false, communities = [], localPreference }: HomeSessionOptions,
): Pick<EverySetting, 'communities' | 'localPreference'> {
  if (backup && localPreference !== undefined) {
    const why = 'a backup attachment has a local preference of its own: give backupLocalPreference instead';
    throw optionsExclude('backup', 'localPreference', why, scope.node.path);
  }
  const texts = communities.map((text, i) =>
    parsed(scope, `communities[${i}]`, () => Community.parse(text)).toString(),
  );
  return {
    communities: texts.length === 0 ? undefined : [...new Set(texts)].sort(compareText),
    localPreference:
      localPreference === undefined ? undefined : wholeNumber(scope, 'localPreference', localPreference, 0, 4294967295),
  };
}

function originOf(
  scope: IConstruct,
  { asOverride = false, siteOfOrigin }: SessionOptions,
): Pick<EverySetting, 'asOverride' | 'siteOfOrigin'> {
  if (siteOfOrigin === undefined) {
    if (asOverride) throw asOverrideWithoutSiteOfOrigin(scope.node.path);
    return { siteOfOrigin: undefined, asOverride: undefined };
  }
  const community = parsed(scope, 'siteOfOrigin', () => Community.parse(siteOfOrigin));
  if (!community.isSiteOfOrigin) throw invalidSiteOfOrigin(siteOfOrigin, scope.node.path);
  return { siteOfOrigin: community.toString(), asOverride: asOverride ? true : undefined };
}

function backupOf(scope: IConstruct, options: HomeSessionOptions): BackupIntent | undefined {
  const { backup = false, backupLocalPreference, backupPrependCount } = options;
  if (!backup) {
    const stray = backupPrependCount === undefined ? 'backupLocalPreference' : 'backupPrependCount';
    if (options[stray] !== undefined) throw optionNeeds(stray, 'backup', scope.node.path);
    return undefined;
  }
  return {
    prependCount: wholeNumber(scope, 'backupPrependCount', backupPrependCount ?? 2, 1, 10),
    localPreference: wholeNumber(scope, 'backupLocalPreference', backupLocalPreference ?? 50, 0, 99),
  };
}

function policiesOf({
  exportPolicies = [],
  importPolicies = [],
}: SessionOptions): Pick<EverySetting, 'importPolicies' | 'exportPolicies'> {
  const names = (policies: readonly RoutingPolicy[]): string[] | undefined =>
    policies.length === 0 ? undefined : policies.map(({ policyName }) => policyName);
  return { importPolicies: names(importPolicies), exportPolicies: names(exportPolicies) };
}
