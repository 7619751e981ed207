import type { Extent } from './extent';

/** What is recorded for one key. */
export interface LockEntry {
  /** For example `172.16.104.0/31`. */
  readonly value: string;
  /** Whether nothing asks for it any more. The value is still not given to anything else. */
  readonly removed: boolean;
  /** What the value takes up. */
  readonly extent: Extent;
}

/** The allocations under one pool name, by key. */
export type Section = ReadonlyMap<string, LockEntry>;

/** Everything that is recorded, by pool name. */
export type LockFile = ReadonlyMap<string, Section>;

/** Name of the file beside `cdktf.json`, unless the user chooses another. */
export const LOCK_FILE = 'fabric.lock.json';

/** What a file without allocations says. */
export const EMPTY_LOCK_FILE: LockFile = new Map();

/** Version of a file without devices. */
export const LOCK_VERSION = 1;

/** Version of a file that lists the devices of fabrics. */
export const LOCK_VERSION_WITH_MEMBERS = 2;

/** Behind a value that nothing asks for any more. */
export const REMOVED = ' removed';

/**
 * Name of the last member of every section. It stands behind all keys and never changes, so that adding a key at the end
 * does not change the line before it, which another branch may have changed too.
 */
export const LAST_MEMBER = '~';
