import { FabricError } from '../../lib/model/fabric-error';

/** An adoption of nothing. */
export function noPathsToAdopt(constructPath: string): FabricError {
  return new FabricError(
    'noPathsToAdopt',
    'paths is empty; name what is to be adopted, or leave the call out',
    constructPath,
  );
}

/** An adoption that says no reason. */
export function adoptionWithoutReason(constructPath: string): FabricError {
  return new FabricError(
    'adoptionWithoutReason',
    'reason is empty; say why the fabric may delete what others configured: it is reviewed with the code and stands in the plan',
    constructPath,
  );
}

/** A device that others configure where one of the fabric's own belongs. */
export function deviceOfOthers(prop: string, hostname: string, wanted: string, constructPath: string): FabricError {
  return new FabricError(
    'deviceOfOthers',
    `${prop} is ${hostname}, which belongs to others, so that nothing can be configured on it; give ${wanted} of this ` +
      'fabric, or leave it out',
    constructPath,
  );
}

/** Lines for no device. */
export function statementsWithoutDevice(constructPath: string): FabricError {
  return new FabricError(
    'statementsWithoutDevice',
    'there is no device, interface, session or server above, so it is not known which devices get these lines; create them there or give devices',
    constructPath,
  );
}

/** No lines at all. */
export function noLines(constructPath: string): FabricError {
  return new FabricError('noLines', 'lines is empty; give at least one set line', constructPath);
}

/** A port that cannot be broken out. */
export function notABreakoutPort(given: string, at: string): FabricError {
  return new FabricError(
    'notABreakoutPort',
    `${given} cannot be split into channels; give the port itself, for example et-0/0/3`,
    at,
  );
}
