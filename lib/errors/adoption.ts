/* Adoption of what stands outside the group (constructs/, lib/render/adoption, lib/rollout/adoption) */
import { FabricError } from './fabric-error';

/** A path that is none. */
export function adoptionUnreadable(path: string, why?: string): FabricError {
  const reason = why === undefined ? '' : `: ${why}`;
  return new FabricError(
    'adoptionUnreadable',
    `${JSON.stringify(path)} is no place in the explicit configuration that can be adopted${reason}; write the words of a set line without "set", for example "interfaces et-0/0/15 unit 0 family ethernet-switching"`,
  );
}

/** A path under nothing that the fabric configures. */
export function adoptionOutside(path: string, hostname: string, constructPath: string): FabricError {
  return new FabricError(
    'adoptionOutside',
    `"${path}" is not the fabric's to delete on ${hostname}: it lies in no port, policy, VRF or BGP group that the fabric configures there as a whole, and is no statement of its own; adopt what is in its way there, or delete the rest by other means`,
    constructPath,
  );
}

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

/** Nothing stands at the path, and nothing was adopted from there. */
export function adoptionMatchesNothing(path: string, reason: string): FabricError {
  return new FabricError(
    'adoptionMatchesNothing',
    `adopting \`${path}\` (${reason}) matches nothing any more; remove it from the program`,
  );
}

/** What was adopted is left in its group. */
export function adoptionStays(group: string): FabricError {
  return new FabricError(
    'adoptionStays',
    `what was adopted stays in group ${group}, which nothing applies; \`junos-fabric withdraw --restore\` puts it back, and \`delete groups ${group}\` forgets it`,
  );
}

/** A statement that cannot come back without taking away a newer one. */
export function adoptionNotPutBack(line: string, inTheWay: string): FabricError {
  return new FabricError(
    'adoptionNotPutBack',
    `\`${line}\` is not put back: the device says \`${inTheWay}\` there by now`,
  );
}
