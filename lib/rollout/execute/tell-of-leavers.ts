import type { LookedAtLeaver } from '../plan/leavers/look-at-leavers';
import { saidOfLeavers } from '../plan/leavers/said-of-leavers';
import type { Settings } from '../settings';

/** Says of the devices that have left the code what is not said by changing them. */
export function tellOfLeavers(looked: readonly LookedAtLeaver[], { emit }: Pick<Settings, 'emit'>): void {
  for (const { hostname, state, warning } of saidOfLeavers(looked)) {
    if (state === 'retained') emit({ type: 'deviceRetained', hostname });
    if (warning !== undefined) emit({ type: 'warning', hostname, message: warning });
  }
}
