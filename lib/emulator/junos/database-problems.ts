/** What Junos says when the configuration database cannot be had. */
import type { DatabaseLock } from './configuration-database';
import type { DatabaseProblem } from './refusal';
import { dateTime } from './time-text';
import { leaf } from './xml-text';

/** Somebody else holds the exclusive lock. The pid is the session id that `kill-session` takes. */
export function lockedBy(holder: DatabaseLock): DatabaseProblem {
  const { user, pid, client } = holder.actor;
  const terminal = client === 'cli' ? 'terminal pts/0 ' : '';
  return {
    tag: 'lock-denied',
    message:
      `configuration database locked by:\n  ${user} ${terminal}(pid ${pid}) on since ${dateTime(holder.since)}\n` +
      '      exclusive [edit]',
    info: leaf('session-id', pid),
  };
}

/** The candidate holds changes that nobody has committed. */
export function databaseModified(): DatabaseProblem {
  return { message: 'configuration database modified' };
}

/** Unlock without a lock. */
export function databaseNotOpen(): DatabaseProblem {
  return { message: 'Configuration database is not open' };
}
