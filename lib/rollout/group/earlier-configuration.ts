import type { Configuration } from '../../junos/tree/configuration';
import type { DeviceSession } from '../device-session';
import { rollbackGone } from './errors';

/** Rollbacks that Junos keeps. */
const OLDEST_ROLLBACK = 49;

/** How an earlier configuration is read. */
export interface EarlierOptions {
  /** Statements that the schema table does not know are kept; by default they are passed over. */
  readonly unknown?: 'keep';
  /** Done while it is the candidate. */
  readonly meanwhile?: () => Promise<void>;
}

/**
 * An earlier configuration, from the device's rollback archive. Needs the lock, and leaves the candidate as it was.
 *
 * @param number - of the rollback, 1 to 49
 */
export async function earlier(
  session: DeviceSession,
  number: number,
  { meanwhile, unknown }: EarlierOptions = {},
): Promise<Configuration> {
  await session.rollback(number);
  const configuration = await session.configuration({ database: 'candidate', unknown });
  await meanwhile?.();
  await session.discard();
  return configuration;
}

/** A change, as one device tells of it. */
export interface ChangeOnDevice {
  readonly hostname: string;
  readonly changeId: string;
  /** Whether the log line of a commit is of this change. */
  readonly isOwn: (log: string | undefined) => boolean;
}

/**
 * What a device had before the first commit of a change, whatever was committed since. Needs the lock, since any commit moves
 * it in the archive, and leaves the candidate as it was.
 *
 * @throws rollbackGone
 */
export async function configurationBefore(
  session: DeviceSession,
  { changeId, hostname, isOwn }: ChangeOnDevice,
  options: EarlierOptions = {},
): Promise<Configuration> {
  const own = (await session.commitHistory()).filter(({ log }) => isOwn(log));
  const number = Math.max(...own.map(({ sequence }) => sequence)) + 1;
  if (own.length === 0 || number > OLDEST_ROLLBACK) throw rollbackGone(hostname, changeId);
  return earlier(session, number, options);
}
