import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { anotherRolloutIsRunning, lockNotReleased, lockUnusable, systemErrorCode } from './errors';
import type { Clock } from '../../checks/clock';
import { SYSTEM_CLOCK } from '../../checks/clock';

/** Who holds the lock, as the lock file says. */
const HOLDER = z.object({ pid: z.int().positive(), host: z.string(), changeId: z.string() });

type Holder = z.infer<typeof HOLDER>;

/** How long to wait for another process, and on what clock. */
export interface LockWait {
  /** Milliseconds; 0 refuses at once. */
  readonly waitMs: number;
  readonly clock?: Clock;
}

const POLL_MS = 250;

/** The right to change one fabric from this state directory: a file that says who has it. */
export class StateLock {
  /**
   * Takes the lock of a fabric. A lock whose process is dead, on this host, is taken over.
   *
   * @throws anotherRolloutIsRunning when somebody else still has it after the wait; lockUnusable when it is no file, or not one
   * that can be read or made
   */
  static async acquire(directory: string, fabric: string, changeId: string, wait: LockWait): Promise<StateLock> {
    const file = path.join(directory, `${fabric}.lock`);
    // Always the machine's own time: the other process does not live on the clock of an emulated device.
    const clock = wait.clock ?? SYSTEM_CLOCK;
    const deadline = clock.now() + wait.waitMs;
    usable(file, () => mkdirSync(directory, { recursive: true }));
    for (;;) {
      const content = JSON.stringify({ pid: process.pid, host: hostname(), changeId, since: new Date().toISOString() });
      if (create(file, content)) {
        return new StateLock(file, content);
      }
      const standing = usable(file, () => read(file));
      const holder = holderOf(standing);
      if (standing !== undefined && isStale(holder)) {
        usable(file, () => {
          remove(file, standing);
        });
      } else if (standing !== undefined && clock.now() >= deadline) {
        throw anotherRolloutIsRunning(fabric, holder ?? {}, file);
      } else {
        await clock.sleep(POLL_MS);
      }
    }
  }

  private constructor(
    private readonly file: string,
    private readonly content: string,
  ) {}

  /** Gives the lock back. Calling it twice does nothing. @throws lockNotReleased */
  release(): void {
    try {
      if (read(this.file) === this.content) rmSync(this.file, { force: true });
    } catch (error) {
      throw lockNotReleased(this.file, systemErrorCode(error));
    }
  }
}

function create(file: string, content: string): boolean {
  return usable(file, () => {
    try {
      writeFileSync(file, content, { flag: 'wx' });
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    }
  });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function usable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw lockUnusable(file, systemErrorCode(error));
  }
}

function holderOf(content: string | undefined): Holder | undefined {
  try {
    return HOLDER.safeParse(JSON.parse(content ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Only what is known to be dead is stale: a process of this host that no longer exists. */
function isStale(holder: Holder | undefined): boolean {
  if (holder?.host !== hostname()) {
    return false;
  }
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

/** Removes the lock that was judged. Two processes may judge the same one: the second puts back what is not stale. */
function remove(file: string, judged: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return;
    }
    throw error;
  }
  if (read(aside) !== judged) {
    putBack(aside, file);
  }
  rmSync(aside, { force: true });
}

/** Where a third process has taken the lock in between there are two: then the locks of the devices keep them apart. */
function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
