/** Timers of this process that go off again and again. */
const running = new Set<NodeJS.Timeout>();
const { setInterval: begin, clearInterval: end } = globalThis;

Object.assign(globalThis, {
  setInterval: (act: () => void, ms?: number): NodeJS.Timeout => {
    const timer = begin(act, ms);
    running.add(timer);
    return timer;
  },
  clearInterval: (timer?: NodeJS.Timeout): void => {
    if (timer !== undefined) running.delete(timer);
    end(timer);
  },
});

/**
 * What a killed controller did every few seconds ends with it. The sign of life of its lock would go on in this process, find the
 * lock gone, and write that into whatever journal has its file descriptor by then.
 */
export function endIntervals(): void {
  for (const timer of running) clearInterval(timer);
}
