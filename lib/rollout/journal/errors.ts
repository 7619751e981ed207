import { FabricError, reasonOf } from '../../model/fabric-error';

/** The code of an error of the operating system, as `EACCES`; what the value says of itself where it is no such error. */
export function systemErrorCode(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return isCoded ? String(error.code) : reasonOf(error);
}

/** Whether a value is an error of the operating system of that code. */
export function isSystemError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** Why a file is not believed: its reason is a part of the error that names it. */
export function othersMayWrite(mode: string): Error {
  return new Error(`others than its owner may write it, for its mode is ${mode}`);
}

/** Who holds a lock, as far as its file says. */
interface Holder {
  readonly pid?: number;
  readonly host?: string;
  readonly changeId?: string;
}

/** A holder as people read it. */
export function describeHolder({ changeId = 'unknown', pid, host = 'unknown' }: Holder): string {
  return `change ${changeId}, process ${pid ?? 'unknown'} on ${host}`;
}

/**
 * Another process changes the fabric at this moment.
 *
 * @param silentMs - milliseconds since it has last touched its lock
 */
export function anotherRolloutIsRunning(fabric: string, holder: Holder, file: string, silentMs: number): FabricError {
  const seconds = Math.max(0, Math.round(silentMs / 1000));
  return new FabricError(
    'anotherRolloutIsRunning',
    `another process is changing the fabric ${fabric} (${describeHolder(holder)}, last sign of life ${seconds} s ago in ${file}); wait until it has ended, or, where it is surely gone, take its lock with --break-lock and the reason`,
  );
}

/** A lock is to be broken whose holder lives. */
export function lockAlive(fabric: string, holder: Holder, file: string): FabricError {
  return new FabricError(
    'lockAlive',
    `the lock of the fabric ${fabric} is not broken, for its holder lives (${describeHolder(holder)}, in ${file}); let it end, or end it`,
  );
}

/** Somebody has taken the lock while a change was on its way. */
export function lockLost(file: string): FabricError {
  return new FabricError(
    'lockLost',
    `somebody else has broken or removed the lock ${file}, which this change holds; what is not decided yet is taken back`,
  );
}

/** A journal says nothing: it is somebody else's, not a file, of another version, or not what we write. */
export function journalUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'journalUnreadable',
    `the journal ${file} cannot be read and is left out (${reason}): what it says of its change, and of devices that have left the code, is not known here; let its owner run the command or make it readable, move what is no journal out of the way, or let resume and undo ask the devices (--from-devices)`,
  );
}

/** What is done to the devices could not be written down. */
export function journalUnwritable(file: string, reason: string): FabricError {
  return new FabricError(
    'journalUnwritable',
    `the journal ${file} cannot be written (${reason}), so nothing was done on any device; let its owner run the command or give you write access, or name another directory (--state-directory; resume and undo ask the devices then, with --from-devices)`,
  );
}

/** What is done next could not be written down, so that it is not done. */
export function journalFailed(file: string, reason: string): FabricError {
  return new FabricError(
    'journalFailed',
    `the journal ${file} cannot be written any more (${reason}); what is not written down is not begun, so the change goes no further; make room for it or mend what is wrong with it, and apply again`,
  );
}

/** A warning: the journal of a change lacks lines, and the change goes on. */
export function journalIncomplete(file: string, reason: string): FabricError {
  return new FabricError(
    'journalIncomplete',
    `the journal ${file} could not be written (${reason}): it may lack what comes now; what the devices carry is read from them all the same, and resume and undo can ask them (--from-devices)`,
  );
}

/** What should be the lock of a fabric is not. */
export function lockUnusable(file: string, reason: string): FabricError {
  return new FabricError(
    'lockUnusable',
    `the lock ${file} can neither be read nor taken (${reason}), so that nobody knows whether another process is changing the fabric; no device was touched; once you are sure that none is, remove it or give yourself access to it`,
  );
}

/** A warning: the change is over, and its lock stays. */
export function lockNotReleased(file: string, reason: string): FabricError {
  return new FabricError(
    'lockNotReleased',
    `the lock ${file} could not be removed after the change (${reason}); remove it, or later changes may be refused`,
  );
}

/** A warning: what a device had before the change is not kept for people. */
export function configurationNotKept(hostname: string, file: string, reason: string): FabricError {
  return new FabricError(
    'configurationNotKept',
    `the configuration that ${hostname} had before the change could not be kept in ${file} (${reason}); the change goes on, since the way back goes by the device's own archive`,
  );
}

/** A warning: old copies stay. */
export function keptConfigurationsLeft(folder: string, names: readonly string[], reason: string): FabricError {
  const [first = '', ...more] = names;
  const which = more.length === 0 ? first : `${first} and ${more.length} more`;
  return new FabricError(
    'keptConfigurationsLeft',
    `old configurations in ${folder} could not be removed (${which}: ${reason}); the change is not affected, and whoever made them can remove them`,
  );
}

/** What names a change would name a file outside the state directory, or none. */
export function invalidChangeId(changeId: string): FabricError {
  return new FabricError(
    'invalidChangeId',
    `${JSON.stringify(changeId)} is no id of a change; one has up to 64 letters, digits and hyphens, as 20260314T150926Z-3f8a12cd`,
  );
}

/** A device took part in a change, and neither the code nor the journal says how to reach it. */
export function removedDeviceUnknown(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'removedDeviceUnknown',
    `${hostname} took part in the change ${changeId} and has left the code since, and the journal does not say how to reach it; look at it by hand (\`show system commit\`, \`rollback\`), or run the command with code that still has it`,
  );
}

/** A device cannot do what is said of it after what was said before: a defect, found before it is done. */
export function transitionForbidden(hostname: string, state: string, step: string): FabricError {
  return new FabricError(
    'transitionForbidden',
    `${hostname} is ${JSON.stringify(state)} in this change, after which ${JSON.stringify(step)} never comes; this is a defect of the program, so please report it with the journal`,
  );
}
