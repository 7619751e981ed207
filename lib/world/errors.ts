import { FabricError } from '../model/fabric-error';

/** Two captures that no name tells apart. */
export function capturedTwice(hostname: string, first: string, second: string): FabricError {
  return new FabricError(
    'capturedTwice',
    `${first} and ${second} are both of ${hostname}; give each device once, or files with names of their own`,
  );
}

/** A lab of nothing. */
export function nothingCaptured(): FabricError {
  return new FabricError('nothingCaptured', 'there is no configuration to make a lab of');
}
