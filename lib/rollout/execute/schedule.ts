import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import type { Shared } from '../plan/waves/shared';
import { Timers } from '../plan/waves/timers';
import { Homes } from './homes';

/** How a change goes over its devices. */
export interface Schedule {
  /** Every device, also those that do not change. */
  readonly participants: readonly Participant[];
  /** Every device that changes, in the order of the change. */
  readonly waves: readonly (readonly Participant[])[];
  /** What keeps devices apart. */
  readonly shared: readonly Shared[];
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
  readonly timers: Timers;
  readonly homes: Homes;
}

/**
 * The schedule of a change once its devices are staged: how long that took decides how long they wait for their confirmation.
 *
 * @param participants - every device, also those that do not change
 * @param planned - in which order they change, and what keeps them apart
 */
export function scheduleOf(
  context: ChangeContext,
  participants: readonly Participant[],
  planned: Pick<Schedule, 'ownedVrfs' | 'shared' | 'waves'>,
): Schedule {
  const { ownedVrfs, shared, waves } = planned;
  const stagingMs = Math.max(0, ...waves.flat().map((one) => one.stagingMs));
  return {
    participants,
    waves,
    shared,
    ownedVrfs,
    timers: new Timers(context.settings, { waves, shared, stagingMs }),
    homes: new Homes(context, [...participants, ...context.otherHomes]),
  };
}
