import type { Shared } from './shared';
import { Taken, sharedByDevice } from './shared';
import { waveLowerBound } from './wave-bound';

/** How often a colouring is tried to be improved. */
const IMPROVEMENTS = 60;

/**
 * Groups of devices that may be in motion together, as few as found: DSATUR (Brélaz 1979), which takes the device with the
 * fewest groups left to it first, then iterated greedy (Culberson 1992), which puts the devices group by group into the
 * first group that takes them and can only end with as many groups or fewer. Deterministic.
 *
 * @param hostnames - each once
 * @param largest - devices in a group at most
 */
export function colours(hostnames: readonly string[], shared: readonly Shared[], largest: number): string[][] {
  const byDevice = sharedByDevice(hostnames, shared);
  const sharedOf = (hostname: string): readonly Shared[] => byDevice.get(hostname) ?? [];
  const bound = waveLowerBound(hostnames, shared, largest);
  const random = pseudoRandom();
  let best = bySaturation(hostnames, sharedOf, largest);
  let current = best;
  for (let round = 0; round < IMPROVEMENTS && best.length > bound; round += 1) {
    current = firstFit(rearranged(current, round, random).flat(), sharedOf, largest);
    if (current.length < best.length) best = current;
  }
  return best;
}

type SharedOf = (hostname: string) => readonly Shared[];

class Group {
  readonly members: string[] = [];
  private readonly taken = new Taken();

  constructor(private readonly largest: number) {}

  admits(shared: readonly Shared[]): boolean {
    return this.members.length < this.largest && this.taken.admits(shared);
  }

  add(hostname: string, shared: readonly Shared[]): void {
    this.members.push(hostname);
    this.taken.add(shared);
  }
}

function firstFit(order: readonly string[], sharedOf: SharedOf, largest: number): string[][] {
  const groups: Group[] = [];
  for (const hostname of order) place(groups, hostname, sharedOf(hostname), largest);
  return groups.map(({ members }) => members);
}

/** @returns the index of the group that took the device */
function place(groups: Group[], hostname: string, shared: readonly Shared[], largest: number): number {
  let index = groups.findIndex((group) => group.admits(shared));
  if (index < 0) index = groups.push(new Group(largest)) - 1;
  groups[index]?.add(hostname, shared);
  return index;
}

function bySaturation(hostnames: readonly string[], sharedOf: SharedOf, largest: number): string[][] {
  const neighbours = neighboursOf(hostnames, sharedOf);
  const closed = new Map(hostnames.map((hostname) => [hostname, new Set<number>()]));
  const groups: Group[] = [];
  while (closed.size > 0) {
    const hostname = mostSaturated(closed, neighbours);
    closed.delete(hostname);
    const index = place(groups, hostname, sharedOf(hostname), largest);
    for (const neighbour of neighbours.get(hostname) ?? []) {
      if (groups[index]?.admits(sharedOf(neighbour)) === false) closed.get(neighbour)?.add(index);
    }
  }
  return groups.map(({ members }) => members);
}

/** The one with the fewest groups left to it; of several the one that shares with most others, then the first by name. */
function mostSaturated(
  closed: ReadonlyMap<string, ReadonlySet<number>>,
  neighbours: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  let best = '';
  let [bestClosed, bestDegree] = [-1, -1];
  for (const [hostname, { size }] of closed) {
    const degree = neighbours.get(hostname)?.size ?? 0;
    if (size > bestClosed || (size === bestClosed && degree > bestDegree)) {
      [best, bestClosed, bestDegree] = [hostname, size, degree];
    }
  }
  return best;
}

function neighboursOf(hostnames: readonly string[], sharedOf: SharedOf): Map<string, Set<string>> {
  const members = new Map<Shared, string[]>();
  for (const hostname of hostnames) {
    for (const one of sharedOf(hostname)) members.set(one, [...(members.get(one) ?? []), hostname]);
  }
  return new Map(
    hostnames.map((hostname) => {
      const others = new Set(sharedOf(hostname).flatMap((one) => members.get(one) ?? []));
      others.delete(hostname);
      return [hostname, others];
    }),
  );
}

/** Devices of a group stay next to one another: that is what keeps the number of groups from growing. */
function rearranged(groups: readonly string[][], round: number, random: () => number): string[][] {
  switch (round % 3) {
    case 0:
      return [...groups].reverse();
    case 1:
      return [...groups].sort((one, other) => other.length - one.length);
    default:
      return groups
        .map((group) => ({ group, place: random() }))
        .sort((one, other) => one.place - other.place)
        .map(({ group }) => group);
  }
}

/** The same numbers in every process (a linear congruential generator). */
function pseudoRandom(): () => number {
  let state = 20_240_229;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
