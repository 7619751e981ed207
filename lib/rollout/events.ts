import type { DisruptionClass } from '../disruption/disruption-class';
import type { ChangeOutcome, DeviceOutcome, Standing } from './outcome';
import type { Problem } from './problem';

/**
 * What a change does: brings the manifest onto devices, takes the fabric from them, or puts them back to what they were
 * before an earlier change.
 */
export type ChangeKind = 'apply' | 'withdraw' | 'rollback';

/** What a device was doing: taking lines or a rollback, checking, committing under a timer, confirming, going back. */
export type DeviceStep = 'load' | 'check' | 'commit' | 'confirm' | 'rollBack';

/** A check as the events carry it. */
interface ReportedCheck {
  readonly expected: string;
  readonly seen: string;
  readonly constructPath: string;
}

/**
 * What happens during a rollout or withdrawal, in the order it happens. Plain data, without secrets: diffs have theirs
 * masked. `hostname` names the device an event belongs to.
 */
export type RolloutEvent =
  | {
      readonly type: 'changeStarted';
      readonly kind: ChangeKind;
      readonly changeId: string;
      /** Id of the change that a rollback takes back. */
      readonly reverses?: string;
      readonly fabric: string;
      /** Of `fabric.json`. */
      readonly manifestDigest?: string;
      readonly hostnames: readonly string[];
    }
  /** Every device was looked at: the digest of the plan, as `plan` says it, of what is about to be done. */
  | { readonly type: 'planned'; readonly digest: string }
  /** A change whose process is gone is taken up: what each device carries of it. */
  | {
      readonly type: 'takenOver';
      readonly by: 'resume' | 'undo';
      readonly changeId: string;
      /** Id of the change that this one takes back: `confirmed` means that a device has what it had before that. */
      readonly reverses?: string;
      readonly fabric: string;
      readonly devices: Readonly<Record<string, Standing | 'unknown'>>;
    }
  | { readonly type: 'connected'; readonly hostname: string; readonly model: string; readonly junos: string }
  /** What was not well before the change, one line each (alarms, cores, hidden routes, BFD sessions): not blamed on it. */
  | { readonly type: 'preExisting'; readonly hostname: string; readonly found: readonly string[] }
  /** Down before the change and not touched by it: reported, not blamed on it. */
  | ({ readonly type: 'preExistingFailure'; readonly hostname: string } & ReportedCheck)
  /** The device already carries what the manifest says. */
  | { readonly type: 'deviceUnchanged'; readonly hostname: string }
  /** The device keeps its configuration although it is withdrawn: its removal policy is RETAIN. */
  | { readonly type: 'deviceRetained'; readonly hostname: string }
  /** The device took the change and gave it back: it can be committed. */
  | {
      readonly type: 'staged';
      readonly hostname: string;
      readonly diff: string;
      /** The worst that committing it does. */
      readonly disruption: DisruptionClass;
      /** Milliseconds that staging has taken. */
      readonly tookMs: number;
    }
  | {
      readonly type: 'waveStarted';
      /** From 1. */
      readonly wave: number;
      readonly waves: number;
      readonly hostnames: readonly string[];
    }
  /** A wave waits for attachments that servers need while it changes, until `until` (milliseconds since the epoch). */
  | {
      readonly type: 'waveHeld';
      readonly hostnames: readonly string[];
      readonly servers: readonly { readonly server: string; readonly down: readonly string[] }[];
      readonly until: number;
    }
  /** A wave waits because others are at work on devices that share something with it, until `until` (milliseconds since the epoch). */
  | {
      readonly type: 'fenceAwaited';
      readonly hostnames: readonly string[];
      /** Which device, and who has it for what, in words that follow its name. */
      readonly others: readonly { readonly hostname: string; readonly reason: string }[];
      readonly until: number;
    }
  /**
   * The configuration locks of devices outside the change are held, so that nobody takes away what the wave leaves to servers:
   * until its sessions are back, which is looked for until `until` (milliseconds since the epoch).
   */
  | {
      readonly type: 'fenceRaised';
      readonly hostnames: readonly string[];
      readonly held: readonly string[];
      readonly until: number;
    }
  /** Locks of devices outside the change are given back. */
  | { readonly type: 'fenceLowered'; readonly hostnames: readonly string[]; readonly released: readonly string[] }
  /** A wave is watched until `until` (milliseconds since the epoch) before the next one begins. */
  | {
      readonly type: 'soaking';
      /** From 1. */
      readonly wave: number;
      readonly hostnames: readonly string[];
      readonly until: number;
    }
  | { readonly type: 'committed'; readonly hostname: string; readonly minutes: number; readonly revertsAt: number }
  /** A new session to the device works. */
  | { readonly type: 'managementVerified'; readonly hostname: string }
  | {
      readonly type: 'checking';
      readonly hostnames: readonly string[];
      readonly round: number;
      readonly failing: number;
    }
  | {
      readonly type: 'checksPassed';
      readonly hostnames: readonly string[];
      /** On all the devices. */
      readonly count: number;
      /** How many of them hold a device to what it showed before the change; the others are those of the intent. */
      readonly asBefore: number;
    }
  /**
   * The device carries the change and shows what it has to show by itself. Milliseconds of its commit and its checks, without
   * waiting for other devices of its wave.
   */
  | { readonly type: 'deviceReady'; readonly hostname: string; readonly tookMs: number }
  /** Not true, and only PROVISIONED. */
  | ({ readonly type: 'provisionedNotUp'; readonly hostname: string } & ReportedCheck)
  | ({ readonly type: 'checkFailed'; readonly hostname: string } & ReportedCheck)
  | {
      readonly type: 'decided';
      readonly decision: 'confirm' | 'rollBack';
      readonly hostnames: readonly string[];
    }
  /** Milliseconds that the confirmation has taken; absent where it was only found on the device. */
  | { readonly type: 'confirmed'; readonly hostname: string; readonly tookMs?: number }
  | {
      readonly type: 'confirmFailed';
      readonly hostname: string;
      readonly message: string;
      readonly retriedUntil: number;
    }
  /** The first transaction is confirmed; now these devices lose the links and sessions to those that leave. */
  | { readonly type: 'secondTransaction'; readonly hostnames: readonly string[] }
  | { readonly type: 'sessionLost'; readonly hostname: string; readonly message: string }
  | { readonly type: 'sessionRegained'; readonly hostname: string }
  /** The device rolls its change back by its confirm timer, and is waited for. Said again every few minutes. */
  | {
      readonly type: 'waitingForTimer';
      readonly hostname: string;
      /** When its timer has run out; milliseconds since the epoch. */
      readonly revertsAt: number;
      /** When nobody waits any more, and what it carries is unknown; milliseconds since the epoch. */
      readonly until: number;
      /** Why it cannot be read; absent where it was. */
      readonly reason?: string;
      /** Why it was read and cannot be taken back by us before that; absent where nobody tried. */
      readonly notByUs?: string;
    }
  | { readonly type: 'rolledBack'; readonly hostname: string; readonly by: 'commit' | 'timer' }
  /** The device has done what it was asked, and has something to say of it. The same words are told once a device. */
  | { readonly type: 'deviceWarning'; readonly hostname: string; readonly step: DeviceStep; readonly message: string }
  | { readonly type: 'warning'; readonly hostname?: string; readonly message: string }
  | ({ readonly type: 'problem' } & Problem)
  | {
      readonly type: 'changeFinished';
      readonly changeId: string;
      /** As that of the result. */
      readonly reverses?: string;
      readonly outcome: ChangeOutcome;
      readonly devices: Readonly<Record<string, DeviceOutcome>>;
    };

/** Who is told. */
export type EventListener = (event: RolloutEvent) => void;
