import { starterGone } from './errors';
import { ExitCode } from './exit-code';
import type { Host } from './host';

const ENDED_BY = { SIGINT: ExitCode.INTERRUPTED, SIGTERM: ExitCode.TERMINATED } as const;

/**
 * Runs `work` so that the first SIGINT, SIGTERM or SIGHUP asks it to stop and roll back what is pending, and a SIGINT or
 * SIGTERM after that ends the process at once: then the timers of the devices take their changes back. A further SIGHUP ends
 * nothing: a terminal that is closed sends several, one from the shell and one from the kernel. That the process which has
 * started this one is gone asks the same, and is no signal: who sends both of them one SIGTERM has not sent two.
 */
export async function interruptible<T>(host: Host, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let wasSignalled = false;
  const stop = host.onStopRequest((request) => {
    const isSecond = wasSignalled;
    wasSignalled ||= request !== 'starterGone';
    if (!controller.signal.aborted) {
      controller.abort(request === 'starterGone' ? starterGone() : undefined);
      host.stderr.write(
        `${REASONS[request]}: taking back what is not confirmed, unless it was decided to confirm it; ${WHAT_ENDS_IT}\n`,
      );
    } else if (isSecond && (request === 'SIGINT' || request === 'SIGTERM')) {
      host.exit(ENDED_BY[request]);
    }
  });
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}

const REASONS = {
  SIGINT: 'SIGINT',
  SIGTERM: 'SIGTERM',
  SIGHUP: 'SIGHUP',
  starterGone: 'whoever started this was told to stop, or is gone',
} as const;

const WHAT_ENDS_IT = 'a second SIGINT or SIGTERM ends at once and leaves it to the timers of the devices';
