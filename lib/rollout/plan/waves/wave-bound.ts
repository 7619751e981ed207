import type { Shared } from './shared';
import { sharedByDevice } from './shared';

/**
 * A number of waves that no arrangement can do with less, without a canary: the devices over the size of a wave, the
 * devices that share one thing over its limit, and the largest set found in which every two devices exclude one another.
 */
export function waveLowerBound(hostnames: readonly string[], shared: readonly Shared[], largest: number): number {
  if (hostnames.length === 0) return 0;
  const byDevice = sharedByDevice(hostnames, shared);
  const ofShared = [...new Set([...byDevice.values()].flat())].map((one) => {
    const members = hostnames.filter((hostname) => one.members.has(hostname)).length;
    return Math.ceil(members / one.limit);
  });
  return Math.max(
    Math.ceil(hostnames.length / largest),
    ofShared.reduce((most, one) => Math.max(most, one), 1),
    cliqueSize(hostnames, byDevice),
  );
}

/** Grows a clique from every device, each time by the neighbour with most neighbours in common. */
function cliqueSize(hostnames: readonly string[], byDevice: ReadonlyMap<string, readonly Shared[]>): number {
  const excluded = exclusions(hostnames, byDevice);
  let largest = 1;
  for (const hostname of hostnames) {
    let candidates = [...(excluded.get(hostname) ?? [])];
    let size = 1;
    while (candidates.length > 0 && size + candidates.length > largest) {
      const next = mostConnected(candidates, excluded);
      candidates = candidates.filter((one) => excluded.get(next)?.has(one) === true);
      size += 1;
    }
    largest = Math.max(largest, size);
  }
  return largest;
}

function mostConnected(candidates: readonly string[], excluded: ReadonlyMap<string, ReadonlySet<string>>): string {
  const among = new Set(candidates);
  let [best, bestCount] = [candidates[0] ?? '', -1];
  for (const candidate of candidates) {
    let count = 0;
    for (const other of excluded.get(candidate) ?? []) if (among.has(other)) count += 1;
    if (count > bestCount) [best, bestCount] = [candidate, count];
  }
  return best;
}

/** For each device, those that can never be in a wave with it. */
function exclusions(
  hostnames: readonly string[],
  byDevice: ReadonlyMap<string, readonly Shared[]>,
): Map<string, Set<string>> {
  const excluded = new Map(hostnames.map((hostname) => [hostname, new Set<string>()]));
  for (const hostname of hostnames) {
    const own = excluded.get(hostname);
    for (const { members, limit } of byDevice.get(hostname) ?? []) {
      if (limit > 1) continue;
      for (const other of members) if (other !== hostname && excluded.has(other)) own?.add(other);
    }
  }
  return excluded;
}
