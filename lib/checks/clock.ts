/** Time, so that tests and the emulated devices can have their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** Sleeps for `ms` milliseconds, or until somebody does not want what is waited for any more. */
export async function sleepUnlessAborted(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return clock.sleep(ms);
  if (signal.aborted) return;
  const awake = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    const wake = (): void => {
      resolve();
    };
    signal.addEventListener('abort', wake, { once: true, signal: awake.signal });
  });
  await Promise.race([clock.sleep(ms), aborted]);
  awake.abort();
}

/** The machine's own time. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
