import { randomBytes } from 'node:crypto';
import type { Clock } from '../checks/clock';
import { SYSTEM_CLOCK } from '../checks/clock';
import { DEFAULT_CHECK_DEADLINE_MS } from '../checks/verify';
import type { ConsentIntent } from '../intent/fabric-intent';
import type { Connect } from './device-session';
import type { EventListener } from './events';

/** How a change is carried out. */
export interface RolloutOptions {
  /** Directory of journals and locks, one per team and fabric; made when it is not there. */
  readonly stateDirectory: string;
  /** Hears of everything that happens. */
  readonly onEvent?: EventListener;
  /** File of known host keys. Default: the one beside the manifest. */
  readonly knownHostsFile?: string;
  /** Consents in addition to those of the manifest. */
  readonly consents?: readonly ConsentIntent[];
  /** Minutes a device waits for the confirmation. Default: 10, more when the devices' checks could take longer. */
  readonly confirmMinutes?: number;
  /** Milliseconds that checks may take to become true. Default 120 000. */
  readonly checkDeadlineMs?: number;
  /** Milliseconds that each confirm timer must have left when confirming begins. Default 60 000. */
  readonly confirmReserveMs?: number;
  /** Devices that are talked to at the same time. Default 20. */
  readonly concurrency?: number;
  /** Milliseconds to wait for another process that changes the fabric. Default: 0 to apply, 30 minutes to withdraw. */
  readonly lockWaitMs?: number;
  /** Calls the change off: what is not yet decided is rolled back. */
  readonly signal?: AbortSignal;
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** Default: NETCONF over SSH. */
  readonly connect?: Connect;
  /** Names the change. Default: the time and eight random digits. */
  readonly changeId?: string;
}

/** The options with their defaults. */
export interface Settings {
  readonly stateDirectory: string;
  readonly emit: EventListener;
  readonly consents: readonly ConsentIntent[];
  readonly confirmMinutes: number | undefined;
  readonly checkDeadlineMs: number;
  readonly confirmReserveMs: number;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  readonly changeId: string;
}

const DEFAULT_CONFIRM_MINUTES = 10;
const DEFAULT_CONFIRM_RESERVE_MS = 60_000;
const DEFAULT_CONCURRENCY = 20;
const MINUTE_MS = 60_000;

/** Fills in the defaults. */
export function settingsOf(options: RolloutOptions): Settings {
  const clock = options.clock ?? SYSTEM_CLOCK;
  return {
    stateDirectory: options.stateDirectory,
    emit: options.onEvent ?? (() => undefined),
    consents: options.consents ?? [],
    confirmMinutes: options.confirmMinutes,
    checkDeadlineMs: options.checkDeadlineMs ?? DEFAULT_CHECK_DEADLINE_MS,
    confirmReserveMs: options.confirmReserveMs ?? DEFAULT_CONFIRM_RESERVE_MS,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    signal: options.signal,
    clock,
    changeId: options.changeId ?? newChangeId(clock.now()),
  };
}

/**
 * Minutes of the confirm timer. The first device must still be waiting when the last one's checks have passed, at worst
 * each at its deadline, with the fabric's own checks and the reserve after them.
 */
export function confirmMinutes(settings: Settings, devices: number): number {
  const longest = (devices + 1) * settings.checkDeadlineMs + settings.confirmReserveMs;
  return settings.confirmMinutes ?? Math.max(DEFAULT_CONFIRM_MINUTES, Math.ceil(longest / MINUTE_MS) + 1);
}

/** Sorts by time: `20260314T150926Z-3f8a12cd`. */
function newChangeId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}
