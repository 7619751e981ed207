import type { DisruptionClass } from '../disruption/disruption-class';
import type { ChangeOutcome, DeviceOutcome } from './outcome';
import type { Problem } from './problem';

/** A check as the events carry it. */
export interface ReportedCheck {
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
      readonly kind: 'apply' | 'withdraw';
      readonly changeId: string;
      readonly fabric: string;
      /** Of `fabric.json`. */
      readonly manifestDigest?: string;
      readonly hostnames: readonly string[];
    }
  | { readonly type: 'connected'; readonly hostname: string; readonly model: string; readonly junos: string }
  /** Down before the change and not touched by it: reported, not blamed on it. */
  | ({ readonly type: 'alreadyDown'; readonly hostname: string } & ReportedCheck)
  /** The device already carries what the manifest says. */
  | { readonly type: 'deviceUnchanged'; readonly hostname: string }
  /** The device keeps its configuration although it is withdrawn: its removal policy is RETAIN. */
  | { readonly type: 'deviceRetained'; readonly hostname: string }
  /** The device is still in the manifest: nothing to withdraw. */
  | { readonly type: 'deviceStillInFabric'; readonly hostname: string }
  /** The device took the change and gave it back: it can be committed. */
  | {
      readonly type: 'staged';
      readonly hostname: string;
      readonly diff: string;
      /** The worst that committing it does. */
      readonly disruption: DisruptionClass;
    }
  | {
      readonly type: 'waveStarted';
      /** From 1. */
      readonly wave: number;
      readonly waves: number;
      readonly hostnames: readonly string[];
    }
  | { readonly type: 'committed'; readonly hostname: string; readonly minutes: number; readonly revertsAt: number }
  /** A new session to the device works. */
  | { readonly type: 'managementProved'; readonly hostname: string }
  | {
      readonly type: 'checking';
      readonly hostnames: readonly string[];
      readonly round: number;
      readonly failing: number;
    }
  | { readonly type: 'checksPassed'; readonly hostnames: readonly string[]; readonly count: number }
  /** Not true, and only PROVISIONED. */
  | ({ readonly type: 'notUpYet'; readonly hostname: string } & ReportedCheck)
  | ({ readonly type: 'checkFailed'; readonly hostname: string } & ReportedCheck)
  | { readonly type: 'decided'; readonly decision: 'confirm' | 'rollBack' }
  | { readonly type: 'confirmed'; readonly hostname: string }
  | {
      readonly type: 'confirmFailed';
      readonly hostname: string;
      readonly message: string;
      readonly retriedUntil: number;
    }
  | { readonly type: 'sessionLost'; readonly hostname: string; readonly message: string }
  | { readonly type: 'sessionRegained'; readonly hostname: string }
  /** The device takes its change back by itself; milliseconds since the epoch. */
  | { readonly type: 'waitingForTimer'; readonly hostname: string; readonly revertsAt: number }
  | { readonly type: 'rolledBack'; readonly hostname: string; readonly by: 'commit' | 'timer' }
  | { readonly type: 'warning'; readonly hostname?: string; readonly message: string }
  | ({ readonly type: 'problem' } & Problem)
  | {
      readonly type: 'changeFinished';
      readonly changeId: string;
      readonly outcome: ChangeOutcome;
      readonly devices: Readonly<Record<string, DeviceOutcome>>;
    };

/** Who is told. */
export type EventListener = (event: RolloutEvent) => void;
