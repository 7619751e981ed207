import { FabricError } from '../../lib/model/fabric-error';

/** A route target that a VRF would import twice. */
export function duplicateImportedRouteTarget(target: string, constructPath: string): FabricError {
  return new FabricError(
    'duplicateImportedRouteTarget',
    `importRouteTargets: ${target} is imported already; list further route targets only, each once: the VRF imports its ` +
      'own routeTarget in any case',
    constructPath,
  );
}
