import { readdirSync, readFileSync } from 'node:fs';

/** A process, as this machine and the namespaces in it count it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Its number in each process namespace, the outermost that we see first. */
  readonly numbers: readonly number[];
}

/** Every process that can be seen. */
export function processTable(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []));
}

function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
    const numbers = /^NSpid:\s+(.*)$/m.exec(status)?.[1] ?? String(pid);
    return { pid, parent: Number(parent ?? 0), numbers: numbers.trim().split(/\s+/).map(Number) };
  } catch {
    return undefined;
  }
}

/** When a process began, in the kernel's ticks: with its number it names one process for good. Undefined: there is none. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

/** First process of the namespace that `unshare` made as its child. */
export function firstProcess(table: readonly ProcessEntry[], unshare: number): number | undefined {
  return table.find(({ parent, numbers }) => parent === unshare && numbers.at(-1) === 1)?.pid;
}
