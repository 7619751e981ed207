import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { twinDirectoryTaken, twinNotRunning } from '../errors';
import { TEMPORARY_FILE, replaceFile } from '../../files/replace-file';
import type { TwinLink, TwinNode } from '../plan';
import type { TwinFailure } from './failures';
import { STATE_FILE } from './holder-script';
import type { VrfMode } from './node-script';
import { startTime } from './processes';

/** What a directory says of the twin in it. */
export interface TwinState {
  readonly version: 1;
  /** The process that everything of the twin ends with. */
  readonly holder: { readonly pid: number; readonly startTime: string };
  readonly rootless: boolean;
  readonly vrf: VrfMode;
  /** First process of each node, by name. */
  readonly pids: Readonly<Record<string, number>>;
  readonly nodes: readonly TwinNode[];
  readonly links: readonly TwinLink[];
  readonly failures: readonly TwinFailure[];
  /** Manifest and topology that it was built from, where it was by files. */
  readonly manifest?: string;
  readonly topology?: string;
}

/** The first file of a twin, and the last to go: what has other names of ours and not this one belongs to somebody else. */
export const HOLDER_SCRIPT = 'holder.sh';

/** Everything that a twin keeps in its directory. */
const FILES = new Set([
  STATE_FILE,
  'nodes',
  'events',
  'pids',
  'failed',
  'started',
  'start.sh',
  'start.log',
  'holder.log',
  'holder.pid',
  HOLDER_SCRIPT,
]);

/** Makes the directory ready for a new twin. @throws twinDirectoryTaken */
export function prepareDirectory(directory: string): void {
  if (/^\/run(\/|$)/.test(directory)) throw twinDirectoryTaken(directory, 'the nodes have a /run of their own');
  if (/[\s'"$\\]/.test(directory)) throw twinDirectoryTaken(directory, 'its name needs quoting in a shell');
  mkdirSync(directory, { recursive: true });
  const isOfTwin = holdsTwin(directory);
  const foreign = readdirSync(directory)
    .filter((name) => !isOfTwin || !isOfATwin(name))
    .sort();
  if (foreign.length > 0) throw twinDirectoryTaken(directory, `it holds ${foreign.slice(0, 3).join(', ')}`);
  if (holderOf(directory) !== undefined) throw twinDirectoryTaken(directory, 'a twin is running in it');
  clearDirectory(directory);
}

/** Removes what a twin has left, and the directory if nothing else is in it; does nothing where no twin has been. */
export function removeDirectory(directory: string): void {
  if (!holdsTwin(directory)) return;
  clearDirectory(directory);
  if (readdirSync(directory).length === 0) rmSync(directory, { recursive: true });
}

function holdsTwin(directory: string): boolean {
  return existsSync(path.join(directory, HOLDER_SCRIPT));
}

function clearDirectory(directory: string): void {
  for (const name of readdirSync(directory).filter(isOfATwin)) {
    rmSync(path.join(directory, name), { recursive: true, force: true });
  }
}

function isOfATwin(name: string): boolean {
  return FILES.has(name) || TEMPORARY_FILE.test(name);
}

/** Notes the process that holds the twin before anything else is known of it. */
export function writeHolder(directory: string, pid: number): string {
  const began = startTime(pid) ?? '';
  writeFileSync(path.join(directory, 'holder.pid'), `${pid} ${began}\n`);
  return began;
}

/** The process that holds the twin of a directory; undefined where it is not there any more. */
export function holderOf(directory: string): number | undefined {
  try {
    const [pid = '', began = ''] = readFileSync(path.join(directory, 'holder.pid'), 'utf8').trim().split(' ');
    return startTime(Number(pid)) === began ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

export function writeState(directory: string, state: TwinState): void {
  replaceFile(path.join(directory, STATE_FILE), `${JSON.stringify(state, null, 1)}\n`);
}

/** @throws twinNotRunning */
export function readState(directory: string): TwinState {
  if (holderOf(directory) === undefined) throw twinNotRunning(directory);
  try {
    return JSON.parse(readFileSync(path.join(directory, STATE_FILE), 'utf8')) as TwinState;
  } catch {
    throw twinNotRunning(directory);
  }
}
