import type { Configuration } from '../../junos/tree/configuration';
import type { LabClock, LabTimer } from '../lab-clock';
import type { DatabaseProblem } from './refusal';
import { Refusal } from './refusal';
import { shareStatements } from './shared-statements';
import { dateTime } from './time-text';
import { leaf } from './xml-text';
import { randomBytes } from 'node:crypto';
import { decodeSecret, encodeSecret } from '../../junos/tree/secret-encoding';
import { secretLeaves } from '../../junos/tree/secret-leaves';

/** Who does something to a database: a NETCONF session, a human at the CLI, or the system. */
export interface Actor {
  readonly user: string;
  readonly client: 'netconf' | 'cli' | 'other';
  /** Process id of the session, which is its NETCONF session id; 0 for the system. */
  readonly pid: number;
}

/** Who holds the exclusive lock. */
export interface DatabaseLock {
  readonly actor: Actor;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** One entry of the commit history. */
export interface DatabaseCommit {
  /** Counts from 1 since the device started and is never reused. */
  readonly serial: number;
  readonly user: string;
  readonly client: string;
  readonly log?: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** What was committed. */
  readonly configuration: Configuration;
  /** Minutes or seconds text of a confirmed commit, as it stays in the history: `commit confirmed, rollback in 5mins`. */
  readonly confirmedText?: string;
}

/** A confirmed commit that waits for its confirmation. */
export interface UnconfirmedCommit {
  readonly record: DatabaseCommit;
  /** What comes back when nobody confirms. */
  readonly previous: Configuration;
  readonly pid: number;
  /** Epoch milliseconds. */
  readonly due: number;
}

/** How a commit is made. */
export interface DatabaseCommitOptions {
  readonly log?: string;
  /** Milliseconds until the automatic rollback; absent for a plain commit. */
  readonly confirmWithinMs?: number;
}

/** What a database needs of its device. */
export interface DatabaseSurroundings {
  readonly clock: LabClock;
  /** What `commit check` has to say about a candidate. */
  readonly check: (candidate: Configuration) => readonly DatabaseProblem[];
  /** Whether secrets are encrypted with a master password. */
  readonly hasMasterPassword: () => boolean;
  /** Whether an automatic rollback waits until a lock of another session than the one that committed is given up. */
  readonly revertWaitsForLock: () => boolean;
  /** Called after every commit and automatic rollback. */
  readonly committed: () => void;
  /** Called when a commit that was not confirmed is rolled back. */
  readonly reverted: () => void;
}

/** Rollbacks 0 to 49 are kept. */
const ROLLBACKS = 50;

/**
 * The configuration database of one device: one candidate that everybody shares, one exclusive lock, fifty rollbacks, at
 * most one confirmed commit that waits.
 */
export class ConfigurationDatabase {
  private readonly records: DatabaseCommit[];
  /** Never changed in place: an edit makes another one, so that commits and rollbacks can share it. */
  private shared: Configuration;
  private holder: DatabaseLock | undefined;
  private waiting: (UnconfirmedCommit & { readonly timer: LabTimer }) | undefined;
  private serial = 1;

  constructor(
    initial: Configuration,
    private readonly surroundings: DatabaseSurroundings,
  ) {
    this.records = [
      { serial: 1, user: 'root', client: 'other', time: surroundings.clock.now(), configuration: initial },
    ];
    this.shared = initial;
  }

  /** What the device runs; not to be changed. */
  get committed(): Configuration {
    return this.newest.configuration;
  }

  /** The shared candidate; not to be changed but through `edit`. */
  get candidate(): Configuration {
    return this.shared;
  }

  /** Newest first. */
  get history(): readonly DatabaseCommit[] {
    return this.records;
  }

  /** How many commits the device has seen, the initial one and automatic rollbacks included. */
  get commitCount(): number {
    return this.serial;
  }

  get lockHolder(): DatabaseLock | undefined {
    return this.holder;
  }

  get pending(): UnconfirmedCommit | undefined {
    return this.waiting;
  }

  /** Whether the candidate differs from what is committed. */
  get isModified(): boolean {
    return this.shared !== this.committed && !this.shared.equals(this.committed);
  }

  /** Takes the exclusive lock. */
  lock(actor: Actor): void {
    this.requireUnlockedFor(actor);
    if (this.holder !== undefined) throw new Refusal(lockedBy(this.holder));
    if (this.isModified) throw new Refusal(databaseModified());
    this.holder = { actor, since: this.surroundings.clock.now() };
  }

  /** Gives the lock back; what was not committed is discarded. */
  unlock(actor: Actor): void {
    if (this.holder === undefined) throw new Refusal(databaseNotOpen());
    if (this.holder.actor.pid !== actor.pid) throw new Refusal(lockedBy(this.holder));
    this.release();
  }

  /** Changes the candidate: `change` gets a copy, which becomes the candidate whether or not it complains. */
  edit<Result>(actor: Actor, change: (candidate: Configuration) => Result): Result {
    this.requireUnlockedFor(actor);
    const copy = this.shared.clone();
    const result = change(copy);
    encodeSecrets(copy, this.surroundings.hasMasterPassword());
    shareStatements(copy.root, this.shared.root);
    this.shared = copy;
    return result;
  }

  /** Puts something else in the candidate's place, as an edit that is known already would. */
  replaceCandidate(actor: Actor, candidate: Configuration): void {
    this.requireUnlockedFor(actor);
    this.shared = candidate;
  }

  /** Puts rollback `n` into the candidate; undefined when there is none. */
  loadRollback(actor: Actor, n: number): void {
    this.requireUnlockedFor(actor);
    this.shared = this.rollback(n);
  }

  /** The configuration that was committed `n` commits ago. */
  rollback(n: number): Configuration {
    const record = this.records[n];
    if (record === undefined) throw new Refusal({ message: `could not find rollback configuration ${n}` });
    return record.configuration;
  }

  /** Throws away what is not committed. */
  discard(actor: Actor): void {
    this.requireUnlockedFor(actor);
    this.shared = this.committed;
  }

  /** `commit check`. A check that succeeds confirms a pending commit, whoever asks. */
  check(actor: Actor): void {
    this.requireUnlockedFor(actor);
    this.requireSound();
    this.confirm();
  }

  /** Commits the candidate. Confirms a pending commit, whoever commits. */
  commit(actor: Actor, options: DatabaseCommitOptions = {}): DatabaseCommit {
    this.requireUnlockedFor(actor);
    this.requireSound();
    this.confirm();
    const previous = this.committed;
    const record = this.append(actor, this.shared, options);
    if (options.confirmWithinMs !== undefined)
      this.expectConfirmation(record, previous, actor.pid, options.confirmWithinMs);
    this.surroundings.committed();
    return record;
  }

  /**
   * A session is gone. Its lock goes with it, and uncommitted changes made under the lock; a commit that it left
   * unconfirmed is reverted on request.
   */
  sessionEnded(pid: number, revertPending: boolean): void {
    if (this.holder?.actor.pid === pid) this.release();
    if (revertPending && this.waiting?.pid === pid) this.revert();
  }

  /** The device is off: the lock and what was not committed are gone. What is pending is kept or reverted. */
  powerLost(pending: 'kept' | 'reverted'): void {
    this.release();
    if (pending === 'reverted') this.revert();
  }

  /** Drops timers. */
  stop(): void {
    this.waiting?.timer.cancel();
  }

  private get newest(): DatabaseCommit {
    const [newest] = this.records;
    if (newest === undefined) throw new Error('a configuration database has at least one record');
    return newest;
  }

  private release(): void {
    this.holder = undefined;
    this.shared = this.committed;
    if (this.waiting !== undefined && this.waiting.due <= this.surroundings.clock.now()) this.revert();
  }

  private requireUnlockedFor(actor: Actor): void {
    if (this.holder !== undefined && this.holder.actor.pid !== actor.pid) throw new Refusal(lockedBy(this.holder));
  }

  private requireSound(): void {
    const problems = this.surroundings.check(this.shared);
    if (problems.length > 0) throw new Refusal(...problems);
  }

  private append(actor: Actor, configuration: Configuration, options: DatabaseCommitOptions): DatabaseCommit {
    this.serial += 1;
    const record: DatabaseCommit = {
      serial: this.serial,
      user: actor.user,
      client: actor.client,
      log: options.log,
      time: this.surroundings.clock.now(),
      configuration,
      confirmedText: confirmedText(options.confirmWithinMs),
    };
    this.records.unshift(record);
    this.records.length = Math.min(this.records.length, ROLLBACKS);
    return record;
  }

  private expectConfirmation(record: DatabaseCommit, previous: Configuration, pid: number, withinMs: number): void {
    const due = record.time + withinMs;
    const timer = this.surroundings.clock.at(due, () => {
      this.timerExpired();
    });
    this.waiting = { record, previous, pid, due, timer };
  }

  private confirm(): void {
    this.waiting?.timer.cancel();
    this.waiting = undefined;
  }

  private timerExpired(): void {
    const isForeign = this.holder !== undefined && this.holder.actor.pid !== this.waiting?.pid;
    if (!isForeign || !this.surroundings.revertWaitsForLock()) this.revert();
  }

  /** The automatic rollback: nobody is asked, nothing is checked. */
  private revert(): void {
    const pending = this.waiting;
    if (pending === undefined) return;
    this.confirm();
    this.append({ user: 'root', client: 'other', pid: 0 }, pending.previous, {});
    this.shared = this.committed;
    this.surroundings.reverted();
    this.surroundings.committed();
  }
}

function confirmedText(withinMs: number | undefined): string | undefined {
  return withinMs === undefined ? undefined : `commit confirmed, rollback in ${Math.floor(withinMs / 60000)}mins`;
}

/** Somebody else holds the exclusive lock. The pid is the session id that `kill-session` takes. */
function lockedBy(holder: DatabaseLock): DatabaseProblem {
  const { user, pid, client } = holder.actor;
  const terminal = client === 'cli' ? 'terminal pts/0 ' : '';
  return {
    tag: 'lock-denied',
    message:
      `configuration database locked by:\n  ${user} ${terminal}(pid ${pid}) on since ${dateTime(holder.since)}\n` +
      '      exclusive [edit]',
    info: leaf('session-id', pid),
  };
}

/** The candidate holds changes that nobody has committed. */
function databaseModified(): DatabaseProblem {
  return { message: 'configuration database modified' };
}

/** Unlock without a lock. */
function databaseNotOpen(): DatabaseProblem {
  return { message: 'Configuration database is not open' };
}

/** Begins every secret that was encrypted with a master password; the algorithms and rounds are Junos' defaults. */
const ENCRYPTED = '$8$aes256-gcm$hmac-sha2-256$100$';

/**
 * Encodes, in place, the secrets that were loaded in plain text, as Junos does before anybody sees them again.
 *
 * @param masterPassword - whether one is set: then they are encrypted, and never twice the same
 */
function encodeSecrets(configuration: Configuration, masterPassword = false): void {
  for (const { node } of secretLeaves(configuration)) {
    if (node.value.startsWith(ENCRYPTED)) continue;
    const isEncoded = decodeSecret(node.value) !== undefined;
    if (masterPassword) node.value = ENCRYPTED + ENCRYPTED_PARTS.map((size) => randomText(size)).join('$');
    else if (!isEncoded) node.value = encodeSecret(node.value);
  }
}

/** Bytes of salt, initial vector, authentication tag and text. The lab never needs to read it again. */
const ENCRYPTED_PARTS = [8, 12, 16, 12] as const;

function randomText(bytes: number): string {
  return randomBytes(bytes)
    .toString('base64')
    .replace(/={1,2}$/, '');
}
