import type { DeviceIntent, FabricIntent, PeeringIntent } from '../../intent/fabric-intent';
import { mayShareGroup } from '../../render/group-settings';
import { groupedBy } from './groups';
import { once } from './once';

/** A BGP group of a VRF on one leaf, with more than one session in it. */
export interface BgpGroup {
  readonly device: DeviceIntent;
  readonly name: string;
  readonly vrf: string;
  readonly sessions: readonly PeeringIntent[];
  /** In words: `server1 in VRF_5 on leaf10`. */
  readonly words: string;
}

/** Every group of the fabric with several sessions: one with a single session cannot contradict itself. */
export const sharedBgpGroupsOf: (fabric: FabricIntent) => readonly BgpGroup[] = once((fabric) =>
  fabric.devices.flatMap((device) =>
    groupedBy(ownGroupsOf(device.peerings), ({ vrf, group }) => `${vrf}\n${group}`)
      .filter(({ items }) => items.length > 1)
      .map(({ items }) => {
        const [{ vrf, group: name }] = items;
        return { device, name, vrf, sessions: items, words: `${name} in ${vrf} on ${device.hostname}` };
      }),
  ),
);

/** The sessions whose BGP group is the fabric's: one of others may hold any, and has no policies of the fabric. */
export function ownGroupsOf(peerings: readonly PeeringIntent[]): readonly PeeringIntent[] {
  return peerings.filter(({ groupOfOthers }) => groupOfOthers === undefined);
}

/** Whether all sessions of a group belong to one server, and to one family unless it is a dual-stack group. */
export function hasOneOwner({ sessions }: BgpGroup): boolean {
  return sessions.every((one, i) => sessions.slice(i + 1).every((other) => mayShareGroup(one, other)));
}
