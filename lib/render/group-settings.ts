import type { PeeringIntent } from '../intent/fabric-intent';
import { SESSION_OPTION_ROWS } from './session-options';

/** Something that stands on a BGP group: words for messages, and the value to compare between its sessions. */
export type GroupSetting = readonly [name: string, valueOf: (peering: PeeringIntent) => unknown];

/** What stands on the group of a session, or on the group's policies, so that all its sessions share it. */
export const GROUP_SETTINGS: readonly GroupSetting[] = [
  ...SESSION_OPTION_ROWS.flatMap(([name, { ofGroup }]) =>
    ofGroup.map(([words, compared]): GroupSetting => [words, (peering) => compared(peering[name] as never)]),
  ),
  // Where servers of a range open the session, their AS number and the description stand on the group.
  ['kind of neighbor', ({ isRange }) => isRange],
  ['AS number', ({ isRange, peerAsn }) => (isRange === true ? peerAsn : undefined)],
  ['description', ({ description, isRange }) => (isRange === true ? description : undefined)],
];
