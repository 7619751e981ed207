import { FabricError } from '../../lib/model/fabric-error';

/** The library's error that a promise rejects with; fails the test when it resolves or rejects otherwise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<FabricError> {
  try {
    await promise;
  } catch (error) {
    if (FabricError.isFabricError(error)) return error;
    throw error;
  }
  throw new Error('the promise resolved');
}
