import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Host } from './host';

/**
 * Where journal and lock are: as given (`--state-directory`, `$JUNOS_FABRIC_STATE`); else `.junos-fabric` beside
 * `cdktf.json`, because `cdktf.out` goes with the next clean checkout; else, where the stack directory was carried to
 * another place, within it.
 *
 * @param manifestFile - absolute
 */
export function stateDirectory(given: string | undefined, manifestFile: string, host: Host): string {
  if (given !== undefined) return resolve(host.workingDirectory, given);
  const stack = dirname(dirname(manifestFile));
  return join(projectOf(stack) ?? stack, '.junos-fabric');
}

function projectOf(directory: string): string | undefined {
  if (existsSync(join(directory, 'cdktf.json'))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : projectOf(parent);
}
