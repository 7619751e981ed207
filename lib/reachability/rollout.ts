import { caseWords } from './explain';
import type { Counterexample } from './reachability';
import { Reachability } from './reachability';
import type { DeviceInput, ServerInput } from './input';
import { foreignOf, networkOf } from './network/network';
import type { ReadDevice } from './network/network';
import { readDevice } from './read/device';

/** A change of a fabric, as it is carried out. */
export interface PlannedChange {
  /** Every device as it is, by any order; those that the change adds are missing. */
  readonly before: readonly DeviceInput[];
  /** Every device as it will be; those that the change takes away are missing. */
  readonly after: readonly DeviceInput[];
  /** Servers as they are from their own side, before and after. */
  readonly servers: { readonly before: readonly ServerInput[]; readonly after: readonly ServerInput[] };
  /** Host names of the devices that change, wave by wave. Devices in no wave keep what they have. */
  readonly waves: readonly (readonly string[])[];
}

/** A moment of a change at which a server has too few paths. */
export interface UnsafeMoment extends Counterexample {
  /** Number of waves that are done, from 0; those of wave `done + 1` are out of service when `isDuring`. */
  readonly done: number;
  readonly isDuring: boolean;
}

/** What a change must leave at every moment. */
export interface MomentDemand {
  /**
   * Paths that must be left.
   * @default 1
   */
  readonly paths?: number;
  /**
   * Whether devices of the wave in progress count as out of service: sessions may be reset while they commit.
   * @default true
   */
  readonly countsWaveAsDown?: boolean;
}

/**
 * The moments of a change at which a server that has paths before and after it has too few: after each wave, when some
 * devices are new and the rest old, and during each wave, when its devices are out of service.
 *
 * Not asked for are servers that are in one of the two fabrics only, and what had too few before the change. Empty when the
 * change is safe.
 */
export function unsafeMoments(change: PlannedChange, demand: MomentDemand = {}): UnsafeMoment[] {
  const { paths = 1, countsWaveAsDown = true } = demand;
  const [before, after] = [readAll(change.before), readAll(change.after)];
  const lasting = new Set(change.servers.before.map(({ name }) => name));
  const servers = change.servers.after.filter(({ name }) => lasting.has(name));
  const sides = [change.servers.before.filter(({ name }) => lasting.has(name)), servers];
  /** A server moves its own side with the change: it counts in the form in which it is better off. */
  const shortIn = (done: number, wave: readonly string[]): Counterexample[] => {
    const devices = mixed(before, after, new Set(change.waves.slice(0, done).flat()));
    const [first = [], second = []] = sides.map((side) => momentsOf(devices, side, wave, paths));
    const keys = new Set(second.map(keyOf));
    return first.filter((one) => keys.has(keyOf(one)));
  };
  const known = new Set(shortIn(0, []).map(keyOf));
  const found = change.waves.flatMap((wave, done) => [
    ...(countsWaveAsDown ? shortIn(done, wave).map((one) => ({ ...one, done, isDuring: true })) : []),
    ...shortIn(done + 1, []).map((one) => ({ ...one, done: done + 1, isDuring: false })),
  ]);
  return found.filter((one) => !known.has(keyOf(one)));
}

function keyOf({ prefix, server }: Counterexample): string {
  return `${server} ${prefix}`;
}

/** `after wave 1`, `during wave 2 (leaf10 and leaf11)`. */
export function momentWords({ done, isDuring, failures }: UnsafeMoment): string {
  if (isDuring) return `during wave ${done + 1} (${caseWords(failures)})`;
  return `after wave ${done}`;
}

function momentsOf(
  devices: readonly ReadDevice[],
  servers: readonly ServerInput[],
  wave: readonly string[],
  paths: number,
): Counterexample[] {
  const reachability = new Reachability(networkOf(devices, servers));
  const down = reachability
    .singles('leaf', 'spine')
    .flat()
    .filter(({ name }) => wave.includes(name));
  return reachability.counterexamples({ cases: [down], paths });
}

function readAll(devices: readonly DeviceInput[]): Map<string, ReadDevice> {
  return new Map(devices.map((input) => [input.hostname, { device: readDevice(input), foreign: foreignOf(input) }]));
}

/** New where the change has been, old elsewhere. */
function mixed(
  before: ReadonlyMap<string, ReadDevice>,
  after: ReadonlyMap<string, ReadDevice>,
  changed: ReadonlySet<string>,
): ReadDevice[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => (changed.has(name) ? after.get(name) : before.get(name)) ?? []);
}
