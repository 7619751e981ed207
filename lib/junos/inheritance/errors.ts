import { FabricError } from '../../model/fabric-error';

/** A member of an interface range that stands for more interfaces than a device can have. */
export function rangeTooLarge(holder: string, words: readonly string[], limit: number): FabricError {
  return new FabricError(
    'rangeTooLarge',
    `${holder}: "${words.join(' ')}" names more than ${limit} interfaces, which no device has; name the interfaces that are there`,
  );
}

/** Groups, wildcards and interface ranges that multiply each other. `words` are the statement at which it became too much. */
export function expandsTooFar(holder: string, words: readonly string[], limit: number): FabricError {
  return new FabricError(
    'expandsTooFar',
    `${holder}: groups and interface ranges give the configuration more than ${limit} statements, or take as long as that many to work out, at "${words.join(' ')}"; apply them to fewer statements`,
  );
}
