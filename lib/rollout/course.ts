import type { FabricIntent } from '../intent/fabric-intent';
import { canaryOf } from './canary';
import type { ChangeContext } from './change-context';
import { Homes } from './homes';
import type { Participant } from './participant';
import type { Shared } from './shared';
import { sharedThings } from './shared-things';
import { Timers } from './timers';
import { waves } from './waves';

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
  const { maxUnavailable, maxParallel, canary } = context.settings;
  const changing = participants.filter(({ change }) => change.needed);
  const shared = sharedThings(participants, { fabrics, maxUnavailable });
  const planned = waves(changing, shared, { canary: canaryOf(participants, canary), maxParallel });
  const stagingMs = Math.max(0, ...changing.map((one) => one.stagingMs));
  return {
    waves: planned,
    shared,
    timers: new Timers(context.settings, { waves: planned, shared, stagingMs }),
    homes: new Homes(context, participants),
  };
}
