import type { ServerLink } from './server-link';
import type { OnePortOptions, PortOptions } from './port-options';
import type { HomeSessionOptions, SessionOptions } from './session-options';
import { HOME_PROPS, SESSION_PROPS } from './session-options';

/**
 * Options of one home's sessions: what its attachment says, else what the server says for all. A home without BFD has no
 * use for the timers of the others, and one that is not told what others are has a choice of its own.
 */
export function homeSessionOptions(forAll: SessionOptions, home: HomeSessionOptions): HomeSessionOptions {
  const { bfd = forAll.bfd, gracefulRestart = forAll.gracefulRestart } = home;
  const timers = (options: SessionOptions): SessionOptions => ({
    ...(bfd !== false && {
      bfdMinimumIntervalMs: options.bfdMinimumIntervalMs,
      bfdMultiplier: options.bfdMultiplier,
    }),
    ...(gracefulRestart === true && {
      restartTimeSec: options.restartTimeSec,
      staleRoutesTimeSec: options.staleRoutesTimeSec,
    }),
  });
  return {
    ...chosen(forAll, OF_EVERY_HOME),
    ...timers(forAll),
    ...chosen(home, OF_ONE_HOME),
    ...(home.backup === true && { localPreference: home.localPreference }),
  };
}

/** Options of one home's port. An MTU for all homes holds for those that have the family. */
export function portOptions(
  forAll: PortOptions,
  home: OnePortOptions,
  links: readonly ServerLink[],
): Given<OnePortOptions> {
  const families = new Set(links.map(({ family }) => family));
  return {
    mtu: home.mtu ?? forAll.mtu,
    inetMtu: home.inetMtu ?? (families.has('inet') ? forAll.inetMtu : undefined),
    inet6Mtu: home.inet6Mtu ?? (families.has('inet6') ? forAll.inet6Mtu : undefined),
    speed: home.speed ?? (home.aggregate === undefined ? forAll.speed : undefined),
    adoptFactoryDefaults: home.adoptFactoryDefaults ?? forAll.adoptFactoryDefaults,
    native: home.native,
    aggregate: home.aggregate,
  };
}

/** Every option, though it may be undefined: none can be forgotten. */
type Given<Options> = { readonly [K in keyof Required<Options>]: Options[K] };

const TIMERS: readonly string[] = [
  'bfdMinimumIntervalMs',
  'bfdMultiplier',
  'restartTimeSec',
  'staleRoutesTimeSec',
] satisfies (keyof SessionOptions)[];

const ALL = keysOf(SESSION_PROPS);
const OF_EVERY_HOME = ALL.filter((name) => !TIMERS.includes(name));
const OF_ONE_HOME = [...ALL, ...keysOf(HOME_PROPS)];

function keysOf<Name extends string>(kinds: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(kinds) as Name[];
}

/** Those of the named options that are given. */
function chosen(options: HomeSessionOptions, names: readonly (keyof HomeSessionOptions)[]): HomeSessionOptions {
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}
