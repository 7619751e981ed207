import {
  invalidPoolRange,
  poolLengthNotAllowed,
  poolOfOtherFamily,
  poolsOverlap,
  prefixTooLongForPool,
} from './errors';
import type { Family } from '../intent/fabric-intent';
import { ADDRESS_BITS, IpAddress } from '../model/ip-address';
import { IpPrefix } from '../model/ip-prefix';
import { Subnet } from '../model/subnet';
import type { Extent } from './extent';
import { compareExtents, overlaps } from './extent';
import type { KindName } from './kinds';
import { KINDS, prefixExtent } from './kinds';

/** Where values of one or more kinds come from. */
export interface Pool {
  /** As the user knows it, for example `pools.subnets`. */
  readonly prop: string;
  /** What the user gave, on one line. */
  readonly given: string;
  /** The kinds whose values it gives. */
  readonly kinds: readonly KindName[];
  /** In the order in which they are used up; each begins at a multiple of `size`. */
  readonly ranges: readonly PoolRange[];
  /** Numbers that one value takes up. */
  readonly size: bigint;
  /** What it holds, for messages: `subnets of /31`. */
  readonly unit: string;
  /** How a pool that lacks room for `missing` values can be extended, in words. */
  readonly advice: (missing: number) => string;
}

/** A stretch of a pool. */
interface PoolRange {
  readonly extent: Extent;
  /** As the user gave it. */
  readonly given: string;
  /** Text of the value that begins there. */
  readonly textAt: (first: bigint) => string;
}

/** Lengths that a subnet with a server or between two devices can have. */
const LENGTHS: Readonly<Record<Family, readonly [shortest: number, longest: number]>> = {
  inet: [24, 31],
  inet6: [64, 127],
};

/**
 * A pool of subnets.
 *
 * @param prop - for example `pools.subnets`
 * @param prefixes - what the subnets are cut from
 * @param length - prefix length of each subnet
 * @throws FabricError when a prefix or the length is not usable, or two prefixes overlap
 */
export function subnetPool(
  prop: string,
  family: Family,
  kinds: readonly KindName[],
  prefixes: readonly string[],
  length: number,
): Pool {
  const [shortest, longest] = LENGTHS[family];
  if (!Number.isInteger(length) || length < shortest || length > longest) {
    throw poolLengthNotAllowed(length, shortest, longest);
  }
  const bits = ADDRESS_BITS[family];
  const pool: Pool = {
    prop,
    given: prefixes.join(', '),
    kinds,
    ranges: prefixes.map((text) => prefixRange(family, text, length)),
    size: 1n << BigInt(bits - length),
    unit: `subnets of /${length}`,
    advice: (missing) => `add a prefix of /${Math.max(0, length - Math.ceil(Math.log2(missing)))} or shorter`,
  };
  requireApart([pool]);
  return pool;
}

/** A pool of RD numbers, for example `1-999`. */
export function rdNumberPool(prop: string, given: string): Pool {
  return rangePool(prop, given, 'rd', '1-999');
}

/** A pool of VNIs, for example `10000-19999, 30000-39999`. */
export function vniPool(prop: string, given: string): Pool {
  return rangePool(prop, given, 'vni', '10000-19999');
}

/** A pool of route targets, for example `target:62273:10000-19999`. */
export function routeTargetPool(prop: string, given: string): Pool {
  return rangePool(prop, given, 'route-target', 'target:62273:10000-19999');
}

/** A pool of AS numbers, for example `4200000001-4200000999`. */
export function asNumberPool(prop: string, given: string): Pool {
  return rangePool(prop, given, 'underlay-as', '4200000001-4200000999');
}

/**
 * Refuses pools that have a value in common: from two pools it could be given twice.
 * @param ownerOf - where a pool is declared, when the pools are of several fabrics
 * @throws FabricError `poolsOverlap`
 */
export function requireApart(pools: readonly Pool[], ownerOf?: (pool: Pool) => string): void {
  const ranges = pools.flatMap((pool) => pool.ranges.map((range) => ({ pool, range })));
  ranges.sort((a, b) => compareExtents(a.range.extent, b.range.extent));
  for (const [i, { pool, range }] of ranges.entries()) {
    const before = ranges[i - 1];
    if (before === undefined || !overlaps(before.range.extent, range.extent)) continue;
    const name = (one: typeof before): string => `${one.range.given} of ${nameOf(one.pool, ownerOf)}`;
    throw poolsOverlap(name({ pool, range }), name(before), ownerOf !== undefined);
  }
}

function nameOf(pool: Pool, ownerOf?: (pool: Pool) => string): string {
  return ownerOf === undefined ? pool.prop : `${pool.prop} of ${ownerOf(pool)}`;
}

function prefixRange(family: Family, text: string, length: number): PoolRange {
  const prefix = IpPrefix.parse(text);
  if (prefix.family !== family) throw poolOfOtherFamily(text, family);
  if (prefix.prefixLength > length) throw prefixTooLongForPool(text, length);
  const textAt = (first: bigint): string => `${IpAddress.fromValue(family, first).toString()}/${length}`;
  const extent = prefixExtent(prefix);
  const lastSubnet = extent.last + 1n - (1n << BigInt(ADDRESS_BITS[family] - length));
  // Both ends must have usable hosts: 224.0.0.0/4 has none.
  for (const first of [extent.first, lastSubnet]) Subnet.parse(textAt(first)).leafAddress();
  return { extent, given: text, textAt };
}

function rangePool(prop: string, given: string, kind: KindName, example: string): Pool {
  const pool: Pool = {
    prop,
    given,
    kinds: [kind],
    ranges: given.split(',').map((part) => numberRange(part.trim(), kind, example)),
    size: 1n,
    unit: 'numbers',
    advice: (missing) => `add a range of at least ${missing} more`,
  };
  requireApart([pool]);
  return pool;
}

/** `first` or `first-last`, where `last` is only the number at the end. */
const RANGE = /^(?<before>|target:[^:]+:)(?<from>\d+)(?:-(?<to>\d+))?$/;

function numberRange(given: string, kind: KindName, example: string): PoolRange {
  const { before = '', from = '', to = from } = RANGE.exec(given)?.groups ?? {};
  const { extentOf, allowed } = KINDS[kind];
  const [lowest, highest] = [extentOf(`${before}${from}`), extentOf(`${before}${to}`)];
  if (lowest === undefined || highest === undefined || highest.first < lowest.first) {
    throw invalidPoolRange(given, `each end is ${allowed}, for example ${example}`);
  }
  const extent = { ...lowest, last: highest.last };
  return { extent, given, textAt: (number) => `${before}${number}` };
}
