import { ExitCode } from './exit-code';
import type { Host } from './host';

const ENDED_BY = { SIGINT: ExitCode.INTERRUPTED, SIGTERM: ExitCode.TERMINATED } as const;

/**
 * Runs `work` so that the first SIGINT, SIGTERM or SIGHUP asks it to stop and roll back what is pending, and a SIGINT or
 * SIGTERM after that ends the process at once: then the timers of the devices take their changes back. A further SIGHUP ends
 * nothing: a terminal that is closed sends several, one from the shell and one from the kernel.
 */
export async function interruptible<T>(host: Host, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = host.onSignal((signal) => {
    if (controller.signal.aborted) {
      if (signal === 'SIGHUP') return;
      host.exit(ENDED_BY[signal]);
      return;
    }
    controller.abort();
    host.stderr.write(
      `${signal}: taking back what is not confirmed, unless it was decided to confirm it; a second SIGINT or SIGTERM ends at once and leaves it to the timers of the devices\n`,
    );
  });
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}
