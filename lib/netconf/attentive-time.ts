/** How often this process looks whether it is late, in milliseconds. */
const LOOK_MS = 50;
/** What counts at most of the time between two looks, in milliseconds. */
const MOST_COUNTED_MS = 2 * LOOK_MS;

let counted = 0;
let lookedAt = performance.now();
let waiting = 0;
let ticker: NodeJS.Timeout | undefined;

/**
 * Milliseconds of this process in which it could hear a device, from some beginning; exact only while something is waited for.
 * A process that computes, is stopped, or gets no processor hears nobody, and must not take that for the silence of a device.
 */
export function attentiveTime(): number {
  const now = performance.now();
  counted += Math.min(now - lookedAt, MOST_COUNTED_MS);
  lookedAt = now;
  return counted;
}

/**
 * Calls back once nothing was heard for `ms` milliseconds of attentive time. What has arrived by then is read first.
 *
 * @param heardAt - in attentive time
 * @returns a function that ends the waiting
 */
export function whenSilentFor(ms: number, heardAt: () => number, tell: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let verdict: NodeJS.Immediate | undefined;
  const left = (): number => heardAt() + ms - attentiveTime();
  const wait = (): void => {
    timer = setTimeout(
      () => {
        // Timers come before what sockets have received.
        verdict = setImmediate(() => {
          if (left() > 0) {
            wait();
            return;
          }
          stop();
          tell();
        });
      },
      Math.max(0, left()),
    );
  };
  let isWaiting = true;
  const stop = (): void => {
    if (!isWaiting) return;
    isWaiting = false;
    clearTimeout(timer);
    clearImmediate(verdict);
    endLooking();
  };
  beginLooking();
  wait();
  return stop;
}

/** Calls back after `ms` milliseconds of attentive time, unless the returned function is called before. */
export function afterAttentive(ms: number, tell: () => void): () => void {
  let start: number | undefined;
  return whenSilentFor(ms, () => (start ??= attentiveTime()), tell);
}

function beginLooking(): void {
  waiting += 1;
  if (waiting > 1) return;
  lookedAt = performance.now();
  ticker = setInterval(attentiveTime, LOOK_MS);
  ticker.unref();
}

function endLooking(): void {
  waiting -= 1;
  if (waiting === 0) clearInterval(ticker);
}
