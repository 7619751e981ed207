import type { AddressWithLength } from '../../../model/address-with-length';

/** Where a route comes from, in the words that policies use; a generated route is an `aggregate` to them. */
export type RibProtocol = 'direct' | 'local' | 'static' | 'aggregate' | 'bgp' | 'evpn';

/** A route as policies see and change it. */
export interface RibRoute {
  readonly prefix: AddressWithLength;
  /** The prefix as text. */
  readonly text: string;
  readonly protocol: RibProtocol;
  /** Of a type-5 route on its way between devices; default that of the prefix. */
  readonly family?: 'evpn';
  /** AS numbers, the nearest first. */
  readonly asPath: readonly number[];
  /** `65000:1`, `target:62273:16776000`, `encapsulation:vxlan(0x8)` … */
  readonly communities: readonly string[];
  readonly localPreference?: number;
  /** Junos' own preference, where a policy has set it; else that of the protocol. */
  readonly preference?: number;
  readonly metric?: number;
  /** Logical interface of a direct route or of the next hop. */
  readonly interface?: string;
  /** Address that the route was learned from. */
  readonly neighbor?: string;
  /** Next hop as it stands in the route. */
  readonly nextHop?: string;
}

/** The lowest is active. */
export function preferenceOf({ preference, protocol }: RibRoute): number {
  return preference ?? PREFERENCE[protocol];
}

/** Route preference by protocol: the lowest is active. */
export const PREFERENCE: Readonly<Record<RibProtocol, number>> = {
  direct: 0,
  local: 0,
  static: 5,
  aggregate: 130,
  bgp: 170,
  evpn: 170,
};

/** Protocol names as `show route` prints them. */
export const PROTOCOL_NAME: Readonly<Record<RibProtocol, string>> = {
  direct: 'Direct',
  local: 'Local',
  static: 'Static',
  aggregate: 'Aggregate',
  bgp: 'BGP',
  evpn: 'EVPN',
};
