import { FabricError } from '../model/fabric-error';

/** What a parser makes of it, or undefined where it cannot. */
export function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (FabricError.isFabricError(error)) return undefined;
    throw error;
  }
}
