import { processHost } from './host';
import { run } from './program';

/** Ends when everything printed has left the process, and does not wait for anything else. */
function end(exitCode: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
}

void run(process.argv.slice(2), processHost()).then(end);
