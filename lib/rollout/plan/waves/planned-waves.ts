import type { FabricIntent } from '../../../intent/fabric-intent';
import { canaryOf } from './canary';
import type { PlannedDevice } from '../../planned-device';
import type { Settings } from '../../settings';
import type { Shared } from './shared';
import { sharedThings } from './shared-things';
import { waves } from './waves';

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
