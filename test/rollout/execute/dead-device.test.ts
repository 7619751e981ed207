import { readdirSync } from 'node:fs';
import { plainLines } from '../../../lib/cli/progress/plain-lines';
import { paletteFor } from '../../../lib/cli/palette';
import { apply } from '../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';
import { junosConnect } from '../../../lib/rollout/junos-connect';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { RecordingHost } from '../../support/recording-host';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
let host: RecordingHost;
beforeEach(async () => {
  guide = await GuideLab.start();
  host = new RecordingHost();
});
afterEach(async () => {
  await guide.stop();
});

/** Applies the guide, prints it as a pipeline would, and does something at events. */
function applyAnd(act: (event: RolloutEvent) => void, options: Partial<ApplyOptions> = {}): Promise<RolloutResult> {
  const now = (): number => guide.clock.now();
  const progress = plainLines(host.stderr, { now, palette: paletteFor(host.stderr, host) });
  return apply(guide.manifest(), {
    ...guide.options,
    ...options,
    onEvent: (event) => {
      guide.events.push(event);
      progress.on(event);
      act(event);
    },
  });
}

/** Cuts a leaf off for good when an event comes. */
function dies(hostname: string, when: (event: RolloutEvent) => boolean): (event: RolloutEvent) => void {
  let isDone = false;
  return (event) => {
    if (isDone || !when(event)) return;
    isDone = true;
    void guide.leaf(hostname).stop();
  };
}

const afterItsCommit = (event: RolloutEvent): boolean => event.type === 'deviceReady' && event.hostname === 'leaf11';
const atTheConfirmation = (event: RolloutEvent): boolean => event.type === 'decided' && event.decision === 'confirm';

/** Printed lines that say something. */
function lines(text: string): string[] {
  return host.stderr.text.split('\n').filter((line) => line.includes(text));
}

/** When the timer of a leaf has run out, and some minutes of grace. */
function endOfWait(hostname: string): number {
  const times = guide.events.flatMap((event) =>
    event.type === 'waitingForTimer' && event.hostname === hostname ? [event.until] : [],
  );
  return Math.max(...times);
}

function expectNobodyHoldsAnything(): void {
  expect(['leaf10', 'leaf12'].map((leaf) => guide.leaf(leaf).database.lockHolder)).toEqual([undefined, undefined]);
  expect(['leaf10', 'leaf12'].map((leaf) => guide.leaf(leaf).database.pending)).toEqual([undefined, undefined]);
  expect(readdirSync(guide.options.stateDirectory).filter((name) => name.endsWith('.lock'))).toEqual([]);
}

test('a device that dies for good before the decision is waited for until its timer, said so with the time, and named as unknown', async () => {
  const result = await applyAnd(dies('leaf11', afterItsCommit));
  expect(result.outcome).toBe('unknown');
  expect(result.devices).toEqual({ leaf10: 'rolledBack', leaf11: 'unknown', leaf12: expect.any(String) as string });
  expect(result.devices.leaf12).not.toBe('confirmed');
  const waits = lines('leaf11: cannot be read; if it carries the change, automatic rollback in ');
  expect(waits[0]).toMatch(/automatic rollback in \d+ min \d\d s; waiting for at most \d+ min \d\d s: \S/);
  expect(waits.length).toBeGreaterThan(1);
  expect(waits.length).toBeLessThan(40);
  expect(guide.clock.now()).toBeGreaterThanOrEqual(endOfWait('leaf11') - 120_000);
  expect(guide.clock.now()).toBeLessThan(endOfWait('leaf11') + 60_000);
  expect(result.problems.map(({ code }) => code)).toContain('outcomeUnknown');
  expectNobodyHoldsAnything();
});

test('one that dies for good at the confirmation is tried until its timer, which is said now and then, and named', async () => {
  const result = await applyAnd(dies('leaf11', atTheConfirmation));
  expect(result.outcome).toBe('partiallyApplied');
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'unknown', leaf12: 'confirmed' });
  const tries = guide.events.filter(({ type }) => type === 'confirmFailed');
  const said = lines('leaf11: not confirmed yet, trying again for at most ');
  expect(tries.length).toBeGreaterThan(20);
  expect(said.length).toBeGreaterThan(0);
  expect(said.length).toBeLessThan(tries.length / 10);
  expectNobodyHoldsAnything();
});

test.each([
  ['before the decision', afterItsCommit, 'unknown'],
  ['at the confirmation', atTheConfirmation, 'partiallyApplied'],
] as const)(
  'Ctrl-C while a device that died %s is waited for changes nothing of what is said',
  async (_when, when, outcome) => {
    const controller = new AbortController();
    const act = dies('leaf11', when);
    const result = await applyAnd(
      (event) => {
        act(event);
        if (event.type === 'waitingForTimer' || event.type === 'confirmFailed') controller.abort();
      },
      { signal: controller.signal },
    );
    expect(controller.signal.aborted).toBe(true);
    expect(result.outcome).toBe(outcome);
    expect(result.devices.leaf11).toBe('unknown');
    expect(recordedChanges(guide.options.stateDirectory, 'dc1').changes.map((one) => one.outcome)).toEqual([outcome]);
    expectNobodyHoldsAnything();
  },
);

test('one that is back before its timer has run out is read, and the change has been taken back everywhere', async () => {
  const result = await applyAnd(
    ((): ((event: RolloutEvent) => void) => {
      let isOff = false;
      return (event) => {
        if (!isOff && afterItsCommit(event)) {
          isOff = true;
          guide.leaf('leaf11').reboot(180_000);
        }
      };
    })(),
    // A device that is off closes connections here.
    { connect: junosConnect({ path: guide.options.knownHostsFile ?? '' }, { pausesMs: [] }) },
  );
  expect(result.outcome).toBe('rolledBack');
  expect(result.devices.leaf11).toBe('rolledBack');
  expect(guide.touchedLeaves()).toEqual([]);
});
