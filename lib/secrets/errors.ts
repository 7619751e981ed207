import { FabricError } from '../model/fabric-error';

/** A secret is not where the intent says it is. The reason never has it in it. */
export function secretUnavailable(what: string, where: string, reason: string): FabricError {
  return new FabricError('secretUnavailable', `${what} is expected in ${where}: ${reason}`);
}

/** What was found where a secret should be is no secret. */
export function secretUnusable(what: string, where: string, fault: string): FabricError {
  return new FabricError(
    'secretUnusable',
    `${what} is expected in ${where}, whose first line ${fault}; put the secret there`,
  );
}
