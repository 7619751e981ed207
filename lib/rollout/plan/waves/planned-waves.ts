import type { FabricIntent } from '../../../intent/fabric-intent';
import { canaryOf } from './canary';
import type { PlannedDevice } from '../../planned-device';
import type { Settings } from '../../settings';
import type { Shared } from './shared';
import { sharedThings } from './shared-things';
import { colours } from './colouring';
import { compareText } from '../../../model/order';

/** In which order devices change. */
export interface PlannedWaves<T extends PlannedDevice> {
  /** Every device that changes. */
  readonly waves: readonly (readonly T[])[];
  /** What keeps devices apart. */
  readonly shared: readonly Shared[];
  /** Host name of the device that changes first, alone. */
  readonly canary: string | undefined;
}

/**
 * Plans the waves of a change.
 *
 * @param devices - every device, also those that do not change
 * @param fabrics - the intents that say what devices have in common
 */
export function plannedWaves<T extends PlannedDevice>(
  devices: readonly T[],
  fabrics: readonly FabricIntent[],
  { canary: named, maxParallel, maxUnavailable }: Pick<Settings, 'canary' | 'maxParallel' | 'maxUnavailable'>,
): PlannedWaves<T> {
  const shared = sharedThings(devices, { fabrics, maxUnavailable });
  const canary = canaryOf(devices, named);
  const changing = devices.filter(({ change }) => change.needed);
  return { waves: waves(changing, shared, { canary, maxParallel }), shared, canary };
}

/** What decides the waves beside what the devices share. */
interface WaveOptions {
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
