import { compareText } from '../../../model/order';

/** What several devices have in common, so that they must not all change, or take a change back, at the same time. */
export interface Shared {
  /** In words: `server server1`, `the spines`, `redundancy group A`. */
  readonly what: string;
  /** Host names. */
  readonly members: ReadonlySet<string>;
  /** How many of them may be in motion at the same time; at least 1. */
  readonly limit: number;
}

/** Counts how much of everything shared a growing set of devices takes. */
export class Taken {
  private readonly counts = new Map<Shared, number>();

  /** Whether the device may join without exceeding a limit. */
  admits(shared: readonly Shared[]): boolean {
    return shared.every((one) => (this.counts.get(one) ?? 0) < one.limit);
  }

  add(shared: readonly Shared[]): void {
    for (const one of shared) this.counts.set(one, (this.counts.get(one) ?? 0) + 1);
  }
}

/** For each device, what it shares with others of the set in a way that can keep them apart. */
export function sharedByDevice(hostnames: Iterable<string>, shared: readonly Shared[]): Map<string, Shared[]> {
  const byDevice = new Map([...hostnames].map((hostname) => [hostname, [] as Shared[]]));
  for (const one of shared) {
    const members = [...one.members].filter((hostname) => byDevice.has(hostname));
    if (members.length <= one.limit) continue;
    for (const hostname of members) byDevice.get(hostname)?.push(one);
  }
  return byDevice;
}

/** What devices of both sets share, so that the sets must be apart in time; undefined when they may coincide. */
export function sharedByBoth(
  shared: readonly Shared[],
  some: ReadonlySet<string>,
  others: ReadonlySet<string>,
): Shared | undefined {
  return shared.find((one) => {
    const [inSome, inOthers] = [countIn(one, some), countIn(one, others)];
    return inSome > 0 && inOthers > 0 && inSome + inOthers > one.limit;
  });
}

function countIn({ members }: Shared, hostnames: ReadonlySet<string>): number {
  let count = 0;
  for (const hostname of hostnames) if (members.has(hostname)) count += 1;
  return count;
}

/** In the order in which devices are always named. */
export function sortedHostnames(hostnames: Iterable<string>): string[] {
  return [...hostnames].sort(compareText);
}
