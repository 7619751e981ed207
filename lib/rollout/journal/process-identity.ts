import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isSystemError } from './errors';

/** Which process it is, told from one that has its number on another machine, in another container, or later. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Where its number means something: the boot of its kernel and its PID namespace. Absent where the system does not say. */
  readonly space?: string;
  /** When it began, as the kernel counts. Absent where the system does not say. */
  readonly began?: string;
}

/** Of this process. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  const [space, began] = [ownSpace(), beganAt(pid)];
  return { pid, host: hostname(), ...(space !== undefined && { space }), ...(began !== undefined && { began }) };
}

/**
 * Whether a process is there no more. `undefined` where that cannot be known from here: on another host, in another container.
 *
 * @param seenAt - its last sign of life, milliseconds since the epoch
 */
export function isGone({ pid, host, space, began }: ProcessIdentity, seenAt: number): boolean | undefined {
  if (host !== hostname()) return undefined;
  if (space !== ownSpace()) return isOfEarlierBoot(space, seenAt) || undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return true;
  }
  if (statOf(pid)?.[0] === DEAD) return true;
  const now = beganAt(pid);
  return began !== undefined && now !== undefined && began !== now;
}

/**
 * No process outlives the boot of its kernel. Another machine may have the same host name and another boot; what lives there has
 * shown that since this one was booted.
 */
function isOfEarlierBoot(space: string | undefined, seenAt: number): boolean {
  const [boot, namespace] = space?.split(' ') ?? [];
  const [own, booted] = [ownBoot(), bootedAt()];
  if (namespace === undefined || own === undefined || booted === undefined) return false;
  return boot !== own && seenAt < booted;
}

/** Milliseconds since the epoch. */
function bootedAt(): number | undefined {
  const seconds = told(() => /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1]);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function ownBoot(): string | undefined {
  return told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

function ownSpace(): string | undefined {
  const boot = ownBoot();
  const namespace = told(() => readlinkSync('/proc/self/ns/pid'));
  return boot === undefined || namespace === undefined ? undefined : `${boot} ${namespace}`;
}

/** State of a process that has ended and that nobody has collected, as in a container whose first process collects none. */
const DEAD = 'Z';
/** Place of the start time. */
const START_TIME = 19;

function beganAt(pid: number): string | undefined {
  return statOf(pid)?.[START_TIME];
}

/** Fields of `/proc/<pid>/stat` after the name in parentheses, which may hold anything; the first one is the state. */
function statOf(pid: number): string[] | undefined {
  return told(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat
      .slice(stat.lastIndexOf(')') + 1)
      .trim()
      .split(' ');
  });
}

/** Only Linux has these files, and it may hide them. */
function told<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
