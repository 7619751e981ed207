import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { StateLock } from '../../../lib/rollout/journal/state-lock';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'lock-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const AT_ONCE = { waitMs: 0 };

function writeLock(holder: object): void {
  writeFileSync(path.join(directory, 'dc1.lock'), JSON.stringify(holder));
}

test('a second change of the same fabric is refused with the holder named', async () => {
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  await expect(StateLock.acquire(directory, 'dc1', 'change-2', AT_ONCE)).rejects.toThrow(
    `change change-1, process ${process.pid} on ${hostname()}`,
  );
  lock.release();
  (await StateLock.acquire(directory, 'dc1', 'change-2', AT_ONCE)).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('another fabric has a lock of its own', async () => {
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  const other = await StateLock.acquire(directory, 'dc2', 'change-2', AT_ONCE);
  lock.release();
  other.release();
});

test('a change waits for the one before it', async () => {
  const first = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  const clock = {
    now: () => 0,
    sleep: () => {
      first.release();
      return Promise.resolve();
    },
  };
  const second = await StateLock.acquire(directory, 'dc1', 'change-2', { waitMs: 1000, clock });
  second.release();
});

test('the lock of a dead process is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeLock({ pid, host: hostname(), changeId: 'dead', since: '' });
  (await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('the lock of another host is never judged dead', async () => {
  writeLock({ pid: 999999, host: 'elsewhere', changeId: 'change-0', since: '' });
  await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
    code: 'anotherRolloutIsRunning',
  });
});

test('release leaves the lock of somebody else alone', async () => {
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  writeLock({ pid: 1, host: 'elsewhere', changeId: 'change-2', since: '' });
  lock.release();
  expect(readdirSync(directory)).toEqual(['dc1.lock']);
});

test('a lock that is a directory is an error that names it', async () => {
  mkdirSync(path.join(directory, 'dc1.lock'));
  await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
    code: 'lockUnusable',
    message: expect.stringContaining(
      `${path.join(directory, 'dc1.lock')} can neither be read nor taken (EISDIR)`,
    ) as string,
  });
});

test.each([[{ pid: 'one', host: hostname(), changeId: 'x' }], [[]], [{ pid: -1, host: hostname(), changeId: 'x' }]])(
  'a lock that says %j is held by somebody unknown',
  async (holder) => {
    writeLock(holder);
    await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toThrow(
      'process unknown on unknown',
    );
  },
);
