import type { BfdIntent } from '../../intent/fabric-intent';

/** Least `minimum-interval` that a switch without BFD in hardware can hold, in Juniper's validated designs. */
export const LEAST_INTERVAL_MS = 1000;
const LEAST_DETECTION_MS = 3000;

/** Whether a switch without BFD in hardware cannot be trusted with these timers. */
export function isFast({ minimumIntervalMs, multiplier }: BfdIntent): boolean {
  return minimumIntervalMs < LEAST_INTERVAL_MS || minimumIntervalMs * multiplier < LEAST_DETECTION_MS;
}
