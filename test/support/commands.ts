import { spawnSync } from 'node:child_process';

/** Whether a command is installed. */
export function canRun(command: string): boolean {
  return spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
}
