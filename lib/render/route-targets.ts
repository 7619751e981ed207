import type { VrfIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { compareText } from '../model/order';
import { communityName, routeTargetImportPolicyName } from './names';
import { policyPath } from './policy-parts';

/** Whether a VRF imports more than what carries its own route target. */
export function importsFurtherTargets({ importRouteTargets }: VrfIntent): boolean {
  return (importRouteTargets?.length ?? 0) > 0;
}

/**
 * What a VRF imports, where that is more than its own route target: a policy in place of the one that `vrf-target` makes by
 * itself. Targets stand in it by their names, so a VRF that exchanges its own target for one that it imports keeps it.
 */
export function renderRouteTargetImports(configuration: Configuration, fabric: string, vrf: VrfIntent): void {
  if (vrf.routeTarget === undefined || !importsFurtherTargets(vrf)) return;
  const path = policyPath(routeTargetImportPolicyName(vrf.name));
  const targets = [vrf.routeTarget, ...(vrf.importRouteTargets ?? [])];
  for (const target of [...new Set(targets)].sort(compareText)) {
    // A match needs every member of a community, so each target has one of its own.
    const community = communityName(fabric, target);
    configuration.set('policy-options', 'community', community, 'members', target);
    configuration.set(...path, 'term', 'route-targets', 'from', 'community', community);
  }
  configuration.set(...path, 'term', 'route-targets', 'then', 'accept');
  configuration.set(...path, 'then', 'reject');
}
