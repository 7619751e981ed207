import fs from 'node:fs';
import path from 'node:path';

/** What is done to a file: a write and its sync, an open or a change of names that makes something new. */
export interface DiskStep {
  readonly file: string;
  readonly what: 'write' | 'sync' | 'truncate' | 'open' | 'name';
  /** What is written, or was written last. */
  readonly text: string;
}

/** What a disk does from some moment on, or once. */
export interface DiskFault {
  readonly name: string;
  /** Why a step fails; undefined where it works. */
  readonly fails: (step: DiskStep) => string | undefined;
  /** The first write that it strikes takes half of what it is given, and says so by the count alone. */
  readonly isShort?: true;
  readonly isOnce?: true;
}

const WRITES: ReadonlySet<DiskStep['what']> = new Set(['write']);
const CHANGES: ReadonlySet<DiskStep['what']> = new Set(['write', 'open', 'name', 'truncate']);
const NAMES: ReadonlySet<DiskStep['what']> = new Set(['open', 'name']);

const failing =
  (code: string, steps: ReadonlySet<DiskStep['what']>): DiskFault['fails'] =>
  ({ what }) =>
    steps.has(what) ? code : undefined;

/** Full, read-only, somebody else's, or broken. */
export const DISK_FAULTS = {
  full: { name: 'full', fails: failing('ENOSPC', WRITES) },
  fullOnce: { name: 'full for a moment', fails: failing('ENOSPC', WRITES), isOnce: true },
  fullWithinALine: { name: 'full within a line', fails: failing('ENOSPC', WRITES), isShort: true },
  short: { name: 'taking a line in two pieces', fails: () => undefined, isShort: true, isOnce: true },
  readOnly: { name: 'read-only', fails: failing('EROFS', CHANGES) },
  foreign: { name: 'of another owner', fails: failing('EACCES', NAMES) },
  unsynced: { name: 'that does not sync', fails: failing('EIO', new Set(['sync'] as const)) },
} as const satisfies Record<string, DiskFault>;

/** What is written below a directory, and what goes wrong there. Everything else is as ever. */
export class Disk {
  private fault: DiskFault | undefined;
  private strikesAt: (step: DiskStep) => boolean = () => false;
  /** Whether it was ever struck. */
  isStruck = false;

  constructor(private readonly directory: string) {}

  /** Something may go wrong later. Said before any file is opened. */
  watch(): void {
    install();
    disks.add(this);
  }

  /** From the step on for which that is said, which is struck as well. Said before any file is opened, or of a disk that is watched. */
  breakAt(fault: DiskFault, strikesAt: (step: DiskStep) => boolean): void {
    this.watch();
    this.fault = fault;
    this.strikesAt = strikesAt;
    this.isStruck = false;
  }

  mend(): void {
    this.fault = undefined;
  }

  /** Nobody looks at it any more. */
  remove(): void {
    disks.delete(this);
  }

  has(file: string): boolean {
    return path.resolve(file).startsWith(`${this.directory}${path.sep}`);
  }

  /** @returns the code of an error, or how much of a write is done */
  meet(step: DiskStep): string | { readonly share: number } {
    const { fault } = this;
    const isFirst = !this.isStruck;
    if (fault === undefined || (isFirst && !this.strikesAt(step))) return WHOLE;
    this.isStruck = true;
    if (fault.isShort === true && isFirst) {
      if (fault.isOnce === true) this.mend();
      return { share: 0.5 };
    }
    const code = fault.fails(step);
    if (code !== undefined && fault.isOnce === true) this.mend();
    return code ?? WHOLE;
  }
}

const WHOLE = { share: 1 };
const disks = new Set<Disk>();
/** By descriptor. */
const files = new Map<number, string>();
const written = new Map<number, string>();

function met(file: string, what: DiskStep['what'], text = ''): string | { readonly share: number } {
  for (const disk of disks) if (disk.has(file)) return disk.meet({ file, what, text });
  return WHOLE;
}

function errorOf(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

/** @throws what the disk says of it */
function requireDisk(file: unknown, what: DiskStep['what'], text?: string): void {
  const answer = typeof file === 'string' ? met(file, what, text) : WHOLE;
  if (typeof answer === 'string') throw errorOf(answer, what);
}

type Done = (error: Error | null, count?: number) => void;

let isInstalled = false;

/** Once in a process, in the place of the functions that the journal, the lock and the copies are written by. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const real = { ...fs };
  const replaced = {
    openSync: (file: string, flags: string, mode?: number): number => {
      if (flags !== 'r') requireDisk(file, 'open');
      const descriptor = real.openSync(file, flags, mode);
      files.set(descriptor, file);
      return descriptor;
    },
    write: (descriptor: number, bytes: Buffer, offset: number, length: number, position: null, done: Done): void => {
      const text = bytes.subarray(offset, offset + length).toString();
      const answer = met(files.get(descriptor) ?? '', 'write', text);
      if (typeof answer === 'string') later(done, errorOf(answer, 'write'));
      else real.write(descriptor, bytes, offset, Math.ceil(length * answer.share), position, done);
      written.set(descriptor, text);
    },
    fdatasync: (descriptor: number, done: Done): void => {
      const answer = met(files.get(descriptor) ?? '', 'sync', written.get(descriptor));
      if (typeof answer === 'string') later(done, errorOf(answer, 'sync'));
      else real.fdatasync(descriptor, done);
    },
    ftruncate: (descriptor: number, length: number, done: Done): void => {
      const answer = met(files.get(descriptor) ?? '', 'truncate');
      if (typeof answer === 'string') later(done, errorOf(answer, 'truncate'));
      else real.ftruncate(descriptor, length, done);
    },
    writeFileSync: (file: string | number, text: string, options?: fs.WriteFileOptions): void => {
      const answer = met((typeof file === 'number' ? files.get(file) : file) ?? '', 'write', text);
      const isFailing = typeof answer === 'string';
      // What is opened to be written is there, whatever becomes of the write.
      if (!isFailing || typeof file === 'string') real.writeFileSync(file, isFailing ? '' : text, options);
      if (isFailing) throw errorOf(answer, 'write');
    },
    mkdirSync: (file: string, options?: fs.MakeDirectoryOptions): string | undefined => {
      if (!real.existsSync(file)) requireDisk(file, 'name');
      return real.mkdirSync(file, options);
    },
    linkSync: (from: string, to: string): void => {
      requireDisk(to, 'name');
      real.linkSync(from, to);
    },
    renameSync: (from: string, to: string): void => {
      requireDisk(to, 'name');
      real.renameSync(from, to);
    },
    rmSync: (file: string, options?: fs.RmOptions): void => {
      if (real.existsSync(file)) requireDisk(file, 'name');
      real.rmSync(file, options);
    },
  };
  Object.assign(fs, replaced);
}

function later(done: Done, error: Error): void {
  process.nextTick(done, error);
}
