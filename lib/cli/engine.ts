import { spawn } from 'node:child_process';
import { engineEnded, engineNotStarted } from './errors';
import { ExitCode } from './exit-code';
import { reportFailure } from './failure';
import type { Host } from './host';
import { reasonOf } from '../model/fabric-error';

/** Whether a command line is that of a step of Terraform, which a process of its own has to carry out. */
export function isForEngine(words: readonly string[]): boolean {
  return words.includes('--from-terraform') && process.channel === undefined;
}

/**
 * Has a process of its own carry the command out: in a session of its own, so that neither Ctrl-C nor Terraform's SIGKILL reaches
 * it, with the output of this one, and with a pipe that ends when this process does or is told to stop. Nothing is said through it.
 *
 * @returns the exit code of the command
 */
export function runByEngine(words: readonly string[], host: Host): Promise<number> {
  const [program, ...script] = host.self;
  const engine = spawn(program, [...script, ...words], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const forget = host.onStopRequest(() => {
    if (engine.connected) engine.disconnect();
  });
  return new Promise<number>((resolve) => {
    engine.once('error', (error) => {
      reportFailure(engineNotStarted(reasonOf(error)), host);
      resolve(ExitCode.REFUSED);
    });
    engine.once('exit', (code, signal) => {
      if (code === null) reportFailure(engineEnded(signal ?? 'nobody knows what'), host);
      resolve(code ?? ExitCode.PARTIAL);
    });
  }).finally(forget);
}
