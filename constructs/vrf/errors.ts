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

/** Two loopback units for one leaf in one VRF. */
export function loopbackTwice(prop: string, leaf: string, constructPath: string): FabricError {
  return new FabricError(
    'loopbackTwice',
    `${prop}: ${leaf} has a loopback unit in this VRF already; a VRF has one on a leaf`,
    constructPath,
  );
}

/** A loopback unit that nothing reaches. */
export function loopbackWithoutAddress(prop: string, constructPath: string): FabricError {
  return new FabricError(
    'loopbackWithoutAddress',
    `${prop} has no address; give address, address6 or both`,
    constructPath,
  );
}

/** An address of one family where one of the other family belongs. */
export function loopbackOfOtherFamily(
  prop: string,
  address: string,
  wanted: 'IPv4' | 'IPv6',
  constructPath: string,
): FabricError {
  const other = wanted === 'IPv4' ? 'address6' : 'address';
  return new FabricError(
    'loopbackOfOtherFamily',
    `${prop} is ${address}, and takes an ${wanted} address without prefix length; give this one as ${other}`,
    constructPath,
  );
}
