import { colours } from './colouring';
import type { Shared } from './shared';
import { compareText } from '../../../model/order';

/** What decides the waves beside what the devices share. */
export interface WaveOptions {
  /** Host name of the device that changes first, alone; undefined when none does. */
  readonly canary?: string;
  /** How many devices change at the same time at most. */
  readonly maxParallel: number;
}

/**
 * Which devices change at the same time: the canary first, then as few waves as a good heuristic finds in which no limit
 * of what the devices share is exceeded. Every device is in exactly one wave, the same devices give the same waves, and
 * devices within a wave, and waves, are in the order of their host names.
 */
export function waves<T extends { readonly hostname: string }>(
  devices: readonly T[],
  shared: readonly Shared[],
  { canary, maxParallel }: WaveOptions,
): T[][] {
  const byName = new Map(devices.map((one) => [one.hostname, one]));
  const rest = [...byName.keys()].filter((hostname) => hostname !== canary).sort(compareText);
  const groups = colours(rest, shared, maxParallel)
    .map((group) => [...group].sort(compareText))
    .sort(([one = ''], [other = '']) => compareText(one, other));
  const first = canary === undefined || !byName.has(canary) ? [] : [[canary]];
  return [...first, ...groups].map((group) => group.flatMap((hostname) => byName.get(hostname) ?? []));
}
