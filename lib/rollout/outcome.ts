import type { Problem } from './problem';

/**
 * What became of one device; never guessed.
 *
 * - `confirmed`: the change is on it for good.
 * - `rolledBack`: a commit was sent to it, and it has its old configuration, as was read from it afterwards.
 * - `unchanged`: it was never committed to, by this change.
 * - `unknown`: it could not be read after something was sent to it.
 */
export type DeviceOutcome = 'confirmed' | 'rolledBack' | 'unchanged' | 'unknown';

/**
 * What became of the change.
 *
 * - `confirmed`: every device that had to change has changed.
 * - `unchanged`: there was nothing to do.
 * - `refused`: something was wrong before the first commit; nothing was touched.
 * - `rolledBack`: it failed, and every device is as it was before.
 * - `partiallyApplied`: the change was decided, and at least one device could not be confirmed.
 * - `unknown`: at least one device could not be read after the change failed.
 */
export type ChangeOutcome = 'confirmed' | 'unchanged' | 'refused' | 'rolledBack' | 'partiallyApplied' | 'unknown';

/** What a rollout or withdrawal ended with. */
export interface RolloutResult {
  /** Names the change in the journal, in the commit history and in the group of each device. */
  readonly changeId: string;
  /**
   * Present where the change takes an earlier one back, whose id this is: then `confirmed` means that a device has what it had
   * before the earlier one, and `rolledBack` that it has the earlier one again.
   */
  readonly reverses?: string;
  readonly outcome: ChangeOutcome;
  /** By hostname, in the order of the manifest. */
  readonly devices: Readonly<Record<string, DeviceOutcome>>;
  /** Why, when the outcome is not `confirmed` or `unchanged`. */
  readonly problems: readonly Problem[];
  /**
   * Present when the change was to be undone, and no device carries it any more. The outcome is what became of the devices:
   * `rolledBack` is what was asked for then.
   */
  readonly undone?: true;
  /** Present when a device was to be withdrawn by itself, and its fabric takes it: nothing was done. */
  readonly left?: LeftToFabric;
}

/** A device that is withdrawn with its fabric, or by the next change of it, and not by itself. */
export interface LeftToFabric {
  readonly hostname: string;
  /** `inFabric`: the manifest has it among its devices; otherwise what was found of one that has left the code. */
  readonly state: 'inFabric' | 'carrying' | 'done' | 'retained' | 'silent' | 'another';
  /** Present where it could not be asked, or another device answers there. */
  readonly warning?: string;
}

/** Whether the caller got what was asked for. */
export function succeeded(outcome: ChangeOutcome): boolean {
  return outcome === 'confirmed' || outcome === 'unchanged';
}

/** Whether every device is as it was before the change: nothing to clean up, the whole can be tried again. */
export function leftEverythingAsItWas(outcome: ChangeOutcome): boolean {
  return outcome === 'refused' || outcome === 'rolledBack' || outcome === 'unchanged';
}

/**
 * The outcome of a change that another process took up, from what its devices carry in the end.
 *
 * @param toChange - host names of the devices that it was to change, reached or not
 */
export function recoveredOutcome(
  devices: Readonly<Record<string, DeviceOutcome>>,
  toChange: ReadonlySet<string>,
): ChangeOutcome {
  const outcomes = Object.entries(devices);
  const has = (outcome: DeviceOutcome): boolean => outcomes.some(([, one]) => one === outcome);
  const isLeftOut = outcomes.some(([hostname, one]) => one === 'unchanged' && toChange.has(hostname));
  if (has('confirmed')) return has('rolledBack') || has('unknown') || isLeftOut ? 'partiallyApplied' : 'confirmed';
  if (has('unknown')) return 'unknown';
  return has('rolledBack') ? 'rolledBack' : 'unchanged';
}

/** The outcome of a change from those of its devices, once it was decided or has failed. */
export function overallOutcome(devices: readonly DeviceOutcome[], decided: boolean): ChangeOutcome {
  if (decided) {
    return devices.every((one) => one === 'confirmed' || one === 'unchanged') ? 'confirmed' : 'partiallyApplied';
  }
  if (devices.includes('confirmed')) {
    return 'partiallyApplied';
  }
  if (devices.includes('unknown')) {
    return 'unknown';
  }
  return devices.includes('rolledBack') ? 'rolledBack' : 'refused';
}

/** Where a device stands as to one change. */
export type Standing =
  /** It carries the change until its timer runs out. */
  | 'pending'
  /** It carries the change for good. */
  | 'confirmed'
  /** It carried the change, or tried to, and does not any more. */
  | 'rolledBack'
  /** It never had the change. */
  | 'untouched';
