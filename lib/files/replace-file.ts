import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** How files are called that are not complete yet; a process that is killed may leave one behind. */
export const TEMPORARY_FILE = /^\.junos-fabric-[0-9a-f]{16}\.tmp$/;

/** How a file is put in its place. */
export interface ReplaceOptions {
  /** Permissions, as far as the umask leaves them; by default those of the former file, or of any new one. */
  readonly mode?: number;
  /** `false`: a crash of the machine may lose the text. For the many files that another one proves. */
  readonly isDurable?: boolean;
}

/**
 * Puts a file in the place of another, or of nothing. Whoever looks, also after a crash of the process or of the machine,
 * sees what was there before or all of the new text. A file keeps its permissions and, as far as that is allowed, its owner.
 */
export function replaceFile(file: string, text: string, options: ReplaceOptions = {}): void {
  inPlace(file, text, renameSync, options);
}

/**
 * The same where there must be no file yet.
 *
 * @throws Error of code EEXIST
 */
export function createFile(file: string, text: string, options: ReplaceOptions = {}): void {
  const put = (temporary: string): void => {
    linkSync(temporary, file);
    rmSync(temporary);
  };
  inPlace(file, text, put, options);
}

/**
 * The same for a file that a user names: a link stays one, and is followed; what is no regular file (a pipe, /dev/stdout)
 * is written to.
 */
export function writeOutput(file: string, text: string): void {
  const former = statSync(file, { throwIfNoEntry: false });
  if (former === undefined) replaceFile(file, text);
  else if (former.isFile()) replaceFile(realpathSync(file), text);
  else writeFileSync(file, text);
}

/**
 * The first half of `replaceFile`: writes the text beside the file, and leaves it to the caller to rename what it wrote.
 *
 * @returns the path of what was written, which is called as TEMPORARY_FILE says
 */
export function writeBeside(file: string, text: string, { mode, isDurable = true }: ReplaceOptions = {}): string {
  const temporary = join(dirname(file), `.junos-fabric-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      const former = lstatSync(file, { throwIfNoEntry: false });
      if (mode === undefined && former?.isFile() === true) keepAccess(descriptor, former);
      writeFileSync(descriptor, text);
      if (isDurable) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

function inPlace(
  file: string,
  text: string,
  put: (temporary: string, file: string) => void,
  options: ReplaceOptions,
): void {
  const temporary = writeBeside(file, text, options);
  try {
    put(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  if (options.isDurable !== false) syncDirectory(dirname(file));
}

function keepAccess(descriptor: number, { gid, mode, uid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give a file away: it then belongs to whoever writes it, as any new file does.
  }
  fchmodSync(descriptor, mode & 0o777);
}

/** A name is on disk when its directory is. Windows and some file systems cannot be told to see to that. */
export function syncDirectory(directory: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(directory, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    if (!NO_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const NO_SYNC: ReadonlySet<string> = new Set(['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']);
