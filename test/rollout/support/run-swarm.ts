import { execFile } from 'node:child_process';
import path from 'node:path';

/** Longest time of one process in real time, on a machine that has much else to do. */
export const SWARM_TIMEOUT_MS = 600_000;

/** How a process of the swarm has ended. */
export interface SwarmRunResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the swarm in a process of its own, as `npm run swarm` does. */
export function runSwarm(...args: readonly string[]): Promise<SwarmRunResult> {
  return runScript('start-swarm.mjs', ...args);
}

/** Runs a program that stands here in a process of its own. */
export function runScript(name: string, ...args: readonly string[]): Promise<SwarmRunResult> {
  return new Promise((resolve, reject) => {
    const script = path.join(__dirname, name);
    const options = { maxBuffer: 64 * 1024 * 1024, timeout: SWARM_TIMEOUT_MS };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number' && stderr === '') resolve({ exitCode, output: stdout });
      else reject(new Error(`${name} did not come to its end: ${stderr}`, { cause: error }));
    });
  });
}
