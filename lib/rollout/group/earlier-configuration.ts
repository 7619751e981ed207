import type { Configuration } from '../../junos/tree/configuration';
import type { DeviceSession } from '../device-session';

/**
 * An earlier configuration, from the device's rollback archive. Needs the lock, and leaves the candidate as it was.
 *
 * @param number - of the rollback, 1 to 49
 * @param meanwhile - done while it is the candidate
 */
export async function earlier(
  session: DeviceSession,
  number: number,
  meanwhile?: () => Promise<void>,
): Promise<Configuration> {
  await session.rollback(number);
  const configuration = await session.configuration({ database: 'candidate' });
  await meanwhile?.();
  await session.discard();
  return configuration;
}
