import type { Stats } from 'node:fs';
import { mkdirSync } from 'node:fs';

/** Of files that nobody but their owner has to do with. */
export const PRIVATE_FILE = 0o600;

const PRIVATE_DIRECTORY = 0o700;

/** Makes a directory, and those above it that are missing, for its owner alone; one that stands keeps its mode. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
}

/** Whether somebody else than its owner may have written what a file says; undefined, or its mode as people write it. */
export function writableByOthers({ mode }: Pick<Stats, 'mode'>): string | undefined {
  // Windows tells no modes.
  const isWide = process.platform !== 'win32' && (mode & 0o022) !== 0;
  return isWide ? (mode & 0o777).toString(8).padStart(4, '0') : undefined;
}
