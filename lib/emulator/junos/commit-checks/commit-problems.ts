import type { Configuration } from '../../../junos/tree/configuration';
import type { DatabaseProblem } from '../refusal';
import { remembered } from '../remembered';
import { overlappingAddresses } from './addresses';
import { groupProblems } from './apply-groups';
import { bgpNeighbors, localAutonomousSystem } from './bgp';
import type { CommitCheck } from './candidate-view';
import { candidateView } from './candidate-view';
import { hostBits } from './host-bits';
import { instanceInterfaces, ipPrefixRoutes, routeDistinguishers, vrfs } from './instances';
import { interfaceMtu, units } from './interfaces';
import { undefinedPolicies } from './policies';

const CHECKS: readonly CommitCheck[] = [
  units,
  interfaceMtu,
  overlappingAddresses,
  instanceInterfaces,
  routeDistinguishers,
  vrfs,
  ipPrefixRoutes,
  localAutonomousSystem,
  bgpNeighbors,
  undefinedPolicies,
  hostBits,
];

/**
 * What `commit check` has to say about a candidate; nothing when it may be committed. A candidate is checked once: a
 * commit follows its check.
 */
export const commitProblems = remembered((candidate: Configuration): readonly DatabaseProblem[] => {
  const groups = groupProblems(candidate);
  if (groups.length > 0) return groups;
  const view = candidateView(candidate);
  return CHECKS.flatMap((check) => check(view));
});
