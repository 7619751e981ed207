import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterAttentive, attentiveTime, whenSilentFor } from '../../lib/netconf/attentive-time';

const LIMIT_MS = 1_000;

/** Stops this thread, as a long computation or a machine without a free processor does. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Waiting that can be looked at. */
function waiting(begin: (tell: () => void) => () => void): { readonly isOver: () => boolean; stop: () => void } {
  let isOver = false;
  const stop = begin(() => (isOver = true));
  return { isOver: () => isOver, stop };
}

test('time in which this process heard nobody is not counted', async () => {
  const deadline = waiting((tell) => afterAttentive(LIMIT_MS, tell));
  block(2 * LIMIT_MS);
  // Timers and what comes after them, twice: a clock on the wall would have told by now.
  await setImmediate();
  await setImmediate();
  expect(deadline.isOver()).toBe(false);
  deadline.stop();
});

test('time in which it listens is', async () => {
  const events = new EventTarget();
  afterAttentive(50, () => events.dispatchEvent(new Event('over')));
  await once(events, 'over');
});

test('who stops waiting is told nothing', async () => {
  const stopped = waiting((tell) => afterAttentive(0, tell));
  stopped.stop();
  stopped.stop();
  const events = new EventTarget();
  afterAttentive(1, () => events.dispatchEvent(new Event('over')));
  await once(events, 'over');
  expect(stopped.isOver()).toBe(false);
});

test('silence begins anew with all that is heard', async () => {
  const events = new EventTarget();
  let [heardAt, told] = [attentiveTime(), 0];
  let heard = 0;
  whenSilentFor(
    20,
    () => {
      if (heard < 3) {
        heard += 1;
        heardAt = attentiveTime();
      }
      return heardAt;
    },
    () => {
      told += 1;
      events.dispatchEvent(new Event('over'));
    },
  );
  await once(events, 'over');
  expect([heard, told]).toEqual([3, 1]);
});
