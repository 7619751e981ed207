import fc from 'fast-check';
import type { DisruptionClass } from '../../../../lib/disruption/disruption-class';
import type { Participant } from '../../../../lib/rollout/participant';
import type { Settings } from '../../../../lib/rollout/settings';
import { settingsOf } from '../../../../lib/rollout/settings';
import type { Shared } from '../../../../lib/rollout/plan/waves/shared';
import { sharedByBoth } from '../../../../lib/rollout/plan/waves/shared';
import { Timers } from '../../../../lib/rollout/plan/waves/timers';

const MINUTE_MS = 60_000;

/** As much of a device as timers look at. */
function waiting(hostname: string, effect: DisruptionClass = 'hitless'): Participant {
  const change = { disruption: { class: effect } } as Participant['change'];
  const device: Partial<Participant> = { hostname, change, isInMotion: true, revertsAt: 0, revertsBy: 0 };
  return device as Participant;
}

function server(...members: readonly string[]): Shared {
  return { what: 'a server', members: new Set(members), limit: 1 };
}

const settings = (options: Partial<Settings> = {}): Settings => ({
  ...settingsOf({ stateDirectory: '', longestConfirmMinutes: 100_000 }),
  ...options,
});

/** Waves of devices, what they share, and how fast everything really goes: shares of the time that is allowed. */
const change = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }),
    pairs: fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 40 }),
    speeds: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }),
    settleMs: fc.integer({ min: 0, max: 600_000 }),
    checkDeadlineMs: fc.integer({ min: 0, max: 600_000 }),
    soakMs: fc.integer({ min: 0, max: 300_000 }),
    stagingMs: fc.integer({ min: 0, max: 60_000 }),
  })
  .map(({ sizes, pairs, ...rest }) => {
    let next = 0;
    const waves = sizes.map((size) => Array.from({ length: size }, () => waiting(`leaf${next++}`)));
    const waveOf = new Map(waves.flatMap((wave, index) => wave.map(({ hostname }) => [hostname, index])));
    const shared = pairs
      .map(([one, other]) => [`leaf${one % next}`, `leaf${other % next}`] as const)
      .filter(([one, other]) => waveOf.get(one) !== waveOf.get(other))
      .map((pair) => server(...pair));
    return { waves, shared, ...rest };
  });

test('whatever the speed, no timer runs out before the change can end, and waves that share a server expire apart', () => {
  fc.assert(
    fc.property(change, ({ waves, shared, speeds, stagingMs, ...times }) => {
      const chosen = settings(times);
      const timers = new Timers(chosen, { waves, shared, stagingMs });
      const commitMs = 30_000 + 2 * stagingMs;
      let now = 0;
      for (const [index, wave] of waves.entries()) {
        const minutes = timers.minutes(index);
        for (const device of wave) device.revertsAt = now + minutes * MINUTE_MS;
        now += (speeds[index] ?? 0) * commitMs;
        for (const device of wave) device.revertsBy = now + minutes * MINUTE_MS;
        now += (speeds[index + 8] ?? 0) * (chosen.checkDeadlineMs + chosen.soakMs);
      }
      timers.requireApart(waves);
      const end = now + chosen.checkDeadlineMs + chosen.confirmReserveMs;
      for (const { revertsAt } of waves.flat()) expect(revertsAt).toBeGreaterThanOrEqual(end);
      for (const [index, later] of waves.entries()) {
        for (const earlier of waves.slice(0, index)) {
          const names = [earlier, later].map((wave) => new Set(wave.map(({ hostname }) => hostname)));
          if (sharedByBoth(shared, names[0] ?? new Set(), names[1] ?? new Set()) === undefined) continue;
          const last = Math.max(...later.map(({ revertsBy }) => revertsBy));
          const first = Math.min(...earlier.map(({ revertsAt }) => revertsAt));
          expect(first - last).toBeGreaterThanOrEqual(chosen.settleMs);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('commits that take much longer than their staging are noticed when two attachments could go back together', () => {
  const [one, other] = [waiting('leaf1'), waiting('leaf2')];
  const timers = new Timers(settings(), { waves: [[one], [other]], shared: [server('leaf1', 'leaf2')], stagingMs: 0 });
  [one.revertsAt, one.revertsBy] = [600_000, 601_000];
  [other.revertsAt, other.revertsBy] = [300_000, 481_000];
  expect(() => {
    timers.requireApart([[one], [other]]);
  }).toThrow('leaf1 and leaf2 run out too close');
});

test('a rolling change waits for one wave only', () => {
  const waves = ['leaf1', 'leaf2', 'leaf3', 'leaf4'].map((hostname) => [waiting(hostname)]);
  const input = { waves, shared: [server('leaf1', 'leaf2', 'leaf3', 'leaf4')], stagingMs: 1000 };
  const together = new Timers(settings(), input);
  const rolling = new Timers(settings({ mode: 'rolling' }), input);
  expect([0, 1, 2, 3].map((wave) => together.minutes(wave))).toEqual([26, 20, 14, 8]);
  expect([0, 1, 2, 3].map((wave) => rolling.minutes(wave))).toEqual([8, 8, 8, 8]);
});

test('a wave with a forwarding engine that restarts, and those before it, wait five minutes more, and five for the fabric', () => {
  const waves = [[waiting('leaf1')], [waiting('leaf2', 'forwardingRestart')], [waiting('leaf3')]];
  const timers = new Timers(settings(), { waves, shared: [], stagingMs: 0 });
  expect([0, 1, 2].map((wave) => timers.minutes(wave))).toEqual([23, 20, 13]);
});

test('a change that needs more than the bound is refused, and rolling is named', () => {
  const waves = Array.from({ length: 8 }, (_, index) => [waiting(`leaf${index}`)]);
  const shared = [server(...waves.flat().map(({ hostname }) => hostname))];
  const timers = new Timers(settings({ longestConfirmMinutes: 30 }), { waves, shared, stagingMs: 0 });
  expect(timers.tooLong()?.message).toMatch(/have to wait \d+ min .* and 30 are allowed \(8 waves.*"rolling"/);
});
