import type { FabricIntent } from '../../intent/fabric-intent';
import type { ChangeContext } from '../change-context';
import { Homes } from './homes';
import type { Participant } from '../participant';
import { plannedWaves } from '../plan/waves/planned-waves';
import type { Shared } from '../plan/waves/shared';
import { Timers } from '../plan/waves/timers';

/** How a change goes over its devices. */
export interface Course {
  /** Every device that changes, in the order of the change. */
  readonly waves: readonly (readonly Participant[])[];
  /** What keeps devices apart. */
  readonly shared: readonly Shared[];
  readonly timers: Timers;
  readonly homes: Homes;
}

/**
 * Plans the waves and timers of a change, once its devices are staged.
 *
 * @param participants - every device, also those that do not change
 * @param fabrics - the intents that say what devices have in common
 */
export function courseOf(
  context: ChangeContext,
  participants: readonly Participant[],
  fabrics: readonly FabricIntent[],
): Course {
  const { shared, waves } = plannedWaves(participants, fabrics, context.settings);
  const stagingMs = Math.max(0, ...waves.flat().map((one) => one.stagingMs));
  return {
    waves,
    shared,
    timers: new Timers(context.settings, { waves, shared, stagingMs }),
    homes: new Homes(context, [...participants, ...context.otherHomes]),
  };
}
