import type { XmlElement } from '../junos/formats/xml';
import { child, descendants, textOf } from '../junos/formats/xml';

/** One entry of `show system commit`. */
export interface CommitRecord {
  /** 0 is the configuration in force. */
  readonly sequence: number;
  readonly user: string;
  /** What it came through: `cli`, `netconf`, `other` (the device itself, for example an automatic rollback). */
  readonly client: string;
  /** As the device prints it. */
  readonly time: string;
  /** The same in seconds since 1970, where the device gives it. */
  readonly timeSec?: number;
  /** The log line of the commit. */
  readonly log?: string;
  /** Minutes that a confirmed commit was given, whether or not it has been confirmed since. */
  readonly confirmMinutes?: number;
  /** Whether the device will roll it back. */
  readonly isPending: boolean;
}

/** A confirmed commit that nobody has confirmed. */
export interface PendingCommit {
  readonly log?: string;
  readonly user?: string;
  /** Minutes until the device rolls back, rounded up, where its clock says so. */
  readonly minutesLeft?: number;
}

/** Reads the reply to `get-commit-information`, the newest commit first. */
export function readCommitHistory(reply: XmlElement): CommitRecord[] {
  return descendants(reply, 'commit-history').map((entry) => readEntry(entry));
}

function readEntry(entry: XmlElement): CommitRecord {
  const comment = textOf(entry, 'comment');
  const seconds = secondsOf(child(entry, 'date-time'));
  return {
    sequence: Number(textOf(entry, 'sequence-number')),
    user: textOf(entry, 'user') ?? '',
    client: textOf(entry, 'client') ?? '',
    time: textOf(entry, 'date-time') ?? '',
    timeSec: seconds,
    // Some releases give the log as the comment; others keep that for words of their own, which begin with "commit".
    log: textOf(entry, 'log') ?? (comment?.startsWith('commit ') === true ? undefined : comment),
    confirmMinutes: minutesIn(comment),
    // The comment stays after the confirmation, this element does not.
    isPending: child(entry, 'commit-confirmed') !== undefined,
  };
}

function minutesIn(comment: string | undefined): number | undefined {
  const minutes = /commit confirmed, rollback in (\d+)\s*min/.exec(comment ?? '')?.[1];
  return minutes === undefined ? undefined : Number(minutes);
}

/** The device's clock in seconds since 1970, from the reply to `get-system-uptime-information`. */
export function readClock(reply: XmlElement): number | undefined {
  const [current] = descendants(reply, 'current-time');
  return current === undefined ? undefined : secondsOf(child(current, 'date-time'));
}

/** What is pending, with the time it has left by the device's own clock. */
export function pendingCommitOf(record: CommitRecord, clockSec: number | undefined): PendingCommit {
  const { log, user, timeSec, confirmMinutes } = record;
  if (clockSec === undefined || timeSec === undefined || confirmMinutes === undefined) return { log, user };
  const secondsLeft = timeSec + confirmMinutes * 60 - clockSec;
  return { log, user, minutesLeft: Math.max(0, Math.ceil(secondsLeft / 60)) };
}

function secondsOf(dateTime: XmlElement | undefined): number | undefined {
  const seconds = Number(dateTime?.attributes.seconds ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
