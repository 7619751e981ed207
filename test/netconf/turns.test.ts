import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { Turns } from '../../lib/netconf/turns';

/** Work that goes on until it is told to end. */
class Work {
  private readonly ends: (() => void)[] = [];
  readonly begun: number[] = [];
  most = 0;
  private running = 0;

  readonly of = (number: number) => async (): Promise<number> => {
    this.begun.push(number);
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise<void>((resolve) => this.ends.push(resolve));
    this.running -= 1;
    return number;
  };

  /** Ends one after the other until nothing is at work any more. */
  async finish(): Promise<void> {
    for (let end = this.ends.shift(); end !== undefined; end = this.ends.shift()) {
      end();
      await setImmediate();
    }
  }
}

const one = (): number => 1;

test('so many are at work as the limit says, and all have their turn in the order in which they came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 12 }), async (limit, count) => {
      const [turns, work] = [new Turns(), new Work()];
      const numbers = Array.from({ length: count }, (_, number) => number);
      const results = Promise.all(numbers.map((number) => turns.run(() => limit, work.of(number))));
      await setImmediate();
      await work.finish();
      expect(await results).toEqual(numbers);
      expect(work.begun).toEqual(numbers);
      expect(work.most).toBe(Math.min(limit, count));
    }),
  );
});

test('work that fails makes room as well', async () => {
  const turns = new Turns();
  const failing = turns.run(one, () => Promise.reject(new Error('no')));
  const next = turns.run(one, () => Promise.resolve('its turn'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('its turn');
});

test('who is called off leaves the queue, and those behind have their turn all the same', async () => {
  const [turns, work, controller] = [new Turns(), new Work(), new AbortController()];
  const callOff = { signal: controller.signal, error: () => new Error('called off') };
  const first = turns.run(one, work.of(1));
  const second = turns.run(one, work.of(2), callOff);
  const third = turns.run(one, work.of(3));
  controller.abort();
  await expect(second).rejects.toThrow('called off');
  await expect(turns.run(one, work.of(4), callOff)).rejects.toThrow('called off');
  await work.finish();
  expect(await Promise.all([first, third])).toEqual([1, 3]);
  expect(work.begun).toEqual([1, 3]);
});

test('what is at work is not called off', async () => {
  const [turns, work, controller] = [new Turns(), new Work(), new AbortController()];
  const running = turns.run(one, work.of(1), { signal: controller.signal, error: () => new Error('called off') });
  controller.abort();
  await work.finish();
  expect(await running).toBe(1);
});

test('a limit that grows lets those in who wait', async () => {
  const [turns, work] = [new Turns(), new Work()];
  let limit = 1;
  const all = Promise.all([1, 2, 3].map((number) => turns.run(() => limit, work.of(number))));
  await setImmediate();
  expect(work.begun).toEqual([1]);
  limit = 2;
  await work.finish();
  expect(await all).toEqual([1, 2, 3]);
  expect(work.most).toBe(2);
});
