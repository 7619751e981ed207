import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  anotherRolloutIsRunning,
  isSystemError,
  lockAlive,
  lockLost,
  lockNotReleased,
  lockUnusable,
  othersMayWrite,
  systemErrorCode,
} from './errors';
import type { Clock } from '../../checks/clock';
import { SYSTEM_CLOCK } from '../../checks/clock';
import { makePrivateDirectory, PRIVATE_FILE, writableByOthers } from '../../files/narrow-modes';
import { createFile } from '../../files/replace-file';
import { isGone, ownIdentity } from './process-identity';

/** Who holds the lock, as the lock file says. */
const HOLDER = z.object({
  pid: z.int().positive(),
  host: z.string(),
  changeId: z.string(),
  space: z.string().optional(),
  began: z.string().optional(),
});

/** Who holds a lock, as far as its file says. */
export type LockHolder = Partial<z.infer<typeof HOLDER>>;

/** What is done about a lock that somebody holds. */
export interface LockWait {
  /** Milliseconds; 0 refuses at once. */
  readonly waitMs: number;
  /** Takes it all the same where its holder shows no sign of life. */
  readonly isBroken?: boolean;
  /** Always the machine's own time: the other process does not live on the clock of an emulated device. */
  readonly clock?: Clock;
}

const POLL_MS = 250;
/** How often the holder of a lock says that it lives. */
const HEARTBEAT_MS = 5_000;
/** Who would break a lock waits for a sign of life that long. */
const WATCH_MS = 3 * HEARTBEAT_MS;

/** The right to change one fabric from this state directory: a file that says who has it, and is touched while it is held. */
export class StateLock {
  /**
   * Takes the lock of a fabric. One whose process is surely gone (on this host, in this PID namespace, or before this boot) is
   * taken over; any other one is only broken on request, and never while it shows a sign of life.
   *
   * @throws anotherRolloutIsRunning when somebody else still has it after the wait; lockAlive when it is to be broken and its holder
   * lives; lockUnusable when it is no file, or not one that can be read, believed or made
   */
  static async acquire(directory: string, fabric: string, changeId: string, wait: LockWait): Promise<StateLock> {
    const file = path.join(directory, `${fabric}.lock`);
    const clock = wait.clock ?? SYSTEM_CLOCK;
    const deadline = clock.now() + wait.waitMs;
    let broken: LockHolder | undefined;
    usable(file, () => {
      makePrivateDirectory(directory);
    });
    for (;;) {
      const content = JSON.stringify({ ...ownIdentity(), changeId, since: new Date().toISOString() });
      if (create(file, content)) return new StateLock(file, content, broken);
      const standing = usable(file, () => look(file));
      if (standing === undefined) continue;
      const holder = holderOf(standing.content);
      const gone = holder === undefined ? undefined : isGone(holder, standing.seenAt);
      if (gone === true) {
        usable(file, () => {
          remove(file, standing.content);
        });
      } else if (wait.isBroken === true) {
        if (gone === false) throw lockAlive(fabric, holder ?? {}, file);
        await requireSilence(fabric, file, standing, clock);
        usable(file, () => {
          remove(file, standing.content);
        });
        broken = holder ?? {};
      } else if (clock.now() >= deadline) {
        throw anotherRolloutIsRunning(fabric, holder ?? {}, file, Date.now() - standing.seenAt);
      } else {
        await clock.sleep(POLL_MS);
      }
    }
  }

  /** Who says of itself that it holds the lock of a fabric, and whether it is gone, which is `undefined` where that cannot be known. */
  static holder(directory: string, fabric: string): (LockHolder & { readonly isGone?: boolean }) | undefined {
    const file = path.join(directory, `${fabric}.lock`);
    const standing = usable(file, () => look(file));
    const holder = holderOf(standing?.content ?? '');
    return standing === undefined || holder === undefined
      ? undefined
      : { ...holder, isGone: isGone(holder, standing.seenAt) };
  }

  private readonly heartbeat: NodeJS.Timeout;
  private readonly loss = new AbortController();
  private isReleased = false;

  private constructor(
    private readonly file: string,
    private readonly content: string,
    /** Whose lock was broken to get it. */
    readonly broken: LockHolder | undefined,
  ) {
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  /** Aborts, with the error lockLost, when somebody else has taken it. */
  get lost(): AbortSignal {
    return this.loss.signal;
  }

  /** Gives the lock back. Calling it twice does nothing. @throws lockNotReleased */
  release(): void {
    this.isReleased = true;
    clearInterval(this.heartbeat);
    try {
      if (look(this.file)?.content === this.content) rmSync(this.file, { force: true });
    } catch (error) {
      throw lockNotReleased(this.file, systemErrorCode(error));
    }
  }

  /** A disk that cannot be read or touched for a while is no loss: nobody else can take the lock there either. */
  private async beat(): Promise<void> {
    try {
      if ((await readFile(this.file, 'utf8')) === this.content) {
        const now = new Date();
        await utimes(this.file, now, now);
        return;
      }
    } catch (error) {
      if (!isSystemError(error, 'ENOENT')) return;
    }
    // What we give back while we look is no loss.
    if (this.isReleased) return;
    clearInterval(this.heartbeat);
    this.loss.abort(lockLost(this.file));
  }
}

function create(file: string, content: string): boolean {
  return usable(file, () => {
    try {
      createFile(file, content, { mode: PRIVATE_FILE });
      return true;
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) return false;
      throw error;
    }
  });
}

/** A lock as it stands. */
interface StandingLock {
  readonly content: string;
  /** Milliseconds since the epoch, of the file system: the last sign of life of its holder. */
  readonly seenAt: number;
}

function look(file: string): StandingLock | undefined {
  try {
    const stats = statSync(file);
    const mode = writableByOthers(stats);
    if (mode !== undefined) throw othersMayWrite(mode);
    return { content: readFileSync(file, 'utf8'), seenAt: stats.mtimeMs };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Clocks of two machines differ: what counts is whether anything moves. @throws lockAlive */
async function requireSilence(fabric: string, file: string, before: StandingLock, clock: Clock): Promise<void> {
  await clock.sleep(WATCH_MS);
  const after = usable(file, () => look(file));
  if (after === undefined) return;
  if (after.content !== before.content || after.seenAt !== before.seenAt) {
    throw lockAlive(fabric, holderOf(after.content) ?? {}, file);
  }
}

function usable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw lockUnusable(file, systemErrorCode(error));
  }
}

function holderOf(content: string): z.infer<typeof HOLDER> | undefined {
  try {
    return HOLDER.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}

/** Removes the lock that was judged. Two processes may judge the same one: the second puts back what is another. */
function remove(file: string, judged: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) {
      return;
    }
    throw error;
  }
  if (look(aside)?.content !== judged) {
    putBack(aside, file);
  }
  rmSync(aside, { force: true });
}

/** Where a third process has taken the lock in between there are two: then the locks of the devices keep them apart. */
function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
}
