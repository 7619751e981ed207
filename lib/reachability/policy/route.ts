import type { Family } from '../../intent/fabric-intent';
import type { IpPrefix } from '../../model/ip-prefix';
import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';

/** Where a route comes from, in Junos' words. */
export type RouteProtocol = 'direct' | 'static' | 'aggregate' | 'bgp' | 'evpn';

/** A route as policies see it. */
export interface Route {
  readonly prefix: IpPrefix;
  /** Of a type-5 route on its way between devices; absent: that of the prefix. */
  readonly family?: 'evpn';
  readonly protocol: RouteProtocol;
  /** Before anything else, the lowest wins; Junos' default for the protocol. */
  readonly preference: number;
  readonly localPreference: number;
  readonly metric: number;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
  /** Logical interface of a direct route. */
  readonly interface?: string;
  /** The BGP neighbor that told it. */
  readonly neighbor?: string;
}

/** Junos' route preference by protocol. */
const PREFERENCE: Readonly<Record<RouteProtocol, number>> = {
  direct: 0,
  static: 5,
  aggregate: 130,
  bgp: 170,
  evpn: 170,
};

/** A route with Junos' defaults. */
export function routeOf(prefix: IpPrefix, protocol: RouteProtocol, more: Partial<Route> = {}): Route {
  return {
    prefix,
    protocol,
    preference: PREFERENCE[protocol],
    localPreference: DEFAULT_LOCAL_PREFERENCE,
    metric: 0,
    asPath: [],
    communities: [],
    ...more,
  };
}

/** The family in which policies and tables have the route. */
export function familyOf({ family, prefix }: Route): Family | 'evpn' {
  return family ?? prefix.family;
}
