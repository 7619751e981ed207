import type { IConstruct } from 'constructs';
import type { Family, SessionOptionsIntent } from '../../lib/intent/fabric-intent';
import type { ServerLink } from './server-link';
import type { OnePortOptions, PortOptions } from './port-options';
import { ONE_PORT_PROPS, PORT_PROPS } from './port-options';
import type { HomeSessionOptions, SessionOptions } from './session-options';
import { HOME_PROPS, SESSION_PROPS, sessionSettings } from './session-options';

/**
 * Options of one attachment's sessions: what it says itself, else what the server says for all. An attachment without BFD has no
 * use for what the others say of it, and one that is not told what others are has a choice of its own.
 */
function homeSessionOptions(forAll: SessionOptions, home: HomeSessionOptions): HomeSessionOptions {
  const { bfd = forAll.bfd, gracefulRestart = forAll.gracefulRestart, multihop = forAll.multihop } = home;
  const dependent = (options: SessionOptions): SessionOptions => ({
    ...(bfd !== false && {
      bfdMinimumIntervalMs: options.bfdMinimumIntervalMs,
      bfdMultiplier: options.bfdMultiplier,
      bfdDuringRestart: options.bfdDuringRestart,
    }),
    ...(multihop === true && { multihopTtl: options.multihopTtl }),
    ...(gracefulRestart === true && {
      restartTimeSec: options.restartTimeSec,
      staleRoutesTimeSec: options.staleRoutesTimeSec,
    }),
  });
  return {
    ...chosen(forAll, OF_EVERY_HOME),
    ...dependent(forAll),
    ...chosen(home, OF_ONE_HOME),
    ...(home.backup === true && { localPreference: home.localPreference }),
  };
}

/** What the sessions of an attachment say. */
export interface HomeSession {
  readonly options: HomeSessionOptions;
  /**
   * The same as plain data, for a session of one family.
   * @throws FabricError when a value is out of range, or two options contradict each other
   */
  readonly settings: (scope: IConstruct, family: Family) => SessionOptionsIntent;
}

/** What the sessions of a server's attachments say. Most attachments say nothing of their own, and then all say the same. */
export class HomeSessions {
  private readonly forAll: SessionOptions;
  private ofAll?: HomeSession;

  constructor(forAll: SessionOptions) {
    this.forAll = forAll;
  }

  /** @param home - what the attachment says itself */
  of(home: HomeSessionOptions): HomeSession {
    if (OF_ONE_HOME.some((name) => home[name] !== undefined)) return homeSession(homeSessionOptions(this.forAll, home));
    return (this.ofAll ??= homeSession(homeSessionOptions(this.forAll, {})));
  }
}

function homeSession(options: HomeSessionOptions): HomeSession {
  const known = new Map<Family, SessionOptionsIntent>();
  const settings = (scope: IConstruct, family: Family): SessionOptionsIntent => {
    const settings = known.get(family) ?? sessionSettings(scope, options, family);
    known.set(family, settings);
    return settings;
  };
  return { options, settings };
}

/** Options of one attachment's port. An MTU for all attachments holds for those that have the family, a speed for physical ports. */
export function homePortOptions(
  forAll: PortOptions,
  home: OnePortOptions,
  links: readonly ServerLink[],
): OnePortOptions {
  const families = new Set(links.map(({ family }) => family));
  return {
    ...chosen(forAll, OF_EVERY_PORT),
    ...(!families.has('inet') && { inetMtu: undefined }),
    ...(!families.has('inet6') && { inet6Mtu: undefined }),
    ...(home.aggregate !== undefined && { speed: undefined }),
    ...chosen(home, OF_ONE_PORT),
  };
}

/** What means nothing without another option. */
const DEPENDENT: readonly string[] = [
  'bfdMinimumIntervalMs',
  'bfdMultiplier',
  'bfdDuringRestart',
  'multihopTtl',
  'restartTimeSec',
  'staleRoutesTimeSec',
] satisfies (keyof SessionOptions)[];

const ALL = keysOf(SESSION_PROPS);
const OF_EVERY_HOME = ALL.filter((name) => !DEPENDENT.includes(name));
const OF_ONE_HOME = [...ALL, ...keysOf(HOME_PROPS)];
const OF_EVERY_PORT = keysOf(PORT_PROPS);
const OF_ONE_PORT = [...OF_EVERY_PORT, ...keysOf(ONE_PORT_PROPS)];

function keysOf<Name extends string>(kinds: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(kinds) as Name[];
}

/** Those of the named options that are given. */
function chosen<Options extends object>(options: Options, names: readonly (keyof Options)[]): Partial<Options> {
  const said: Partial<Options> = {};
  for (const name of names) if (options[name] !== undefined) said[name] = options[name];
  return said;
}
