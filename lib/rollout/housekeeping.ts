import { problemOf } from './problem';
import type { Settings } from './settings';

/** Does what no device depends on, as putting old copies away: where it fails that is told, and the change is what it was. */
export async function housekeeping(
  { emit }: Pick<Settings, 'emit'>,
  work: () => Promise<void> | void,
  hostname?: string,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    emit({ type: 'warning', ...(hostname !== undefined && { hostname }), message: problemOf(error).message });
  }
}
