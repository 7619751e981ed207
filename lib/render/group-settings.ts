import type { PeeringIntent } from '../intent/fabric-intent';
import { SESSION_OPTION_ROWS } from './session-options';

/** Something that stands on a BGP group: words for messages, and the value to compare between its sessions. */
export type GroupSetting = readonly [name: string, valueOf: (peering: PeeringIntent) => unknown];

/** What stands on the group of a session, or on the group's policies, so that all its sessions share it. */
export const GROUP_SETTINGS: readonly GroupSetting[] = [
  ...settingsOfRows(() => true),
  // Where servers of a range open the session, their AS number and the description stand on the group.
  ['kind of neighbor', ({ isRange }) => isRange],
  ['AS number', ({ isRange, peerAsn }) => (isRange === true ? peerAsn : undefined)],
  ['description', ({ description, isRange }) => (isRange === true ? description : undefined)],
  ['choice between one group and a group for each family', ({ dualStackGroup }) => dualStackGroup],
];

/** What sessions of both families share in a dual-stack group. */
const DUAL_STACK_SETTINGS = settingsOfRows((isOfFamily) => !isOfFamily);

function settingsOfRows(isChosen: (isOfFamily: boolean) => boolean): GroupSetting[] {
  return SESSION_OPTION_ROWS.filter(([, { isOfFamily = false }]) => isChosen(isOfFamily)).flatMap(
    ([name, { ofGroup }]) =>
      ofGroup.map(([words, compared]): GroupSetting => [words, (peering) => compared(peering[name] as never)]),
  );
}

/** What two sessions of one group must agree on. */
export function settingsInCommon(first: PeeringIntent, second: PeeringIntent): readonly GroupSetting[] {
  return first.family === second.family ? GROUP_SETTINGS : DUAL_STACK_SETTINGS;
}

/**
 * Whether two sessions may stand in one BGP group. Sessions of one family share their policies there, and are of one server or of one
 * peering that stands alone. Of two families that a dual-stack group keeps apart, each session has its own, and single peerings with one
 * AS number are taken to be of one server.
 */
export function mayShareGroup(first: PeeringIntent, second: PeeringIntent): boolean {
  if (first.family === second.family) return ownerOf(first) === ownerOf(second);
  const areDualStack = first.dualStackGroup === true && second.dualStackGroup === true;
  return areDualStack && serverOf(first) === serverOf(second);
}

function ownerOf({ constructPath, server }: PeeringIntent): string {
  return JSON.stringify([server ?? null, server ?? constructPath]);
}

function serverOf({ peerAsn, server }: PeeringIntent): string {
  return JSON.stringify([server ?? null, peerAsn]);
}
