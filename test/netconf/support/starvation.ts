import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a process is kept from its processor, and how it gets it back. */
export interface Starvation {
  /** In words, for what a test prints. */
  readonly means: string;
  /** Lets it have no more than a tenth of one core from now on. */
  begin(pid: number): void;
  /** When the process is gone. */
  end(): void;
}

const ROOT = '/sys/fs/cgroup';
const NAME = `starved-${process.pid}`;
const PERIOD_US = 100_000;
const QUOTA_US = PERIOD_US / 10;

/** A tenth of a core: by a cgroup where one can be made, else by stopping the process nine tenths of the time. */
export function tenthOfACore(): Starvation {
  return cgroup() ?? stopping();
}

function cgroup(): Starvation | undefined {
  return (
    groupOf(join(ROOT, 'cpu'), 'a cgroup of version 1', {
      'cpu.cfs_period_us': String(PERIOD_US),
      'cpu.cfs_quota_us': String(QUOTA_US),
    }) ?? groupOf(ROOT, 'a cgroup of version 2', { 'cpu.max': `${QUOTA_US} ${PERIOD_US}` })
  );
}

/** Undefined where it cannot be made, or the processor is not what it limits. */
function groupOf(parent: string, means: string, limits: Readonly<Record<string, string>>): Starvation | undefined {
  const directory = join(parent, NAME);
  const isLimit = (name: string): boolean => existsSync(join(directory, name));
  try {
    mkdirSync(directory);
    if (!Object.keys(limits).every(isLimit)) throw new Error('no controller of the processor');
    for (const [name, limit] of Object.entries(limits)) writeFileSync(join(directory, name), limit);
  } catch {
    if (existsSync(directory)) rmdirSync(directory);
    return undefined;
  }
  return {
    means,
    begin: (pid) => {
      writeFileSync(join(directory, 'cgroup.procs'), String(pid));
    },
    end: () => {
      if (readFileSync(join(directory, 'cgroup.procs'), 'utf8') === '') rmdirSync(directory);
    },
  };
}

const RUNS_MS = 100;
const STOPS_MS = 900;

/** Signals, 10 : 90. */
export function stopping(): Starvation {
  let timer: NodeJS.Timeout | undefined;
  const stop = (pid: number): void => {
    process.kill(pid, 'SIGSTOP');
    timer = setTimeout(() => {
      run(pid);
    }, STOPS_MS);
  };
  const run = (pid: number): void => {
    process.kill(pid, 'SIGCONT');
    timer = setTimeout(() => {
      stop(pid);
    }, RUNS_MS);
  };
  return {
    means: 'SIGSTOP and SIGCONT',
    begin: stop,
    end: () => {
      clearTimeout(timer);
    },
  };
}
