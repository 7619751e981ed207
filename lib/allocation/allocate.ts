import type { FabricError } from '../model/fabric-error';
import { poolExhausted, poolMissing, valueAllocated } from './errors';
import { compareText } from '../model/order';
import { parseKey, sortKeys } from './allocation-key';
import type { Extent } from './extent';
import { overlaps } from './extent';
import { freeValues, occupied } from './free-values';
import type { LockEntry, Section } from './lock-file';
import type { Pool } from './pool';

/** Somebody needs a value from a pool. */
interface AllocationRequest {
  readonly key: string;
  readonly constructPath: string;
}

/** A value that the user gave: pools must go around it. */
export interface GivenValue {
  readonly value: string;
  readonly extent: Extent;
  /** What it is for, where a value from a pool would be for the same. */
  readonly key?: string;
  /** It is used beside whoever has it: pools do not give it to anything else, and who has it already keeps it. */
  readonly isShared?: true;
  readonly constructPath: string;
}

/** What the fabrics of one pool name ask for. In any order. */
export interface AllocationNeeds {
  readonly requests: readonly AllocationRequest[];
  readonly given: readonly GivenValue[];
}

/** What an allocation starts from. */
export interface AllocationState {
  /** Pool name, for messages. */
  readonly name: string;
  /** What was recorded under this name. */
  readonly recorded: Section;
  /** What is recorded under other names and may not be given again. */
  readonly elsewhere: readonly Extent[];
  readonly pools: readonly Pool[];
}

/** Who has what. */
export interface Allocations {
  /** Value of every key that was requested, less those that `problems` are about. */
  readonly values: ReadonlyMap<string, string>;
  /** What is to be recorded. */
  readonly section: Section;
  readonly problems: readonly FabricError[];
}

/**
 * Decides who has which value. What is recorded stays as it is, whatever else comes, goes or moves, and also when its pool
 * has shrunk or gone. Values that the user gave win: no pool gives them again. What is recorded and not asked for any more
 * is kept as removed: nothing else gets it, and whoever asks with its key has it back. New keys get, in their own order,
 * the lowest values that are free.
 *
 * Pure; the order of `needs` makes no difference.
 */
export function allocate(state: AllocationState, needs: AllocationNeeds): Allocations {
  const requests = new Map(needs.requests.map((request) => [request.key, request]));
  const given = [...needs.given].sort((a, b) => compareText(a.constructPath, b.constructPath));
  const pinned = new Map(given.flatMap((one) => (one.key === undefined ? [] : [[one.key, one] as const])));
  const kept = keptEntries(state.recorded, requests, pinned);
  const fresh = newEntries(state, requests, kept, pinned, given);
  const section = new Map([...kept, ...fresh.entries]);
  const values = new Map([...requests.keys()].flatMap((key) => valueOf(key, pinned, section)));
  return { values, section, problems: [...collisions(kept, pinned, given), ...fresh.problems] };
}

type Pinned = ReadonlyMap<string, GivenValue>;

function valueOf(key: string, pinned: Pinned, section: Section): [string, string][] {
  const value = pinned.get(key)?.value ?? section.get(key)?.value;
  return value === undefined ? [] : [[key, value]];
}

/** What is recorded, each marked by whether it is still asked for. */
function keptEntries(
  recorded: Section,
  requests: ReadonlyMap<string, unknown>,
  pinned: Pinned,
): Map<string, LockEntry> {
  const entries = [...recorded].map(([key, entry]): [string, LockEntry] => {
    const isUsed = pinned.has(key) ? pinned.get(key)?.value === entry.value : requests.has(key);
    return [key, isUsed === !entry.removed ? entry : { ...entry, removed: !isUsed }];
  });
  return new Map(entries);
}

/** Values given by the user that something else has from a pool. What is removed gives way: nobody uses it. */
function collisions(kept: Section, pinned: Pinned, given: readonly GivenValue[]): FabricError[] {
  const holders = new Map<string, { readonly key: string; readonly entry: LockEntry }[]>();
  for (const [key, entry] of kept) {
    if (entry.removed || pinned.has(key)) continue;
    const held = holders.get(entry.extent.space) ?? [];
    held.push({ key, entry });
    holders.set(entry.extent.space, held);
  }
  for (const held of holders.values()) held.sort((a, b) => (a.entry.extent.first < b.entry.extent.first ? -1 : 1));
  return given.flatMap(({ value, extent, constructPath, isShared }) => {
    if (isShared === true) return [];
    const overlapping = thoseOverlapping(holders.get(extent.space) ?? [], extent);
    return overlapping.map(({ key, entry }) => valueAllocated(value, entry.value, key, constructPath));
  });
}

/** Of entries that are sorted and apart, those that overlap. */
function thoseOverlapping<T extends { readonly entry: LockEntry }>(sorted: readonly T[], extent: Extent): T[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.entry.extent.last ?? 0n) < extent.first) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let held = sorted[low]; held !== undefined && overlaps(held.entry.extent, extent); held = sorted[++low]) {
    found.push(held);
  }
  return found;
}

/** The keys that nothing is recorded for, with the lowest free values of their pools. */
function newEntries(
  { name, pools, elsewhere }: AllocationState,
  requests: ReadonlyMap<string, AllocationRequest>,
  kept: Section,
  pinned: Pinned,
  given: readonly GivenValue[],
): { entries: Map<string, LockEntry>; problems: FabricError[] } {
  const entries = new Map<string, LockEntry>();
  const problems: FabricError[] = [];
  const missing = [...requests.keys()].filter((key) => !kept.has(key) && !pinned.has(key));
  if (missing.length === 0) return { entries, problems };
  const held = [...kept.values()].map((entry) => entry.extent);
  const taken = occupied([...held, ...elsewhere, ...given.map((one) => one.extent)]);
  for (const [pool, keys] of byPool(sortKeys(missing), pools)) {
    if (pool === undefined) {
      problems.push(...keys.map((key) => poolMissing(key, name, requests.get(key)?.constructPath ?? '')));
      continue;
    }
    const free = freeValues(pool, taken);
    const without = keys.filter((key) => {
      const next = free.next();
      if (next.done !== true) entries.set(key, { value: next.value.text, extent: next.value.extent, removed: false });
      return next.done === true;
    });
    if (without.length > 0) problems.push(exhausted(name, pool, kept, without));
  }
  return { entries, problems };
}

function byPool(keys: readonly string[], pools: readonly Pool[]): Map<Pool | undefined, string[]> {
  const sorted = new Map<Pool | undefined, string[]>();
  for (const key of keys) {
    const kind = parseKey(key)?.kind.name;
    const pool = pools.find(({ kinds }) => kinds.some((one) => one === kind));
    const own = sorted.get(pool);
    if (own === undefined) sorted.set(pool, [key]);
    else own.push(key);
  }
  return sorted;
}

function exhausted(name: string, pool: Pool, kept: Section, without: readonly string[]): FabricError {
  const { prop, given, unit, ranges, size } = pool;
  const room = ranges.reduce((sum, { extent }) => sum + (extent.last - extent.first + 1n) / size, 0n);
  const removed = [...kept].filter(
    ([, entry]) => entry.removed && ranges.some(({ extent }) => overlaps(extent, entry.extent)),
  );
  return poolExhausted({
    name,
    pool: `${prop} (${given})`,
    room: `${room} ${unit}`,
    without,
    removed: removed.map(([key]) => key),
    advice: pool.advice(without.length),
  });
}
