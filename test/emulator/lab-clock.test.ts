import { setTimeout as delay } from 'node:timers/promises';
import { LabClock } from '../../lib/emulator/lab-clock';

const START = 1_600_000_000_000;

test('timers fire in order, each at its own time', () => {
  const clock = new LabClock(START);
  const fired: string[] = [];
  const note = (name: string) => () => fired.push(`${name} ${Math.round((clock.now() - START) / 1000)}`);
  clock.at(START + 30_000, note('second'));
  clock.at(START + 10_000, note('first'));
  clock.at(START + 30_000, note('third'));
  clock.at(START + 90_000, note('never'));
  clock.advance(60_000);
  expect(fired).toEqual(['first 10', 'second 30', 'third 30']);
  clock.stop();
});

test('a timer that another one sets on the way fires too', () => {
  const clock = new LabClock(START);
  let rang = false;
  clock.at(START + 10_000, () => {
    clock.at(START + 20_000, () => {
      rang = true;
    });
  });
  clock.advance(25_000);
  expect(rang).toBe(true);
});

test('a cancelled timer stays silent', () => {
  const clock = new LabClock(START);
  let rang = false;
  const timer = clock.at(START + 1000, () => {
    rang = true;
  });
  timer.cancel();
  clock.advance(10_000);
  expect(rang).toBe(false);
});

test('time runs by itself, and timers with it', async () => {
  const clock = new LabClock(START);
  const rang = new Promise<void>((resolve) => {
    clock.at(START + 20, resolve);
  });
  await delay(1);
  await rang;
  expect(clock.now()).toBeGreaterThanOrEqual(START + 20);
});

test('time does not run backwards when it is moved', () => {
  const clock = new LabClock(START);
  clock.advance(5000);
  const then = clock.now();
  clock.advance(0);
  expect(clock.now()).toBeGreaterThanOrEqual(then);
  expect(then).toBeGreaterThanOrEqual(START + 5000);
});

test('a clock that stands moves only when it is moved', async () => {
  const clock = new LabClock(START, 'standing');
  let rang = false;
  clock.at(START + 1, () => {
    rang = true;
  });
  await delay(20);
  expect([clock.now(), rang]).toEqual([START, false]);
  clock.advance(1);
  expect([clock.now(), rang]).toEqual([START + 1, true]);
});
