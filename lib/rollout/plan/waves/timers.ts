import { checkDeadlineOf } from '../../check-deadline';
import { timersDoNotFit, timersTooClose } from '../errors';
import type { Participant } from '../../participant';
import type { Settings } from '../../settings';
import type { Shared } from './shared';
import { sharedByBoth } from './shared';

const MINUTE_MS = 60_000;

/** A commit on a device that was fast to stage may still take this long. */
const LEAST_COMMIT_MS = 30_000;

/** As much of a device as its timer depends on. */
type TimedDevice = Pick<Participant, 'change' | 'hostname'>;

/** What the timers are computed from. */
export interface TimerInput {
  readonly waves: readonly (readonly TimedDevice[])[];
  readonly shared: readonly Shared[];
  /** Milliseconds that staging has taken on the slowest device: loading and checking, as a commit does. */
  readonly stagingMs: number;
}

/**
 * How long each wave's devices wait for their confirmation, so that
 *
 * - nobody's timer runs out while the change goes on, at worst with every check at its deadline, and
 * - with nobody there any more, waves that share a server roll the change back at least one settle time apart, the last
 *   wave first, as a rollback does.
 *
 * Each wave's time is the longest that the rest of the change can take, and one gap for each wave after it that it must be
 * apart from. As the rest only gets shorter, a change that is faster than that keeps the order and the gaps.
 */
export class Timers {
  private readonly slots: readonly number[];
  private readonly gapMs: number;
  private readonly commitMs: number;

  constructor(
    private readonly settings: Settings,
    private readonly input: TimerInput,
  ) {
    this.commitMs = LEAST_COMMIT_MS + 2 * input.stagingMs;
    // Timers are whole minutes, and begin somewhere between the commit being sent and being answered.
    this.gapMs = settings.settleMs + MINUTE_MS + this.commitMs;
    this.slots = slotsOf(input);
  }

  /** Minutes for the devices of a wave, counted from 0. */
  minutes(wave: number): number {
    const { mode, checkDeadlineMs, confirmReserveMs } = this.settings;
    const left = this.input.waves.slice(wave, mode === 'rolling' ? wave + 1 : undefined);
    const waves = left.reduce((sum, devices) => sum + this.longestWaveMs(devices), 0);
    // Once the checks of the fabric, and once the wait for other attachments.
    const rest = waves + checkDeadlineOf(this.settings, this.input.waves.flat()) + checkDeadlineMs + confirmReserveMs;
    const gaps = mode === 'rolling' ? 0 : (this.slots[wave] ?? 0) * this.gapMs;
    return Math.ceil((rest + gaps) / MINUTE_MS);
  }

  private longestWaveMs(devices: readonly TimedDevice[]): number {
    return this.commitMs + checkDeadlineOf(this.settings, devices) + this.settings.soakMs;
  }

  /** Where a device would have to wait longer than it may. */
  tooLong(): ReturnType<typeof timersDoNotFit> | undefined {
    const longest = Math.max(0, ...this.input.waves.map((_, wave) => this.minutes(wave)));
    const { longestConfirmMinutes, mode } = this.settings;
    return longest > longestConfirmMinutes
      ? timersDoNotFit(longest, longestConfirmMinutes, this.input.waves.length, mode)
      : undefined;
  }

  /** @throws timersTooClose where commits took so long that waves which share something could go back together */
  requireApart(waves: readonly (readonly Participant[])[]): void {
    const inMotion = waves.map((wave) => wave.filter((one) => one.isInMotion));
    for (const [index, later] of inMotion.entries()) {
      for (const earlier of inMotion.slice(0, index)) {
        const inCommon = sharedByBoth(this.input.shared, hostnamesOf(earlier), hostnamesOf(later));
        if (inCommon !== undefined && !areApart(earlier, later, this.settings.settleMs)) {
          throw timersTooClose(inCommon.what, [...hostnamesOf(earlier)], [...hostnamesOf(later)]);
        }
      }
    }
  }
}

/** Later waves go back first: a wave's slot is above those of all later waves that it must be apart from. */
function slotsOf({ waves, shared }: TimerInput): number[] {
  const names = waves.map(hostnamesOf);
  const slots = new Array<number>(waves.length).fill(0);
  for (let wave = waves.length - 1; wave >= 0; wave -= 1) {
    for (let later = wave + 1; later < waves.length; later += 1) {
      const [one, other] = [names[wave], names[later]];
      if (one !== undefined && other !== undefined && sharedByBoth(shared, one, other) !== undefined) {
        slots[wave] = Math.max(slots[wave] ?? 0, (slots[later] ?? 0) + 1);
      }
    }
  }
  return slots;
}

function areApart(some: readonly Participant[], others: readonly Participant[], settleMs: number): boolean {
  const [one, other] = [spanOf(some), spanOf(others)];
  return one.from - other.to >= settleMs || other.from - one.to >= settleMs;
}

/** From the first to the last moment at which one of the devices may roll the change back. */
function spanOf(devices: readonly Participant[]): { readonly from: number; readonly to: number } {
  return {
    from: Math.min(...devices.map((one) => one.revertsAt)),
    to: Math.max(...devices.map((one) => one.revertsBy)),
  };
}

function hostnamesOf(devices: readonly Pick<Participant, 'hostname'>[]): Set<string> {
  return new Set(devices.map((one) => one.hostname));
}
