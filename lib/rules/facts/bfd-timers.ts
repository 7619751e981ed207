import type { BfdIntent } from '../../intent/fabric-intent';

/** Least `minimum-interval` that a switch without BFD in hardware can hold, in Juniper's validated designs. */
export const LEAST_INTERVAL_MS = 1000;
const LEAST_DETECTION_MS = 3000;

/** Time without a packet after which BFD says that a session is down. */
export function detectionMs({ minimumIntervalMs, multiplier }: BfdIntent): number {
  return minimumIntervalMs * multiplier;
}

/** Whether a switch without BFD in hardware cannot be trusted with these timers. */
export function isFast(bfd: BfdIntent): boolean {
  return bfd.minimumIntervalMs < LEAST_INTERVAL_MS || detectionMs(bfd) < LEAST_DETECTION_MS;
}
