import type { Host } from './host';

const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs `work` so that the first SIGINT or SIGTERM asks it to stop and roll back what is pending, and a second one ends
 * the process at once: then the timers of the devices take their changes back.
 */
export async function interruptible<T>(host: Host, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = host.onSignal((signal) => {
    if (controller.signal.aborted) {
      host.exit(128 + SIGNAL_NUMBERS[signal]);
      return;
    }
    controller.abort();
    host.stderr.write(
      `${signal}: taking back what is not confirmed, unless it was decided to confirm it; once more ends at once and leaves it to the timers of the devices\n`,
    );
  });
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}
