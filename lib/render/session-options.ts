import type {
  AuthenticationIntent,
  BfdIntent,
  Family,
  GracefulRestartIntent,
  PrefixLimitActionIntent,
  SessionOptionsIntent,
} from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import {
  renderAuthentication,
  renderBfd,
  renderBfdDuringRestart,
  renderGracefulRestart,
  renderMultihop,
} from './bgp-parts';
import { DEFAULT_BFD_MULTIPLIER, LEAST_HOLD_TIME_SEC } from '../model/junos-defaults';
import { DEFAULT_PREFIX_LIMIT } from '../model/session-defaults';
import type { Neighbor } from '../routing-model/bgp';
import type { BgpSettings } from '../routing-model/bgp-level';
import { HEEDS_BFD } from '../routing-model/bgp-level';
import { parseSecretPlaceholder } from '../secrets/secret-placeholder';

/** The line by which FRR says an option of a neighbor in a twin; undefined where FRR does so by itself. */
type FrrLine = (neighbor: Neighbor, family: Family) => string | undefined;

/** Whether a twin says an option by a line. */
export function isFrrLine(twin: SessionOptionRow<never>['twin']): twin is FrrLine {
  return typeof twin === 'function';
}

/** What is known of an option of a session, wherever somebody has to know it. */
export interface SessionOptionRow<T> {
  /** What the sessions of a group have in common, in the words of messages, and what to compare. */
  readonly ofGroup: readonly (readonly [words: string, compared: (value: T | undefined) => unknown])[];
  /** Whether the families of a dual-stack group each have their own: it stands on the neighbor there. */
  readonly isOfFamily?: true;
  /** Writes it into the group, or the neighbor in it; null where it is said by the policies of the session. */
  readonly render: ((holder: Configuration, value: T, family: Family) => void) | null;
  /**
   * Reads it back from a group of any configuration. `policies` where whoever reads the policies finds it; null where an
   * import leaves it to the policies of the device.
   */
  readonly find: ((group: BgpSettings, family: Family) => T | undefined) | 'policies' | null;
  /** Statements of the group, and whether which routes there are depends on them. */
  readonly statements: Readonly<Record<string, { readonly decidesAboutRoutes: boolean }>>;
  /**
   * What a twin makes of it: a line of FRR; `read` where the twin has code of its own for the statement; or why parts of it,
   * by pattern, mean nothing there.
   */
  readonly twin: FrrLine | 'read' | Readonly<Record<string, string>>;
}

/** A row for every option: one that is forgotten does not compile. */
export type SessionOptionRows = {
  readonly [K in keyof Required<SessionOptionsIntent>]: SessionOptionRow<NonNullable<SessionOptionsIntent[K]>>;
};

const WITHOUT_EFFECT = { decidesAboutRoutes: false };
const DECIDES = { decidesAboutRoutes: true };

/** What GTSM asks for (RFC 5082). */
const GTSM_TTL = 255;

/** The options of a session to a server, in the order in which messages and imported programs name them. */
export const SESSION_OPTIONS = {
  prefixLimit: {
    ofGroup: [['prefix limit', (value) => value]],
    isOfFamily: true,
    render: (holder, value, family) => {
      holder.set(...prefixLimitPath(family), 'maximum', String(value));
    },
    find: ({ prefixLimits }, family) => prefixLimits?.[family]?.maximum ?? DEFAULT_PREFIX_LIMIT,
    statements: {},
    twin: 'read',
  },
  holdTimeSec: {
    ofGroup: [['hold time', (value) => value]],
    render: (holder, value) => {
      holder.set('hold-time', String(value));
    },
    find: ({ holdTimeSec = 0 }) => (holdTimeSec < LEAST_HOLD_TIME_SEC ? undefined : holdTimeSec),
    statements: { 'hold-time': WITHOUT_EFFECT },
    twin: 'read',
  },
  bfd: {
    ofGroup: [
      ['BFD minimum interval', (value) => value?.minimumIntervalMs],
      ['BFD multiplier', (value) => value?.multiplier],
    ],
    render: (holder, value) => {
      renderBfd(holder, [], value);
    },
    find: findBfd,
    statements: { 'bfd-liveness-detection': WITHOUT_EFFECT },
    twin: {
      'bfd-liveness-detection session-mode': 'FRR chooses by the distance of the peer, as automatic does',
    },
  },
  bfdDuringRestart: {
    ofGroup: [['choice between BFD and graceful restart', (value) => value]],
    render: (holder, value) => {
      renderBfdDuringRestart(holder, [], value);
    },
    find: ({ heedsBfdDuringRestart }) => (heedsBfdDuringRestart === undefined ? undefined : 'fastFailover'),
    statements: {},
    twin: {
      [`graceful-restart ${HEEDS_BFD}`]: 'daemons of the twin do not restart by themselves',
    },
  },
  prefixLimitAction: {
    ofGroup: [['action on too many prefixes', asText]],
    isOfFamily: true,
    render: renderPrefixLimitAction,
    find: findPrefixLimitAction,
    statements: {},
    twin: Object.fromEntries(
      ['inet', 'inet6'].flatMap((family) =>
        ['drop-excess', 'hide-excess'].map((action) => [
          `family ${family} unicast prefix-limit ${action}`,
          'FRR only says that there are too many prefixes, or ends the session',
        ]),
      ),
    ),
  },
  authentication: {
    ofGroup: [['authentication', asText]],
    render: (holder, value) => {
      renderAuthentication(holder, [], value);
    },
    find: findAuthentication,
    statements: {
      'authentication-algorithm': WITHOUT_EFFECT,
      'authentication-key': WITHOUT_EFFECT,
      'authentication-key-chain': WITHOUT_EFFECT,
    },
    twin: 'read',
  },
  gracefulRestart: {
    ofGroup: [['graceful restart', asText]],
    render: (holder, value) => {
      renderGracefulRestart(holder, [], value);
    },
    find: findGracefulRestart,
    statements: { 'graceful-restart': WITHOUT_EFFECT },
    twin: { 'graceful-restart': 'daemons of the twin do not restart by themselves' },
  },
  // Nothing that the leaf is told: it helps by default.
  serverGracefulRestart: {
    ofGroup: [],
    render: null,
    find: null,
    statements: {},
    twin: {},
  },
  ttlSecurity: {
    ofGroup: [['TTL security', (value) => value]],
    render: (holder) => {
      holder.set('ttl', String(GTSM_TTL));
    },
    find: ({ ttl }) => (ttl === GTSM_TTL ? true : undefined),
    statements: { ttl: WITHOUT_EFFECT },
    twin: 'read',
  },
  multihop: {
    ofGroup: [['multihop', asText]],
    render: (holder, value) => {
      renderMultihop(holder, [], value);
    },
    find: ({ multihop, multihopTtl: ttl }) => (multihop === true ? { ...(ttl !== undefined && { ttl }) } : undefined),
    statements: { multihop: WITHOUT_EFFECT },
    twin: 'read',
  },
  loops: {
    ofGroup: [['number of loops', (value) => value]],
    isOfFamily: true,
    render: (holder, value, family) => {
      holder.set(...loopsStatement(family), String(value));
    },
    find: ({ loops }, family) => loops?.[family],
    // A server is taken to announce what is its own, and no leaf has a number in the paths of that.
    statements: {},
    // Junos hides a route that has its number as often as this; FRR takes one that has it at most as often as that.
    twin: ({ loops }, family) => {
      const { [family]: times = 1 } = loops;
      return times > 1 ? `allowas-in ${times - 1}` : undefined;
    },
  },
  communities: byPolicies('list of communities', asText),
  localPreference: byPolicies('local preference', (value) => value),
  asOverride: {
    ofGroup: [['as-override', (value) => value]],
    render: (holder) => {
      holder.set('as-override');
    },
    find: null,
    statements: { 'as-override': DECIDES },
    twin: 'read',
  },
  siteOfOrigin: byPolicies('site of origin', (value) => value),
  drained: byPolicies('drain', (value) => value !== undefined),
  backup: byPolicies('backup', asText),
  advertised: byPolicies('choice of advertised routes', asText),
  importPolicies: { ...byPolicies('import policy', asText), find: 'policies' },
  exportPolicies: { ...byPolicies('export policy', asText), find: 'policies' },
} satisfies SessionOptionRows;

/** The rows, where it does not matter of which option one is. */
export const SESSION_OPTION_ROWS = Object.entries(SESSION_OPTIONS) as readonly (readonly [
  keyof SessionOptionsIntent,
  SessionOptionRow<never>,
])[];

/**
 * Writes the options of a session into its group, or the neighbor in it.
 *
 * @param isChosen - which of them; all where it is not given
 */
export function renderSessionOptions(
  holder: Configuration,
  family: Family,
  options: Partial<SessionOptionsIntent>,
  isChosen: (row: SessionOptionRow<never>) => boolean = () => true,
): void {
  for (const [name, row] of SESSION_OPTION_ROWS) {
    const value = options[name];
    if (value !== undefined && isChosen(row)) row.render?.(holder, value as never, family);
  }
}

/** The options that a group says, but for what its policies say. */
export function findSessionOptions(
  group: BgpSettings,
  family: Family,
): Partial<SessionOptionsIntent> & Pick<SessionOptionsIntent, 'prefixLimit'> {
  const found = SESSION_OPTION_ROWS.flatMap(([name, { find }]) => {
    const read: ((group: BgpSettings, family: Family) => unknown) | undefined =
      typeof find === 'function' ? find : undefined;
    const value = read?.(group, family);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { prefixLimit: DEFAULT_PREFIX_LIMIT, ...Object.fromEntries(found) };
}

/** An option that the policies of a session carry out. */
function byPolicies<T>(
  words: string,
  compared: (value: T | undefined) => unknown,
): SessionOptionRow<T> & { find: null } {
  return { ofGroup: [[words, compared]], isOfFamily: true, render: null, find: null, statements: {}, twin: 'read' };
}

function asText(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function loopsStatement(family: Family): readonly string[] {
  return ['family', family, 'unicast', 'loops'];
}

function prefixLimitPath(family: Family): readonly string[] {
  return ['family', family, 'unicast', 'prefix-limit'];
}

/** Without an action the limit only logs: a server that announces too much keeps its other prefixes. */
function renderPrefixLimitAction(holder: Configuration, action: PrefixLimitActionIntent, family: Family): void {
  const path = prefixLimitPath(family);
  const threshold = action.thresholdPercent === undefined ? undefined : String(action.thresholdPercent);
  if (action.action === 'teardown') {
    if (threshold !== undefined) holder.set(...path, 'teardown', threshold);
    holder.set(...path, 'teardown', 'idle-timeout', String(action.idleTimeoutMin));
    return;
  }
  const keyword = action.action === 'dropExcess' ? 'drop-excess' : 'hide-excess';
  holder.set(...path, keyword);
  if (threshold !== undefined) holder.set(...path, keyword, 'limit-threshold', threshold);
}

function findPrefixLimitAction({ prefixLimits }: BgpSettings, family: Family): PrefixLimitActionIntent | undefined {
  const { action, thresholdPercent: percent, idleTimeoutMin } = prefixLimits?.[family] ?? {};
  const threshold = percent === undefined ? {} : { thresholdPercent: percent };
  if (action === 'teardown') {
    return idleTimeoutMin === undefined ? undefined : { action, ...threshold, idleTimeoutMin };
  }
  return action && { action: action === 'drop-excess' ? 'dropExcess' : 'hideExcess', ...threshold };
}

function findBfd({ bfdIntervalMs, bfdMultiplier }: BgpSettings): BfdIntent | undefined {
  if (bfdIntervalMs === undefined) return undefined;
  return { minimumIntervalMs: bfdIntervalMs, multiplier: bfdMultiplier ?? DEFAULT_BFD_MULTIPLIER };
}

/** Only where a place of the secret stands there: a secret itself goes into no program. */
function findAuthentication({ authenticationKey = '' }: BgpSettings): AuthenticationIntent | undefined {
  const secret = parseSecretPlaceholder(authenticationKey);
  return secret === undefined ? undefined : { method: 'md5', secret };
}

/** A group that only heeds BFD does not say that its device restarts gracefully; if it does, its group needs no further word. */
function findGracefulRestart(group: BgpSettings): GracefulRestartIntent | undefined {
  const { gracefulRestart, heedsBfdDuringRestart, restartTimeSec, staleRoutesTimeSec } = group;
  const saysTimes = restartTimeSec !== undefined || staleRoutesTimeSec !== undefined;
  if (gracefulRestart === undefined || (heedsBfdDuringRestart === true && !saysTimes)) return undefined;
  return {
    ...(restartTimeSec !== undefined && { restartTimeSec }),
    ...(staleRoutesTimeSec !== undefined && { staleRoutesTimeSec }),
  };
}
