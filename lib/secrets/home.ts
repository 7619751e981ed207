import { homedir } from 'node:os';
import { join } from 'node:path';

/** A path whose leading `~` is the home directory, as in the configuration of OpenSSH. */
export function atHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
