import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stateDirectoryUnusable } from '../rollout/errors';
import type { Host } from './host';

/**
 * Where journal and lock are: as given (`--state-directory`, `$JUNOS_FABRIC_STATE`); else `.junos-fabric` in the project,
 * outside of `cdktf.out`, which goes with the next clean checkout; else, where the stack directory was carried to another
 * place, within it.
 *
 * @param manifestFile - absolute
 */
export function stateDirectory(given: string | undefined, manifestFile: string, host: Host): string {
  if (given !== undefined) return resolve(host.workingDirectory, given);
  const stack = dirname(dirname(manifestFile));
  return join(projectOf(stack) ?? stack, '.junos-fabric');
}

/** Where `cdktf.json` is, or where `cdktf.out` is. */
function projectOf(directory: string): string | undefined {
  if (existsSync(join(directory, 'cdktf.json'))) return directory;
  const parent = dirname(directory);
  if (basename(directory) === 'cdktf.out') return parent;
  return parent === directory ? undefined : projectOf(parent);
}

/**
 * The directory, if journal and lock can be written there. Nothing is made: a change that is refused leaves nothing behind.
 *
 * @throws FabricError `stateDirectoryUnusable`
 */
export function requireUsable(directory: string): string {
  const standing = nearestStanding(directory);
  if (!statSync(standing).isDirectory()) throw stateDirectoryUnusable(directory, `${standing} is no directory`);
  try {
    accessSync(standing, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw stateDirectoryUnusable(directory, (error as NodeJS.ErrnoException).code ?? 'not writable');
  }
  return directory;
}

/** The directory itself, or the first one above it that is there. */
function nearestStanding(directory: string): string {
  const parent = dirname(directory);
  return existsSync(directory) || parent === directory ? directory : nearestStanding(parent);
}
