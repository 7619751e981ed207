import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { anotherRolloutIsRunning } from '../../errors';
import type { Clock } from '../../checks/clock';
import { SYSTEM_CLOCK } from '../../checks/clock';

/** Who holds the lock, as the lock file says. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly changeId: string;
  /** ISO 8601. */
  readonly since: string;
}

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
   * @throws anotherRolloutIsRunning when somebody else still has it after the wait
   */
  static async acquire(directory: string, fabric: string, changeId: string, wait: LockWait): Promise<StateLock> {
    const file = path.join(directory, `${fabric}.lock`);
    // Always the machine's own time: the other process does not live on the clock of an emulated device.
    const clock = wait.clock ?? SYSTEM_CLOCK;
    const deadline = clock.now() + wait.waitMs;
    mkdirSync(directory, { recursive: true });
    for (;;) {
      const content = JSON.stringify({ pid: process.pid, host: hostname(), changeId, since: new Date().toISOString() });
      if (create(file, content)) {
        return new StateLock(file, content);
      }
      const standing = read(file);
      const holder = holderOf(standing);
      if (standing !== undefined && isStale(holder)) {
        remove(file, standing);
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

  /** Gives the lock back. Calling it twice does nothing. */
  release(): void {
    if (read(this.file) === this.content) {
      rmSync(this.file, { force: true });
    }
  }
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

function holderOf(content: string | undefined): Holder | undefined {
  try {
    return JSON.parse(content ?? '') as Holder;
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
