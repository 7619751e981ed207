import type { Announcer, FailureState } from '../../../lib/reachability/state/fabric-state';

/**
 * Where FRR does otherwise than Junos, or than what is certain of Junos. The prediction speaks of Junos; before it is
 * compared, what is named here is applied to it, and nothing else. docs/twin.md has the same table in words.
 */
export const DIFFERENCES = {
  sharedDistinguisher:
    'of several routes with one route distinguisher and prefix FRR puts all into a VRF, the prediction only the best',
} as const;

/** The name of a difference, as it is counted. */
export type Difference = keyof typeof DIFFERENCES;

/**
 * `sharedDistinguisher`: those of a group that a device is told of, by whomever. Whether Junos uses more than the best of
 * them is not known; the prediction takes the lower number. Reflectors tell one only, in both.
 */
export function heardOf(state: FailureState, group: readonly Announcer[], device: number): readonly Announcer[] {
  const best = state.arrives(group, device);
  if (best === undefined || group.length === 1) return best === undefined ? [] : [best];
  const { reflection } = state.baseline;
  const chosen = state.chosen(group);
  const told = reflection
    .sessionsOf(device)
    .filter(({ session }) => state.isUp(session))
    .flatMap(({ peer }) => {
      if (!reflection.isReflector(peer)) return group.filter(({ site }) => site.device === peer);
      const sharesCluster = reflection.clustersOf(device).some((one) => reflection.clustersOf(peer).includes(one));
      return sharesCluster ? [] : (group[chosen.get(peer)?.origin ?? -1] ?? []);
    });
  return [...new Set([best, ...told])].filter(({ site }) => site.device !== device);
}
