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
  return new Promise((resolve, reject) => {
    const script = path.join(__dirname, 'start-swarm.mjs');
    const options = { maxBuffer: 64 * 1024 * 1024, timeout: SWARM_TIMEOUT_MS };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number' && stderr === '') resolve({ exitCode, output: stdout });
      else reject(new Error(`the swarm did not come to its end: ${stderr}`, { cause: error }));
    });
  });
}
