import type { Stats } from 'node:fs';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** A file that is longer than what is read of it. */
export class FileTooLong extends Error {
  /** @param bytes - its length as far as it is known: what has no length, such as a device, goes on behind the limit */
  constructor(
    readonly bytes: number,
    limit: number,
  ) {
    super(`it has at least ${bytes} bytes, and at most ${limit} are read`);
  }
}

/**
 * The bytes of a regular file. What is none (a device, a pipe, a directory) is refused before it is read or waited for.
 *
 * @param limit - bytes
 * @throws Error whose message says why, FileTooLong
 */
export function readRegularFile(file: string, limit: number): Buffer {
  requireRegular(statSync(file));
  // Between the look and this somebody may have put a pipe there, whose other end would be waited for.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    requireRegular(stats);
    if (stats.size > limit) throw new FileTooLong(stats.size, limit);
    return readAtMost(descriptor, limit);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The same for a file of a directory that somebody else may have filled: a symbolic link is followed inside it only.
 *
 * @throws as {@link readRegularFile}
 */
export function readFileInside(directory: string, file: string, limit: number): Buffer {
  return readRegularFile(placeInside(directory, file), limit);
}

/**
 * Where a file of a directory is, all links followed.
 *
 * @throws Error whose message says why, where that is outside the directory
 */
function placeInside(directory: string, file: string): string {
  const place = realpathSync(file);
  const [first] = relative(realpathSync(directory), place).split(sep);
  if (first === '..' || isAbsolute(first ?? ''))
    throw new Error(`it is a symbolic link that leads out of ${directory}`);
  return place;
}

/**
 * The bytes of whatever a user names, a pipe too.
 *
 * @param limit - bytes
 * @throws Error whose message says why, FileTooLong
 */
export function readLimited(file: string, limit: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    return readAtMost(descriptor, limit);
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 1024 * 1024;

/** The length that a file says it has is no limit: a device says 0, and a file may grow meanwhile. */
function readAtMost(descriptor: number, limit: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, limit + 1 - length));
    const read = readSync(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length > limit) throw new FileTooLong(length, limit);
  }
}

function requireRegular(stats: Stats): void {
  if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}, not a regular file`);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}
