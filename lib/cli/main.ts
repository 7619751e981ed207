import { isForEngine, runByEngine } from './engine';
import { ExitCode } from './exit-code';
import { reportFailure } from './failure';
import { processHost } from './host';
import { run } from './program';

const host = processHost();

/** Ends when everything printed has left the process, and does not wait for anything else. */
function end(exitCode: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
}

/** Nobody knows then what was done: the timers of the devices take back what is not confirmed. */
process.on('uncaughtException', (error) => {
  reportFailure(error, host);
  end(ExitCode.PARTIAL);
});

const words = process.argv.slice(2);
void (isForEngine(words) ? runByEngine(words, host) : run(words, host)).then(end);
