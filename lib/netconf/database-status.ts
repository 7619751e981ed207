import type { XmlElement } from '../junos/formats/xml';
import { child, descendants, textOf } from '../junos/formats/xml';
import type { LockHolderText } from './errors';

/**
 * Who holds the configuration lock, from the reply to `get-database-status-information`: of everybody who edits, the one that
 * the device calls exclusive.
 */
export function readLockHolder(reply: XmlElement): LockHolderText | undefined {
  const holder = descendants(reply, 'database-status').find((one) => child(one, 'exclusive') !== undefined);
  if (holder === undefined) return undefined;
  const terminal = textOf(holder, 'terminal') ?? '';
  return {
    ...(terminal !== '' && { terminal }),
    user: textOf(holder, 'user') ?? 'somebody else',
    pid: textOf(holder, 'pid'),
    since: textOf(holder, 'start-time'),
    idle: textOf(holder, 'idle-time'),
  };
}
