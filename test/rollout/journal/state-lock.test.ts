import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ownIdentity } from '../../../lib/rollout/journal/process-identity';
import { StateLock } from '../../../lib/rollout/journal/state-lock';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'lock-'));
  file = path.join(directory, 'dc1.lock');
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(directory, { recursive: true });
});

const AT_ONCE = { waitMs: 0 };

function writeLock(holder: object): void {
  writeFileSync(file, JSON.stringify(holder), { mode: 0o600 });
}

test('a second change of the same fabric is refused with the holder named', async () => {
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  await expect(StateLock.acquire(directory, 'dc1', 'change-2', AT_ONCE)).rejects.toThrow(
    `change change-1, process ${process.pid} on ${hostname()}, last sign of life 0 s ago`,
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

describe('whose lock is taken over without a word', () => {
  const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

  test('that of a dead process of this host, PID namespace and boot', async () => {
    writeLock({ ...ownIdentity(), pid: deadPid(), changeId: 'dead' });
    (await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('that of a process whose number another one has by now', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeLock({ ...ownIdentity(), pid: other.pid, began: '1', changeId: 'dead' });
    (await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).release();
    other.kill();
  });

  test('that of a process which has ended and which nobody has collected', async () => {
    // The shell becomes a program that never asks what has become of the shell's child.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const pid = await new Promise<number>((told) => {
      parent.stdout.once('data', (text: Buffer) => {
        told(Number(text.toString()));
      });
    });
    while (readFileSync(`/proc/${parent.pid}/comm`, 'latin1').trim() !== 'sleep') await delay(10);
    process.kill(pid, 'SIGKILL');
    while (readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.startsWith('Z') !== true) await delay(10);
    writeLock({ ...ownIdentity(), began: undefined, pid, changeId: 'dead' });
    (await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).release();
    parent.kill();
  });

  const [, namespace = ''] = ownIdentity().space?.split(' ') ?? [];
  const EARLIER_BOOT = { space: `0e7a35c0-0000-4000-8000-000000000000 ${namespace}` };

  test('that of a process of this host from before its boot, whatever process has its number now', async () => {
    writeLock({ ...ownIdentity(), ...EARLIER_BOOT, changeId: 'dead' });
    utimesSync(file, 0, 0);
    (await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).release();
  });

  test('never one of another boot that was touched since this one: another machine may have the same name', async () => {
    writeLock({ ...ownIdentity(), ...EARLIER_BOOT, pid: deadPid(), changeId: 'change-0' });
    await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
      code: 'anotherRolloutIsRunning',
    });
  });

  test.each([
    ['of another host', (): object => ({ host: 'elsewhere' })],
    [
      'of a PID namespace of the same host name, where the number means another process',
      (): object => ({ space: 'x' }),
    ],
    ['of another host and another boot', (): object => ({ host: 'elsewhere', ...EARLIER_BOOT })],
    [
      'of another PID namespace of this boot',
      (): object => ({ space: `${ownIdentity().space?.split(' ')[0] ?? ''} pid:[1]` }),
    ],
    ['that does not say where its process is', (): object => ({ space: undefined })],
  ])('never one %s, however long it is silent', async (_what, differing) => {
    writeLock({ ...ownIdentity(), pid: deadPid(), changeId: 'change-0', ...differing() });
    utimesSync(file, 0, 0);
    await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
      code: 'anotherRolloutIsRunning',
    });
  });
});

describe('a lock that is to be broken', () => {
  const elsewhere = { pid: 7, host: 'elsewhere', changeId: 'change-0' };

  /** What happens while it is watched. */
  const breaking = (meanwhile: () => void): Parameters<typeof StateLock.acquire>[3] => ({
    waitMs: 0,
    isBroken: true,
    clock: {
      now: () => 0,
      sleep: () => {
        meanwhile();
        return Promise.resolve();
      },
    },
  });

  test('is taken where its holder shows no sign of life, and it is known from whom', async () => {
    writeLock(elsewhere);
    const lock = await StateLock.acquire(directory, 'dc1', 'change-1', breaking(jest.fn()));
    expect(lock.broken).toMatchObject(elsewhere);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ changeId: 'change-1', pid: process.pid });
    lock.release();
  });

  test('is taken also where nobody knows who holds it', async () => {
    writeFileSync(file, '', { mode: 0o600 });
    (await StateLock.acquire(directory, 'dc1', 'change-1', breaking(jest.fn()))).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('stays where it is touched meanwhile', async () => {
    writeLock(elsewhere);
    utimesSync(file, 0, 0);
    const touch = (): void => {
      utimesSync(file, 1, 1);
    };
    await expect(StateLock.acquire(directory, 'dc1', 'change-1', breaking(touch))).rejects.toMatchObject({
      code: 'lockAlive',
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(elsewhere);
  });

  test('stays where its process is seen to run, and nobody waits', async () => {
    const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
    const watch = jest.fn();
    await expect(StateLock.acquire(directory, 'dc1', 'change-2', breaking(watch))).rejects.toMatchObject({
      code: 'lockAlive',
    });
    expect(watch).not.toHaveBeenCalled();
    lock.release();
  });
});

/** Lets the heart of a lock beat once, and waits for what comes of it. */
async function beat(isFelt: () => boolean): Promise<void> {
  jest.advanceTimersByTime(5_000);
  while (!isFelt()) await new Promise((resolve) => setImmediate(resolve));
}

test('the holder of a lock touches it, and learns when somebody has taken it', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  utimesSync(file, 0, 0);
  await beat(() => statSync(file).mtimeMs > 0);
  expect(lock.lost.aborted).toBe(false);
  writeLock({ pid: 1, host: 'elsewhere', changeId: 'change-2' });
  await beat(() => lock.lost.aborted);
  expect(lock.lost.reason).toMatchObject({ code: 'lockLost' });
  lock.release();
  expect(readdirSync(directory)).toEqual(['dc1.lock']);
});

test('a lock that is given back while its holder looks at it is not lost', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const lock = await StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE);
  jest.advanceTimersByTime(60_000);
  lock.release();
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(lock.lost.aborted).toBe(false);
});

test('a lock that is a directory is an error that names it', async () => {
  mkdirSync(file);
  chmodSync(file, 0o700);
  await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
    code: 'lockUnusable',
    message: expect.stringContaining(`${file} can neither be read nor taken (EISDIR)`) as string,
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

test('a lock that others may write is not believed', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeLock({ ...ownIdentity(), pid, changeId: 'planted' });
  chmodSync(file, 0o666);
  await expect(StateLock.acquire(directory, 'dc1', 'change-1', AT_ONCE)).rejects.toMatchObject({
    code: 'lockUnusable',
    message: expect.stringContaining('others than its owner may write it, for its mode is 0666') as string,
  });
});

test('lock and state directory are for their owner alone, whatever the umask', async () => {
  const former = process.umask(0);
  try {
    const state = path.join(directory, 'a', 'state');
    const lock = await StateLock.acquire(state, 'dc1', 'change-1', AT_ONCE);
    const modes = [path.join(state, 'dc1.lock'), state, path.dirname(state)].map((one) => statSync(one).mode & 0o777);
    expect(modes).toEqual([0o600, 0o700, 0o700]);
    lock.release();
  } finally {
    process.umask(former);
  }
});
