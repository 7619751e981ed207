import type { AddressWithLength } from '../../../model/address-with-length';
import { readAddress } from '../../../model/address-with-length';

/** A type-5 route as the device that makes it sends it. */
export interface Type5Route {
  /** As `show route` prints it: `5:192.168.1.10:5::0::10.1.5.0::24/248`. */
  readonly key: string;
  readonly routeDistinguisher: string;
  readonly prefix: AddressWithLength;
  readonly text: string;
  /** Hostname of the device that made it. */
  readonly originator: string;
  readonly vtep: string;
  readonly vni: number;
  readonly routerMac: string;
  /** Route targets and other communities. */
  readonly communities: readonly string[];
  readonly asPath: readonly number[];
  readonly localPreference: number;
}

/** A type-5 route as a device has it. */
export interface EvpnPath {
  readonly route: Type5Route;
  /** Address of the overlay peer; undefined: made here. */
  readonly learnedFrom?: string;
  readonly clusters: readonly string[];
}

/** Every path that a device holds, by route key, the best first. */
export type EvpnTable = ReadonlyMap<string, readonly EvpnPath[]>;

/** Route type 5 prints its length in bits with a fixed tail. */
const TYPE_5_BITS = 248;

/** Prints the key of a type-5 route. */
export function type5Key(routeDistinguisher: string, text: string): string {
  const [network = '', length = ''] = text.split('/');
  return `5:${routeDistinguisher}::0::${network}::${length}/${TYPE_5_BITS}`;
}

/** Router MAC of a device: locally administered, always the same for a hostname. */
export function routerMac(hostname: string): string {
  let hash = 5381;
  for (const letter of hostname) hash = (hash * 33 + (letter.codePointAt(0) ?? 0)) % 0x1000000;
  const hex = hash.toString(16).padStart(6, '0');
  return `02:05:86:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}

/** Whether both are the same route with the same attributes. */
export function isSameRoute(one: Type5Route, other: Type5Route): boolean {
  return (
    one.key === other.key &&
    one.vtep === other.vtep &&
    one.vni === other.vni &&
    one.localPreference === other.localPreference &&
    one.asPath.join() === other.asPath.join() &&
    one.communities.join() === other.communities.join()
  );
}

/** Order of addresses as numbers. */
export function compareAddresses(one: string, other: string): number {
  const [a, b] = [readAddress(one), readAddress(other)];
  if (a === undefined || b === undefined) return one === other ? 0 : one < other ? -1 : 1;
  return a.compare(b);
}
