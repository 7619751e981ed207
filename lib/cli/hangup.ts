import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** What a process can find out about how it was started. A file that is not there (`/proc`, outside of Linux) is undefined. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly parentPid: number;
  readonly read: (file: string) => string | undefined;
  readonly readLink: (file: string) => string | undefined;
}

/**
 * Whether whoever started this process wanted SIGHUP to be ignored, as `nohup` does. Node gives every signal its default action
 * before any of this runs, so that nobody can ask for the inherited one; what is left are its traces.
 */
export function ignoresHangup(around: Surroundings = ofThisProcess()): boolean {
  return (
    ignoresSighup(around.read('/proc/self/status')) ||
    ignoresSighup(around.read(`/proc/${around.parentPid}/status`)) ||
    wasStartedByNohup(around)
  );
}

/** SIGHUP is signal 1: the lowest bit of the mask. What a parent ignores its children ignore too, unless they reset it as Node does. */
function ignoresSighup(status: string | undefined): boolean {
  const mask = /^SigIgn:\s*([0-9a-f]+)$/im.exec(status ?? '')?.[1];
  return mask !== undefined && Number.parseInt(mask.slice(-1), 16) % 2 === 1;
}

/** Most shells put what they start into `_`; GNU's nohup takes a terminal away by making standard input a `/dev/null` for writing. */
function wasStartedByNohup({ environment, read, readLink }: Surroundings): boolean {
  if (basename(environment._ ?? '') === 'nohup') return true;
  const flags = /^flags:\s*([0-7]+)$/m.exec(read('/proc/self/fdinfo/0') ?? '')?.[1];
  return flags?.endsWith('1') === true && readLink('/proc/self/fd/0') === '/dev/null';
}

function ofThisProcess(): Surroundings {
  return {
    environment: process.env,
    parentPid: process.ppid,
    read: (file) => orUndefined(() => readFileSync(file, 'utf8')),
    readLink: (file) => orUndefined(() => readlinkSync(file)),
  };
}

function orUndefined(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
