import { FabricError } from '../model/fabric-error';

/** Two files of one device. */
export function importedTwice(hostname: string, first: string, second: string): FabricError {
  return new FabricError('importedTwice', `${first} and ${second} are both of ${hostname}; give each device once`);
}

/** No file has a device in it that a program could be made of. */
export function nothingToImport(): FabricError {
  return new FabricError(
    'nothingToImport',
    'none of the files has a device with a loopback address (lo0.0) or a router id, which every leaf needs',
  );
}
