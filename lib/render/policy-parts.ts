import type { Configuration } from '../junos/tree/configuration';
import { encapsulationsCommunityName, routeTargetsCommunityName } from './names';

/** Where a policy stands. */
export function policyPath(name: string): string[] {
  return ['policy-options', 'policy-statement', name];
}

/** Takes the communities off a route that only mean something inside the fabric. */
export function stripFabricCommunities(configuration: Configuration, path: readonly string[], fabric: string): void {
  configuration.set(...path, 'then', 'community', 'delete', encapsulationsCommunityName(fabric));
  configuration.set(...path, 'then', 'community', 'delete', routeTargetsCommunityName(fabric));
}
