import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { recordedChanges } from '../../../lib/rollout/journal/journal-reader';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import type { DiskFault } from '../support/disk';
import { Disk, DISK_FAULTS } from '../support/disk';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
let disk: Disk;
beforeEach(() => {
  guide = GuideLab.inProcess();
  disk = new Disk(guide.options.stateDirectory);
});
afterEach(async () => {
  jest.useRealTimers();
  disk.remove();
  await guide.stop();
});

function applied(options: Parameters<typeof apply>[1] = guide.options): Promise<RolloutResult> {
  return apply(guide.manifest(), options);
}

/** The disk breaks when a line is written, and stays so. */
function breakAtLine(fault: DiskFault, mark: string): void {
  disk.breakAt(fault, ({ what, text }) => what === 'write' && text.includes(mark));
}

function lockFiles(): string[] {
  return readdirSync(guide.options.stateDirectory).filter((name) => name.includes('.lock'));
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

function typesOf(...types: readonly RolloutEvent['type'][]): RolloutEvent[] {
  return guide.events.filter(({ type }) => types.includes(type));
}

const CARRIERS = ['leaf10', 'leaf11', 'leaf12'];

function carriers(): string[] {
  return CARRIERS.filter((hostname) => guide.leaf(hostname).database.committed.has('groups', 'dc1'));
}

test.each([
  ['its lock', '"changeId"', 'lockUnusable'],
  ['the first line of its journal', '"entry":"started"', 'journalUnwritable'],
])('a change whose disk is full when it writes %s touches nothing and leaves no lock', async (_what, mark, code) => {
  breakAtLine(DISK_FAULTS.full, mark);
  await expect(applied()).rejects.toMatchObject({ code, message: expect.stringContaining('ENOSPC') as string });
  expect(typesOf('connected')).toEqual([]);
  expect(lockFiles()).toEqual([]);
  disk.mend();
  expect((await applied()).outcome).toBe('confirmed');
});

test.each([
  ['when a device has answered', '"entry":"pending"'],
  ['when it is decided', '"entry":"decided","decision":"confirm"'],
])(
  'a journal that is full from the moment %s on takes the devices back by commits, and each is named',
  async (_when, mark) => {
    breakAtLine(DISK_FAULTS.full, mark);
    const result = await applied();
    expect(result.outcome).toBe('rolledBack');
    expect(Object.keys(result.devices)).toEqual(expect.arrayContaining(CARRIERS));
    expect(result.problems.map(({ code }) => code)).toContain('journalFailed');
    expect(carriers()).toEqual([]);
    expect(typesOf('sessionLost', 'waitingForTimer')).toEqual([]);
    expect(typesOf('rolledBack')).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'rolledBack', by: 'commit' })]),
    );
    expect(warnings()).toContainEqual(expect.stringMatching(/^the journal .* could not be written \(ENOSPC\)/));
  },
);

test('half a decision is none: where the disk takes half a line and no more, nothing is confirmed', async () => {
  breakAtLine(DISK_FAULTS.fullWithinALine, '"entry":"decided","decision":"confirm"');
  expect((await applied()).outcome).toBe('rolledBack');
  expect(carriers()).toEqual([]);
});

test('a line that the disk takes in two pieces is a line', async () => {
  breakAtLine(DISK_FAULTS.short, '"entry":"decided","decision":"confirm"');
  expect((await applied()).outcome).toBe('confirmed');
  const { changes } = recordedChanges(guide.options.stateDirectory, 'dc1');
  expect(changes.map(({ progress }) => [...progress.decidedToConfirm()].sort())).toEqual([CARRIERS]);
});

test.each([
  ['what became of a device', '"entry":"outcome"'],
  ['what became of all', '"entry":"finished"'],
])('a journal that cannot take %s changes nothing of it: the devices tell', async (_what, mark) => {
  breakAtLine(DISK_FAULTS.full, mark);
  const result = await applied();
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(carriers()).toEqual(CARRIERS);
  expect(typesOf('sessionLost', 'sessionRegained', 'confirmFailed')).toEqual([]);
  expect(warnings()).toEqual([expect.stringMatching(/^the journal .* could not be written \(ENOSPC\)/)]);
});

test('copies and a lock that a read-only disk keeps are warnings after the change', async () => {
  breakAtLine(DISK_FAULTS.readOnly, '"entry":"finished"');
  expect((await applied()).outcome).toBe('confirmed');
  expect(warnings()).toEqual([
    expect.stringMatching(/^the journal .* could not be written \(EROFS\)/),
    expect.stringMatching(/^the lock .* could not be removed after the change \(EROFS\)/),
  ]);
});

test('a configuration of which only half can be kept is not kept, and the change is done', async () => {
  disk.breakAt(
    { ...DISK_FAULTS.full, isOnce: true },
    ({ what, text }) => what === 'write' && text.includes('host-name'),
  );
  const result = await applied({ ...guide.options, changeId: 'change-1' });
  expect(result.outcome).toBe('confirmed');
  expect(warnings()).toEqual([
    expect.stringMatching(/^the configuration that .* had before the change could not be kept/),
  ]);
  const kept = readdirSync(path.join(guide.options.stateDirectory, 'dc1', 'change-1.before'));
  expect(kept.sort()).toHaveLength(2);
});

test('a lock that is broken for a change is in its journal, with whose it was and why', async () => {
  const { stateDirectory } = guide.options;
  mkdirSync(stateDirectory, { recursive: true });
  const holder = { pid: 7, host: 'ci-1', changeId: 'change-0' };
  writeFileSync(path.join(stateDirectory, 'dc1.lock'), JSON.stringify(holder), { mode: 0o600 });
  await expect(applied()).rejects.toMatchObject({ code: 'anotherRolloutIsRunning' });
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const changing = applied({ ...guide.options, changeId: 'change-1', breakLock: 'ci-1 is gone' });
  await jest.advanceTimersByTimeAsync(15_000);
  jest.useRealTimers();
  expect((await changing).outcome).toBe('confirmed');
  const why = 'ci-1 is gone (the lock was held by change change-0, process 7 on ci-1)';
  expect(warnings()).toEqual([`the lock of dc1 was broken: ${why}`]);
  const journal = readFileSync(path.join(stateDirectory, 'dc1', 'change-1.jsonl'), 'utf8');
  expect(journal).toContain(`"entry":"consent","kind":"breakLock","reason":"${why}"`);
});

test('a change whose lock somebody takes is taken back', async () => {
  const lock = path.join(guide.options.stateDirectory, 'dc1.lock');
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'setTimeout'] });
  const onEvent = (event: RolloutEvent): void => {
    guide.events.push(event);
    if (event.type !== 'managementVerified') return;
    rmSync(lock, { force: true });
    jest.advanceTimersByTime(5_000);
  };
  const result = await applied({ ...guide.options, onEvent });
  expect(result.outcome).toBe('rolledBack');
  expect(result.problems.map(({ code }) => code)).toContain('lockLost');
});
