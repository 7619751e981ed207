import type { Clock } from '../checks/clock';
import { SYSTEM_CLOCK } from '../checks/clock';
import { DEFAULT_CHECK_DEADLINE_MS } from '../checks/verify';
import type { ConsentIntent, FabricIntent, RolloutIntent } from '../intent/fabric-intent';
import { newChangeId } from './journal/change-id';
import { FileJournalStore } from './journal/file-journal-store';
import type { JournalStore } from './journal/journal-store';
import type { Connect } from './device-session';
import type { EventListener } from './events';

/** `transaction`: all devices end with the change or none. `rolling`: each wave is confirmed once its checks pass. */
export type ChangeMode = 'transaction' | 'rolling';

/** How a change is carried out. */
export interface ChangeSettings {
  /** Directory of journals and locks, one per team and fabric; made when it is not there. */
  readonly stateDirectory: string;
  /** Default: files in the state directory. */
  readonly journals?: JournalStore;
  /** Hears of everything that happens. */
  readonly onEvent?: EventListener;
  /** File of known host keys. Default: the one beside the manifest. */
  readonly knownHostsFile?: string;
  /** Consents in addition to those of the manifest. */
  readonly consents?: readonly ConsentIntent[];
  /**
   * The longest that a device may have to wait for its confirmation, in minutes. How long each does wait is computed from
   * the waves and how long staging takes; a change that would need longer is refused. Default 120.
   */
  readonly longestConfirmMinutes?: number;
  /** Default: all devices end with the change or none (`transaction`). */
  readonly mode?: ChangeMode;
  /** Host name of the device that changes first, alone. Default: the one whose failure would hurt least. */
  readonly canary?: string;
  /** How many devices change at the same time at most. Default 20. */
  readonly maxParallel?: number;
  /** How many attachments of one server may be in motion at the same time; one of several always stays. Default 1. */
  readonly maxUnavailable?: number;
  /** How many SSH handshakes may be under way at the same time, for all devices. Default: eight for each core, 64 at most. */
  readonly maxHandshakes?: number;
  /** Milliseconds that each wave is watched before the next one begins. Default 0. */
  readonly soakMs?: number;
  /** How many devices may fail before a rolling change stops. Default 0. */
  readonly failureBudget?: number;
  /** Fabrics of other manifests on the same devices or servers: what is on them stays apart too. */
  readonly otherFabrics?: readonly FabricIntent[];
  /** Reaches the devices of those, which are only looked at. Default: as the devices of this fabric are reached. */
  readonly otherConnect?: Connect;
  /** Milliseconds that lie at least between two attachments of a server that take a change back by themselves. Default 120 000. */
  readonly settleMs?: number;
  /** Milliseconds that checks may take to become true. Default 120 000. */
  readonly checkDeadlineMs?: number;
  /** Milliseconds that each confirm timer must have left when confirming begins. Default 60 000. */
  readonly confirmReserveMs?: number;
  /** Devices that are looked at and staged at the same time. Default 200. */
  readonly concurrency?: number;
  /** Milliseconds to wait for another process that changes the fabric. Default: 0 to apply, 30 minutes to withdraw. */
  readonly lockWaitMs?: number;
  /** Takes the lock of another process that shows no sign of life; why is written into the journal. */
  readonly breakLock?: string;
  /** Calls the change off: what is not yet decided is rolled back. */
  readonly signal?: AbortSignal;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** Default: NETCONF over SSH. */
  readonly connect?: Connect;
  /** Names the change: letters, digits and hyphens. Default: the time and eight random digits. */
  readonly changeId?: string;
}

/** The options with their defaults. */
export interface Settings {
  readonly stateDirectory: string;
  readonly journals: JournalStore;
  readonly emit: EventListener;
  readonly consents: readonly ConsentIntent[];
  readonly longestConfirmMinutes: number;
  readonly mode: ChangeMode;
  readonly canary: string | undefined;
  readonly maxParallel: number;
  readonly maxUnavailable: number;
  readonly soakMs: number;
  readonly failureBudget: number;
  readonly settleMs: number;
  readonly otherFabrics: readonly FabricIntent[];
  readonly otherConnect: Connect | undefined;
  readonly checkDeadlineMs: number;
  readonly confirmReserveMs: number;
  readonly concurrency: number;
  readonly breakLock: string | undefined;
  /** Whose lock was broken for the change, and why; absent where none was. */
  readonly brokenLock?: string;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  readonly changeId: string;
}

const DEFAULT_LONGEST_CONFIRM_MINUTES = 120;
const DEFAULT_MAX_PARALLEL = 20;
const DEFAULT_SETTLE_MS = 120_000;
const DEFAULT_CONFIRM_RESERVE_MS = 60_000;
const DEFAULT_CONCURRENCY = 200;

/** Fills in the defaults. */
export function settingsOf(options: ChangeSettings): Settings {
  const clock = options.clock ?? SYSTEM_CLOCK;
  return {
    stateDirectory: options.stateDirectory,
    journals: options.journals ?? new FileJournalStore(options.stateDirectory),
    emit: options.onEvent ?? (() => undefined),
    consents: options.consents ?? [],
    longestConfirmMinutes: options.longestConfirmMinutes ?? DEFAULT_LONGEST_CONFIRM_MINUTES,
    mode: options.mode ?? 'transaction',
    canary: options.canary,
    maxParallel: options.maxParallel ?? DEFAULT_MAX_PARALLEL,
    maxUnavailable: options.maxUnavailable ?? 1,
    soakMs: options.soakMs ?? 0,
    failureBudget: options.failureBudget ?? 0,
    settleMs: options.settleMs ?? DEFAULT_SETTLE_MS,
    otherFabrics: options.otherFabrics ?? [],
    otherConnect: options.otherConnect,
    checkDeadlineMs: options.checkDeadlineMs ?? DEFAULT_CHECK_DEADLINE_MS,
    confirmReserveMs: options.confirmReserveMs ?? DEFAULT_CONFIRM_RESERVE_MS,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    breakLock: options.breakLock,
    signal: options.signal,
    clock,
    changeId: options.changeId ?? newChangeId(clock.now()),
  };
}

/** What a manifest says of its rollouts, as options. */
export function optionsOf(rollout: RolloutIntent = {}): Partial<ChangeSettings> {
  const { checkTimeoutSec, confirmTimeoutMin, soakTimeSec, ...others } = rollout;
  return {
    ...others,
    ...given({
      soakMs: milliseconds(soakTimeSec),
      checkDeadlineMs: milliseconds(checkTimeoutSec),
      longestConfirmMinutes: confirmTimeoutMin,
    }),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The options that are given: what is only undefined does not hide what the manifest says. */
export function given<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
